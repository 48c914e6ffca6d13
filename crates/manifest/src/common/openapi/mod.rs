//! `api/<project>.openapi.yaml` (`docs/manifests.md`, OpenAPI).

mod accounts;
mod paths;
mod responses;
mod schemas;

use std::collections::HashMap;

use crate::file::{FileLanguage, FileList};
use crate::format::yaml;
use crate::plan::Plan;
use crate::text::{DerivedName, Reason, Writer};

/// Announces one file for the whole system.
pub(crate) fn register(files: &mut FileList<'_>) {
    if let Some(project) = &files.plan().project {
        let path = format!("api/{}.openapi.yaml", project.name.as_str());
        files.system(path, FileLanguage::Yaml, Reason::EverySystemHasADocument, render);
    }
}

fn render(plan: &Plan<'_>, out: &mut Writer) {
    let names = names(plan);
    yaml(out, |file| {
        file.entry("openapi", "3.0.0");
        file.map("info", |info| {
            if let Some(project) = &plan.project {
                info.entry("title", &project.title);
            }
            info.entry("version", "0.0.1");
        });
        file.map("paths", |paths| {
            for service in &plan.services {
                paths.with_origin(service.origin, |paths| paths::service(paths, plan, service, &names));
            }
        });
        file.map("components", |components| {
            accounts::security_scheme(components, plan.accounts.map(|(_, range)| range));
            responses::components(components, plan);
        });
    });
}

/// The names of the services in the document, by their names as written.
fn names<'m>(plan: &Plan<'m>) -> HashMap<&'m str, DerivedName> {
    let names = plan.services.iter().filter_map(|service| {
        let entity = &service.source?.entity;
        Some((entity.name.source.as_str(), plan.name_of(entity, service.block, str::to_owned)))
    });
    names.collect()
}
