//! `grafana/provisioning/datasources/datasource.yml`: the address of Prometheus.

use crate::format::yaml;
use crate::plan::{PROMETHEUS, PROMETHEUS_PORT, Plan};
use crate::text::Writer;

/// The name of the data source in Grafana.
pub(super) const NAME: &str = "Prometheus";

/// Renders the file.
pub(super) fn render(_: &Plan<'_>, out: &mut Writer) {
    yaml(out, |file| {
        file.entry("apiVersion", 1);
        file.list("datasources", |sources| {
            sources.item_map(|source| {
                source.entry("name", NAME);
                source.entry("type", "prometheus");
                source.entry("access", "proxy");
                source.entry("orgId", 1);
                source.entry("url", ("http://", PROMETHEUS, ":", PROMETHEUS_PORT));
                source.entry("basicAuth", false);
                source.entry("isDefault", true);
                source.entry("editable", true);
            });
        });
    });
}
