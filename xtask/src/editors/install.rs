//! Which editors there are, and how each is installed: from Debian's packages, with all that they need unpacked beside
//! them, so that the machine's own editors are neither needed nor touched.

mod vscode;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::{Editor, Environment};
use crate::tools::{Dependencies, Suite, Tools, must};

/// Every editor, in the order in which they are tested.
pub(super) const ALL: &[Editor] = &[
    Editor { name: "neovim", install: neovim },
    Editor { name: "helix", install: helix },
    Editor { name: "vim", install: vim },
    Editor { name: "emacs", install: emacs },
    Editor { name: "vscode", install: vscode::install },
];

/// Where Debian keeps libraries, below the root of a tree of packages.
const LIBRARIES: [&str; 2] = ["usr/lib/x86_64-linux-gnu", "usr/lib"];

fn neovim(tools: &Tools) -> anyhow::Result<Environment> {
    let newest = unpacked(tools, "neovim", Tools::sid, &["neovim"], &["nvim"])?;
    let old = unpacked(tools, "neovim-0.10", Tools::trixie, &["neovim"], &["nvim"])?;
    let newest = launcher(&newest, "nvim", &[("VIMRUNTIME", "usr/share/nvim/runtime")], "")?;
    let old = launcher(&old, "nvim", &[("VIMRUNTIME", "usr/share/nvim/runtime")], "")?;
    Ok(vec![("NVIM", newest.into()), ("NVIM_OLD", old.into()), terminal(tools)?])
}

fn helix(tools: &Tools) -> anyhow::Result<Environment> {
    let tree = unpacked(tools, "helix", Tools::sid, &["hx"], &["hx"])?;
    let helix = launcher(&tree, "hx", &[("HELIX_RUNTIME", "usr/lib/hx/runtime")], "")?;
    Ok(vec![("HELIX", helix.into()), terminal(tools)?])
}

fn vim(tools: &Tools) -> anyhow::Result<Environment> {
    let tree = unpacked(tools, "vim", Tools::bookworm, &["vim", "vim-ale"], &["vim.basic"])?;
    // The package leaves it to the user to put ALE on the path.
    let options = format!("--cmd 'set runtimepath^={}'", tree.join("usr/share/vim-ale").display());
    let vim =
        launcher(&tree, "vim.basic", &[("VIM", "usr/share/vim"), ("VIMRUNTIME", "usr/share/vim/vim90")], &options)?;
    Ok(vec![("VIM", vim.into()), terminal(tools)?])
}

fn emacs(tools: &Tools) -> anyhow::Result<Environment> {
    let newest = unpacked(tools, "emacs", Tools::sid, &["emacs-nox"], &["emacs-nox"])?;
    let old =
        unpacked(tools, "emacs-28", Tools::bookworm, &["emacs-nox", "elpa-eglot", "elpa-lsp-mode"], &["emacs-nox"])?;
    Ok(vec![("EMACS", emacs_launcher(&newest)?.into()), ("EMACS_OLD", emacs_launcher(&old)?.into())])
}

/// Emacs has to be told where each of its parts lies. Packages lie in its load path, as if they were built in.
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
    launcher(tree, "emacs-nox", &variables, &format!("--dump-file={}", dump.display()))
}

/// The search path of tests that need a terminal: it has tmux.
fn terminal(tools: &Tools) -> anyhow::Result<(&'static str, OsString)> {
    let tree = unpacked(tools, "tmux", Tools::bookworm, &["tmux"], &["tmux"])?;
    launcher(&tree, "tmux", &[("TERMINFO_DIRS", "usr/share/terminfo")], "")?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(tree.join("bin")).chain(std::env::split_paths(&path));
    Ok(("PATH", std::env::join_paths(paths)?))
}

/// A tree of packages in which these programs run on this machine.
pub(super) fn unpacked(
    tools: &Tools,
    name: &str,
    suite: fn(&Tools) -> anyhow::Result<&Suite>,
    packages: &[&str],
    programs: &[&str],
) -> anyhow::Result<PathBuf> {
    let recipe = format!("1 {packages:?} {programs:?}");
    tools.installed(name, &recipe, |tree| {
        suite(tools)?.unpack(packages, Dependencies::All, tree)?;
        programs.iter().try_for_each(|program| relocate(tools, tree, program))
    })
}

/// Makes a program of a tree use the loader and the libraries of the tree, which may be newer than the machine's.
fn relocate(tools: &Tools, tree: &Path, program: &str) -> anyhow::Result<()> {
    let patchelf =
        tools.installed("patchelf", "1", |it| tools.bookworm()?.unpack(&["patchelf"], Dependencies::None, it))?;
    let libraries = LIBRARIES.map(|folder| tree.join(folder).display().to_string());
    let loader = tree.join(LIBRARIES[0]).join("ld-linux-x86-64.so.2");
    let loader = if loader.exists() { loader } else { tree.join("lib/x86_64-linux-gnu/ld-linux-x86-64.so.2") };
    must(Command::new(patchelf.join("usr/bin/patchelf")).arg("--set-interpreter").arg(loader).args([
        "--force-rpath",
        "--set-rpath",
        &libraries.join(":"),
        &tree.join("usr/bin").join(program).display().to_string(),
    ]))?;
    Ok(())
}

/// A script `bin/<program>` in the tree that starts the program. The values of `variables` that are relative paths start
/// at the tree.
fn launcher(tree: &Path, program: &str, variables: &[(&str, &str)], options: &str) -> anyhow::Result<PathBuf> {
    let mut script = String::from("#!/bin/sh\n");
    for (name, value) in variables {
        let _ = writeln!(script, "export {name}='{}'", tree.join(value).display());
    }
    let _ = writeln!(script, "exec '{}' {options} \"$@\"", tree.join("usr/bin").join(program).display());
    let path = tree.join("bin").join(program);
    std::fs::create_dir_all(tree.join("bin"))?;
    std::fs::write(&path, script).with_context(|| path.display().to_string())?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
    Ok(path)
}

/// The one entry of a folder whose name is right.
fn only(folder: &Path, is_right: impl Fn(&str) -> bool) -> anyhow::Result<PathBuf> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut right = entries.flatten().filter(|entry| is_right(&entry.file_name().to_string_lossy()));
    let entry = right.next().with_context(|| format!("{} has not what is looked for", folder.display()))?;
    Ok(entry.path())
}
