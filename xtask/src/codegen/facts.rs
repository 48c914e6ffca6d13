//! Facts that the program prints about itself: the words of the language, its settings, and the keys of deploy files.

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use xshell::{Shell, cmd};

/// The output of `crates/temple-lsp/examples/facts.rs`.
#[derive(Deserialize)]
pub(super) struct Facts {
    pub(super) words: Words,
    pub(super) settings: Vec<Setting>,
    pub(super) deploy: Deploy,
}

/// The deploy file.
#[derive(Deserialize)]
pub(super) struct Deploy {
    /// The text of its JSON schema.
    pub(super) schema: String,
    pub(super) keys: Vec<Key>,
    /// The targets that use settings.
    pub(super) targets: Vec<String>,
}

/// A key of a deploy file.
#[derive(Deserialize)]
pub(super) struct Key {
    pub(super) name: String,
    /// The kind of value, in Markdown.
    pub(super) expected: String,
    /// The default as TOML.
    pub(super) default: Option<String>,
    /// The default in words, in Markdown.
    pub(super) otherwise: Option<String>,
    /// The tables that allow the key.
    pub(super) scope: String,
    /// The targets that use it.
    pub(super) targets: Vec<String>,
    pub(super) summary: String,
}

/// The words of the language.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Words {
    pub(super) block_kinds: Vec<String>,
    pub(super) metadata: Vec<Metadata>,
    pub(super) types: Vec<String>,
    pub(super) annotations: Vec<String>,
    pub(super) values: Vec<String>,
    pub(super) parameters: Vec<String>,
}

/// A metadata item.
#[derive(Deserialize)]
pub(super) struct Metadata {
    pub(super) name: String,
    /// The kind of its arguments: `word`, `words` or `services`; `None` if it takes none.
    pub(super) takes: Option<String>,
    /// The allowed words.
    pub(super) values: Vec<String>,
}

/// A setting of the server.
#[derive(Deserialize)]
pub(super) struct Setting {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) default: serde_json::Value,
    pub(super) description: String,
    /// The allowed words, if the setting is one of several words.
    #[serde(flatten)]
    pub(super) values: Option<Values>,
    /// The allowed entries, if the setting is a list.
    pub(super) items: Option<Values>,
}

/// Words with their meanings.
#[derive(Deserialize, Serialize)]
pub(super) struct Values {
    #[serde(rename = "enum")]
    pub(super) words: Vec<String>,
    #[serde(rename = "enumDescriptions")]
    pub(super) meanings: Vec<String>,
}

impl Facts {
    /// Builds and runs the example.
    pub(super) fn read(sh: &Shell) -> anyhow::Result<Facts> {
        let text = cmd!(sh, "cargo run --quiet --locked --package temple-lsp --example facts").quiet().read()?;
        serde_json::from_str(&text).context("what the example `facts` prints")
    }
}
