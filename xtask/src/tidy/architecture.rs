//! Compares ARCHITECTURE.md with the folders and the manifests.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;

use super::manifest::{self, Kind};
use crate::repo::Repo;

const DOCUMENT: &str = "ARCHITECTURE.md";

/// The folders whose subfolders are described one by one.
const PARENTS: &[&str] = &["crates", "editors"];

/// Checks that every folder has a heading ``### `folder` ``, and that every such heading has a folder.
pub(super) fn headings(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let lines = repo.text(DOCUMENT)?.lines();
    let headings: BTreeSet<&str> = lines
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .map(|name| name.trim_end_matches('/'))
        .collect();
    let folders: BTreeSet<String> = folders(repo);
    let missing = folders.iter().filter(|folder| !headings.contains(folder.as_str()));
    let stale = headings.iter().filter(|heading| !folders.contains(**heading));
    Ok(missing
        .map(|folder| format!("{DOCUMENT} has no heading ### `{folder}`"))
        .chain(stale.map(|heading| format!("{DOCUMENT} describes {heading}, which does not exist")))
        .collect())
}

/// Returns the folders that the document must describe: those of the root, some of them replaced by their subfolders.
fn folders(repo: &Repo) -> BTreeSet<String> {
    let of = |parent: &str| match PARENTS.contains(&parent) {
        true => repo.folders(parent).into_iter().map(|name| format!("{parent}/{name}")).collect(),
        false => vec![parent.to_owned()],
    };
    repo.folders("").into_iter().flat_map(of).collect()
}

/// The heading of the document's table of dependencies.
const HEADING: &str = "| crate | may use | its tests besides | must not know |";

/// Checks that no crate lists a dependency, for any purpose or system, that the document's table does not allow.
pub(super) fn dependencies(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let rules = rules(repo.text(DOCUMENT)?)?;
    let mut problems = Vec::new();
    for folder in repo.folders("crates") {
        let Some(rule) = rules.get(folder) else {
            problems.push(format!("{DOCUMENT} has no row for {folder} in its table of dependencies"));
            continue;
        };
        for dependency in manifest::dependencies(&repo.text(&format!("crates/{folder}/Cargo.toml"))?.parse()?) {
            let used = dependency.package.as_ref().unwrap_or(&dependency.name);
            // A package may be listed under another name.
            if let Some(name) =
                [used, &dependency.name].into_iter().find(|name| !rule.allows(repo, name, dependency.kind))
            {
                let table = dependency.kind.table();
                problems.push(format!("crates/{folder} lists {name} in [{table}], which {DOCUMENT} does not allow"));
            }
        }
    }
    Ok(problems)
}

/// A row of the table of dependencies. A crate of the workspace is named by its folder or its package.
#[derive(Default)]
struct Rule {
    /// Crates of the workspace.
    may_use: BTreeSet<String>,
    /// Crates that only tests may use.
    tests_may_use: BTreeSet<String>,
    /// Third-party crates.
    must_not_know: BTreeSet<String>,
}

impl Rule {
    fn allows(&self, repo: &Repo, package: &str, kind: Kind) -> bool {
        let own = package.strip_prefix("temple-").filter(|name| repo.has(&format!("crates/{name}")));
        let names = [Some(package), own];
        let is_in = |list: &BTreeSet<String>| names.into_iter().flatten().any(|name| list.contains(name));
        let is_granted = (own.is_none() || is_in(&self.may_use)) && !is_in(&self.must_not_know);
        is_granted || (kind == Kind::Dev && is_in(&self.tests_may_use))
    }
}

/// Reads the table of dependencies. Only words in backticks count.
fn rules(document: &str) -> anyhow::Result<BTreeMap<String, Rule>> {
    let table = document.split_once(HEADING).context("no table of dependencies")?.1;
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        let [_, name, may_use, tests_may_use, must_not_know, _] = cells[..] else {
            anyhow::bail!("not a row of four cells: {row}")
        };
        let name = words(name).into_iter().next().with_context(|| format!("a row without a crate: {row}"))?;
        let [may_use, tests_may_use, must_not_know] = [may_use, tests_may_use, must_not_know].map(words);
        Ok((name, Rule { may_use, tests_may_use, must_not_know }))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
### `crates/model`

### `crates/syntax`

| crate | may use | its tests besides | must not know |
| --- | --- | --- | --- |
| `syntax` | | | `serde_json` |
| `model` | `syntax` | `serde_json` | disk, `serde_json`, `tokio` |
";

    /// Checks a repository with the crates `syntax` and `model`, the second with this `manifest`.
    #[track_caller]
    fn check(manifest: &str, problems: &[&str]) {
        let files = [("crates/syntax/Cargo.toml", ""), ("crates/model/Cargo.toml", manifest), (DOCUMENT, TABLE)];
        assert_eq!(super::dependencies(&Repo::of(&files)).unwrap(), problems);
    }

    #[test]
    fn accepts_dependencies_that_the_table_grants() {
        check("[dependencies]\ntemple-syntax.workspace = true\nrowan = \"1\"", &[]);
        check("[dev-dependencies]\nserde_json = \"1\"", &[]);
    }

    #[test]
    fn finds_forbidden_dependencies_in_every_table() {
        for (manifest, problem) in [
            ("[dependencies]\ntemple-model = \"1\"", "temple-model in [dependencies]"),
            ("[dependencies]\nserde_json = \"1\"", "serde_json in [dependencies]"),
            ("[build-dependencies]\nserde_json = \"1\"", "serde_json in [build-dependencies]"),
            ("[dev-dependencies]\ntemple-model.workspace = true", "temple-model in [dev-dependencies]"),
            ("[dev-dependencies]\ntokio = \"1\"", "tokio in [dev-dependencies]"),
            ("[target.'cfg(unix)'.dependencies]\ntokio = \"1\"", "tokio in [dependencies]"),
            ("[target.'cfg(unix)'.dev-dependencies]\ntokio = \"1\"", "tokio in [dev-dependencies]"),
            ("[dependencies]\nother = { package = \"tokio\", version = \"1\" }", "tokio in [dependencies]"),
            ("[dependencies]\ntokio = { package = \"other\", version = \"1\" }", "tokio in [dependencies]"),
        ] {
            check(manifest, &[&format!("crates/model lists {problem}, which ARCHITECTURE.md does not allow")]);
        }
    }

    #[test]
    fn compares_headings_and_folders_both_ways() {
        let repo = Repo::of(&[(DOCUMENT, TABLE), ("crates/model/x", ""), ("docs/x", ""), (".ci/run", "")]);
        let problems = headings(&repo).unwrap();
        assert_eq!(
            problems,
            [
                "ARCHITECTURE.md has no heading ### `docs`",
                "ARCHITECTURE.md describes crates/syntax, which does not exist",
            ]
        );
    }
}
