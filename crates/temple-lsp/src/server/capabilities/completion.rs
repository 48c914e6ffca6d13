//! Completion: what the client can do with it, and what the server offers.

use std::collections::HashSet;

use gen_lsp_types as lsp;
use serde_json::{Value, json};

use crate::server::protocol::markup::Format;

/// The characters behind which an editor asks by itself.
const TRIGGERS: [&str; 7] = ["#", "@", "(", "[", ",", ":", " "];

/// A command that the client has to bring: to open the list of completions at the cursor.
pub(crate) const SUGGEST: &str = "editor.action.triggerSuggest";

/// Support for completion.
#[derive(Debug, Default)]
pub(crate) struct CompletionSupport {
    /// True if it knows snippets.
    pub(crate) snippets: bool,
    /// True if the user may choose to keep the rest of the word.
    pub(crate) insert_replace: bool,
    /// True if it shows details next to a label.
    pub(crate) label_details: bool,
    /// True if it indents the lines of what is inserted, once asked to.
    pub(crate) indents: bool,
    /// True if characters accept an item.
    pub(crate) commit_characters: bool,
    /// True if it asks for the documentation of the one item that it shows.
    pub(crate) resolves: bool,
    /// The form in which it wants documentation.
    pub(crate) format: Format,
    /// The properties that it takes from the list where an item lacks them.
    pub(crate) defaults: HashSet<String>,
    /// The kinds of items that it knows.
    pub(crate) kinds: HashSet<u32>,
    /// True if it has a command that opens the list again.
    pub(crate) suggests: bool,
}

impl CompletionSupport {
    /// Reads the client's capabilities.
    pub(crate) fn read(capabilities: &Value) -> CompletionSupport {
        let completion = &capabilities["textDocument"]["completion"];
        let item = &completion["completionItem"];
        let has = |name: &str| item[name].as_bool().unwrap_or(false);
        let contains = |list: &Value, wanted: Value| list.as_array().is_some_and(|values| values.contains(&wanted));
        // The kinds of the protocol's first version, for clients that do not say what they know.
        let kinds = serde_json::from_value(completion["completionItemKind"]["valueSet"].clone());
        CompletionSupport {
            snippets: has("snippetSupport"),
            insert_replace: has("insertReplaceSupport"),
            label_details: has("labelDetailsSupport"),
            indents: contains(
                &item["insertTextModeSupport"]["valueSet"],
                json!(lsp::InsertTextMode::AdjustIndentation),
            ),
            commit_characters: has("commitCharactersSupport"),
            resolves: contains(&item["resolveSupport"]["properties"], json!("documentation")),
            format: Format::read(&item["documentationFormat"]),
            defaults: serde_json::from_value(completion["completionList"]["itemDefaults"].clone()).unwrap_or_default(),
            kinds: kinds.unwrap_or_else(|_| (1..=18).collect()),
            suggests: contains(&capabilities["experimental"]["temple"]["commands"], json!(SUGGEST)),
        }
    }

    /// The capability of the server.
    pub(crate) fn options(&self) -> lsp::CompletionOptions {
        lsp::CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            resolve_provider: Some(self.resolves),
            completion_item: Some(lsp::ServerCompletionItemOptions { label_details_support: Some(true) }),
            ..Default::default()
        }
    }

    /// Returns true if the client takes that from the list where an item does not say it.
    pub(crate) fn has_default(&self, name: &str) -> bool {
        self.defaults.contains(name)
    }
}
