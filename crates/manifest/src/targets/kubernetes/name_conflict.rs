//! The objects of a service whose names are already taken.

use crate::plan::{GATEWAY_DATABASE, Plan, Service};

/// The objects in the namespace of the services in every cluster: the Service of the cluster's own API, and Kong.
/// Renaming avoids all other names of the system.
const OBJECTS: [&str; 2] = ["kubernetes", GATEWAY_DATABASE];
/// The folder of the registry under `kube/`, whose name renaming does not avoid.
const REGISTRY_FOLDER: &str = "deploy";
/// The folder of Prometheus under `kube/`, which exists only with `#metrics`.
const PROMETHEUS_FOLDER: &str = "prom";

/// Returns true if the name of the service itself, or that of its folder under `kube/`, is taken.
pub(super) fn is_name_taken(plan: &Plan<'_>, service: &Service<'_>) -> bool {
    service.name_conflicts.name || is_of_the_system(plan, service.name.as_str())
}

/// Returns true if the name of the database of the service is taken.
pub(super) fn is_database_taken(plan: &Plan<'_>, service: &Service<'_>) -> bool {
    service.name_conflicts.database || is_of_the_system(plan, service.database.as_str())
}

fn is_of_the_system(plan: &Plan<'_>, name: &str) -> bool {
    OBJECTS.contains(&name) || name == REGISTRY_FOLDER || name == PROMETHEUS_FOLDER && plan.metrics.is_some()
}
