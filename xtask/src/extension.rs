//! Checks the extension for Visual Studio Code: types, lints, unit tests, and the package to be published.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::Context as _;
use xshell::Shell;

use crate::outcome::Outcome;
use crate::relay;
use crate::tools::{Tools, must, node, search_path};

/// The folder of the extension, and the path in it of the package that its script `package` creates.
pub(crate) const FOLDER: &str = "editors/vscode";
const PACKAGE: &str = "out/temple-lsp.vsix";

/// The maximum size of the package without a server, in bytes.
const LIMIT: u64 = 2_000_000;

/// The files that the package must contain.
const NEEDED: &[&str] = &[
    "package.json",
    "README.md",
    "dist/extension.js",
    "dist/diagram.js",
    "schemas/deploy.schema.json",
    "syntaxes/temple.tmLanguage.json",
];

/// Endings of files that are only needed for work on the extension.
const FOREIGN: &[&str] = &[".ts", ".map", ".test.js", ".mjs", ".vsix", "tsconfig.json", "package-lock.json"];

/// The scripts to run, in this order.
const SCRIPTS: [&str; 4] = ["check", "lint", "test", "package"];

/// Installs the locked libraries and runs all scripts, and continues after a failure.
pub(crate) fn run(sh: &Shell) -> anyhow::Result<Outcome> {
    let npm = Npm::install(&Tools::new(sh)?)?;
    let mut outcome = Outcome::default();
    for script in SCRIPTS {
        let start = Instant::now();
        let name = format!("npm run {script}");
        outcome += relay::check(&name, &repeat(&name), npm.command("npm").args(["run", "--silent", script]))?;
        println!("{script}: {:.1?}", start.elapsed());
    }
    outcome.count("what the package holds", npm.inspect(), "cargo xtask extension");
    Ok(outcome)
}

/// Returns a command for the folder of the extension.
fn repeat(command: &str) -> String {
    format!("(cd {FOLDER} && {command})")
}

/// Runs the benchmarks of the extension, which print their results. Returns false if one exceeds its limit.
pub(crate) fn bench(sh: &Shell) -> anyhow::Result<bool> {
    let npm = Npm::install(&Tools::new(sh)?)?;
    Ok(npm.command("npm").args(["run", "--silent", "bench"]).status()?.success())
}

/// Packages the extension with the current content of its folder. Returns the path of the package.
pub(crate) fn package(tools: &Tools) -> anyhow::Result<PathBuf> {
    let npm = Npm::install(tools)?;
    must(npm.command("npm").args(["run", "--silent", "package"]))?;
    Ok(npm.folder.join(PACKAGE))
}

/// The extension with its libraries, and Node.js to run its scripts.
struct Npm {
    folder: PathBuf,
    path: OsString,
}

impl Npm {
    fn install(tools: &Tools) -> anyhow::Result<Npm> {
        let path = search_path(&[node(tools)?.join("bin")])?;
        let folder = tools.root().join(FOLDER);
        install_locked(&folder, &path)?;
        Ok(Npm { folder, path })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env("PATH", &self.path);
        command
    }

    /// Checks the created package.
    fn inspect(&self) -> anyhow::Result<String> {
        let size = std::fs::metadata(self.folder.join(PACKAGE)).context(PACKAGE)?.len();
        let listed = must(self.command("npx").args(["vsce", "ls", "--no-dependencies"]))?;
        let files: Vec<&str> = listed.lines().filter(|line| !line.trim().is_empty()).collect();
        let problems = problems(&files, size);
        anyhow::ensure!(problems.is_empty(), "{}", problems.join("\n"));
        Ok(format!("{} files, {size} bytes", files.len()))
    }
}

/// Installs the packages of a folder's `package-lock.json` with the npm of the search path, unless that has been done.
pub(crate) fn install_locked(folder: &Path, path: &OsStr) -> anyhow::Result<()> {
    let modified = |file: &str| std::fs::metadata(folder.join(file)).and_then(|it| it.modified());
    // npm writes the first one when it has installed everything.
    let is_installed = modified("node_modules/.package-lock.json")
        .is_ok_and(|installed| modified("package-lock.json").is_ok_and(|locked| locked < installed));
    if !is_installed {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--silent", "--no-audit", "--no-fund"]).current_dir(folder);
        must(npm.env("PATH", path)).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

/// Returns the problems of a package with these files.
fn problems(files: &[&str], size: u64) -> Vec<String> {
    let missing = NEEDED.iter().filter(|needed| !files.contains(needed)).map(|file| format!("it lacks {file}"));
    let foreign = files.iter().filter(|file| FOREIGN.iter().any(|end| file.ends_with(end)));
    let foreign = foreign.map(|file| format!("{file} does not belong into it"));
    let size = (size > LIMIT).then(|| format!("it has more than {LIMIT} bytes"));
    missing.chain(foreign).chain(size).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_complete_and_minimal() {
        assert_eq!(problems(NEEDED, LIMIT), Vec::<String>::new());
        assert_eq!(problems(&NEEDED[1..], LIMIT), ["it lacks package.json"]);
        let files = [NEEDED, &["dist/extension.js.map"]].concat();
        let expected = ["dist/extension.js.map does not belong into it", "it has more than 2000000 bytes"];
        assert_eq!(problems(&files, LIMIT + 1), expected);
    }
}
