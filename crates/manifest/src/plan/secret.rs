//! Secrets: passwords that no generated file contains.

use super::Plan;
use super::parts::{GATEWAY_DATABASE, GRAFANA};
use super::workload::Role;
use crate::text::{DerivedName, Origin};

/// A password that no generated file contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// The name: `order-db-password`.
    pub name: DerivedName,
    /// The part of the Templefile that requires it.
    pub origin: Origin,
    /// The workloads that know it.
    pub readers: Vec<Role>,
}

impl Plan<'_> {
    /// The secrets, in the order of the workloads.
    pub fn secrets(&self) -> impl Iterator<Item = Secret> {
        let gateway = self.accounts.map(|(_, range)| Secret {
            name: DerivedName::fixed(GATEWAY_DATABASE).with("", "-password"),
            origin: range.into(),
            readers: vec![Role::Gateway, Role::GatewayDatabase, Role::GatewayMigrations],
        });
        let services = self.services.iter().enumerate().map(|(index, service)| Secret {
            name: service.database.with("", "-password"),
            origin: service.origin,
            readers: vec![Role::Service(index), Role::Database(index)],
        });
        let grafana = self.metrics.map(|range| Secret {
            name: DerivedName::fixed(GRAFANA).with("", "-admin-password"),
            origin: range.into(),
            readers: vec![Role::Grafana],
        });
        gateway.into_iter().chain(services).chain(grafana)
    }
}
