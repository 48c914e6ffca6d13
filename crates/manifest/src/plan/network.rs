//! Networks: the workloads that can reach each other. A database is reached by its own service only.

use super::Plan;
use super::parts::{GATEWAY_DATABASE_NETWORK, GATEWAY_NETWORK, METRICS_NETWORK};
use super::workload::Role;
use crate::text::{DerivedName, Origin, Reason};

/// A network of workloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The name.
    pub name: DerivedName,
    /// The part of the Templefile that requires it.
    pub origin: Origin,
    /// The workloads on the network.
    pub members: Vec<Role>,
    /// True if its members neither reach anything outside nor are reached from there.
    pub is_internal: bool,
}

impl Plan<'_> {
    /// The networks: one for each service and its database, then those that all services share.
    pub fn networks(&self) -> Vec<Network> {
        let own = self.services.iter().enumerate().map(|(index, service)| Network {
            name: service.network.clone(),
            origin: service.origin,
            members: vec![Role::Service(index), Role::Database(index)],
            is_internal: true,
        });
        let services = || (0..self.services.len()).map(Role::Service);
        let gateway = Network {
            name: DerivedName::fixed(GATEWAY_NETWORK),
            origin: Reason::EverySystemHasAGateway.into(),
            members: std::iter::once(Role::Gateway).chain(services()).collect(),
            is_internal: false,
        };
        let gateway_database = self.accounts.map(|(_, range)| Network {
            name: DerivedName::fixed(GATEWAY_DATABASE_NETWORK),
            origin: range.into(),
            members: vec![Role::Gateway, Role::GatewayDatabase, Role::GatewayMigrations],
            is_internal: true,
        });
        let metrics = self.metrics.map(|range| Network {
            name: DerivedName::fixed(METRICS_NETWORK),
            origin: range.into(),
            members: services().chain([Role::Grafana, Role::Prometheus]).collect(),
            is_internal: false,
        });
        own.chain([gateway]).chain(gateway_database).chain(metrics).collect()
    }
}
