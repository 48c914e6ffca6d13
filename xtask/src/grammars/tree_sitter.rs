//! Checks the tree-sitter grammar with tree-sitter's own program.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde::Deserialize;

use super::{emptied, heard};
use crate::templefiles;
use crate::tools::{Tools, must};

/// The version of the program. Other versions may generate another parser from the same grammar.
const VERSION: &str = "0.26.11";
/// The version of the interface between parsers and editors: the newest that Neovim 0.10 and Emacs 29 support.
const ABI: &str = "14";

/// Texts that every parser must reject. They prove that the check can fail.
const BROKEN: [&str; 3] = ["A: service {\n", "A: service { a: int(; }\n", "A service {}\n"];

/// The installed program, and the grammar.
pub(super) struct TreeSitter {
    program: PathBuf,
    grammar: PathBuf,
    root: PathBuf,
    /// The folder for the files of the checks and the program's compiled parsers.
    scratch: PathBuf,
}

/// The relevant fields of a recorded answer of the reference compiler.
#[derive(Deserialize)]
struct Recorded {
    source: String,
    /// `None` for recorded generated files, which exist only for accepted texts.
    verdict: Option<String>,
}

impl TreeSitter {
    /// Builds the program without optimisation, which would take longer than it saves.
    pub(super) fn install(tools: &Tools, scratch: &Path) -> anyhow::Result<TreeSitter> {
        let root = tools.root();
        let package = format!("tree-sitter-cli@{VERSION}");
        let folder = tools.installed("grammars/tree-sitter", &package, |folder| {
            let mut cargo = Command::new("cargo");
            cargo.args(["install", "--quiet", "--locked", "--force", "--no-track", "--no-default-features"]);
            cargo.args(["--debug", "--config", "profile.dev.debug=false", "--root"]).arg(folder);
            // Next to the folder, so that concurrent installations wait for each other.
            must(cargo.arg("--target-dir").arg(folder.with_extension("build")).arg(&package))?;
            Ok(())
        })?;
        Ok(TreeSitter {
            program: folder.join("bin/tree-sitter"),
            grammar: root.join("syntaxes/tree-sitter-temple"),
            root: root.to_owned(),
            scratch: scratch.to_owned(),
        })
    }

    fn command(&self, task: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(task).current_dir(&self.grammar).env("NO_COLOR", "1").env("RUST_BACKTRACE", "0");
        // The program keeps its configuration and compiled parsers there.
        command.env("HOME", &self.scratch).env("XDG_CACHE_HOME", &self.scratch).env("XDG_CONFIG_HOME", &self.scratch);
        command
    }

    /// Compares the parser with the one generated from the grammar, or writes it.
    pub(super) fn generate(&self, update: bool) -> anyhow::Result<String> {
        let committed = self.grammar.join("src");
        let output = if update { committed.clone() } else { emptied(self.scratch.join("src"))? };
        heard(self.command("generate").args(["--abi", ABI, "--output"]).arg(&output))?;
        let mut compared = 0;
        for file in files(&output)? {
            let [generated, parser] = [&output, &committed].map(|folder| std::fs::read(folder.join(&file)));
            anyhow::ensure!(
                parser.is_ok_and(|parser| generated.is_ok_and(|generated| generated == parser)),
                "src/{} is not what grammar.js generates: `cargo xtask grammars --update`",
                file.display()
            );
            compared += 1;
        }
        Ok(format!("{compared} files"))
    }

    /// Runs the tests of trees and of highlighting.
    pub(super) fn test(&self, update: bool) -> anyhow::Result<String> {
        if update {
            heard(self.command("test").arg("--update"))?;
        }
        let output = heard(self.command("test").arg("--rebuild"))?;
        let passed = output.matches('✓').count();
        anyhow::ensure!(passed > 0, "no tests");
        Ok(format!("{passed} tests"))
    }

    /// Runs every query on an example. It need not match anything, but it must be valid.
    pub(super) fn queries(&self) -> anyhow::Result<String> {
        let example = self.root.join("examples/shop.temple");
        let queries = self.grammar.join("queries");
        let mut tried = 0;
        for query in files(&queries)? {
            let found = heard(self.command("query").arg(queries.join(&query)).arg(&example))?;
            anyhow::ensure!(found.contains("capture"), "{} finds nothing", query.display());
            tried += 1;
        }
        anyhow::ensure!(tried > 0, "no queries");
        Ok(format!("{tried} queries"))
    }

    /// Parses every example and every recorded text that the reference compiler accepts. No tree may contain an error.
    pub(super) fn parse(&self) -> anyhow::Result<String> {
        let folder = emptied(self.scratch.join("accepted"))?;
        let mut files = templefiles::in_folder(&self.root.join("examples"))?;
        for (index, source) in self.accepted()?.iter().enumerate() {
            let path = folder.join(format!("{index}.temple"));
            std::fs::write(&path, source)?;
            files.push(path);
        }
        for (index, text) in BROKEN.iter().enumerate() {
            let path = folder.join(format!("broken-{index}.temple"));
            std::fs::write(&path, text)?;
            anyhow::ensure!(self.parses(&[path]).is_err(), "accepts {text:?}, which it ought to refuse");
        }
        self.parses(&files)?;
        Ok(format!("{} files", files.len()))
    }

    /// Fails if a file has an error or was not parsed.
    fn parses(&self, files: &[PathBuf]) -> anyhow::Result<()> {
        let list = self.scratch.join("paths");
        let paths: Vec<_> = files.iter().map(|path| path.display().to_string()).collect();
        std::fs::write(&list, paths.join("\n"))?;
        let output = heard(self.command("parse").args(["--quiet", "--stat", "--paths"]).arg(&list))?;
        let expected = format!("Total parses: {}; successful parses: {0}; failed parses: 0;", files.len());
        anyhow::ensure!(output.contains(&expected), "expected `{expected}` in:\n{output}");
        Ok(())
    }

    /// Returns the recorded texts that the reference compiler accepts.
    fn accepted(&self) -> anyhow::Result<Vec<String>> {
        let mut sources = Vec::new();
        for folder in ["language", "manifests"].map(|name| self.root.join("tests/conformance").join(name)) {
            for file in files(&folder)? {
                let text = std::fs::read_to_string(folder.join(&file))?;
                for line in text.lines() {
                    let recorded: Recorded = serde_json::from_str(line).with_context(|| file.display().to_string())?;
                    if recorded.verdict.is_none_or(|verdict| verdict == "accept") {
                        sources.push(recorded.source);
                    }
                }
            }
        }
        Ok(sources)
    }
}

/// Returns the files in a folder and its direct subfolders, by their paths in it.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).standard_filters(false).max_depth(Some(2)).build() {
        let entry = entry?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            files.push(entry.path().strip_prefix(folder)?.to_owned());
        }
    }
    files.sort();
    Ok(files)
}
