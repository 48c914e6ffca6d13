//! The services that each service refers to.

use std::collections::{HashMap, HashSet};

use temple_model::{Entity, Model, Service, TextRange, Type};

use crate::text::{Block, BlockRange};

/// A service that another one calls.
#[derive(Debug)]
pub struct Peer {
    /// Its index in [`super::Plan::services`].
    pub index: usize,
    /// The range of the first attribute type, or the range in `#uses`, that refers to it.
    pub reference: BlockRange,
}

/// Finds the services to which each service refers.
pub(super) struct PeerFinder<'m> {
    /// The index of each service, by its name as written.
    indexes: HashMap<&'m str, usize>,
    /// For each service, the value of `services_read` when it was last referred to, so that no service counts it more
    /// than once.
    seen: Vec<usize>,
    /// The number of services whose references have been read.
    services_read: usize,
}

impl<'m> PeerFinder<'m> {
    /// Creates a finder for the services of a model.
    pub(super) fn new(model: &'m Model) -> PeerFinder<'m> {
        let mut indexes = HashMap::with_capacity(model.services.len());
        for (index, service) in model.services.iter().enumerate() {
            indexes.entry(service.entity.name.source.as_str()).or_insert(index);
        }
        PeerFinder { indexes, seen: vec![0; model.services.len()], services_read: 0 }
    }

    /// Returns the services that the attributes of the next service, which is `block`, refer to, without duplicates. A
    /// struct may refer to its own service, which is not a peer.
    pub(super) fn referenced(&mut self, service: &Service, block: Block) -> Vec<Peer> {
        self.services_read += 1;
        let entities = std::iter::once(&service.entity).chain(&service.structs);
        let structs: HashSet<&str> = service.structs.iter().map(|inner| inner.name.source.as_str()).collect();
        let references = entities.flat_map(references).filter(|(name, _)| !structs.contains(name));
        self.new_peers(service, block, references)
    }

    /// Returns the services in `#uses` that [`PeerFinder::referenced`] has not returned for the same service.
    pub(super) fn used(&mut self, service: &Service, block: Block) -> Vec<Peer> {
        self.new_peers(service, block, service.uses.iter().map(|name| (name.source.as_str(), name.range)))
    }

    /// Returns the services with these names that have not been returned for `service` yet.
    fn new_peers<'n>(
        &mut self,
        service: &Service,
        block: Block,
        names: impl Iterator<Item = (&'n str, TextRange)>,
    ) -> Vec<Peer> {
        let peers = names.filter_map(|(name, range)| {
            let index = *self.indexes.get(name).filter(|_| name != service.entity.name.source)?;
            let is_new = std::mem::replace(self.seen.get_mut(index)?, self.services_read) != self.services_read;
            is_new.then(|| Peer { index, reference: block.range(range) })
        });
        peers.collect()
    }
}

/// The references in the attributes of a block, and their ranges.
fn references(entity: &Entity) -> impl Iterator<Item = (&str, TextRange)> {
    entity.attributes.iter().filter_map(|attribute| match &attribute.ty {
        Type::Reference(name) => Some((name.as_str(), attribute.ranges?.ty?)),
        _ => None,
    })
}
