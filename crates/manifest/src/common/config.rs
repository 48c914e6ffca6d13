//! `<service>/config.json`: the addresses of the database and of other services (`docs/manifests.md`, config.json).

use crate::file::{FileLanguage, FileList};
use crate::format::json;
use crate::plan::{Plan, Service};
use crate::text::{WithOrigin, Writer};

/// Announces one file for each service.
pub(crate) fn register(files: &mut FileList<'_>) {
    files.each_service(|service| format!("{}/config.json", service.name.as_str()), FileLanguage::Json, render);
}

fn render(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    json(out, |file| {
        file.entry("user", "postgres");
        file.entry("dbName", "postgres");
        file.entry("host", &service.database);
        file.entry("sslMode", "disable");
        file.map("services", |services| {
            for peer in &service.peers {
                let other = &plan.peer(peer).name;
                let port = plan.peer(peer).ports.service;
                services.entry((WithOrigin("", peer.reference), other), ("http://", other, ":", port, "/", other));
            }
            // The service for accounts tells Kong which tokens to accept.
            if service.source.is_none() {
                services.entry("kong-admin", "http://kong:8001");
            }
        });
        file.map("ports", |ports| {
            ports.entry("service", service.ports.service);
            if let Some(metrics) = plan.metrics {
                ports.with_origin(metrics, |ports| ports.entry("prometheus", service.ports.metrics));
            }
        });
    });
}
