//! The wording of comments, messages and documents.

mod phrases;
mod prose;

use phrases::{PHRASES, Phrase, Scope};
use prose::Paragraph;

use crate::repo::Repo;

/// Words that make a clause of a doc comment, with what to write instead. A reader looks for the verb or the noun.
const OPENINGS: &[(&str, &str)] = &[
    ("What", "name the thing: \"The settings in effect.\""),
    ("Whether", "write \"Returns true if …\" or \"True if …\""),
    ("How", "begin with a verb, or with \"The number of …\""),
    ("Where", "name the position, the folder or the condition"),
    ("Which", "name the thing: \"The files that …\""),
    ("Who", "name the thing: \"The services that …\""),
];

/// Finds the paragraphs of doc comments that begin with a clause.
pub(super) fn openings(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let mut problems = Vec::new();
    for (path, text) in repo.texts(&[".rs"]) {
        let mut is_start = true;
        for (number, line) in (1..).zip(text.lines()) {
            let comment = doc_comment(line);
            if let Some((word, instead)) = comment.filter(|_| is_start).and_then(opening) {
                problems.push(format!("{path}:{number}: the doc comment begins with `{word}`: {instead}"));
            }
            is_start = comment.is_none_or(str::is_empty);
        }
    }
    Ok(problems)
}

/// Returns the text of a line of a doc comment, or `None` for other lines.
fn doc_comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("///").or_else(|| line.strip_prefix("//!")).map(str::trim)
}

fn opening(comment: &str) -> Option<(&'static str, &'static str)> {
    OPENINGS.iter().copied().find(|(word, _)| comment.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

/// Finds phrases that readers have to decipher, in comments, messages and documents.
pub(super) fn phrases(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let mut problems = Vec::new();
    for (path, text) in repo.texts(&[".rs"]) {
        let (comments, strings) = prose::of_rust(path, text)?;
        problems.extend(comments.iter().flat_map(|comment| found(path, comment, Scope::Comments)));
        if has_messages(path) {
            problems.extend(strings.iter().flat_map(|string| found(path, string, Scope::Strings)));
        }
    }
    for (path, text) in repo.texts(&[".md"]) {
        problems.extend(prose::of_markdown(text).iter().flat_map(|part| found(path, part, Scope::Markdown)));
    }
    Ok(problems)
}

/// Returns true if the strings of a Rust file are messages to users. Those of tests are mostly inputs.
fn has_messages(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/src/") && !path.contains("/tests/") && !path.ends_with("/tests.rs")
}

fn found(path: &str, paragraph: &Paragraph, scope: Scope) -> Vec<String> {
    let mut problems = Vec::new();
    for phrase in PHRASES.iter().filter(|phrase| phrase.scopes.contains(&scope)) {
        let Phrase { words, instead, .. } = phrase;
        let problem = |start| format!("{path}:{}: `{words}`: {instead}", paragraph.line_of(start));
        problems.extend(phrase.find(&paragraph.text).into_iter().map(problem));
    }
    problems
}

#[cfg(test)]
mod tests;
