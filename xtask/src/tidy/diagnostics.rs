//! Compares the pages in `docs/diagnostics/` with the tables of codes.

use std::collections::BTreeSet;

use crate::codegen::INDEX;
use crate::codes::{self, Code};
use crate::repo::Repo;

const FOLDER: &str = "docs/diagnostics/";

/// Iterates over the pages, except for the index: the name of the code, and the text.
fn all(repo: &Repo) -> impl Iterator<Item = (&str, &str)> {
    let pages = repo.texts(&[".md"]).filter(|(path, _)| *path != INDEX);
    pages.filter_map(|(path, text)| Some((path.strip_prefix(FOLDER)?.strip_suffix(".md")?, text)))
}

/// The tables of codes, each with the language of the examples on the pages about its codes.
const TABLES: [(&str, &str); 2] = [(codes::TABLE, "templefile"), (codes::DEPLOY_TABLE, "toml")];

/// Returns every code with the language of its examples.
fn codes(repo: &Repo) -> anyhow::Result<Vec<(Code, &'static str)>> {
    let mut all = Vec::new();
    for (table, language) in TABLES {
        all.extend(codes::read(repo, table)?.into_iter().map(|code| (code, language)));
    }
    Ok(all)
}

pub(super) fn pages(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let codes = codes(repo)?;
    let names = codes.iter().map(|(code, _)| &*code.name);
    let codes: BTreeSet<&str> = names.clone().collect();
    let repeated = names.clone().enumerate().filter(|(at, name)| names.clone().take(*at).any(|other| other == *name));
    let repeated = repeated.map(|(_, name)| format!("{name} is in two tables of codes"));
    let pages: BTreeSet<&str> = all(repo).map(|(name, _)| name).collect();
    let missing = codes.difference(&pages).map(|code| format!("{code} has no page {FOLDER}{code}.md"));
    let stale = pages.difference(&codes).map(|page| format!("{FOLDER}{page}.md is about no code"));
    Ok(repeated.chain(missing).chain(stale).collect())
}

pub(super) fn form(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let codes = codes(repo)?;
    let pages = all(repo).filter_map(|(name, text)| Some((codes.iter().find(|(code, _)| code.name == name)?, text)));
    let lacking = pages.flat_map(|((code, language), text)| {
        fault(code, language, text).map(|fault| format!("{FOLDER}{}.md {fault}", code.name))
    });
    Ok(lacking.collect())
}

/// Returns the deviation of a page from the fixed form: its parts, each on a line of its own, in this order. The examples
/// are in the given language.
fn fault(code: &Code, language: &str, text: &str) -> Option<String> {
    let title = format!("# {}", code.name);
    let severity = format!("**{}**", code.severity);
    let mut lines = text.lines();
    if lines.next() != Some(&title) {
        return Some(format!("does not start with `{title}`"));
    }
    let example = format!("```{language}");
    let parts = [severity.as_str(), "## Wrong", &example, "## Right", &example, "## To fix"];
    let lacking = parts.into_iter().find(|part| !lines.any(|line| line.starts_with(part)))?;
    Some(format!("lacks `{lacking}`, or has it at the wrong position"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a\n\n**Error**\n\nText.\n\n## Wrong\n\n```templefile\n```\n\n## Right\n\n```templefile\n```\n\n## To fix\n\nDo.\n";

    const TABLE: &str = "\ncodes! {\n    A \"a\" Error: \"A\"\n}\n";

    const EMPTY: &str = "\ncodes! {\n\n}\n";

    /// Checks a repository with the code `a` and these pages.
    #[track_caller]
    fn check(pages: &[(&str, &str)], problems: &[&str]) {
        check_tables(TABLE, EMPTY, pages, problems);
    }

    /// Checks a repository with these tables and pages.
    #[track_caller]
    fn check_tables(table: &str, deploy: &str, pages: &[(&str, &str)], problems: &[&str]) {
        let tables = [(codes::TABLE, table), (codes::DEPLOY_TABLE, deploy)];
        let repo = Repo::of(&[&tables, pages].concat());
        assert_eq!([super::pages(&repo).unwrap(), form(&repo).unwrap()].concat(), problems);
    }

    #[test]
    fn accepts_a_page_of_the_fixed_form_and_the_index() {
        check(&[("docs/diagnostics/a.md", PAGE), (INDEX, "")], &[]);
    }

    #[test]
    fn examples_are_in_the_language_of_the_table() {
        let page = PAGE.replace("```templefile", "```toml");
        check_tables(EMPTY, TABLE, &[("docs/diagnostics/a.md", &page)], &[]);
        let problem = "docs/diagnostics/a.md lacks ````toml`, or has it at the wrong position";
        check_tables(EMPTY, TABLE, &[("docs/diagnostics/a.md", PAGE)], &[problem]);
    }

    #[test]
    fn a_code_is_in_one_table() {
        check_tables(TABLE, TABLE, &[("docs/diagnostics/a.md", PAGE)], &["a is in two tables of codes"]);
    }

    #[test]
    fn compares_pages_and_codes_both_ways() {
        check(
            &[("docs/diagnostics/b.md", "")],
            &["a has no page docs/diagnostics/a.md", "docs/diagnostics/b.md is about no code"],
        );
    }

    #[test]
    fn finds_a_missing_or_misplaced_part() {
        let page = PAGE.replace("## Wrong", "## Bad");
        check(
            &[("docs/diagnostics/a.md", &page)],
            &["docs/diagnostics/a.md lacks `## Wrong`, or has it at the wrong position"],
        );
    }
}
