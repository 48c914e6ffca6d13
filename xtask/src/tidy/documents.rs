//! Checks the documents at the root, and the links between all documents.

use anyhow::Context as _;
use pulldown_cmark::{Event, Parser, Tag};

use crate::repo::Repo;

/// Checks that the changelog has a heading for the version of the workspace.
pub(super) fn changelog(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let manifest: toml::Table = repo.text("Cargo.toml")?.parse()?;
    let version = manifest["workspace"]["package"]["version"].as_str().context("no version in Cargo.toml")?;
    let heading = format!("## [{version}]");
    let there = repo.text("CHANGELOG.md")?.lines().any(|line| line.starts_with(&heading));
    Ok(if there { Vec::new() } else { vec![format!("CHANGELOG.md has no heading {heading}")] })
}

/// Checks that the texts of both licences exist, and that every package names them.
pub(super) fn licences(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let texts = [("LICENSE-MIT", "Permission is hereby granted"), ("LICENSE-APACHE", "Apache License")];
    let texts = texts.into_iter().filter(|(path, words)| !repo.text(path).is_ok_and(|text| text.contains(words)));
    let packages = repo.texts(&["Cargo.toml"]).filter(|(_, text)| text.contains("[package]"));
    let silent = packages.filter(|(_, text)| {
        !text.contains("license.workspace = true") && !text.contains("license = \"MIT OR Apache-2.0\"")
    });
    let missing = texts.map(|(path, _)| format!("{path} is not there, or is another licence"));
    Ok(missing.chain(silent.map(|(path, _)| format!("{path} does not say the licence"))).collect())
}

/// Checks that every relative link leads to a file or folder of the repository.
pub(super) fn links(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let mut problems = Vec::new();
    for (path, text) in repo.texts(&[".md"]) {
        for link in Parser::new(text).filter_map(destination) {
            let target = link.split('#').next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") && !leads_somewhere(repo, path, target) {
                problems.push(format!("{path} links to {link}, which does not exist"));
            }
        }
    }
    Ok(problems)
}

/// Checks that every documented `cargo install` uses the locked dependencies.
pub(super) fn installs(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let mut problems = Vec::new();
    for (path, text) in repo.texts(&[".md"]) {
        for (start, _) in text.match_indices(INSTALL) {
            if is_unlocked(&text[start + INSTALL.len()..]) {
                let line = text[..start].matches('\n').count() + 1;
                problems.push(format!("{path}:{line}: `{INSTALL}` without --locked"));
            }
        }
    }
    Ok(problems)
}

/// The command to check.
const INSTALL: &str = "cargo install";

/// Returns true if these are arguments of a command that installs something, without `--locked`.
fn is_unlocked(rest: &str) -> bool {
    // A line that ends with a backslash continues on the next one.
    let rest = rest.replace("\\\n", " ");
    let command = rest.split(['\n', '`', ';', '&', '|', '#', '"']).next().unwrap_or_default();
    let mut arguments = command.split_whitespace().peekable();
    command.starts_with(' ') && arguments.peek().is_some() && !arguments.any(|argument| argument == "--locked")
}

/// Returns the target of a link, an image or an `<img src="…">`.
fn destination(event: Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        Event::Html(html) | Event::InlineHtml(html) => Some(html.split_once("src=\"")?.1.split_once('"')?.0.to_owned()),
        _ => None,
    }
}

/// Returns true if `target`, relative to the file `from`, is in the repository.
fn leads_somewhere(repo: &Repo, from: &str, target: &str) -> bool {
    if target.is_empty() {
        return true;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." if parts.pop().is_none() => return false,
            ".." => {}
            part => parts.push(part),
        }
    }
    repo.has(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_links(text: &str, problems: &[&str]) {
        let files = [("docs/a.md", text), ("docs/b.md", ""), ("README.md", ""), ("examples/x.temple", "")];
        assert_eq!(links(&Repo::of(&files)).unwrap(), problems);
    }

    #[test]
    fn accepts_links_to_files_folders_and_other_sites() {
        check_links("[b](b.md#part) [r](../README.md) [e](../examples/) [w](https://example.com) [h](#here)", &[]);
    }

    #[test]
    fn finds_dead_links_except_in_code() {
        check_links("[c](c.md) `[d](d.md)`", &["docs/a.md links to c.md, which does not exist"]);
        check_links("<img src=\"d.svg\">", &["docs/a.md links to d.svg, which does not exist"]);
        check_links("![i](../../i.svg)", &["docs/a.md links to ../../i.svg, which does not exist"]);
    }

    #[track_caller]
    fn check_installs(text: &str, lines: &[u32]) {
        let expected: Vec<String> =
            lines.iter().map(|it| format!("a.md:{it}: `cargo install` without --locked")).collect();
        assert_eq!(installs(&Repo::of(&[("a.md", text)])).unwrap(), expected);
    }

    #[test]
    fn documented_installations_must_be_locked() {
        check_installs("```sh\ncargo install --locked --path a\ncargo install a --locked\n```\n", &[]);
        check_installs("`cargo install` is a command, and `cargo installer` is none.\n", &[]);
        check_installs("a\n`cargo install --path a` --locked\n", &[2]);
        check_installs("```sh\ncargo install a && cargo install --locked b\n```\n- run: cargo install a\n", &[2, 4]);
        check_installs("```sh\ncargo install \\\n  --locked a\ncargo install a # --locked\n```\n", &[4]);
    }

    #[test]
    fn the_changelog_needs_the_version() {
        let manifest = ("Cargo.toml", "[workspace.package]\nversion = \"1.2.3\"\n");
        let check = |log: &str| changelog(&Repo::of(&[manifest, ("CHANGELOG.md", log)])).unwrap();
        assert_eq!(check("## [1.2.3] - unreleased\n"), Vec::<String>::new());
        assert_eq!(check("## [1.2.2]\n"), ["CHANGELOG.md has no heading ## [1.2.3]"]);
    }
}
