//! Python with its dependencies, the same on every machine.

use std::path::PathBuf;
use std::process::Command;

use super::command::must;
use super::installed::Tools;
use super::tree::{launcher, unpacked};

/// Debian's Python with pip, and the Docker Compose written in it.
const PACKAGES: [&str; 3] = ["python3", "python3-pip", "docker-compose"];

/// Returns the folder into which Debian's Python is unpacked. Its folder of launchers contains `python3`.
pub(crate) fn python(tools: &Tools) -> anyhow::Result<PathBuf> {
    let tree = unpacked(tools, "python", Tools::bookworm, &PACKAGES, &["usr/bin/python3"])?;
    launcher(&tree, "python3", &[], &[])?;
    Ok(tree)
}

/// Returns the folder of a virtual environment with `requirements`, in the format of pip's requirements files.
pub(crate) fn environment(tools: &Tools, name: &str, requirements: &str) -> anyhow::Result<PathBuf> {
    tools.installed(name, requirements, |folder| {
        let python = python(tools)?.join("usr/bin/python3");
        // Debian's Python cannot install pip into an environment from an unpacked tree, but its own pip can fill one
        // from outside.
        must(Command::new(&python).args(["-I", "-m", "venv", "--without-pip"]).arg(folder))?;
        let list = folder.join("requirements.txt");
        std::fs::write(&list, requirements)?;
        let mut pip = Command::new(&python);
        pip.args(["-I", "-m", "pip", "--disable-pip-version-check", "--python"]).arg(folder.join("bin/python"));
        must(pip.args(["install", "--quiet", "--requirement"]).arg(list))?;
        Ok(())
    })
}
