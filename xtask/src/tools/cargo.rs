//! Programs that extend cargo by a command.

use xshell::{PushEnv, Shell, cmd};

use super::command::search_path;
use super::installed::Tools;
use crate::target;

/// A program that extends cargo by a command.
pub(crate) struct Extension {
    pub(crate) name: &'static str,
    /// The version to install. Other versions may have other lints or options.
    pub(crate) version: &'static str,
}

/// Makes `cargo <name>` available while the returned value lives, installing `cargo-<name>` if necessary. It takes
/// precedence over one that the machine has.
pub(crate) fn cargo_extension<'a>(
    sh: &'a Shell,
    Extension { name, version }: Extension,
) -> anyhow::Result<PushEnv<'a>> {
    let tools = Tools::new(sh)?;
    let package = format!("cargo-{name}@{version}");
    let folder = tools.installed(&format!("cargo-{name}"), &package, |folder| {
        let install = cmd!(sh, "cargo install --quiet --locked --no-track --force --root {folder} {package}");
        // Cargo builds in a temporary folder and removes it.
        Ok(install.env_remove(target::VARIABLE).run()?)
    })?;
    Ok(sh.push_env("PATH", search_path(&[folder.join("bin")])?))
}
