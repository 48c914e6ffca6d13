//! Volumes: the data that outlives its container.

use super::Plan;
use super::parts::{GATEWAY_DATABASE, GRAFANA, PROMETHEUS};
use super::workload::Role;
use crate::text::{BlockRange, DerivedName, Origin};

/// Data that outlives its container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// The name: `order-db-data`.
    pub name: DerivedName,
    /// The part of the Templefile that requires it.
    pub origin: Origin,
    /// The workload that the data belongs to.
    pub owner: Role,
    /// The folder of the data in the container.
    pub path: &'static str,
}

/// The folder of a database.
const DATABASE_FOLDER: &str = "/var/lib/postgresql/data";

impl Plan<'_> {
    /// The volumes, in the order of the workloads.
    pub fn volumes(&self) -> impl Iterator<Item = Volume> {
        let volume =
            |name: &DerivedName, origin, owner, path| Volume { name: name.with("", "-data"), origin, owner, path };
        let fixed =
            move |name, range: BlockRange, owner, path| volume(&DerivedName::fixed(name), range.into(), owner, path);
        let gateway =
            self.accounts.map(|(_, range)| fixed(GATEWAY_DATABASE, range, Role::GatewayDatabase, DATABASE_FOLDER));
        let services = self.services.iter().enumerate();
        let services = services.map(move |(index, service)| {
            volume(&service.database, service.origin, Role::Database(index), DATABASE_FOLDER)
        });
        let monitors = self.metrics.into_iter().flat_map(move |range| {
            [
                fixed(GRAFANA, range, Role::Grafana, "/var/lib/grafana"),
                fixed(PROMETHEUS, range, Role::Prometheus, "/prometheus"),
            ]
        });
        gateway.into_iter().chain(services).chain(monitors)
    }
}
