//! The images of third-party software.

/// The image of each third-party part of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Images {
    /// The gateway, and its migrations.
    pub kong: &'static str,
    /// Every database.
    pub postgres: &'static str,
    /// The collector of the metrics.
    pub prometheus: &'static str,
    /// The dashboards for the metrics.
    pub grafana: &'static str,
}

impl Images {
    /// The images that the compiler uses.
    pub const REFERENCE: Images = Images {
        kong: "kong:2.0.2",
        postgres: "postgres:12.1",
        prometheus: "prom/prometheus:v2.16.0",
        grafana: "grafana/grafana:6.6.2",
    };
}
