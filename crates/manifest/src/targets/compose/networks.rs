//! The networks of the containers. Unlike those of the plan, they connect Prometheus with every database, and Kong's
//! database with every service.

use crate::plan::{GATEWAY_NETWORK, METRICS_NETWORK, Network, Plan, Role};
use crate::text::{DerivedName, Reason};

/// Returns all networks, Kong's first.
pub(super) fn all(plan: &Plan<'_>) -> Vec<Network> {
    std::iter::once(gateway(plan)).chain(own(plan)).chain(metrics(plan)).collect()
}

/// Returns all networks in the order of the file: those of the services first.
pub(super) fn in_file(plan: &Plan<'_>) -> Vec<Network> {
    own(plan).chain([gateway(plan)]).chain(metrics(plan)).collect()
}

/// Returns the networks of the services.
fn own(plan: &Plan<'_>) -> impl Iterator<Item = Network> {
    plan.services.iter().enumerate().map(|(index, service)| Network {
        name: service.network.clone(),
        origin: service.origin,
        members: [Role::Service(index), Role::Database(index)]
            .into_iter()
            .chain(plan.metrics.map(|_| Role::Prometheus))
            .collect(),
        is_internal: false,
    })
}

fn gateway(plan: &Plan<'_>) -> Network {
    let kong = [Role::Gateway, Role::GatewayDatabase, Role::GatewayMigrations];
    Network {
        name: DerivedName::fixed(GATEWAY_NETWORK),
        origin: Reason::EverySystemHasAGateway.into(),
        members: kong.into_iter().chain((0..plan.services.len()).map(Role::Service)).collect(),
        is_internal: false,
    }
}

fn metrics(plan: &Plan<'_>) -> Option<Network> {
    plan.metrics.map(|range| Network {
        name: DerivedName::fixed(METRICS_NETWORK),
        origin: range.into(),
        members: vec![Role::Grafana, Role::Prometheus],
        is_internal: false,
    })
}
