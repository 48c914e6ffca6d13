//! Where validators are installed: under `target/tools/validators`, and nowhere else on the machine.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::check::must;
use super::debian::Suite;

/// What validators are installed with.
pub(crate) struct Tools {
    folder: PathBuf,
    bookworm: OnceCell<Suite>,
    trixie: OnceCell<Suite>,
}

impl Tools {
    /// The tools of the repository at `root`.
    pub(crate) fn new(root: &Path) -> Tools {
        let folder = root.join("target/tools/validators");
        Tools { folder, bookworm: OnceCell::new(), trixie: OnceCell::new() }
    }

    /// The root of the repository.
    pub(crate) fn root(&self) -> &Path {
        self.folder.ancestors().nth(3).unwrap_or(&self.folder)
    }

    /// The Debian that most validators come from.
    pub(crate) fn bookworm(&self) -> anyhow::Result<&Suite> {
        self.suite(&self.bookworm, "bookworm")
    }

    /// A newer Debian.
    pub(crate) fn trixie(&self) -> anyhow::Result<&Suite> {
        self.suite(&self.trixie, "trixie")
    }

    fn suite<'c>(&self, cell: &'c OnceCell<Suite>, name: &str) -> anyhow::Result<&'c Suite> {
        if let Some(suite) = cell.get() {
            return Ok(suite);
        }
        let suite = Suite::open(&self.folder.join("apt").join(name), name)?;
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

    /// The folder with the programs of a virtual environment of Python that has what `requirements.txt` names.
    pub(crate) fn python(&self) -> anyhow::Result<PathBuf> {
        let requirements = self.root().join("tests/validators/requirements.txt");
        let recipe = std::fs::read_to_string(&requirements).with_context(|| requirements.display().to_string())?;
        let folder = self.installed("python", &recipe, |folder| {
            must(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
            let options = ["install", "--quiet", "--disable-pip-version-check", "--requirement"];
            must(Command::new(folder.join("bin/pip")).args(options).arg(&requirements))?;
            Ok(())
        })?;
        Ok(folder.join("bin"))
    }
}
