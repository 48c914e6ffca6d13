//! Checks the imports between the files of a crate: they form no cycles, and follow the order of the layers.

mod cycles;
mod module;
mod source_tree;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use source_tree::{Dependency, Files, SourceTree};

use crate::repo::Repo;

/// The folders whose files must not be part of a cycle of imports.
const ACYCLIC: &[&str] = &[
    "crates/deploy/src",
    "crates/manifest/src",
    "crates/model/src",
    "crates/syntax/src",
    "crates/temple-lsp/src/cli",
    "crates/temple-lsp/src/server",
];

/// The folders whose files and subfolders are organised in layers.
const LAYERED: &[Layers] = &[
    Layers {
        folder: "crates/manifest/src",
        order: &[
            &["defect"],
            &["text"],
            &["format", "plan"],
            &["file"],
            &["common"],
            &["targets"],
            &["deployment"],
            &["tests"],
        ],
    },
    Layers {
        folder: "crates/temple-lsp/src",
        order: &[
            &["limits", "templefile", "fingerprint", "folder", "rendered", "diff"],
            &["translation"],
            &["text", "plan"],
            &["json"],
            &["server"],
            &["cli"],
        ],
    },
    Layers {
        folder: "crates/temple-lsp/src/server",
        order: &[
            &["guard", "logging", "options"],
            &["protocol"],
            &["capabilities", "config"],
            &["session"],
            &["features"],
            &["workers"],
            &["owner"],
            &["service"],
            &["connection"],
        ],
    },
];

/// The layers of a folder.
struct Layers {
    folder: &'static str,
    /// The names of the files and folders in each layer, without `.rs`. A file may use its own layer and earlier ones.
    /// The file that declares them all, such as `mod.rs` or `lib.rs`, comes after the last layer.
    order: &'static [&'static [&'static str]],
}

/// The possible root files of a crate.
const ROOTS: &[&str] = &["lib.rs", "main.rs"];

/// Checks that no file uses itself through other files.
pub(super) fn cycles(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let files: Files<'_> = repo.texts(&[".rs"]).collect();
    let mut problems = Vec::new();
    for folder in ACYCLIC {
        problems.extend(cycles_in(&files, folder)?);
    }
    Ok(problems)
}

/// Checks that every file follows the order of the layers.
pub(super) fn layers(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let files: Files<'_> = repo.texts(&[".rs"]).collect();
    let mut problems = Vec::new();
    for layers in LAYERED {
        problems.extend(layers.problems(&files)?);
    }
    Ok(problems)
}

/// Returns the cycles that contain a file in `folder`.
fn cycles_in(files: &Files<'_>, folder: &str) -> anyhow::Result<Vec<String>> {
    let dependencies = dependencies(files, folder)?;
    let cycles = cycles::find(&dependencies);
    let here = cycles.iter().filter(|cycle| cycle.iter().any(|dependency| inside(folder, &dependency.from).is_some()));
    Ok(here
        .map(|cycle| {
            let uses: Vec<String> = cycle.iter().map(|it| format!("{}:{} uses {}", it.from, it.line, it.to)).collect();
            format!("{}: move what they share to a file that uses neither, or pass it as an argument", uses.join(", "))
        })
        .collect())
}

impl Layers {
    fn problems(&self, files: &Files<'_>) -> anyhow::Result<Vec<String>> {
        let Layers { folder, order } = self;
        let names: BTreeSet<&str> = files.keys().filter_map(|path| inside(folder, path)).collect();
        let listed: BTreeSet<&str> = order.concat().into_iter().collect();
        let is_root = |name: &str| ["mod", "lib", "main"].contains(&name);
        let unlisted = names.iter().filter(|name| !listed.contains(**name) && !is_root(name));
        let mut problems: Vec<String> = unlisted
            .map(|name| format!("{folder}/{name} is in no layer: add it to `LAYERED` in {}", file!()))
            .collect();
        let stale = listed.difference(&names);
        problems.extend(
            stale.map(|name| format!("{folder}/{name} does not exist: remove it from `LAYERED` in {}", file!())),
        );
        // The root comes after all layers; files in no layer have already been reported.
        let rank = |path: &str| {
            let name = if path.strip_suffix(".rs") == Some(folder) { "mod" } else { inside(folder, path)? };
            let listed = order.iter().position(|layer| layer.contains(&name));
            listed.or(is_root(name).then_some(order.len()))
        };
        for dependency in dependencies(files, folder)? {
            if let (Some(from), Some(to)) = (rank(&dependency.from), rank(&dependency.to))
                && from < to
            {
                let Dependency { from, to, line } = &dependency;
                problems.push(format!(
                    "{from}:{line} uses {to}, which is in a later layer: move what it needs to its own layer or an \
                     earlier one, or pass it as an argument"
                ));
            }
        }
        Ok(problems)
    }
}

/// Returns the dependencies between the files of the crate that contains `folder`.
fn dependencies(files: &Files<'_>, folder: &str) -> anyhow::Result<Vec<Dependency>> {
    let end = format!("{folder}/").find("/src/").map(|at| at + "/src/".len());
    let sources = end.and_then(|end| format!("{folder}/").get(..end).map(str::to_owned)).unwrap_or_default();
    let roots: Vec<String> = ROOTS.iter().map(|root| format!("{sources}{root}")).collect();
    let roots: Vec<&String> = roots.iter().filter(|root| files.contains_key(root.as_str())).collect();
    let is_there = files.keys().any(|path| inside(folder, path).is_some());
    anyhow::ensure!(
        is_there && !roots.is_empty(),
        "{folder} has no sources of a crate: remove it from the tables in {}",
        file!()
    );
    let mut dependencies = Vec::new();
    for root in roots {
        dependencies.extend(SourceTree::read(files, root)?.dependencies());
    }
    Ok(dependencies)
}

/// Returns the name in `folder` that a path leads to or through, without `.rs`; `None` if the path is not in the
/// folder.
fn inside<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
    let name = rest.split('/').next()?;
    Some(name.strip_suffix(".rs").unwrap_or(name))
}
