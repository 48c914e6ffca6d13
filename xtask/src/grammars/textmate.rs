//! The TextMate grammar, tried by the library that Visual Studio Code itself colours with.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::{emptied, files, heard, templefiles};
use crate::tools::{Tools, must, node, search_path};

/// Where the grammar and its tests are.
const FOLDER: &str = "syntaxes/textmate";

/// Where the texts are whose scopes are recorded, and what goes before the names of these records.
const TEXTS: [(&str, &str); 3] =
    [("examples", ""), ("examples/broken", "broken-"), ("crates/syntax/test_data/err", "broken-syntax-")];

/// The grammar, with its tools installed.
pub(super) struct TextMate {
    root: PathBuf,
    folder: PathBuf,
    /// Where the checks put their files.
    scratch: PathBuf,
    /// The search path, on which Node.js is.
    path: OsString,
}

impl TextMate {
    /// Installs the tools that the lock names.
    pub(super) fn install(tools: &Tools, scratch: &Path) -> anyhow::Result<TextMate> {
        let root = tools.root().to_owned();
        let path = search_path(&[node(tools)?.join("bin")])?;
        let textmate = TextMate { folder: root.join(FOLDER), root, scratch: scratch.to_owned(), path };
        must(textmate.command("npm").args(["ci", "--silent", "--no-audit", "--no-fund"]))?;
        Ok(textmate)
    }

    /// A program of Node.js in the folder of the grammar.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env("PATH", &self.path).env("NO_COLOR", "1");
        command
    }

    /// A tool over files.
    fn tool(&self, name: &str) -> Command {
        let mut command = self.command("node");
        command.arg(Path::new("node_modules/.bin").join(name)).args(["--grammar", "temple.tmLanguage.json"]);
        command
    }

    /// Runs the tests that say a scope below the text that has it.
    pub(super) fn units(&self) -> anyhow::Result<String> {
        let said = heard(self.tool("vscode-tmgrammar-test").args(templefiles(&self.folder.join("tests/unit"))?))?;
        Ok(format!("{} files", said.matches("run successfuly").count()))
    }

    /// Compares the scopes of whole files with those that are recorded, or records them.
    pub(super) fn snapshots(&self, update: bool) -> anyhow::Result<String> {
        // The tool looks for a record beside its text, which would not look well in `examples`.
        let scratch = emptied(self.scratch.join("snapshots"))?;
        let records = self.folder.join("tests/snapshots");
        let mut names = Vec::new();
        for (folder, prefix) in TEXTS {
            for path in templefiles(&self.root.join(folder))? {
                let name = path.file_name().context("a file without a name")?.to_string_lossy();
                let name = format!("{prefix}{name}");
                std::fs::copy(&path, scratch.join(&name))?;
                let record = format!("{name}.snap");
                // Without one, the tool would make it and be content.
                if !update {
                    std::fs::copy(records.join(&record), scratch.join(&record))
                        .with_context(|| format!("no record of {name}: `cargo xtask grammars --update`"))?;
                }
                names.push(name);
            }
        }
        let mut tool = self.tool("vscode-tmgrammar-snap");
        tool.args(["--scope", "source.temple"]).args(update.then_some("--updateSnapshot"));
        heard(tool.args(names.iter().map(|name| scratch.join(name))))?;
        if update {
            emptied(records.clone())?;
            for record in names.iter().map(|name| format!("{name}.snap")) {
                std::fs::copy(scratch.join(&record), records.join(&record))?;
            }
        }
        Ok(format!("{} files", names.len()))
    }

    /// Cuts every line of the examples short, as while it is typed.
    pub(super) fn recolour(&self) -> anyhow::Result<String> {
        // Versions of Node.js do not agree on what the name of a folder means there.
        let tests = files(&self.folder.join("tests"), |name| name.ends_with(".test.mjs"))?;
        let said = heard(self.command("node").args(["--test", "--test-reporter=tap"]).args(tests))?;
        let passed = said.lines().find_map(|line| line.strip_prefix("# pass ")).context("no count of tests")?;
        Ok(format!("{passed} tests"))
    }
}
