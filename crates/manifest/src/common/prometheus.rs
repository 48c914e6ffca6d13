//! `prometheus/prometheus.yml`: the services that metrics are collected from.

use crate::file::{FileLanguage, FileList};
use crate::format::yaml;
use crate::plan::Plan;
use crate::text::Writer;

/// Announces one file for the whole system.
pub(crate) fn register(files: &mut FileList<'_>) {
    if let Some(metrics) = files.plan().metrics {
        files.system("prometheus/prometheus.yml", FileLanguage::Yaml, metrics, render);
    }
}

fn render(plan: &Plan<'_>, out: &mut Writer) {
    yaml(out, |file| {
        file.map("global", |global| {
            global.entry("scrape_interval", "15s");
            global.entry("evaluation_interval", "15s");
        });
        file.list("scrape_configs", |jobs| {
            for service in &plan.services {
                jobs.with_origin(service.origin, |jobs| {
                    jobs.item_map(|job| {
                        job.entry("job_name", &service.name);
                        job.list("static_configs", |configs| {
                            configs.item_map(|config| {
                                config.items("targets", [(&service.name, ":", service.ports.metrics)]);
                            });
                        });
                    });
                });
            }
        });
    });
}
