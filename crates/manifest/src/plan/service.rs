//! The services of the plan, each with its database.

use temple_model::{Model, Ports, Service as ModelService, TextRange, kebab_case};

use super::name_conflict::{self, NameConflicts};
use super::parts::ACCOUNTS;
use super::peer::{Peer, PeerFinder};
use crate::text::{Block, Blocks, DerivedName, Origin};

/// A service with its database.
#[derive(Debug)]
pub struct Service<'m> {
    /// The name in kebab-case, as in containers, hosts and paths.
    pub name: DerivedName,
    /// The service in the model; `None` for the generated service for accounts.
    pub source: Option<&'m ModelService>,
    /// The block that it is in: its own, or the project for the generated service for accounts.
    pub(crate) block: Block,
    /// The origin of the service: its block, or the `#authMethod` of the project.
    pub origin: Origin,
    /// The ports on which it listens.
    pub ports: Ports,
    /// The container and host name of its database: `order-db`.
    pub database: DerivedName,
    /// The network that it shares with its database: `order-network`.
    pub network: DerivedName,
    /// The services that its attributes and those of its structs refer to, in the order of the first reference.
    /// Services that are only in `#uses` are not included.
    pub peers: Vec<Peer>,
    /// The other services that its `#uses` names.
    pub used: Vec<Peer>,
    /// The names that an earlier service already has.
    pub name_conflicts: NameConflicts,
}

/// Returns the services of the file and the generated one for accounts.
pub(super) fn services<'m>(model: &'m Model, blocks: &Blocks) -> Vec<Service<'m>> {
    let project = model.project.as_ref();
    let prefix = project.map(|project| blocks.project().range(project.name.range));
    let mut peers = PeerFinder::new(model);
    let declared = model.services.iter().zip(blocks.services()).map(|(source, block)| Service {
        source: Some(source),
        peers: peers.referenced(source, block),
        used: peers.used(source, block),
        ..service(
            DerivedName::new(&source.entity.name, block, prefix, kebab_case),
            block,
            source.entity.range,
            source.ports,
        )
    });
    let accounts = model.auth.zip(project.and_then(|project| project.auth_method));
    let accounts = accounts
        .map(|(auth, specified)| service(DerivedName::fixed(ACCOUNTS), blocks.project(), specified.range, auth.ports));
    let mut services: Vec<Service<'_>> = declared.chain(accounts).collect();
    let names = services.iter().map(|service| [service.name.as_str(), service.database.as_str()]);
    let conflicts = name_conflict::find(names);
    services.iter_mut().zip(conflicts).for_each(|(service, conflicts)| service.name_conflicts = conflicts);
    services
}

fn service<'m>(name: DerivedName, block: Block, origin: TextRange, ports: Ports) -> Service<'m> {
    Service {
        source: None,
        block,
        origin: block.range(origin).into(),
        ports,
        database: name.with("", "-db"),
        network: name.with("", "-network"),
        peers: Vec::new(),
        used: Vec::new(),
        name_conflicts: NameConflicts::default(),
        name,
    }
}
