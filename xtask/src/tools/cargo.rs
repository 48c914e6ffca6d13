//! Programs that cargo runs as its own commands.

use xshell::{PushEnv, Shell, cmd};

use super::command::search_path;
use super::installed::Tools;
use crate::target;

/// A program that cargo runs as one of its own commands.
pub(crate) struct Extension {
    pub(crate) name: &'static str,
    /// The version that is installed. Another one may have other lints or options.
    pub(crate) version: &'static str,
}

/// Makes `cargo <name>` work while the answer lives, if need be by installing `cargo-<name>`. The one that is installed
/// comes before one that the machine has.
pub(crate) fn cargo_extension<'a>(
    sh: &'a Shell,
    Extension { name, version }: Extension,
) -> anyhow::Result<PushEnv<'a>> {
    let tools = Tools::new(sh)?;
    let package = format!("cargo-{name}@{version}");
    let folder = tools.installed(&format!("cargo-{name}"), &package, |folder| {
        let install = cmd!(sh, "cargo install --quiet --locked --no-track --force --root {folder} {package}");
        // It builds in a temporary folder, which is removed.
        Ok(install.env_remove(target::VARIABLE).run()?)
    })?;
    Ok(sh.push_env("PATH", search_path(&[folder.join("bin")])?))
}
