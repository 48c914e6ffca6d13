//! The wording of doc comments.

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the numbers of the lines that are found in a file with this text.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let problems = openings(&Repo::of(&[("a.rs", text)])).expect("a repository");
        let lines: Vec<_> = problems.iter().filter_map(|problem| problem.split(':').nth(1)).collect();
        assert_eq!(lines, expected, "{problems:?}");
    }

    #[test]
    fn finds_paragraphs_that_begin_with_a_clause() {
        check("//! What a file is.\n\n/// Whether it is there.\nfn a() {}\n", &["1", "3"]);
        check("/// Returns a file.\n///\n/// How it is found: by name.\n    /// Where it is.\n", &["3"]);
        check("struct A {\n    /// Which of them.\n    a: u8,\n}\n", &["2"]);
    }

    #[test]
    fn accepts_other_comments() {
        check("/// Returns true if it is there, and says\n/// How long it stays.\nfn a() {}\n", &[]);
        check("// What follows is sorted.\n/// Whatever is there.\nfn a() {}\n", &[]);
    }
}
