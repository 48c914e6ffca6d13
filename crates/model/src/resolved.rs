//! The resolved model of a Templefile: what the text means after names, defaults and renaming.

use smol_str::SmolStr;
use temple_syntax::TextRange;

use crate::catalogue::{Access, AuthMethod, Database, Endpoint, Language, Metrics, Provider, Visibility};
use crate::kebab_case;

/// A whole Templefile. Of a broken one, its sound part.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// The (first) project block, absent where there is none.
    pub project: Option<Project>,
    /// The services, in the order of the file.
    pub services: Vec<Service>,
    /// The generated service for accounts, present where the project has `#authMethod`.
    pub auth: Option<AuthService>,
    /// The services that have the name of another one before them, in the order of the file. The file is rejected for
    /// them, so that they have no ports and nothing is generated for them.
    pub repeated: Vec<Service>,
}

impl Model {
    /// A service by its place among [`Model::services`], and behind those among [`Model::repeated`].
    pub fn service(&self, index: usize) -> Option<&Service> {
        self.services.get(index).or_else(|| self.repeated.get(index.checked_sub(self.services.len())?))
    }

    /// All services, by whose place [`Model::service`] finds each again.
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
    /// What `#provider` says, and where. Without it no orchestration is generated.
    pub provider: Option<Said<Provider>>,
    /// What `#metrics` says, and where.
    pub metrics: Option<Said<Metrics>>,
    /// What `#authMethod` says, and where.
    pub auth_method: Option<Said<AuthMethod>>,
    /// What `#language` says, and where.
    pub language: Option<Said<Language>>,
    /// What `#database` says, and where.
    pub database: Option<Said<Database>>,
    /// What `#readable` says, and where.
    pub readable: Option<Said<Access>>,
    /// What `#writable` says, and where.
    pub writable: Option<Said<Access>>,
}

/// A value and the metadata item that says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// The metadata item, from its `#`, in bytes.
    pub range: TextRange,
}

/// A value in force, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce<T> {
    /// The value.
    pub value: T,
    /// Who says so.
    pub source: Source,
}

/// Where a value in force comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A metadata item of the block itself, in bytes.
    Own(TextRange),
    /// A metadata item of the project, in bytes.
    Project(TextRange),
    /// The language's default.
    Default,
}

/// What holds in a service that says nothing itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// Who may read.
    pub readable: InForce<Access>,
    /// Who may update and delete.
    pub writable: InForce<Access>,
    /// The language of the server code.
    pub language: InForce<Language>,
    /// The database engine.
    pub database: InForce<Database>,
}

/// A name as it is written, and as it is generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As written in the text.
    pub source: SmolStr,
    /// Where it is written, in bytes.
    pub range: TextRange,
    /// What it is changed to in the generated code, absent where it is kept.
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
    /// Why it is changed.
    pub reason: RenameReason,
}

/// Why a name is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenameReason {
    /// Another block or attribute has the name already.
    Taken,
    /// It is the name of something that every system has, such as the gateway.
    System,
    /// It is a word of the generated language.
    Language(Language),
    /// It is a word of the database.
    Database(Database),
    /// It starts or ends like a name that the generated code builds from block names.
    Affix,
    /// It is the name of an attribute that is added to some blocks, though maybe not to this one.
    Implied,
}

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Name, attributes and endpoints.
    pub entity: Entity,
    /// The structs inside, in the order of the file.
    pub structs: Vec<Entity>,
    /// The services that `#uses` names.
    pub uses: Vec<Name>,
    /// Whether `#auth` is said, and where.
    pub auth: Option<TextRange>,
    /// Who may read.
    pub readable: InForce<Access>,
    /// Who may update and delete.
    pub writable: InForce<Access>,
    /// The language of the server code.
    pub language: InForce<Language>,
    /// The database engine.
    pub database: InForce<Database>,
    /// The ports of the service.
    pub ports: Ports,
}

impl Service {
    /// The path under which the service is served, such as `/api/order`.
    pub fn path(&self) -> String {
        format!("/api/{}", kebab_case(self.entity.name.as_str()))
    }

    /// The path under which one of its structs is served, such as `/api/order/{parent_id}/line`.
    pub fn struct_path(&self, inner: &Entity) -> String {
        format!("{}/{{parent_id}}/{}", self.path(), kebab_case(inner.name.as_str()))
    }
}

/// What a service and a struct have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The name of the block.
    pub name: Name,
    /// The whole block, in bytes.
    pub range: TextRange,
    /// Implied attributes first, then the others in the order of the file.
    pub attributes: Vec<Attribute>,
    /// Whether `#enumerable` is said, and where.
    pub enumerable: Option<TextRange>,
    /// The endpoints that are generated.
    pub endpoints: Vec<Endpoint>,
}

/// One attribute of a service or struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The name as generated.
    pub name: SmolStr,
    /// The name as written, absent for an implied attribute.
    pub source: Option<Name>,
    /// Where it stands, absent for an implied attribute.
    pub place: Option<AttributePlace>,
    /// The type.
    pub ty: Type,
    /// Who sets and sees the attribute.
    pub visibility: Visibility,
    /// Whether no two entries may share the value.
    pub unique: bool,
}

/// Where an attribute stands, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributePlace {
    /// The whole attribute, from its name to its semicolon.
    pub whole: TextRange,
    /// Its type with the arguments, absent where there is none.
    pub ty: Option<TextRange>,
}

/// The type of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// A universally unique identifier: only of implied attributes.
    Uuid,
    /// `bool`
    Bool,
    /// `date`
    Date,
    /// `time`
    Time,
    /// `datetime`
    DateTime,
    /// `string`, its lengths in characters.
    String {
        /// At most so many characters.
        max_length: Option<i32>,
        /// At least so many characters.
        min_length: Option<i32>,
    },
    /// `int`
    Int {
        /// The highest value.
        max: Option<i32>,
        /// The lowest value.
        min: Option<i32>,
        /// Bytes, 1 to 8.
        precision: i8,
    },
    /// `float`
    Float {
        /// The highest value.
        max: Option<f64>,
        /// The lowest value.
        min: Option<f64>,
        /// Bytes, 1 to 8.
        precision: i8,
    },
    /// `data`
    Data {
        /// At most so many bytes.
        max_size: Option<i32>,
    },
    /// A reference to a service or to a struct of the same service, by the name as written.
    Reference(SmolStr),
    /// A type that does not exist, or none at all.
    Unknown,
}

/// The ports of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    /// Where the service itself listens.
    pub service: u32,
    /// Where its metrics are read.
    pub metrics: u32,
}

/// The generated service for accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthService {
    /// The ports of the service.
    pub ports: Ports,
}
