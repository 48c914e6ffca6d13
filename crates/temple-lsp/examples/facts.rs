//! Prints facts about the program for other tools, as JSON: the words of the language, the settings, and the keys of
//! deploy files. `cargo xtask codegen` inserts them into grammars, extensions and the manual.

#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::collections::HashSet;

use serde_json::{Value, json};
use temple_deploy::Key;
use temple_ide::model::catalogue::{Annotation, BlockKind, BuiltIn, Item, ItemEntry, Parameter, ParameterKind, Word};

fn main() {
    println!("{:#}", json!({ "words": words(), "settings": temple_lsp::server::settings(), "deploy": deploy() }));
}

fn deploy() -> Value {
    let keys = Key::ALL.iter().map(|key| {
        let entry = key.entry();
        json!({
            "name": entry.name,
            "expected": entry.kind.expected(),
            "default": (entry.default)(),
            "otherwise": entry.otherwise,
            "scope": entry.scope.describe(),
            "targets": entry.targets.concat(),
            "summary": entry.summary,
        })
    });
    json!({
        "schema": temple_deploy::schema(),
        "keys": keys.collect::<Vec<_>>(),
        "targets": temple_deploy::targets::all().collect::<Vec<_>>(),
    })
}

fn words() -> Value {
    json!({
        "blockKinds": names(BlockKind::ENTRIES),
        "metadata": Item::ENTRIES.iter().map(metadata).collect::<Vec<_>>(),
        "types": BuiltIn::ENTRIES.iter().map(|entry| entry.word.name).collect::<Vec<_>>(),
        "annotations": names(Annotation::ENTRIES),
        "values": spellings(all_parameters()),
        "parameters": parameters(),
    })
}

fn names(words: &[Word]) -> Vec<&'static str> {
    words.iter().map(|word| word.name).collect()
}

/// Returns the blocks that an item is allowed in, and the kind of value it takes.
fn metadata(entry: &'static ItemEntry) -> Value {
    let takes = entry.parameter.map(|parameter| match parameter.kind {
        ParameterKind::Integer | ParameterKind::Number => "number",
        ParameterKind::Word(_) => "word",
        ParameterKind::Words(_) => "words",
        ParameterKind::Services => "services",
    });
    let places: Vec<_> = entry.allowed_in.iter().map(|place| place.entry().name).collect();
    let values = spellings(entry.parameter.iter());
    json!({ "name": entry.word.name, "places": places, "takes": takes, "values": values })
}

/// Iterates over all parameters, of items and of types.
fn all_parameters() -> impl Iterator<Item = &'static Parameter> {
    let of_items = Item::ENTRIES.iter().filter_map(|entry| entry.parameter.as_ref());
    of_items.chain(BuiltIn::ENTRIES.iter().flat_map(|entry| entry.parameters))
}

/// Returns the names of the parameters.
fn parameters() -> Vec<&'static str> {
    once(all_parameters().map(|parameter| parameter.name))
}

/// Returns the words that the parameters accept as values, with their aliases.
fn spellings(parameters: impl Iterator<Item = &'static Parameter>) -> Vec<&'static str> {
    let vocabularies = parameters.filter_map(|parameter| match parameter.kind {
        ParameterKind::Word(words) | ParameterKind::Words(words) => Some(words),
        ParameterKind::Integer | ParameterKind::Number | ParameterKind::Services => None,
    });
    once(vocabularies.flatten().flat_map(|word| std::iter::once(word.name).chain(word.aliases.iter().copied())))
}

/// Removes duplicates; each word stays at its first position.
fn once(words: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut seen = HashSet::new();
    words.filter(|word| seen.insert(*word)).collect()
}
