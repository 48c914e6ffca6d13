//! Symbols: the names that a text declares, and the words of the language.

use temple_model::catalogue::{Annotation, BlockKind, BuiltIn, Item, Parameter, Word};
use temple_model::{Attribute, Entity, Model, Service};

/// A named thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// The project.
    Project,
    /// A service or struct of the model.
    Entity(EntityId),
    /// An attribute of the model, by its index in its block, implied attributes included.
    Attribute(EntityId, usize),
    /// A kind of block.
    BlockKind(BlockKind),
    /// A metadata item.
    Item(Item),
    /// A type of the language.
    BuiltIn(BuiltIn),
    /// An annotation.
    Annotation(Annotation),
    /// A parameter of a metadata item or of a type.
    Parameter(Owner, &'static Parameter),
    /// A value of a metadata item.
    Value(Item, &'static Word),
}

/// The owner of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A metadata item.
    Item(Item),
    /// A type of the language.
    BuiltIn(BuiltIn),
}

impl Owner {
    /// The parameters, in the order of arguments given by position.
    pub fn parameters(self) -> &'static [Parameter] {
        match self {
            Owner::Item(item) => item.entry().parameter.as_slice(),
            Owner::BuiltIn(ty) => ty.entry().parameters,
        }
    }
}

/// A service or struct, by its index in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId {
    /// The index of the service, or of the one that contains the struct, as in [`Model::service`].
    pub service: usize,
    /// The index of the struct in that service; `None` for the service itself.
    pub inner: Option<usize>,
}

impl EntityId {
    /// Returns the service, or the one that contains the struct.
    pub fn service(self, model: &Model) -> Option<&Service> {
        model.service(self.service)
    }

    /// Returns the service or struct.
    pub fn entity(self, model: &Model) -> Option<&Entity> {
        let service = self.service(model)?;
        self.inner.map_or(Some(&service.entity), |inner| service.structs.get(inner))
    }

    /// Returns one of its attributes.
    pub fn attribute(self, index: usize, model: &Model) -> Option<&Attribute> {
        self.entity(model)?.attributes.get(index)
    }

    /// Iterates over every service and struct of a model, each service before its structs; blocks whose name is already
    /// taken come last.
    pub fn all(model: &Model) -> impl Iterator<Item = EntityId> {
        model.all_services().enumerate().flat_map(|(service, it)| {
            let inner = (0..it.structs.len()).map(Some);
            std::iter::once(None).chain(inner).map(move |inner| EntityId { service, inner })
        })
    }
}

impl Symbol {
    /// Returns the name as written in the declaration; `None` if the model does not contain the symbol.
    pub fn name(self, model: &Model) -> Option<&str> {
        Some(match self {
            Symbol::Project => &model.project.as_ref()?.name.source,
            Symbol::Entity(id) => &id.entity(model)?.name.source,
            Symbol::Attribute(id, index) => {
                let attribute = id.attribute(index, model)?;
                attribute.source.as_ref().map_or(&attribute.name, |name| &name.source)
            }
            Symbol::BlockKind(kind) => kind.as_str(),
            Symbol::Item(item) => item.as_str(),
            Symbol::BuiltIn(ty) => ty.as_str(),
            Symbol::Annotation(annotation) => annotation.as_str(),
            Symbol::Parameter(_, parameter) => parameter.name,
            Symbol::Value(_, word) => word.name,
        })
    }

    /// Describes the kind of symbol to users, in a word or two.
    pub fn describe(self) -> &'static str {
        match self {
            Symbol::Project => BlockKind::Project.as_str(),
            Symbol::Entity(EntityId { inner: None, .. }) => BlockKind::Service.as_str(),
            Symbol::Entity(EntityId { inner: Some(_), .. }) => BlockKind::Struct.as_str(),
            Symbol::Attribute(..) => "attribute",
            Symbol::BlockKind(_) => "block kind",
            Symbol::Item(_) => "metadata item",
            Symbol::BuiltIn(_) => "type",
            Symbol::Annotation(_) => "annotation",
            Symbol::Parameter(..) => "parameter",
            Symbol::Value(..) => "value",
        }
    }
}
