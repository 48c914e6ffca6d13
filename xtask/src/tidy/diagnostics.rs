//! Compares the pages in `docs/diagnostics/` with the table of codes.

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

pub(super) fn pages(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let codes = codes::read(repo)?;
    let codes: BTreeSet<&str> = codes.iter().map(|code| &*code.name).collect();
    let pages: BTreeSet<&str> = all(repo).map(|(name, _)| name).collect();
    let missing = codes.difference(&pages).map(|code| format!("{code} has no page {FOLDER}{code}.md"));
    let stale = pages.difference(&codes).map(|page| format!("{FOLDER}{page}.md is about no code"));
    Ok(missing.chain(stale).collect())
}

pub(super) fn form(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let codes = codes::read(repo)?;
    let pages = all(repo).filter_map(|(name, text)| Some((codes.iter().find(|code| code.name == name)?, text)));
    let lacking =
        pages.flat_map(|(code, text)| fault(code, text).map(|fault| format!("{FOLDER}{}.md {fault}", code.name)));
    Ok(lacking.collect())
}

/// Returns the deviation of a page from the fixed form: its parts, each on a line of its own, in this order.
fn fault(code: &Code, text: &str) -> Option<String> {
    let title = format!("# {}", code.name);
    let severity = format!("**{}**", code.severity);
    let mut lines = text.lines();
    if lines.next() != Some(&title) {
        return Some(format!("does not start with `{title}`"));
    }
    let parts = [severity.as_str(), "## Wrong", "```templefile", "## Right", "```templefile", "## To fix"];
    let lacking = parts.into_iter().find(|part| !lines.any(|line| line.starts_with(part)))?;
    Some(format!("lacks `{lacking}`, or has it at the wrong position"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a\n\n**Error**\n\nText.\n\n## Wrong\n\n```templefile\n```\n\n## Right\n\n```templefile\n```\n\n## To fix\n\nDo.\n";

    /// Checks a repository with the code `a` and these pages.
    #[track_caller]
    fn check(pages: &[(&str, &str)], problems: &[&str]) {
        let table = (codes::TABLE, "\ncodes! {\n    A \"a\" Error: \"A\"\n}\n");
        let repo = Repo::of(&[&[table], pages].concat());
        assert_eq!([super::pages(&repo).unwrap(), form(&repo).unwrap()].concat(), problems);
    }

    #[test]
    fn accepts_a_page_of_the_fixed_form_and_the_index() {
        check(&[("docs/diagnostics/a.md", PAGE), (INDEX, "")], &[]);
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
