//! ARCHITECTURE.md against the folders and the manifests.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;

use crate::repo::Repo;

const DOCUMENT: &str = "ARCHITECTURE.md";

/// The folders whose insides are described one by one.
const PARENTS: &[&str] = &["crates", "editors"];

/// Every folder has a heading ``### `folder` ``, and every such heading a folder.
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

/// The folders that the document describes: those of the root, and for some of them those inside instead.
fn folders(repo: &Repo) -> BTreeSet<String> {
    let of = |parent: &str| match PARENTS.contains(&parent) {
        true => repo.folders(parent).into_iter().map(|name| format!("{parent}/{name}")).collect(),
        false => vec![parent.to_owned()],
    };
    repo.folders("").into_iter().flat_map(of).collect()
}

/// No crate uses what the document's table of dependencies does not grant it.
pub(super) fn dependencies(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let rules = rules(repo.text(DOCUMENT)?)?;
    let mut problems = Vec::new();
    for folder in repo.folders("crates") {
        let Some(rule) = rules.get(folder) else {
            problems.push(format!("{DOCUMENT} has no row for {folder} in its table of dependencies"));
            continue;
        };
        for used in used(repo.text(&format!("crates/{folder}/Cargo.toml"))?)? {
            let own = used.strip_prefix("temple-").filter(|name| repo.has(&format!("crates/{name}")));
            let allowed = own.is_none_or(|name| rule.may_use.contains(name)) && !rule.must_not_know.contains(&used);
            if !allowed {
                problems.push(format!("crates/{folder} uses {used}, which {DOCUMENT} does not allow"));
            }
        }
    }
    Ok(problems)
}

/// A row of the table of dependencies.
#[derive(Default)]
struct Rule {
    /// Folders of the workspace's crates.
    may_use: BTreeSet<String>,
    /// Crates of others.
    must_not_know: BTreeSet<String>,
}

/// Reads the table under the line `| crate | may use | must not know |`. Only words in backticks count.
fn rules(document: &str) -> anyhow::Result<BTreeMap<String, Rule>> {
    let table = document.split_once("| crate | may use | must not know |").context("no table of dependencies")?.1;
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        let [_, name, may_use, must_not_know, _] = cells[..] else { anyhow::bail!("not a row of three cells: {row}") };
        let name = words(name).into_iter().next().with_context(|| format!("a row without a crate: {row}"))?;
        Ok((name, Rule { may_use: words(may_use), must_not_know: words(must_not_know) }))
    })
    .collect()
}

/// The packages that a manifest names as dependencies; those of tests and benchmarks do not count.
fn used(manifest: &str) -> anyhow::Result<Vec<String>> {
    let manifest: toml::Table = manifest.parse()?;
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    Ok(dependencies.into_iter().flat_map(|table| table.keys().cloned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
### `crates/model`

### `crates/syntax`

| crate | may use | must not know |
| --- | --- | --- |
| `syntax` | | `serde_json` |
| `model` | `syntax` | disk, `serde_json` |
";

    /// Checks a repository of the crates `syntax` and `model`, the second with these `dependencies`.
    #[track_caller]
    fn check(dependencies: &str, problems: &[&str]) {
        let model = format!("[dependencies]\n{dependencies}\n[dev-dependencies]\nserde_json = \"1\"\n");
        let files = [("crates/syntax/Cargo.toml", ""), ("crates/model/Cargo.toml", &*model), (DOCUMENT, TABLE)];
        assert_eq!(super::dependencies(&Repo::of(&files)).unwrap(), problems);
    }

    #[test]
    fn what_the_table_grants_is_fine() {
        check("temple-syntax.workspace = true\nrowan = \"1\"", &[]);
    }

    #[test]
    fn a_dependency_against_the_direction_is_found() {
        check("temple-model = \"1\"", &["crates/model uses temple-model, which ARCHITECTURE.md does not allow"]);
    }

    #[test]
    fn a_dependency_that_must_not_be_known_is_found() {
        check("serde_json = \"1\"", &["crates/model uses serde_json, which ARCHITECTURE.md does not allow"]);
    }

    #[test]
    fn headings_and_folders_are_compared_both_ways() {
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
