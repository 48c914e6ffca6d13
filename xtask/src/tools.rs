//! Cargo's own extensions that the tasks need, installed where the machine has none.

use xshell::{PushEnv, Shell, cmd};

/// Makes `cargo <name>` work while the answer lives, if need be by installing `cargo-<name>` under `target/tools`.
pub(crate) fn cargo_extension<'a>(sh: &'a Shell, name: &str) -> anyhow::Result<PushEnv<'a>> {
    let root = sh.current_dir().join("target/tools");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::split_paths(&path).chain([root.join("bin")]);
    let path = sh.push_env("PATH", std::env::join_paths(paths)?);
    let package = format!("cargo-{name}");
    if cmd!(sh, "cargo {name} --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        cmd!(sh, "cargo install --quiet --locked --root {root} {package}").run()?;
    }
    Ok(path)
}
