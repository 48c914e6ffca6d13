//! Checks the TextMate grammar with the library that Visual Studio Code uses.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::{emptied, files, heard};
use crate::templefiles;
use crate::tools::{Tools, must, node, search_path};

/// The folder of the grammar and its tests.
const FOLDER: &str = "syntaxes/textmate";

/// The folders with the texts whose scopes are recorded, and the prefixes of the record names.
const TEXTS: [(&str, &str); 3] =
    [("examples", ""), ("examples/broken", "broken-"), ("crates/syntax/test_data/err", "broken-syntax-")];

/// The grammar, with its tools installed.
pub(super) struct TextMate {
    root: PathBuf,
    folder: PathBuf,
    /// The folder for the files of the checks.
    scratch: PathBuf,
    /// The search path, including Node.js.
    path: OsString,
}

impl TextMate {
    /// Installs the locked tools.
    pub(super) fn install(tools: &Tools, scratch: &Path) -> anyhow::Result<TextMate> {
        let root = tools.root().to_owned();
        let path = search_path(&[node(tools)?.join("bin")])?;
        let textmate = TextMate { folder: root.join(FOLDER), root, scratch: scratch.to_owned(), path };
        must(textmate.command("npm").args(["ci", "--silent", "--no-audit", "--no-fund"]))?;
        Ok(textmate)
    }

    /// Returns a command that runs a program of Node.js in the folder of the grammar.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env("PATH", &self.path).env("NO_COLOR", "1");
        command
    }

    /// Returns a command that runs a tool on files.
    fn tool(&self, name: &str) -> Command {
        let mut command = self.command("node");
        command.arg(Path::new("node_modules/.bin").join(name)).args(["--grammar", "temple.tmLanguage.json"]);
        command
    }

    /// Runs the tests that state scopes below the text.
    pub(super) fn units(&self) -> anyhow::Result<String> {
        let output =
            heard(self.tool("vscode-tmgrammar-test").args(templefiles::in_folder(&self.folder.join("tests/unit"))?))?;
        Ok(format!("{} files", output.matches("run successfuly").count()))
    }

    /// Compares the scopes of whole files with the records, or updates the records.
    pub(super) fn snapshots(&self, update: bool) -> anyhow::Result<String> {
        // The tool expects each record next to its text, but records would clutter `examples`.
        let scratch = emptied(self.scratch.join("snapshots"))?;
        let records = self.folder.join("tests/snapshots");
        let mut names = Vec::new();
        for (folder, prefix) in TEXTS {
            for path in templefiles::in_folder(&self.root.join(folder))? {
                let name = path.file_name().context("a file without a name")?.to_string_lossy();
                let name = format!("{prefix}{name}");
                std::fs::copy(&path, scratch.join(&name))?;
                let record = format!("{name}.snap");
                // If there is no record, the tool would create one and pass.
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

    /// Truncates every line of the examples, as while typing.
    pub(super) fn recolour(&self) -> anyhow::Result<String> {
        // Versions of Node.js disagree about folders as arguments.
        let tests = files(&self.folder.join("tests"), |name| name.ends_with(".test.mjs"))?;
        let output = heard(self.command("node").args(["--test", "--test-reporter=tap"]).args(tests))?;
        let passed = output.lines().find_map(|line| line.strip_prefix("# pass ")).context("no count of tests")?;
        Ok(format!("{passed} tests"))
    }
}
