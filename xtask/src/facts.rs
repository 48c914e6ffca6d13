//! Facts that the program prints about itself: the words of the language, its settings, the targets,
//! and the keys of deploy files.

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use xshell::{Shell, cmd};

/// The setting whose words are the targets.
const TARGET_SETTING: &str = "temple.preview.target";

/// The output of `crates/temple-lsp/examples/facts.rs`.
#[derive(Deserialize)]
pub(crate) struct Facts {
    pub(crate) words: Words,
    pub(crate) settings: Vec<Setting>,
    pub(crate) deploy: Deploy,
}

/// The deploy file.
#[derive(Deserialize)]
pub(crate) struct Deploy {
    /// The text of its JSON schema.
    pub(crate) schema: String,
    pub(crate) keys: Vec<Key>,
    /// The targets that use settings.
    pub(crate) targets: Vec<String>,
}

/// A key of a deploy file.
#[derive(Deserialize)]
pub(crate) struct Key {
    pub(crate) name: String,
    /// The kind of value, in Markdown.
    pub(crate) expected: String,
    /// The default as TOML.
    pub(crate) default: Option<String>,
    /// The default in words, in Markdown.
    pub(crate) otherwise: Option<String>,
    /// The tables that allow the key.
    pub(crate) scope: String,
    /// The targets that use it.
    pub(crate) targets: Vec<String>,
    pub(crate) summary: String,
}

/// The words of the language.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Words {
    pub(crate) block_kinds: Vec<String>,
    pub(crate) metadata: Vec<Metadata>,
    pub(crate) types: Vec<String>,
    pub(crate) annotations: Vec<String>,
    pub(crate) values: Vec<String>,
    pub(crate) parameters: Vec<String>,
}

/// A metadata item.
#[derive(Deserialize)]
pub(crate) struct Metadata {
    pub(crate) name: String,
    /// The kind of its arguments: `word`, `words` or `services`; `None` if it takes none.
    pub(crate) takes: Option<String>,
    /// The allowed words.
    pub(crate) values: Vec<String>,
}

/// A setting of the server.
#[derive(Deserialize)]
pub(crate) struct Setting {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) default: serde_json::Value,
    pub(crate) description: String,
    /// The allowed words, if the setting is one of several words.
    #[serde(flatten)]
    pub(crate) values: Option<Values>,
    /// The allowed entries, if the setting is a list.
    pub(crate) items: Option<Values>,
}

/// Words with their meanings.
#[derive(Deserialize, Serialize)]
pub(crate) struct Values {
    #[serde(rename = "enum")]
    pub(crate) words: Vec<String>,
    #[serde(rename = "enumDescriptions")]
    pub(crate) meanings: Vec<String>,
}

impl Facts {
    /// Builds and runs the example.
    pub(crate) fn read(sh: &Shell) -> anyhow::Result<Facts> {
        let text = cmd!(sh, "cargo run --quiet --locked --package temple-lsp --example facts").quiet().read()?;
        serde_json::from_str(&text).context("what the example `facts` prints")
    }

    /// Returns the names of the targets, which are the words of the setting for the target of previews.
    pub(crate) fn targets(&self) -> anyhow::Result<Vec<String>> {
        let setting = self.settings.iter().find(|setting| setting.name == TARGET_SETTING);
        let values = setting.and_then(|setting| setting.values.as_ref()).context("no setting for the target")?;
        // The empty word stands for the target of the Templefile.
        Ok(values.words.iter().filter(|word| !word.is_empty()).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_the_words_of_their_setting() {
        let setting = serde_json::json!({
            "name": TARGET_SETTING, "type": "string", "default": "", "description": "",
            "enum": ["", "first", "second"], "enumDescriptions": ["", "", ""],
        });
        let words = serde_json::json!({
            "blockKinds": [], "metadata": [], "types": [], "annotations": [], "values": [], "parameters": [],
        });
        let deploy = serde_json::json!({ "schema": "", "keys": [], "targets": [] });
        let facts = serde_json::json!({ "words": words, "settings": [setting], "deploy": deploy });
        let facts: Facts = serde_json::from_value(facts).unwrap();
        assert_eq!(facts.targets().unwrap(), ["first", "second"]);
    }
}
