//! The parts that do not depend on the services: their software, names and ports.

/// Third-party software that runs as a part of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Software {
    /// Kong, the gateway in front of the services.
    Kong,
    /// PostgreSQL, the database of each service and of the gateway.
    Postgres,
    /// Prometheus, which collects metrics.
    Prometheus,
    /// Grafana, which shows metrics.
    Grafana,
}

/// The ports of the gateway: for requests, for the Admin API, and for both over TLS.
pub(crate) const GATEWAY_PORTS: [u32; 4] = [8000, ADMIN_PORT, 8443, 8444];

/// The port of the gateway's Admin API.
pub(super) const ADMIN_PORT: u32 = 8001;

/// The name of the generated service for accounts.
pub(super) const ACCOUNTS: &str = "auth";

/// The container and host name of the gateway.
pub(crate) const GATEWAY: &str = "kong";
/// The container and host name of the gateway's database.
pub const GATEWAY_DATABASE: &str = "kong-db";
/// The container that creates the tables of the gateway's database.
pub(crate) const GATEWAY_MIGRATIONS: &str = "kong-migrations";
/// The network that the gateway shares with the services.
pub(crate) const GATEWAY_NETWORK: &str = "kong-network";

/// The network that the gateway shares with its database.
pub(super) const GATEWAY_DATABASE_NETWORK: &str = "kong-db-network";

/// The port of every database.
pub(crate) const DATABASE_PORT: u32 = 5432;

/// The container and host name of Prometheus.
pub(crate) const PROMETHEUS: &str = "prometheus";
/// The port of Prometheus.
pub(crate) const PROMETHEUS_PORT: u32 = 9090;
/// The container and host name of Grafana.
pub(crate) const GRAFANA: &str = "grafana";
/// The port of Grafana.
pub(crate) const GRAFANA_PORT: u32 = 3000;
/// The network that Prometheus and Grafana share.
pub(crate) const METRICS_NETWORK: &str = "metrics-network";
