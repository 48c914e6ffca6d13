//! The plan of the running system, as plain data: services, workloads, networks, volumes, secrets, configuration files,
//! and who calls whom. It is made from the model once, and knows no target (`docs/manifests.md`, Services, ports and
//! names).
//!
//! [`Plan`] holds what is computed once for the whole system. The lists, such as [`Plan::workloads`], follow from it and
//! are made for the file that needs them.

mod call;
mod config_file;
mod name_conflict;
mod network;
mod parts;
mod peer;
mod secret;
mod service;
#[cfg(test)]
mod tests;
mod volume;
mod workload;

use temple_model::{Attribute, AuthMethod, Entity, Model, kebab_case};

pub use call::Call;
pub use config_file::ConfigFile;
pub use name_conflict::NameConflicts;
pub use network::Network;
pub(crate) use parts::{
    DATABASE_PORT, GATEWAY, GATEWAY_MIGRATIONS, GATEWAY_NETWORK, GATEWAY_PORTS, GRAFANA, GRAFANA_PORT, METRICS_NETWORK,
    PROMETHEUS, PROMETHEUS_PORT,
};
pub use parts::{GATEWAY_DATABASE, Software};
pub use peer::Peer;
pub use secret::Secret;
pub use service::Service;
pub use volume::Volume;
pub use workload::{Health, Image, Instances, Probe, Role, Workload};

use crate::text::{Block, BlockRange, Blocks, DerivedName};

/// The plan of a running system.
#[derive(Debug)]
pub struct Plan<'m> {
    /// The positions of the blocks in the text.
    pub blocks: Blocks,
    /// The project; `None` if a broken file has none. Files named after the project are left out then.
    pub project: Option<Project<'m>>,
    /// The services in the order of the file, followed by the generated one for accounts.
    pub services: Vec<Service<'m>>,
    /// The `#metrics` of the project. If present, Prometheus and Grafana monitor the services.
    pub metrics: Option<BlockRange>,
    /// The `#authMethod` of the project, and its range. If present, there are accounts, and requests need a token.
    pub accounts: Option<(AuthMethod, BlockRange)>,
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
        let blocks = Blocks::of(model);
        let block = blocks.project();
        let services = service::services(model, &blocks);
        Plan {
            blocks,
            project: project.map(|source| Project {
                name: DerivedName::new(&source.name, block, None, kebab_case),
                title: DerivedName::new(&source.name, block, None, str::to_owned),
                source,
            }),
            services,
            metrics: project.and_then(|project| project.metrics).map(|specified| block.range(specified.range)),
            accounts: project
                .and_then(|project| project.auth_method)
                .map(|specified| (specified.value, block.range(specified.range))),
        }
    }

    /// The range of the project's name, which is the prefix of renamed names.
    fn prefix(&self) -> Option<BlockRange> {
        self.project.as_ref().map(|project| self.blocks.project().range(project.source.name.range))
    }

    /// The name of a service or struct in `block`, in the form that `form` makes of it.
    pub(crate) fn name_of(&self, entity: &Entity, block: Block, form: impl FnOnce(&str) -> String) -> DerivedName {
        DerivedName::new(&entity.name, block, self.prefix(), form)
    }

    /// The name of an attribute in `block`, in the form that `form` makes of it.
    pub(crate) fn name_of_attribute(
        &self,
        attribute: &Attribute,
        block: Block,
        form: impl FnOnce(&str) -> String,
    ) -> DerivedName {
        DerivedName::of(attribute, block, self.prefix(), form)
    }

    /// The service to which a [`Peer`] refers.
    pub fn peer(&self, peer: &Peer) -> &Service<'m> {
        &self.services[peer.index]
    }
}
