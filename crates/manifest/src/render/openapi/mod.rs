//! `api/<project>.openapi.yaml` (`docs/manifests.md`, OpenAPI).

mod accounts;
mod paths;
mod responses;
mod schemas;

use std::collections::HashMap;

use temple_model::Entity;

use crate::data::yaml;
use crate::deployment::Deployment;
use crate::derived_name::DerivedName;
use crate::file::{FileLanguage, FileList};
use crate::origin::Reason;
use crate::writer::Writer;

/// Announces one file for the whole system.
pub(crate) fn register(files: &mut FileList<'_>) {
    if let Some(project) = &files.deployment().project {
        let path = format!("api/{}.openapi.yaml", project.name.as_str());
        files.system(path, FileLanguage::Yaml, Reason::EverySystemHasADocument, render);
    }
}

fn render(deployment: &Deployment<'_>, out: &mut Writer) {
    let names = names(deployment);
    yaml(out, |file| {
        file.entry("openapi", "3.0.0");
        file.map("info", |info| {
            if let Some(project) = &deployment.project {
                info.entry("title", &project.title);
            }
            info.entry("version", "0.0.1");
        });
        file.map("paths", |paths| {
            for service in &deployment.services {
                paths.with_origin(service.origin, |paths| paths::service(paths, deployment, service, &names));
            }
        });
        file.map("components", |components| responses::components(components, deployment));
    });
}

/// The names of the services in the document, by their names as written.
fn names<'m>(deployment: &Deployment<'m>) -> HashMap<&'m str, DerivedName> {
    let sources = deployment.services.iter().filter_map(|service| service.source);
    let names = sources.map(|source| (source.entity.name.source.as_str(), title(deployment, &source.entity)));
    names.collect()
}

/// The name of a service or struct in the document.
fn title(deployment: &Deployment<'_>, entity: &Entity) -> DerivedName {
    DerivedName::new(&entity.name, deployment.prefix(), str::to_owned)
}
