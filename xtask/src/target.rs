//! Cargo's target directory, which also contains everything that the tasks install and write.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::Value;
use xshell::{Shell, cmd};

/// The environment variable that sets the target directory.
pub(crate) const VARIABLE: &str = "CARGO_TARGET_DIR";

/// Asks cargo for the absolute path of the target directory, and sets it for every cargo that `sh` starts, because a
/// relative `CARGO_TARGET_DIR` would depend on their working directories. Must be called before `sh` changes its
/// directory.
pub(crate) fn settle(sh: &Shell, root: &Path) -> anyhow::Result<()> {
    let manifest = root.join("Cargo.toml");
    let metadata = cmd!(sh, "cargo metadata --no-deps --offline --format-version 1 --manifest-path {manifest}");
    let metadata: Value = serde_json::from_str(&metadata.quiet().read()?)?;
    sh.set_var(VARIABLE, metadata["target_directory"].as_str().context("cargo says no target directory")?);
    Ok(())
}

/// Returns the absolute path of the target directory.
pub(crate) fn directory(sh: &Shell) -> anyhow::Result<PathBuf> {
    Ok(sh.var_os(VARIABLE).context("the target directory is not settled")?.into())
}

/// Builds the server with `cargo <arguments>`. Returns the path of the program, which depends on the profile, the
/// platform and the target directory.
pub(crate) fn server(sh: &Shell, arguments: &[&str]) -> anyhow::Result<PathBuf> {
    let messages = cmd!(sh, "cargo {arguments...} --quiet --locked --message-format json-render-diagnostics");
    executable(&messages.read()?).context("cargo builds no temple-lsp")
}

/// Returns the program that cargo reports to have built, but not its unit tests, which have the same name.
fn executable(messages: &str) -> Option<PathBuf> {
    messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).find_map(|message| {
        let is_program = message["target"]["name"] == "temple-lsp" && message["profile"]["test"] == false;
        message["executable"].as_str().filter(|_| is_program).map(PathBuf::from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_program_where_cargo_puts_it() {
        let library = r#"{"target": {"name": "temple-lsp"}, "profile": {"test": false}, "executable": null}"#;
        let tests = r#"{"target": {"name": "temple-lsp"}, "profile": {"test": true}, "executable": "/t/deps/x"}"#;
        let program =
            r#"{"target": {"name": "temple-lsp"}, "profile": {"test": false}, "executable": "/a b/temple-lsp"}"#;
        let end = r#"{"reason": "build-finished", "success": true}"#;
        let messages = [library, tests, program, end].join("\n");
        assert_eq!(executable(&messages), Some(PathBuf::from("/a b/temple-lsp")));
        assert_eq!(executable(&[library, tests, end].join("\n")), None);
    }

    #[test]
    fn makes_the_target_directory_absolute() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(1).unwrap();
        let check = |set: &str, expected: &Path| {
            let sh = Shell::new().unwrap();
            sh.set_var(VARIABLE, set);
            settle(&sh, root).unwrap();
            sh.change_dir(root);
            assert_eq!(directory(&sh).unwrap(), expected);
        };
        let here = std::env::current_dir().unwrap();
        check("a folder/b", &here.join("a folder/b"));
        check("/elsewhere", Path::new("/elsewhere"));
    }
}
