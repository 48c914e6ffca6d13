//! Generated files. The check also updates outdated files before it fails, so that a second run passes.

mod deploy;
mod features;
mod grammars;
mod settings;

use std::fmt::Write as _;

use anyhow::Context as _;
use xshell::Shell;

use crate::codes::{self, Code};
use crate::defects::{self, Defect};
use crate::facts::Facts;
use crate::outcome::Outcome;
use crate::repo::Repo;
use crate::target;

/// The path of the index of the diagnostics' pages.
pub(crate) const INDEX: &str = "docs/diagnostics/README.md";
/// The path of the index of the pages about defects.
pub(crate) const NOTES: &str = "docs/notes/README.md";

/// Writes every generated file that is out of date. With `check`, each of them is a failure.
pub(crate) fn run(sh: &Shell, check: bool) -> anyhow::Result<Outcome> {
    let repo = Repo::read(&sh.current_dir(), &target::directory(sh)?)?;
    let mut outcome = Outcome::passed();
    for (path, text) in files(&repo, &Facts::read(sh)?)? {
        if repo.text(&path).is_ok_and(|old| old == text) {
            continue;
        }
        sh.write_file(&path, text)?;
        let done = if check { "was out of date; it is repaired now" } else { "written" };
        println!("{path}: {done}");
        if check {
            outcome += Outcome::failed(&path, done, "cargo xtask codegen --check");
        }
    }
    Ok(outcome)
}

/// Returns the path and the text of every generated file.
fn files(repo: &Repo, facts: &Facts) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = vec![
        (INDEX.to_owned(), index(&codes::read(repo, codes::TABLE)?, &codes::read(repo, codes::DEPLOY_TABLE)?)),
        (NOTES.to_owned(), notes(&defects::read(repo)?)),
        (features::PAGE.to_owned(), features::page(repo)?),
    ];
    for (path, write) in settings::FILES {
        files.push((path.to_owned(), write(repo.text(path)?, &facts.settings).context(path)?));
    }
    files.extend(grammars::files(repo, &facts.words)?);
    files.extend(deploy::files(repo, &facts.deploy)?);
    Ok(files)
}

/// Returns the index of the diagnostics' pages: one table for each severity of diagnostics for Templefiles, and one for
/// deploy files, in the order of the codes.
fn index(codes: &[Code], deploy: &[Code]) -> String {
    let mut text = String::from(
        "<!-- Written by `cargo xtask codegen` from crates/model/src/code.rs and crates/deploy/src/code.rs. -->\n\n\
         # Diagnostics\n\n\
         All diagnostics for Templefiles and [deploy files](../deploy.md). Each has a page with a wrong and a right example.\n\
         `temple-lsp explain CODE` prints a page in the terminal.\n",
    );
    for (severity, heading, meaning) in [
        ("Error", "Errors", "The reference compiler rejects the file."),
        ("Warning", "Warnings", "The reference compiler accepts the file, but it is almost certainly a mistake."),
        ("Information", "Information", "Good to know."),
        ("Hint", "Hints", "Could be written better."),
    ] {
        let mut rows = codes.iter().filter(|code| code.severity == severity).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let _ = write!(text, "\n## {heading}\n\n{meaning}\n\n| code | what is wrong |\n| --- | --- |\n");
        for Code { name, title, .. } in rows {
            let _ = writeln!(text, "| [{name}]({name}.md) | {title} |");
        }
    }
    text.push_str("\n## Deploy files\n\n| code | severity | what is wrong |\n| --- | --- | --- |\n");
    for Code { name, severity, title } in deploy {
        let _ = writeln!(text, "| [{name}]({name}.md) | {} | {title} |", severity.to_lowercase());
    }
    text
}

/// Returns the index of the pages about defects, in the order of their table.
fn notes(defects: &[Defect]) -> String {
    let mut text = String::from(
        "<!-- Written by `cargo xtask codegen` from crates/manifest/src/defect.rs. -->\n\n# Notes on generated files\n\n\
         All known defects of generated files, each with a page.\n\
         Previews show the files exactly as they are generated, with a note at each defect.\n\
         `temple-lsp explain CODE` prints a page in the terminal.\n\n| code | file | what is wrong |\n| --- | --- | --- |\n",
    );
    for Defect { name, file, title } in defects {
        let _ = writeln!(text, "| [{name}]({name}.md) | `{file}` | {title} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_of_notes_has_a_row_for_each() {
        let defect = Defect { name: "a".to_owned(), file: "deploy.sh".to_owned(), title: "About a".to_owned() };
        assert!(notes(&[defect]).ends_with("| --- | --- | --- |\n| [a](a.md) | `deploy.sh` | About a |\n"));
    }

    #[test]
    fn the_index_groups_by_severity_and_leaves_out_empty_groups() {
        let code = |name: &str, severity: &str| Code {
            name: name.to_owned(),
            severity: severity.to_owned(),
            title: format!("About {name}"),
        };
        let text = index(&[code("b", "Hint"), code("a", "Error"), code("c", "Error")], &[code("d", "Warning")]);
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(['#', '|'])).collect();
        let head = ["| code | what is wrong |", "| --- | --- |"];
        let errors =
            [&["# Diagnostics", "## Errors"][..], &head, &["| [a](a.md) | About a |", "| [c](c.md) | About c |"]];
        let hints = [&["## Hints"][..], &head, &["| [b](b.md) | About b |"]];
        let deploy = ["## Deploy files", "| code | severity | what is wrong |", "| --- | --- | --- |"];
        let deploy = [&deploy[..], &["| [d](d.md) | warning | About d |"]];
        assert_eq!(lines, [errors.concat(), hints.concat(), deploy.concat()].concat());
    }
}
