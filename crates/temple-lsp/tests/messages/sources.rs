//! The texts in the sources: string literals that are sentences or parts of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use regex::Regex;

use crate::list::{List, form};
use crate::{PARTS, root};

/// A literal, and the part of the program that it is in.
pub(crate) struct Text {
    pub(crate) part: &'static str,
    pub(crate) text: String,
}

/// Folders and files without messages: the contents of generated files, pictures, and requests of tests.
const WITHOUT_MESSAGES: [&str; 7] = [
    "crates/manifest/src/common",
    "crates/manifest/src/targets",
    "crates/ide/src/graph/svg.rs",
    "crates/ide/src/graph/dot.rs",
    "crates/ide/src/graph/mermaid.rs",
    "crates/ide/src/fixture.rs",
    "crates/temple-lsp/src/server/service/test_requests.rs",
];

/// Macros whose texts users do not see.
const NOT_SHOWN: [&str; 8] =
    ["assert", "assert_eq", "debug_assert", "debug_assert_eq", "debug", "trace", "include_dir", "unreachable"];

/// Returns the literals that are not part of any message in the list, sorted within each part of the program.
pub(crate) fn not_in(list: &List) -> Vec<Text> {
    let listed = list.forms().collect::<Vec<_>>().join("\n");
    let mut seen = Vec::new();
    let mut found = Vec::new();
    // A later part may be in a folder of an earlier one.
    for (part, folders) in PARTS.iter().rev() {
        let mut files = Vec::new();
        folders.iter().for_each(|folder| search(&root().join(folder), &mut files));
        files.retain(|file| !seen.contains(file));
        seen.extend(files.iter().cloned());
        let mut texts: Vec<String> = files.iter().flat_map(|file| literals(file)).collect();
        texts.retain(|text| is_prose(text) && !is_in(text.trim_start_matches("- "), &listed));
        texts.sort();
        texts.dedup();
        found.push(texts.into_iter().map(|text| Text { part, text }).collect::<Vec<_>>());
    }
    found.into_iter().rev().flatten().collect()
}

fn search(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        if is_test || WITHOUT_MESSAGES.iter().any(|it| path == root().join(it)) {
            continue;
        }
        match path.is_dir() {
            true => search(&path, files),
            false => files.push(path),
        }
    }
}

/// Returns the string literals in the code of a file, without those of its tests, attributes and comments.
fn literals(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).expect("a source");
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut found = Vec::new();
    collect(tokens, &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                // An attribute, perhaps an inner one. Code for tests only is skipped.
                tokens.next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == '!'));
                let is_of_tests = tokens.peek().is_some_and(|next| next.to_string().replace(' ', "") == "[cfg(test)]");
                tokens
                    .next_if(|next| matches!(next, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket));
                let is_end = |token: &TokenTree| match token {
                    TokenTree::Punct(sign) => sign.as_char() == ';',
                    TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                    _ => false,
                };
                if is_of_tests {
                    let _ = tokens.find(is_end);
                }
            }
            TokenTree::Ident(name) => {
                let is_macro = tokens.peek().is_some_and(|next| next.to_string() == "!");
                if name == "expect" || (is_macro && NOT_SHOWN.iter().any(|it| name == it)) {
                    tokens.next_if(|_| is_macro);
                    tokens.next_if(|next| matches!(next, TokenTree::Group(_)));
                }
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Literal(literal) => found.extend(text_of(&literal)),
            TokenTree::Punct(_) => {}
        }
    }
}

/// Returns the text of a string literal; `None` for other literals.
fn text_of(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    syn::parse_str::<syn::LitStr>(&written).ok().map(|literal| literal.value())
}

/// A placeholder for a value in a format string.
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^{}]*\}").expect("a pattern"));

/// Returns true if a literal contains at least two words beside names in backticks and placeholders.
fn is_prose(text: &str) -> bool {
    static WORDS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|[ (])[A-Za-z]{2,}[,:;]? (?:.* )?[a-z]{2,}").expect("a pattern"));
    let rest = PLACEHOLDER.replace_all(text, "").replace("{{", "").replace("}}", "");
    WORDS.is_match(&form(&rest))
}

/// Returns true if the form of a literal, with any values in its placeholders, occurs in the listed forms. The literal
/// may be a plain text that contains braces, or a format string.
fn is_in(text: &str, listed: &str) -> bool {
    if listed.contains(form(text.trim()).as_str()) {
        return true;
    }
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let text = PLACEHOLDER.replace_all(&text, "\u{3}").replace('\u{1}', "{").replace('\u{2}', "}");
    let pattern: Vec<String> = form(text.trim()).split('\u{3}').map(regex::escape).collect();
    Regex::new(&pattern.join("[^\n]*?")).expect("a pattern").is_match(listed)
}
