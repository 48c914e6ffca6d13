//! The installed tools and their folders.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use xshell::Shell;

use super::debian::Suite;
use crate::target;

/// The installed tools.
pub(crate) struct Tools {
    root: PathBuf,
    folder: PathBuf,
    suites: [(&'static str, OnceCell<Suite>); 3],
}

impl Tools {
    /// Returns the tools of the repository that is the current directory of `sh`.
    pub(crate) fn new(sh: &Shell) -> anyhow::Result<Tools> {
        Tools::at(sh.current_dir(), &target::directory(sh)?.join("tools"))
    }

    fn at(root: PathBuf, folder: &Path) -> anyhow::Result<Tools> {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let suites = ["bookworm", "trixie", "sid"].map(|name| (name, OnceCell::new()));
        Ok(Tools { root, folder: folder.canonicalize()?, suites })
    }

    /// The root of the repository.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The Debian release that most tools come from.
    pub(crate) fn bookworm(&self) -> anyhow::Result<&Suite> {
        self.suite(0)
    }

    /// A newer Debian release.
    pub(crate) fn trixie(&self) -> anyhow::Result<&Suite> {
        self.suite(1)
    }

    /// The newest Debian release.
    pub(crate) fn sid(&self) -> anyhow::Result<&Suite> {
        self.suite(2)
    }

    fn suite(&self, index: usize) -> anyhow::Result<&Suite> {
        let (name, cell) = &self.suites[index];
        if let Some(suite) = cell.get() {
            return Ok(suite);
        }
        let suite = Suite::open(&self.folder.join("apt").join(name), name)?;
        Ok(cell.get_or_init(|| suite))
    }

    /// Returns the folder of an installed tool. If necessary, `install` fills it: if it does not exist yet, or was
    /// filled for another `recipe`, which is any text that changes whenever the result of the installation does, or was
    /// moved, because programs, scripts and settings in it may contain its path.
    pub(crate) fn installed(
        &self,
        name: &str,
        recipe: &str,
        install: impl FnOnce(&Path) -> anyhow::Result<()>,
    ) -> anyhow::Result<PathBuf> {
        let folder = self.folder.join(name);
        let note = folder.join(".recipe");
        let recipe = format!("{recipe}\nin {}", folder.display());
        if std::fs::read_to_string(&note).is_ok_and(|text| text == recipe) {
            return Ok(folder);
        }
        if folder.symlink_metadata().is_ok() {
            std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
        }
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        install(&folder)?;
        std::fs::write(&note, recipe)?;
        Ok(folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Installs a tool below `folder` for `recipe`. Returns true if that was necessary.
    fn installs(folder: &Path, recipe: &str) -> bool {
        let mut installs = false;
        let tools = Tools::at(PathBuf::new(), folder).unwrap();
        let install = |_: &Path| {
            installs = true;
            Ok(())
        };
        tools.installed("a/tool", recipe, install).unwrap();
        installs
    }

    #[test]
    fn reinstalls_a_tool_when_its_recipe_or_path_changes() {
        let folder = tempfile::tempdir().unwrap();
        let [here, there] = ["he re", "the're"].map(|name| folder.path().join(name));
        assert!(installs(&here, "1"));
        assert!(!installs(&here, "1"));
        assert!(installs(&here, "2"));
        std::fs::rename(&here, &there).unwrap();
        assert!(installs(&there, "2"));
        assert!(!installs(&there, "2"));
    }

    #[test]
    fn retries_a_tool_that_failed_to_install() {
        let folder = tempfile::tempdir().unwrap();
        let tools = Tools::at(PathBuf::new(), folder.path()).unwrap();
        assert!(tools.installed("a", "1", |_| anyhow::bail!("no")).is_err());
        assert!(installs(folder.path(), "1"));
    }
}
