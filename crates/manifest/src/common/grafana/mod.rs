//! `grafana/provisioning/`: the data source of Grafana, and a dashboard for each service.

mod dashboard;
mod data_source;
mod panel;
mod provider;

use crate::file::{FileLanguage, FileList};
use crate::plan::Service;

/// Announces two files for the whole system and one for each service.
pub(crate) fn register(files: &mut FileList<'_>) {
    if let Some(metrics) = files.plan().metrics {
        let folder = "grafana/provisioning";
        files.system(format!("{folder}/datasources/datasource.yml"), FileLanguage::Yaml, metrics, data_source::render);
        files.system(format!("{folder}/dashboards/dashboards.yml"), FileLanguage::Yaml, metrics, provider::render);
        let path = |service: &Service<'_>| format!("{folder}/dashboards/{}.json", service.name.as_str());
        files.each_service(path, FileLanguage::Json, dashboard::render);
    }
}
