//! The picture in README.md: what the command line prints about a broken example, as an SVG.

use xshell::{Shell, cmd};

const EXAMPLE: &str = "examples/broken/shop.temple";
const PICTURE: &str = "docs/images/check.svg";

/// Draws the picture anew.
pub(crate) fn run(sh: &Shell) -> anyhow::Result<bool> {
    // Exit code 1 says that errors were found, and they should be.
    let printed = cmd!(sh, "cargo run --quiet -- check --color always {EXAMPLE}").ignore_status().read()?;
    anyhow::ensure!(!printed.is_empty(), "checking {EXAMPLE} prints nothing");
    let prompt = format!("$ temple-lsp check {EXAMPLE}\n");
    let mut svg = anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE).render_svg(&(prompt + &printed));
    if !svg.ends_with('\n') {
        svg.push('\n');
    }
    sh.write_file(PICTURE, svg)?;
    println!("{PICTURE}: written");
    Ok(true)
}
