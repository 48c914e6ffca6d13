//! Tools that the tasks need, installed under `target/tools` and nowhere else on the machine.

mod debian;

use std::cell::OnceCell;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use xshell::{PushEnv, Shell, cmd};

pub(crate) use debian::{Dependencies, Suite};

/// Where everything is installed, below the root of the repository.
const FOLDER: &str = "target/tools";

/// Makes `cargo <name>` work while the answer lives, if need be by installing `cargo-<name>`.
pub(crate) fn cargo_extension<'a>(sh: &'a Shell, name: &str) -> anyhow::Result<PushEnv<'a>> {
    let root = sh.current_dir().join(FOLDER);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::split_paths(&path).chain([root.join("bin")]);
    let path = sh.push_env("PATH", std::env::join_paths(paths)?);
    let package = format!("cargo-{name}");
    if cmd!(sh, "cargo {name} --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        cmd!(sh, "cargo install --quiet --locked --root {root} {package}").run()?;
    }
    Ok(path)
}

/// Runs a command that has to end well. The answer is its output.
pub(crate) fn must(command: &mut Command) -> anyhow::Result<String> {
    let what = format!("{:?}", command.get_program()) + " " + &joined(command.get_args());
    let output = command.stdin(Stdio::null()).output().with_context(|| what.clone())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    anyhow::ensure!(output.status.success(), "{what} ends with {}: {}", output.status, said.trim_end());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn joined<'a>(arguments: impl Iterator<Item = &'a OsStr>) -> String {
    arguments.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// The tools of one task.
pub(crate) struct Tools {
    root: PathBuf,
    folder: PathBuf,
    suites: [(&'static str, OnceCell<Suite>); 3],
}

impl Tools {
    /// The tools of this task in the repository at `root`.
    pub(crate) fn new(root: &Path, task: &str) -> Tools {
        let suites = ["bookworm", "trixie", "sid"].map(|name| (name, OnceCell::new()));
        Tools { root: root.to_owned(), folder: root.join(FOLDER).join(task), suites }
    }

    /// The root of the repository.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The Debian that most tools come from.
    pub(crate) fn bookworm(&self) -> anyhow::Result<&Suite> {
        self.suite(0)
    }

    /// A newer Debian.
    pub(crate) fn trixie(&self) -> anyhow::Result<&Suite> {
        self.suite(1)
    }

    /// The newest Debian.
    pub(crate) fn sid(&self) -> anyhow::Result<&Suite> {
        self.suite(2)
    }

    fn suite(&self, index: usize) -> anyhow::Result<&Suite> {
        let (name, cell) = &self.suites[index];
        if let Some(suite) = cell.get() {
            return Ok(suite);
        }
        let suite = Suite::open(&self.root.join(FOLDER).join("apt").join(name), name)?;
        Ok(cell.get_or_init(|| suite))
    }

    /// The folder of an installed tool. It is filled by `install` where it is not yet, or was by another `recipe`, which
    /// is any text that changes whenever the result of installing does.
    pub(crate) fn installed(
        &self,
        name: &str,
        recipe: &str,
        install: impl FnOnce(&Path) -> anyhow::Result<()>,
    ) -> anyhow::Result<PathBuf> {
        let folder = self.folder.join(name);
        let note = folder.join(".recipe");
        if std::fs::read_to_string(&note).is_ok_and(|text| text == recipe) {
            return Ok(folder);
        }
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
        }
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        install(&folder)?;
        std::fs::write(&note, recipe)?;
        Ok(folder)
    }
}
