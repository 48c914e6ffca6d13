//! Installs the extension for Visual Studio Code with the server in it.

use clap::{Args, ValueEnum};
use xshell::{Shell, cmd};

use crate::tools::Tools;
use crate::{extension, target};

/// The options of `cargo xtask install`.
#[derive(Args)]
pub(crate) struct Options {
    editor: Editor,
    /// The editor's own command line, which installs extensions.
    #[arg(long, default_value = "code")]
    code: String,
}

/// An editor whose extension is built before it is installed.
#[derive(Clone, Copy, ValueEnum)]
enum Editor {
    /// Visual Studio Code, and programs based on it.
    Vscode,
}

/// Builds the server and the extension, and installs both together.
pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<bool> {
    let Editor::Vscode = options.editor;
    let code = &options.code;
    let tools = Tools::new(sh)?;
    let built = target::server(sh, &["build", "--release", "--package", "temple-lsp"])?;
    let program = format!("temple-lsp{}", std::env::consts::EXE_SUFFIX);
    // Everything in this folder is packaged, so the server is only there temporarily.
    let inside = format!("{}/server", extension::FOLDER);
    sh.create_dir(&inside)?;
    sh.copy_file(built, format!("{inside}/{program}"))?;
    let package = extension::package(&tools);
    sh.remove_path(&inside)?;
    let package = package?;
    cmd!(sh, "{code} --install-extension {package} --force").run()?;
    Ok(true)
}
