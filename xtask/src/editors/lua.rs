//! Lints the code in Lua.

use std::process::Command;

use xshell::Shell;

use crate::outcome::Outcome;
use crate::relay;
use crate::tools::{Tools, unpacked};

/// The folders with code in Lua.
const FOLDERS: [&str; 2] = ["editors/neovim", "tests/editors/neovim"];

/// Installs luacheck and runs it.
pub(crate) fn lint(sh: &Shell) -> anyhow::Result<Outcome> {
    let tools = Tools::new(sh)?;
    let tree = unpacked(&tools, "editors/luacheck", Tools::bookworm, &["lua-check", "lua5.1"], &["usr/bin/lua5.1"])?;
    let mut luacheck = Command::new(tree.join("usr/bin/lua5.1"));
    let share = tree.join("usr/share/lua/5.1").display().to_string();
    luacheck.env("LUA_PATH", format!("{share}/?.lua;{share}/?/init.lua"));
    luacheck.env("LUA_CPATH", tree.join("usr/lib/x86_64-linux-gnu/lua/5.1/?.so"));
    luacheck.arg(tree.join("usr/bin/luacheck")).args([
        "--quiet",
        "--no-color",
        "--config",
        "editors/neovim/.luacheckrc",
    ]);
    relay::check("luacheck", "cargo xtask lua", luacheck.args(FOLDERS).current_dir(sh.current_dir()))
}
