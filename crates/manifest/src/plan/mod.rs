//! The plan of the running system: services, who calls whom, and the names and ports of its parts, as plain data. It is
//! made from the model once, and knows no target (`docs/manifests.md`, Services, ports and names).

mod name_conflict;
mod parts;
mod peer;
mod service;

use temple_model::{AuthMethod, Entity, Model, Name, TextRange, kebab_case};

pub use name_conflict::NameConflicts;
pub(crate) use parts::{
    DATABASE_PORT, GATEWAY, GATEWAY_MIGRATIONS, GATEWAY_PORTS, GRAFANA, GRAFANA_PORT, PROMETHEUS, PROMETHEUS_PORT,
};
pub use parts::{GATEWAY_DATABASE, GATEWAY_NETWORK, METRICS_NETWORK};
pub use peer::Peer;
pub use service::Service;

use crate::text::DerivedName;

/// The plan of a running system.
#[derive(Debug)]
pub struct Plan<'m> {
    /// The model that the plan is made from.
    pub model: &'m Model,
    /// The project; `None` if a broken file has none. Files named after the project are left out then.
    pub project: Option<Project<'m>>,
    /// The services in the order of the file, followed by the generated one for accounts.
    pub services: Vec<Service<'m>>,
    /// The `#metrics` of the project, in bytes. If present, Prometheus and Grafana monitor the services.
    pub metrics: Option<TextRange>,
    /// The `#authMethod` of the project, and its range in bytes. If present, there are accounts, and requests need a
    /// token.
    pub accounts: Option<(AuthMethod, TextRange)>,
}

/// The project.
#[derive(Debug)]
pub struct Project<'m> {
    /// The name in kebab-case, as in paths and images.
    pub name: DerivedName,
    /// The name as written.
    pub title: DerivedName,
    /// The project in the model.
    pub source: &'m temple_model::Project,
}

impl<'m> Plan<'m> {
    /// Creates the plan of the system that `model` describes.
    pub fn new(model: &'m Model) -> Plan<'m> {
        let project = model.project.as_ref();
        let mut services = service::services(model);
        name_conflict::mark(&mut services);
        Plan {
            model,
            project: project.map(|source| Project {
                name: DerivedName::new(&source.name, None, kebab_case),
                title: DerivedName::new(&source.name, None, str::to_owned),
                source,
            }),
            services,
            metrics: project.and_then(|project| project.metrics).map(|specified| specified.range),
            accounts: project
                .and_then(|project| project.auth_method)
                .map(|specified| (specified.value, specified.range)),
        }
    }

    /// The name of the project as written, which is the prefix of renamed names.
    pub(crate) fn prefix(&self) -> Option<&'m Name> {
        self.project.as_ref().map(|project| &project.source.name)
    }

    /// The name of a service or struct in the form that `form` makes of it.
    pub(crate) fn name_of(&self, entity: &Entity, form: impl FnOnce(&str) -> String) -> DerivedName {
        DerivedName::new(&entity.name, self.prefix(), form)
    }

    /// The service to which a [`Peer`] refers.
    pub fn peer(&self, peer: &Peer) -> &Service<'m> {
        &self.services[peer.index]
    }
}
