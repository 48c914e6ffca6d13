//! Commands that install something.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Context as _;

/// Returns the search path with these folders in front.
pub(crate) fn search_path(first: &[PathBuf]) -> anyhow::Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(first.iter().cloned().chain(std::env::split_paths(&path)))?)
}

/// Runs a command that must succeed, and returns its output.
pub(crate) fn must(command: &mut Command) -> anyhow::Result<String> {
    let what = format!("{:?}", command.get_program()) + " " + &joined(command.get_args());
    let output = command.stdin(Stdio::null()).output().with_context(|| what.clone())?;
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    anyhow::ensure!(output.status.success(), "{what} ends with {}: {}", output.status, message.trim_end());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn joined<'a>(arguments: impl Iterator<Item = &'a OsStr>) -> String {
    arguments.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
