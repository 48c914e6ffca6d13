//! The resolved model of a Templefile: blocks and settings after names, defaults and renaming are applied.

use smol_str::SmolStr;
use temple_syntax::TextRange;

use crate::catalogue::{Access, AuthMethod, Database, Endpoint, Language, Metrics, Provider, Visibility};
use crate::kebab_case;

/// A whole Templefile, or the valid part of a broken one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// The first project block; `None` if there is none.
    pub project: Option<Project>,
    /// The services, in the order of the file.
    pub services: Vec<Service>,
    /// The generated service for accounts; present if the project has `#authMethod`.
    pub auth: Option<AuthService>,
    /// The services with the name of an earlier one, in the order of the file. Since they make the file invalid, they
    /// have no ports and nothing is generated for them.
    pub repeated: Vec<Service>,
}

impl Model {
    /// Returns a service by its index among [`Model::services`] followed by [`Model::repeated`].
    pub fn service(&self, index: usize) -> Option<&Service> {
        self.services.get(index).or_else(|| self.repeated.get(index.checked_sub(self.services.len())?))
    }

    /// All services, in the order of the indexes of [`Model::service`].
    pub fn all_services(&self) -> impl Iterator<Item = &Service> {
        self.services.iter().chain(&self.repeated)
    }
}

/// The project block.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The project's name; never renamed.
    pub name: Name,
    /// The whole block, in bytes.
    pub range: TextRange,
    /// The value of `#provider`. Without it no orchestration is generated.
    pub provider: Option<Specified<Provider>>,
    /// The value of `#metrics`.
    pub metrics: Option<Specified<Metrics>>,
    /// The value of `#authMethod`.
    pub auth_method: Option<Specified<AuthMethod>>,
    /// The value of `#language`.
    pub language: Option<Specified<Language>>,
    /// The value of `#database`.
    pub database: Option<Specified<Database>>,
    /// The value of `#readable`.
    pub readable: Option<Specified<Access>>,
    /// The value of `#writable`.
    pub writable: Option<Specified<Access>>,
}

/// A value and the metadata item that sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Specified<T> {
    /// The value.
    pub value: T,
    /// The metadata item, from its `#`, in bytes.
    pub range: TextRange,
}

/// A value that applies, and its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effective<T> {
    /// The value.
    pub value: T,
    /// The item that sets the value, if any.
    pub source: Provenance,
}

/// The source of a value that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// A metadata item of the block itself, in bytes.
    Own(TextRange),
    /// A metadata item of the project, in bytes.
    Project(TextRange),
    /// The language's default.
    Default,
}

/// The values that apply to a service that does not set its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// The clients that may read entries.
    pub readable: Effective<Access>,
    /// The clients that may update and delete entries.
    pub writable: Effective<Access>,
    /// The language of the server code.
    pub language: Effective<Language>,
    /// The database engine.
    pub database: Effective<Database>,
}

/// A name as written and as generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name as written.
    pub source: SmolStr,
    /// The range of the name in the text, in bytes.
    pub range: TextRange,
    /// The name in the generated code; `None` if it is the same.
    pub renamed: Option<Renamed>,
}

impl Name {
    /// The name in the generated code.
    pub fn as_str(&self) -> &str {
        self.renamed.as_ref().map_or(&self.source, |renamed| &renamed.to)
    }
}

/// A changed name (`docs/language.md`, Renaming).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The name in the generated code.
    pub to: SmolStr,
    /// The reason for the change.
    pub reason: RenameReason,
}

/// A reason to rename a block or attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenameReason {
    /// Another block or attribute already has the name.
    Taken,
    /// The name belongs to a component of every system, such as the gateway.
    System,
    /// The name is a word of the generated language, or used by the generated code.
    Language(Language),
    /// The name is a word of the database.
    Database(Database),
    /// The name starts or ends like the names that the generated code derives from block names.
    Affix,
    /// The name belongs to an attribute that the compiler adds to some blocks, though perhaps not to this one.
    Implied,
}

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Name, attributes and endpoints.
    pub entity: Entity,
    /// The structs in the service, in the order of the file.
    pub structs: Vec<Entity>,
    /// The services that `#uses` names.
    pub uses: Vec<Name>,
    /// The range of `#auth`, in bytes; `None` if the service does not have it.
    pub auth: Option<TextRange>,
    /// The clients that may read entries.
    pub readable: Effective<Access>,
    /// The clients that may update and delete entries.
    pub writable: Effective<Access>,
    /// The language of the server code.
    pub language: Effective<Language>,
    /// The database engine.
    pub database: Effective<Database>,
    /// The ports of the service.
    pub ports: Ports,
}

impl Service {
    /// The URL path of the service, such as `/api/order`.
    pub fn path(&self) -> String {
        format!("/api/{}", kebab_case(self.entity.name.as_str()))
    }

    /// The URL path of one of its structs, such as `/api/order/{parent_id}/line`.
    pub fn struct_path(&self, inner: &Entity) -> String {
        format!("{}/{{parent_id}}/{}", self.path(), kebab_case(inner.name.as_str()))
    }
}

/// The parts that services and structs share.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The name of the block.
    pub name: Name,
    /// The whole block, in bytes.
    pub range: TextRange,
    /// The attributes: implied ones first, then the others in the order of the file.
    pub attributes: Vec<Attribute>,
    /// The range of `#enumerable`, in bytes; `None` if the block does not have it.
    pub enumerable: Option<TextRange>,
    /// The endpoints that are generated.
    pub endpoints: Vec<Endpoint>,
}

/// One attribute of a service or struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The name as generated.
    pub name: SmolStr,
    /// The name as written; `None` for an implied attribute.
    pub source: Option<Name>,
    /// The ranges in the text; `None` for an implied attribute.
    pub ranges: Option<AttributeRanges>,
    /// The type.
    pub ty: Type,
    /// The visibility: who sets and who sees the attribute.
    pub visibility: Visibility,
    /// True if no two entries may have the same value.
    pub unique: bool,
}

/// The ranges of an attribute, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeRanges {
    /// The whole attribute, from its name to its semicolon.
    pub whole: TextRange,
    /// Its type with the arguments; `None` if it has none.
    pub ty: Option<TextRange>,
}

/// The type of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// A universally unique identifier. Only implied attributes have this type.
    Uuid,
    /// `bool`
    Bool,
    /// `date`
    Date,
    /// `time`
    Time,
    /// `datetime`
    DateTime,
    /// `string`
    String {
        /// The maximum length in characters.
        max_length: Option<i32>,
        /// The minimum length in characters.
        min_length: Option<i32>,
    },
    /// `int`
    Int {
        /// The maximum value.
        max: Option<i32>,
        /// The minimum value.
        min: Option<i32>,
        /// The size in bytes, 1 to 8.
        precision: i8,
    },
    /// `float`
    Float {
        /// The maximum value.
        max: Option<f64>,
        /// The minimum value.
        min: Option<f64>,
        /// The size in bytes, 1 to 8.
        precision: i8,
    },
    /// `data`
    Data {
        /// The maximum size in bytes.
        max_size: Option<i32>,
    },
    /// A reference to a service, or to a struct of the same service, by its name as written.
    Reference(SmolStr),
    /// An unknown or missing type.
    Unknown,
}

/// The ports of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    /// The port of the service itself.
    pub service: u32,
    /// The port of its metrics.
    pub metrics: u32,
}

/// The generated service for accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthService {
    /// The ports of the service.
    pub ports: Ports,
}
