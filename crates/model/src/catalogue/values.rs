//! Block kinds, annotations, and the values of metadata items.

use super::{Word, vocabulary};

/// A [`Word`] without aliases.
const fn word(name: &'static str, summary: &'static str, documentation: &'static str, example: &'static str) -> Word {
    Word { name, aliases: &[], summary, documentation, example }
}

/// Implements `as_str` and `from_name` for vocabularies whose entries are plain words.
macro_rules! words {
    ($($name:ident)*) => {
        $(impl $name {
            /// The canonical spelling.
            pub fn as_str(self) -> &'static str {
                self.entry().name
            }

            /// Returns the value with exactly this canonical spelling.
            pub fn from_name(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text)
            }
        })*
    };
}

impl Provider {
    /// Returns the provider that `text` names in any spelling that `#provider` accepts.
    pub fn from_spelling(text: &str) -> Option<Provider> {
        Provider::ALL.iter().copied().find(|provider| provider.entry().is_spelt(text))
    }
}

words! { BlockKind Annotation Language Database Provider Metrics AuthMethod Access Endpoint }

vocabulary! {
    /// The kind of a block.
    BlockKind: Word in "blocks" {
        Project => word(
            "project",
            "Settings for the whole system.",
            "Every Templefile has exactly one project block, at the top level. Its name becomes part of the names of images \
             and files. It contains only metadata items, no attributes or blocks.",
            "Shop: project {\n  #provider(kubernetes);\n}",
        ),
        Service => word(
            "service",
            "A microservice with its own database and API.",
            "A top-level block. Its attributes define the data that it stores and exchanges. Its metadata items define which \
             endpoints it has, who can use them, and which other services it calls. It can contain structs.",
            "Customer: service {\n  name: string;\n}",
        ),
        Struct => word(
            "struct",
            "Entries that belong to an entry of the enclosing service.",
            "A block inside a service. It has its own table, and its own endpoints below the path of the service entry that \
             it belongs to. Its attribute `parentID` contains the ID of that entry.",
            "Line: struct {\n  product: string;\n}",
        ),
    }
}

vocabulary! {
    /// An annotation of an attribute.
    Annotation: Word in "annotations" {
        Unique => word(
            "unique",
            "No two entries have the same value.",
            "Adds a `UNIQUE` constraint to the column. Can be combined with `@server` or `@serverSet`; with `@client` it has \
             no effect, because the attribute is not stored.",
            "email: string @unique;",
        ),
        Server => word(
            "server",
            "Set and read by server code only.",
            "The attribute is stored, but is in neither requests nor responses. An attribute can have only one of \
             `@server`, `@serverSet` and `@client`.",
            "passwordHash: string @server;",
        ),
        ServerSet => word(
            "serverSet",
            "Set by server code, readable by clients.",
            "The attribute is stored and in responses, but not in requests. An attribute can have only one of `@server`, \
             `@serverSet` and `@client`.",
            "createdAt: datetime @serverSet;",
        ),
        Client => word(
            "client",
            "Sent by clients, never stored.",
            "The attribute is in requests, but is neither stored nor in responses. An attribute can have only one of \
             `@server`, `@serverSet` and `@client`.",
            "captcha: string @client;",
        ),
    }
}

impl Annotation {
    /// The visibility that the annotation gives an attribute; `None` if it does not affect it.
    pub fn visibility(self) -> Option<Visibility> {
        match self {
            Annotation::Unique => None,
            Annotation::Server => Some(Visibility::Server),
            Annotation::ServerSet => Some(Visibility::ServerSet),
            Annotation::Client => Some(Visibility::Client),
        }
    }
}

impl Language {
    /// The name of the language in prose.
    pub fn title(self) -> &'static str {
        match self {
            Language::Go => "Go",
        }
    }
}

impl Database {
    /// The name of the engine in prose.
    pub fn title(self) -> &'static str {
        match self {
            Database::Postgres => "PostgreSQL",
        }
    }
}

/// The visibility of an attribute: who sets it and who sees it (`docs/language.md`, Annotations).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// In requests, in responses, and stored: the visibility without an annotation.
    All,
    /// Stored only.
    Server,
    /// In responses, stored.
    ServerSet,
    /// In requests only.
    Client,
}

impl Visibility {
    /// Returns true if clients send the attribute.
    pub fn in_requests(self) -> bool {
        matches!(self, Visibility::All | Visibility::Client)
    }

    /// Returns true if clients receive the attribute.
    pub fn in_responses(self) -> bool {
        matches!(self, Visibility::All | Visibility::ServerSet)
    }

    /// Returns true if the attribute has a column.
    pub fn is_stored(self) -> bool {
        self != Visibility::Client
    }
}

