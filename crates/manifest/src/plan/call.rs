//! Calls: the connections that the system needs. Everything else may be forbidden.

use super::parts::{ADMIN_PORT, DATABASE_PORT, PROMETHEUS_PORT};
use super::workload::Role;
use super::{Plan, Service};
use crate::text::Origin;

/// A connection that the system needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// The workload that opens the connection.
    pub from: Role,
    /// The workload that accepts it.
    pub to: Role,
    /// The port on which it is accepted.
    pub port: u32,
    /// The part of the Templefile that requires it.
    pub origin: Origin,
}

impl Plan<'_> {
    /// The calls, ordered by the workloads that open them.
    pub fn calls(&self) -> Vec<Call> {
        let services = || self.services.iter().enumerate();
        let mut calls = Vec::new();
        if let Some((_, range)) = self.accounts {
            let to_database =
                |from| Call { from, to: Role::GatewayDatabase, port: DATABASE_PORT, origin: range.into() };
            calls.extend([Role::Gateway, Role::GatewayMigrations].map(to_database));
        }
        calls.extend(services().map(|(index, service)| Call {
            from: Role::Gateway,
            to: Role::Service(index),
            port: service.ports.service,
            origin: service.origin,
        }));
        services().for_each(|(index, service)| calls.extend(self.calls_of(index, service)));
        if let Some(range) = self.metrics {
            let (from, origin) = (Role::Grafana, Origin::from(range));
            calls.push(Call { from, to: Role::Prometheus, port: PROMETHEUS_PORT, origin });
            calls.extend(services().map(|(index, service)| Call {
                from: Role::Prometheus,
                to: Role::Service(index),
                port: service.ports.metrics,
                origin,
            }));
        }
        calls
    }

    /// Returns the calls of a service: to its database, to its peers, and of the service for accounts to the gateway.
    fn calls_of(&self, index: usize, service: &Service<'_>) -> impl Iterator<Item = Call> {
        let from = Role::Service(index);
        let to_database = Call { from, to: Role::Database(index), port: DATABASE_PORT, origin: service.origin };
        let peers = service.peers.iter().chain(&service.used).map(move |peer| Call {
            from,
            to: Role::Service(peer.index),
            port: self.peer(peer).ports.service,
            origin: peer.reference.into(),
        });
        let to_gateway = service.source.is_none().then_some(Call {
            from,
            to: Role::Gateway,
            port: ADMIN_PORT,
            origin: service.origin,
        });
        std::iter::once(to_database).chain(peers).chain(to_gateway)
    }
}
