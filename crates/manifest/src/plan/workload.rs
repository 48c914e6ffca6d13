//! Workloads: the parts of the system that run in containers of their own.

use super::parts::{
    DATABASE_PORT, GATEWAY, GATEWAY_DATABASE, GATEWAY_MIGRATIONS, GATEWAY_PORTS, GRAFANA, GRAFANA_PORT, PROMETHEUS,
    PROMETHEUS_PORT, Software,
};
use super::{Plan, Service};
use crate::text::{DerivedName, Origin, Reason};

/// The role of a workload in the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Kong, which receives all requests.
    Gateway,
    /// The database of Kong, which keeps the accounts.
    GatewayDatabase,
    /// The job that creates the tables of Kong's database.
    GatewayMigrations,
    /// A service, by its index in [`Plan::services`].
    Service(usize),
    /// The database of a service, by the index of the service.
    Database(usize),
    /// Grafana, which shows metrics.
    Grafana,
    /// Prometheus, which collects metrics.
    Prometheus,
}

/// A part of the system that runs in a container of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workload {
    /// Its role.
    pub role: Role,
    /// The name of its container and host.
    pub name: DerivedName,
    /// The part of the Templefile that requires it.
    pub origin: Origin,
    /// The software that it runs.
    pub image: Image,
    /// The ports on which it listens.
    pub ports: Vec<u32>,
    /// The instances that may run at the same time.
    pub instances: Instances,
    /// The health check; `None` for a job.
    pub health: Option<Health>,
    /// The database that it opens.
    pub database: Option<Role>,
}

/// The software of a workload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Image {
    /// The generated code of the service.
    Built,
    /// Third-party software.
    Pulled(Software),
}

/// The instances of a workload that may run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instances {
    /// Any number, so a new version may start before the old one stops.
    Many,
    /// One, so a new version starts after the old one has stopped.
    One,
    /// One, which ends when its work is done.
    Once,
}

/// A health check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// The request that must succeed.
    pub probe: Probe,
    /// The time limit for the answer, in seconds.
    pub timeout: u32,
    /// The start period in seconds, during which failures do not count.
    pub start: u32,
}

/// The request of a health check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probe {
    /// Kong's own check.
    Kong,
    /// PostgreSQL accepts connections of this user over the network. While it creates its tables, it accepts only local
    /// ones.
    Postgres(&'static str),
    /// A request for this path on this port succeeds.
    Http(u32, &'static str),
    /// The port accepts connections.
    Tcp(u32),
}

impl Plan<'_> {
    /// The workloads: the gateway, the services, each with its database, and the monitors.
    pub fn workloads(&self) -> impl Iterator<Item = Workload> {
        let gateway = std::iter::once(self.gateway()).chain(self.gateway_database()).chain(self.gateway_migrations());
        let services = self.services.iter().enumerate();
        let services = services.flat_map(|(index, service)| [self.service(index, service), database(index, service)]);
        gateway.chain(services).chain(self.monitors().into_iter().flatten())
    }

    fn gateway(&self) -> Workload {
        Workload {
            role: Role::Gateway,
            name: DerivedName::fixed(GATEWAY),
            origin: Reason::EverySystemHasAGateway.into(),
            image: Image::Pulled(Software::Kong),
            ports: GATEWAY_PORTS.to_vec(),
            instances: Instances::Many,
            health: Some(Health { probe: Probe::Kong, timeout: 10, start: 60 }),
            database: self.accounts.map(|_| Role::GatewayDatabase),
        }
    }

    /// Returns the database of the gateway, which needs one only for accounts.
    fn gateway_database(&self) -> Option<Workload> {
        let (_, origin) = self.accounts?;
        Some(postgres(Role::GatewayDatabase, DerivedName::fixed(GATEWAY_DATABASE), origin.into(), "kong"))
    }

    fn gateway_migrations(&self) -> Option<Workload> {
        let (_, origin) = self.accounts?;
        Some(Workload {
            role: Role::GatewayMigrations,
            name: DerivedName::fixed(GATEWAY_MIGRATIONS),
            origin: origin.into(),
            image: Image::Pulled(Software::Kong),
            ports: Vec::new(),
            instances: Instances::Once,
            health: None,
            database: Some(Role::GatewayDatabase),
        })
    }

    fn service(&self, index: usize, service: &Service<'_>) -> Workload {
        let ports = service.ports;
        let is_generated = service.source.is_none();
        let probe = match self.metrics {
            // The service for accounts serves metrics before it has reached the gateway.
            Some(_) if !is_generated => Probe::Http(ports.metrics, "/metrics"),
            _ => Probe::Tcp(ports.service),
        };
        let metrics = self.metrics.map(|_| ports.metrics);
        Workload {
            role: Role::Service(index),
            name: service.name.clone(),
            origin: service.origin,
            image: Image::Built,
            ports: std::iter::once(ports.service).chain(metrics).collect(),
            // Two instances of the service for accounts would take the gateway's credentials from each other.
            instances: if is_generated { Instances::One } else { Instances::Many },
            health: Some(Health { probe, timeout: 5, start: if is_generated { 60 } else { 30 } }),
            database: Some(Role::Database(index)),
        }
    }

    fn monitors(&self) -> Option<[Workload; 2]> {
        let origin = Origin::from(self.metrics?);
        let monitor = |role, name, software, port, path| Workload {
            role,
            name: DerivedName::fixed(name),
            origin,
            image: Image::Pulled(software),
            ports: vec![port],
            instances: Instances::One,
            health: Some(Health { probe: Probe::Http(port, path), timeout: 5, start: 30 }),
            database: None,
        };
        Some([
            monitor(Role::Grafana, GRAFANA, Software::Grafana, GRAFANA_PORT, "/api/health"),
            monitor(Role::Prometheus, PROMETHEUS, Software::Prometheus, PROMETHEUS_PORT, "/-/healthy"),
        ])
    }
}

fn database(index: usize, service: &Service<'_>) -> Workload {
    postgres(Role::Database(index), service.database.clone(), service.origin, "postgres")
}

fn postgres(role: Role, name: DerivedName, origin: Origin, user: &'static str) -> Workload {
    Workload {
        role,
        name,
        origin,
        image: Image::Pulled(Software::Postgres),
        ports: vec![DATABASE_PORT],
        // Two servers would destroy the files that they share.
        instances: Instances::One,
        health: Some(Health { probe: Probe::Postgres(user), timeout: 5, start: 60 }),
        database: None,
    }
}
