//! `grafana/provisioning/`: the data source of Grafana, and a dashboard for each service.

mod dashboard;
mod panel;

use crate::data::yaml;
use crate::deployment::{Deployment, Service};
use crate::file::{FileLanguage, FileList};
use crate::writer::Writer;

/// The name of the data source in Grafana.
const SOURCE: &str = "Prometheus";

/// Announces two files for the whole system and one for each service.
pub(crate) fn register(files: &mut FileList<'_>) {
    if let Some(metrics) = &files.deployment().metrics {
        let folder = "grafana/provisioning";
        files.system(format!("{folder}/datasources/datasource.yml"), FileLanguage::Yaml, metrics.range, source);
        files.system(format!("{folder}/dashboards/dashboards.yml"), FileLanguage::Yaml, metrics.range, dashboards);
        let path = |service: &Service<'_>| format!("{folder}/dashboards/{}.json", service.name.as_str());
        files.each_service(path, FileLanguage::Json, dashboard::render);
    }
}

fn source(deployment: &Deployment<'_>, out: &mut Writer) {
    let Some(metrics) = &deployment.metrics else { return };
    yaml(out, |file| {
        file.entry("apiVersion", 1);
        file.list("datasources", |sources| {
            sources.item_map(|source| {
                source.entry("name", SOURCE);
                source.entry("type", "prometheus");
                source.entry("access", "proxy");
                source.entry("orgId", 1);
                source.entry("url", ("http://prometheus:", metrics.prometheus.port));
                source.entry("basicAuth", false);
                source.entry("isDefault", true);
                source.entry("editable", true);
            });
        });
    });
}

fn dashboards(_: &Deployment<'_>, out: &mut Writer) {
    yaml(out, |file| {
        file.entry("apiVersion", 1);
        file.list("providers", |providers| {
            providers.item_map(|provider| {
                provider.entry("name", SOURCE);
                provider.entry("orgId", 1);
                provider.entry("folder", "");
                provider.entry("type", "file");
                provider.entry("disableDeletion", false);
                provider.entry("editable", true);
                provider.entry("allowUiUpdates", true);
                provider.map("options", |options| options.entry("path", "/etc/grafana/provisioning/dashboards"));
            });
        });
    });
}
