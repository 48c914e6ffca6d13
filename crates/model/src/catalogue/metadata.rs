//! The metadata items.

use std::fmt;

use super::{
    Access, AuthMethod, BlockKind, Database, Endpoint, Language, Metrics, Parameter, ParameterKind, Provider, Word,
    vocabulary,
};

/// The catalogue entry of a metadata item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemEntry {
    /// Its name, without the `#`, and its documentation.
    pub word: Word,
    /// The kinds of blocks that may contain it.
    pub allowed_in: &'static [BlockKind],
    /// Its only parameter; `None` if it takes none.
    pub parameter: Option<Parameter>,
}

const fn item(
    name: &'static str,
    allowed_in: &'static [BlockKind],
    summary: &'static str,
    documentation: &'static str,
    example: &'static str,
) -> ItemEntry {
    ItemEntry { word: Word { name, aliases: &[], summary, documentation, example }, allowed_in, parameter: None }
}

const fn required(name: &'static str, kind: ParameterKind, summary: &'static str) -> Option<Parameter> {
    Some(Parameter { name, kind, required: true, default: None, summary })
}

vocabulary! {
    /// A metadata item.
    Item: ItemEntry in "metadata" {
        Language => ItemEntry {
            parameter: required("language", ParameterKind::Word(Language::ENTRIES), "The language to generate."),
            ..item(
                "language",
                &[BlockKind::Project, BlockKind::Service],
                "The language of the server code.",
                "A service's own wins over the project's. Without either it is `go`.",
                "#language(go);",
            )
        },
        Database => ItemEntry {
            parameter: required("database", ParameterKind::Word(Database::ENTRIES), "The engine that keeps the data."),
            ..item(
                "database",
                &[BlockKind::Project, BlockKind::Service],
                "The database engine.",
                "A service's own wins over the project's. Without either it is `postgres`.",
                "#database(postgres);",
            )
        },
        Provider => ItemEntry {
            parameter: required("provider", ParameterKind::Word(Provider::ENTRIES), "What runs the system."),
            ..item(
                "provider",
                &[BlockKind::Project],
                "What orchestrates the system.",
                "Decides which deployment files are generated. Without it there are none.",
                "#provider(kubernetes);",
            )
        },
        Metrics => ItemEntry {
            parameter: required("metrics", ParameterKind::Word(Metrics::ENTRIES), "What collects and shows them."),
            ..item(
                "metrics",
                &[BlockKind::Project],
                "Metrics of every service.",
                "Adds scraping, dashboards and their containers. Without it there are no metrics.",
                "#metrics(prometheus);",
            )
        },
        AuthMethod => ItemEntry {
            parameter: required("method", ParameterKind::Word(AuthMethod::ENTRIES), "How accounts log in."),
            ..item(
                "authMethod",
                &[BlockKind::Project],
                "How accounts log in.",
                "Adds a generated service that registers and logs in, and token checks at the gateway. At least one \
                 service must then say `#auth`.",
                "#authMethod(email);",
            )
        },
        Auth => item(
            "auth",
            &[BlockKind::Service],
            "This service holds one entry for each account.",
            "Every account has one entry here, which the `identify` endpoint leads to. Needs the project's `#authMethod`.",
            "#auth;",
        ),
        Enumerable => item(
            "enumerable",
            &[BlockKind::Service, BlockKind::Struct],
            "Entries can be listed.",
            "Adds the `list` endpoint, which reads all entries, or those that the caller may read.",
            "#enumerable;",
        ),
        Readable => ItemEntry {
            parameter: required("by", ParameterKind::Word(Access::ENTRIES), "Who may read."),
            ..item(
                "readable",
                &[BlockKind::Project, BlockKind::Service],
                "Who may read entries.",
                "A service's own wins over the project's. Without either it is `this` in a project with `#authMethod`, \
                 else `all`.",
                "#readable(by: all);",
            )
        },
        Writable => ItemEntry {
            parameter: required("by", ParameterKind::Word(Access::ENTRIES), "Who may update and delete."),
            ..item(
                "writable",
                &[BlockKind::Project, BlockKind::Service],
                "Who may update and delete entries.",
                "A service's own wins over the project's. Without either it is `this` in a project with `#authMethod`, \
                 else `all`.",
                "#writable(by: this);",
            )
        },
        Omit => ItemEntry {
            parameter: required("endpoints", ParameterKind::Words(Endpoint::COMMON_ENTRIES), "The endpoints to leave out."),
            ..item(
                "omit",
                &[BlockKind::Service, BlockKind::Struct],
                "Endpoints that are not generated.",
                "Each block has `create`, `read`, `update` and `delete`, but for those named here.",
                "#omit[update, delete];",
            )
        },
        Uses => ItemEntry {
            parameter: required("services", ParameterKind::Services, "The services it calls."),
            ..item(
                "uses",
                &[BlockKind::Service],
                "Other services that this one calls.",
                "It says which services this one calls, for those who read it and for pictures of the system. In the \
                 generated files it changes nothing: the configuration has the addresses of the services that attributes \
                 refer to.",
                "#uses[Customer];",
            )
        },
    }
}

impl Item {
    /// Returns the item with exactly this name.
    pub fn from_name(name: &str) -> Option<Item> {
        Item::ALL.iter().copied().find(|item| item.as_str() == name)
    }

    /// The name, without the `#`.
    pub fn as_str(self) -> &'static str {
        self.entry().word.name
    }

    /// Returns true if its argument is a list.
    pub fn takes_list(self) -> bool {
        self.entry().parameter.is_some_and(|it| matches!(it.kind, ParameterKind::Words(_) | ParameterKind::Services))
    }

    /// Returns true if a block of `kind` may contain the item.
    pub fn is_allowed_in(self, kind: BlockKind) -> bool {
        self.entry().allowed_in.contains(&kind)
    }
}

impl fmt::Display for Item {
    /// Writes the item as in a Templefile: `#provider`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.as_str())
    }
}
