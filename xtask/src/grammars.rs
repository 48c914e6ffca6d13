//! Checks the grammars for highlighting, each with the tools of its kind. `syntaxes/README.md` explains how to change
//! them.

mod textmate;
mod tree_sitter;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context as _;
use clap::Args;
use xshell::Shell;

use crate::outcome::Outcome;
use crate::target;
use crate::tools::Tools;

use textmate::TextMate;
use tree_sitter::TreeSitter;

/// The options of `cargo xtask grammars`.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// Update the parser and the expected test results. Read the difference before you commit it.
    #[arg(long)]
    update: bool,
}

/// The name of a check, and its function, which returns a summary on success.
type Check<'a> = (&'static str, &'a dyn Fn() -> anyhow::Result<String>);

/// Installs the tools and runs every check, and continues after a failure.
pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let tools = Tools::new(sh)?;
    let scratch = target::directory(sh)?.join("grammars");
    let tree_sitter = TreeSitter::install(&tools, &scratch).context("the tools for tree-sitter cannot be installed")?;
    let textmate = TextMate::install(&tools, &scratch).context("the tools for TextMate cannot be installed")?;
    println!("grammars: installed in {:.0?}", start.elapsed());
    let checks: &[Check<'_>] = &[
        ("the parser is the one of grammar.js", &|| tree_sitter.generate(options.update)),
        ("what tree-sitter makes of text", &|| tree_sitter.test(options.update)),
        ("the queries fit the grammar", &|| tree_sitter.queries()),
        ("tree-sitter parses what is accepted", &|| tree_sitter.parse()),
        ("the scopes of TextMate", &|| textmate.units()),
        ("the scopes of examples", &|| textmate.snapshots(options.update)),
        ("a broken line recolours nothing", &|| textmate.recolour()),
    ];
    let mut outcome = Outcome::default();
    for (name, check) in checks {
        outcome.count(name, check(), "cargo xtask grammars");
    }
    println!("grammars: {} passed, {} failed in {:.0?}", outcome.passed, outcome.failures.len(), start.elapsed());
    Ok(outcome)
}

/// Runs a command that must succeed, and returns its output. An error includes the output, because these tools print
/// their messages there.
fn heard(command: &mut Command) -> anyhow::Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{:?}", command.get_program()))?;
    let [text, errors] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    anyhow::ensure!(output.status.success(), "{}\n{text}{errors}", output.status);
    Ok(text)
}

/// Returns the files directly in a folder whose names `is_right` accepts, sorted. Fails if there are none.
fn files(folder: &Path, is_right: impl Fn(&str) -> bool) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let right = entries.flatten().filter(|entry| is_right(&entry.file_name().to_string_lossy()));
    let mut files: Vec<PathBuf> = right.map(|entry| entry.path()).collect();
    files.sort();
    anyhow::ensure!(!files.is_empty(), "nothing to check in {}", folder.display());
    Ok(files)
}

/// Creates an empty folder for a check, or empties it.
fn emptied(folder: PathBuf) -> anyhow::Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}
