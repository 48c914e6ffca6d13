//! Installs the editors: from Debian's packages, unpacked with all their dependencies, so that the machine's own
//! editors are neither needed nor changed.

mod vscode;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{Editor, Environment};
use crate::tools::{LAUNCHERS, Tools, launcher, python, search_path, unpacked};

/// Every editor, in the order of the tests.
pub(super) const ALL: &[Editor] = &[
    Editor { name: "neovim", install: neovim },
    Editor { name: "helix", install: helix },
    Editor { name: "vim", install: vim },
    Editor { name: "emacs", install: emacs },
    Editor { name: "vscode", install: vscode::install },
];

fn neovim(tools: &Tools) -> anyhow::Result<Environment> {
    let newest = unpacked(tools, "editors/neovim", Tools::sid, &["neovim"], &["usr/bin/nvim"])?;
    let old = unpacked(tools, "editors/neovim-0.10", Tools::trixie, &["neovim"], &["usr/bin/nvim"])?;
    let newest = launcher(&newest, "nvim", &[("VIMRUNTIME", "usr/share/nvim/runtime")], &[])?;
    let old = launcher(&old, "nvim", &[("VIMRUNTIME", "usr/share/nvim/runtime")], &[])?;
    Ok(vec![("NVIM", newest.into()), ("NVIM_OLD", old.into()), path(tools)?])
}

fn helix(tools: &Tools) -> anyhow::Result<Environment> {
    let tree = unpacked(tools, "editors/helix", Tools::sid, &["hx"], &["usr/bin/hx"])?;
    let helix = launcher(&tree, "hx", &[("HELIX_RUNTIME", "usr/lib/hx/runtime")], &[])?;
    Ok(vec![("HELIX", helix.into()), path(tools)?])
}

fn vim(tools: &Tools) -> anyhow::Result<Environment> {
    let tree = unpacked(tools, "editors/vim", Tools::bookworm, &["vim", "vim-ale"], &["usr/bin/vim.basic"])?;
    // The package does not add ALE to the path. Commas in the path must be escaped, because they separate its entries.
    let add = r"let &runtimepath = escape($VIM_ALE, '\,') .. ',' .. &runtimepath";
    let is_version = |name: &str| name.strip_prefix("vim").is_some_and(|version| version.parse::<u32>().is_ok());
    let runtime = only(&tree.join("usr/share/vim"), is_version)?.display().to_string();
    let folders = [("VIM", "usr/share/vim"), ("VIMRUNTIME", &runtime), ("VIM_ALE", "usr/share/vim-ale")];
    let vim = launcher(&tree, "vim.basic", &folders, &["--cmd", add])?;
    Ok(vec![("VIM", vim.into()), path(tools)?])
}

fn emacs(tools: &Tools) -> anyhow::Result<Environment> {
    let newest = unpacked(tools, "editors/emacs", Tools::sid, &["emacs-nox"], &["usr/bin/emacs-nox"])?;
    let packages = ["emacs-nox", "elpa-eglot", "elpa-lsp-mode"];
    let old = unpacked(tools, "editors/emacs-28", Tools::bookworm, &packages, &["usr/bin/emacs-nox"])?;
    Ok(vec![("EMACS", emacs_launcher(&newest)?.into()), ("EMACS_OLD", emacs_launcher(&old)?.into()), path(tools)?])
}

/// Starts Emacs with the locations of its parts. Packages are in its load path, as if they were built in.
fn emacs_launcher(tree: &Path) -> anyhow::Result<PathBuf> {
    let data = only(&tree.join("usr/share/emacs"), |name| name.starts_with(|first: char| first.is_ascii_digit()))?;
    let version = data.file_name().context("no version")?.to_string_lossy().into_owned();
    let programs = tree.join("usr/libexec/emacs").join(&version).join("x86_64-linux-gnu");
    let dump = only(&programs, |name| name.ends_with(".pdmp"))?;
    let mut load_path = Vec::new();
    if let Ok(packages) = std::fs::read_dir(tree.join("usr/share/emacs/site-lisp/elpa-src")) {
        load_path.extend(packages.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()));
        load_path.sort();
    }
    load_path.push(data.join("lisp"));
    let load_path = std::env::join_paths(load_path)?.to_string_lossy().into_owned();
    let share = format!("usr/share/emacs/{version}");
    let variables = [
        ("EMACSPATH", format!("usr/libexec/emacs/{version}/x86_64-linux-gnu")),
        ("EMACSDATA", format!("{share}/etc")),
        ("EMACSDOC", format!("{share}/etc")),
        ("EMACSLOADPATH", load_path),
    ];
    let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
    launcher(tree, "emacs-nox", &variables, &[&format!("--dump-file={}", dump.display())])
}

/// Returns the search path of tests, with tmux for their terminals, and Python for their substitutes for the server.
fn path(tools: &Tools) -> anyhow::Result<(&'static str, OsString)> {
    let tree = unpacked(tools, "editors/tmux", Tools::bookworm, &["tmux"], &["usr/bin/tmux"])?;
    launcher(&tree, "tmux", &[("TERMINFO_DIRS", "usr/share/terminfo")], &[])?;
    Ok(("PATH", search_path(&[tree, python(tools)?].map(|tree| tree.join(LAUNCHERS)))?))
}

/// Returns the only entry of a folder whose name `is_right` accepts.
fn only(folder: &Path, is_right: impl Fn(&str) -> bool) -> anyhow::Result<PathBuf> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut right = entries.flatten().filter(|entry| is_right(&entry.file_name().to_string_lossy()));
    let entry = right.next().with_context(|| format!("{} has not what is looked for", folder.display()))?;
    Ok(entry.path())
}
