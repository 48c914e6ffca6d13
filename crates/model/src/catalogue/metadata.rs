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
            parameter: required("language", ParameterKind::Word(Language::ENTRIES), "The language of the generated code."),
            ..item(
                "language",
                &[BlockKind::Project, BlockKind::Service],
                "The language of the generated code.",
                "The value of a service overrides the value of the project. The default is `go`.",
                "#language(go);",
            )
        },
        Database => ItemEntry {
            parameter: required("database", ParameterKind::Word(Database::ENTRIES), "The database engine."),
            ..item(
                "database",
                &[BlockKind::Project, BlockKind::Service],
                "The database engine.",
                "The value of a service overrides the value of the project. The default is `postgres`.",
                "#database(postgres);",
            )
        },
        Provider => ItemEntry {
            parameter: required("provider", ParameterKind::Word(Provider::ENTRIES), "The platform that runs the system."),
            ..item(
                "provider",
                &[BlockKind::Project],
                "The platform that runs the system.",
                "Determines which deployment files are generated. Without it, there are none.",
                "#provider(kubernetes);",
            )
        },
        Metrics => ItemEntry {
            parameter: required("metrics", ParameterKind::Word(Metrics::ENTRIES), "The monitoring system."),
            ..item(
                "metrics",
                &[BlockKind::Project],
                "Metrics for every service.",
                "Adds metric collection, dashboards and their containers. Without it, there are no metrics.",
                "#metrics(prometheus);",
            )
        },
        AuthMethod => ItemEntry {
            parameter: required("method", ParameterKind::Word(AuthMethod::ENTRIES), "How users log in."),
            ..item(
                "authMethod",
                &[BlockKind::Project],
                "How users log in.",
                "Adds a generated service for registration and login, and token checks in the gateway. At least one \
                 service must then have `#auth`.",
                "#authMethod(email);",
            )
        },
        Auth => item(
            "auth",
            &[BlockKind::Service],
            "This service stores one entry per account.",
            "Every account has one entry in this service, which the `identify` endpoint finds. Requires `#authMethod` in the \
             project.",
            "#auth;",
        ),
        Enumerable => item(
            "enumerable",
            &[BlockKind::Service, BlockKind::Struct],
            "Lets clients list entries.",
            "Adds the `list` endpoint, which returns all entries that the caller can read.",
            "#enumerable;",
        ),
        Readable => ItemEntry {
            parameter: required("by", ParameterKind::Word(Access::ENTRIES), "Who can read entries."),
            ..item(
                "readable",
                &[BlockKind::Project, BlockKind::Service],
                "Who can read entries.",
                "The value of a service overrides the value of the project. The default is `this` in a project with \
                 `#authMethod`, otherwise `all`.",
                "#readable(by: all);",
            )
        },
        Writable => ItemEntry {
            parameter: required("by", ParameterKind::Word(Access::ENTRIES), "Who can update and delete entries."),
            ..item(
                "writable",
                &[BlockKind::Project, BlockKind::Service],
                "Who can update and delete entries.",
                "The value of a service overrides the value of the project. The default is `this` in a project with \
                 `#authMethod`, otherwise `all`.",
                "#writable(by: this);",
            )
        },
        Omit => ItemEntry {
            parameter: required("endpoints", ParameterKind::Words(Endpoint::COMMON_ENTRIES), "The endpoints to omit."),
            ..item(
                "omit",
                &[BlockKind::Service, BlockKind::Struct],
                "Endpoints that are not generated.",
                "Every service and struct has the endpoints `create`, `read`, `update` and `delete`, except those listed here.",
                "#omit[update, delete];",
            )
        },
        Uses => ItemEntry {
            parameter: required("services", ParameterKind::Services, "The services that this one calls."),
            ..item(
                "uses",
                &[BlockKind::Service],
                "Other services that this one calls.",
                "Documents which services this one calls, for readers and for diagrams. It does not change the generated \
                 files, which contain only the addresses of services that attributes refer to.",
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