vocabulary! {
    /// The language of the server code.
    Language: Word in "metadata" {
        Go => Word {
            aliases: &["golang"],
            ..word(
                "go",
                "Go server code.",
                "Generates the service in Go. This is the default and the only language.",
                "#language(go);",
            )
        },
    }
}

vocabulary! {
    /// A database engine.
    Database: Word in "metadata" {
        Postgres => Word {
            aliases: &["postgresql"],
            ..word(
                "postgres",
                "A PostgreSQL database.",
                "Gives each service its own PostgreSQL database. This is the default and the only engine.",
                "#database(postgres);",
            )
        },
    }
}

vocabulary! {
    /// The orchestrator of the system.
    Provider: Word in "metadata" {
        Kubernetes => Word {
            aliases: &["kube", "k8s", "kubernooties"],
            ..word(
                "kubernetes",
                "Kubernetes manifests.",
                "Generates Deployments, Services and volumes for every service, its database and the Kong gateway, with \
                 scripts that build and push the images and deploy the system.",
                "#provider(kubernetes);",
            )
        },
        DockerCompose => Word {
            aliases: &["dc"],
            ..word(
                "dockerCompose",
                "A Docker Compose file.",
                "Generates `docker-compose.yml` with every service, its database and the Kong gateway, and a script \
                 that builds and starts them.",
                "#provider(dockerCompose);",
            )
        },
    }
}

vocabulary! {
    /// The system that collects the metrics.
    Metrics: Word in "metadata" {
        Prometheus => word(
            "prometheus",
            "Prometheus with Grafana dashboards.",
            "Every service serves metrics on its own port. Prometheus collects them, and Grafana shows a dashboard for each \
             service.",
            "#metrics(prometheus);",
        ),
    }
}

vocabulary! {
    /// The way in which accounts log in.
    AuthMethod: Word in "metadata" {
        Email => word(
            "email",
            "Email address and password.",
            "Generates a service where users register and log in with an email address and a password. The gateway checks \
             their tokens.",
            "#authMethod(email);",
        ),
    }
}

vocabulary! {
    /// The clients that may read or change an entry.
    Access: Word in "metadata" {
        All => word(
            "all",
            "All clients.",
            "Every client has access to every entry. In a project with `#authMethod`, clients need an account, because the \
             gateway rejects all others.",
            "#readable(by: all);",
        ),
        This => word(
            "this",
            "Only the creator of the entry.",
            "Only the account that created the entry has access. Requires `#authMethod` in the project.",
            "#writable(by: this);",
        ),
    }
}

vocabulary! {
    /// An endpoint of a service or struct.
    Endpoint: Word in "endpoints" {
        Create => word(
            "create",
            "Creates an entry.",
            "`POST` to the path of the block. Generated unless `#omit` lists it.",
            "#omit[create];",
        ),
        Read => word(
            "read",
            "Reads an entry.",
            "`GET` on the path of the entry. Generated unless `#omit` lists it.",
            "#omit[read];",
        ),
        Update => word(
            "update",
            "Updates an entry.",
            "`PUT` on the path of the entry. Generated unless `#omit` lists it or clients cannot set any of the attributes.",
            "#omit[update];",
        ),
        Delete => word(
            "delete",
            "Deletes an entry.",
            "`DELETE` on the path of the entry. Generated unless `#omit` lists it.",
            "#omit[delete];",
        ),
        List => word(
            "list",
            "Lists entries.",
            "`GET` on `/all` below the path of the block. Generated only with `#enumerable`.",
            "#enumerable;",
        ),
        Identify => word(
            "identify",
            "Finds the entry of the caller's account.",
            "`GET` on the path of the block, which redirects to the caller's own entry. Generated only with `#auth`.",
            "#auth;",
        ),
    }
}

impl Endpoint {
    /// The endpoints that every block has unless `#omit` names them.
    pub const COMMON: &[Endpoint] = &[Endpoint::Create, Endpoint::Read, Endpoint::Update, Endpoint::Delete];

    /// The HTTP method of its requests.
    pub fn method(self) -> &'static str {
        match self {
            Endpoint::Create => "POST",
            Endpoint::Read | Endpoint::List | Endpoint::Identify => "GET",
            Endpoint::Update => "PUT",
            Endpoint::Delete => "DELETE",
        }
    }

    /// The suffix that its path adds to the path of the service or struct.
    pub fn path_suffix(self) -> &'static str {
        match self {
            Endpoint::Create | Endpoint::Identify => "",
            Endpoint::Read | Endpoint::Update | Endpoint::Delete => "/{id}",
            Endpoint::List => "/all",
        }
    }

    /// The words for [`Endpoint::COMMON`].
    pub(super) const COMMON_ENTRIES: &[Word] = Endpoint::ENTRIES.split_at(Endpoint::COMMON.len()).0;
}
