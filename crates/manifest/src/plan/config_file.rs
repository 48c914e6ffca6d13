//! Configuration files: generated files that a workload reads when it starts.

use super::Plan;
use super::workload::Role;
use crate::text::{DerivedName, Origin, Reason};

/// A generated file or folder that a workload reads when it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFile {
    /// The path of the generated file or folder.
    pub path: DerivedName,
    /// The part of the Templefile that requires it.
    pub origin: Origin,
    /// The workload that reads it.
    pub reader: Role,
    /// The path in the container.
    pub mounted_at: &'static str,
}

impl Plan<'_> {
    /// The configuration files, in the order of the workloads.
    pub fn config_files(&self) -> impl Iterator<Item = ConfigFile> {
        let (reader, origin) = match self.accounts {
            // The migrations copy the routes to the database.
            Some((_, range)) => (Role::GatewayMigrations, range.into()),
            None => (Role::Gateway, Reason::EverySystemHasAGateway.into()),
        };
        let path = DerivedName::fixed("kong/kong.yml");
        let gateway = ConfigFile { path, origin, reader, mounted_at: "/kong/kong.yml" };
        let services = self.services.iter().enumerate().map(|(index, service)| ConfigFile {
            path: service.database.with("", "/init.sql"),
            origin: service.origin,
            reader: Role::Database(index),
            mounted_at: "/docker-entrypoint-initdb.d/init.sql",
        });
        let monitors = self.metrics.into_iter().flat_map(|range| {
            let file = |path, reader, mounted_at| ConfigFile {
                path: DerivedName::fixed(path),
                origin: range.into(),
                reader,
                mounted_at,
            };
            [
                file("grafana/provisioning", Role::Grafana, "/etc/grafana/provisioning"),
                file("prometheus/prometheus.yml", Role::Prometheus, "/etc/prometheus/prometheus.yml"),
            ]
        });
        std::iter::once(gateway).chain(services).chain(monitors)
    }
}
