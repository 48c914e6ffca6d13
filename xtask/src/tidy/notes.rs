//! Compares the pages in `docs/notes/` with the table of defects.

use std::collections::BTreeSet;

use crate::codegen::NOTES;
use crate::defects::{self, Defect};
use crate::repo::Repo;

const FOLDER: &str = "docs/notes/";

/// Iterates over the pages, except for the index: the name of the defect, and the text.
fn all(repo: &Repo) -> impl Iterator<Item = (&str, &str)> {
    let pages = repo.texts(&[".md"]).filter(|(path, _)| *path != NOTES);
    pages.filter_map(|(path, text)| Some((path.strip_prefix(FOLDER)?.strip_suffix(".md")?, text)))
}

pub(super) fn pages(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let defects = defects::read(repo)?;
    let defects: BTreeSet<&str> = defects.iter().map(|defect| &*defect.name).collect();
    let pages: BTreeSet<&str> = all(repo).map(|(name, _)| name).collect();
    let missing = defects.difference(&pages).map(|defect| format!("{defect} has no page {FOLDER}{defect}.md"));
    let stale = pages.difference(&defects).map(|page| format!("{FOLDER}{page}.md is about no defect"));
    Ok(missing.chain(stale).collect())
}

pub(super) fn form(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let defects = defects::read(repo)?;
    let pages = all(repo).filter_map(|(name, text)| Some((defects.iter().find(|defect| defect.name == name)?, text)));
    let lacking =
        pages.flat_map(|(defect, text)| fault(defect, text).map(|fault| format!("{FOLDER}{}.md {fault}", defect.name)));
    Ok(lacking.collect())
}

/// Returns the deviation of a page from the fixed form: its parts, each on a line of its own, in this order.
fn fault(defect: &Defect, text: &str) -> Option<String> {
    let title = format!("# {}", defect.name);
    let file = format!("**Note** on `{}`", defect.file);
    let parts = [title.as_str(), &file, "## What happens", "## Example", "```templefile", "## What to do"];
    let mut lines = text.lines();
    let lacking = parts.into_iter().find(|part| !lines.any(|line| line == *part))?;
    Some(format!("lacks `{lacking}`, or has it at the wrong position"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a\n\n**Note** on `deploy.sh`\n\n## What happens\n\nThis.\n\n## Example\n\n```templefile\n```\n\n\
                        ## What to do\n\nThat.\n";

    /// Checks a repository with the defect `a` and these pages.
    #[track_caller]
    fn check(pages: &[(&str, &str)], problems: &[&str]) {
        let table = (defects::TABLE, "\ndefects! {\n    A \"a\" in \"deploy.sh\": \"A\"\n        \"A.\"\n}\n");
        let repo = Repo::of(&[&[table], pages].concat());
        assert_eq!([super::pages(&repo).unwrap(), form(&repo).unwrap()].concat(), problems);
    }

    #[test]
    fn accepts_a_page_of_the_fixed_form_and_the_index() {
        check(&[("docs/notes/a.md", PAGE), (NOTES, "")], &[]);
    }

    #[test]
    fn compares_pages_and_defects_both_ways() {
        let problems = ["a has no page docs/notes/a.md", "docs/notes/b.md is about no defect"];
        check(&[("docs/notes/b.md", "")], &problems);
    }

    #[test]
    fn finds_a_missing_or_misplaced_part() {
        let page = PAGE.replace("deploy.sh", "other.sh");
        let problem = "docs/notes/a.md lacks `**Note** on `deploy.sh``, or has it at the wrong position";
        check(&[("docs/notes/a.md", &page)], &[problem]);
    }
}
