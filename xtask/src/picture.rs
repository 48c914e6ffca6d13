//! The pictures in the documents: what the command line prints about examples, as SVG.

use xshell::{Shell, cmd};

/// Draws a picture.
type Draw = fn(&Shell) -> anyhow::Result<String>;

const PICTURES: [(&str, Draw); 2] = [("docs/images/check.svg", check), ("docs/images/graph.svg", graph)];

/// Draws the pictures anew.
pub(crate) fn run(sh: &Shell) -> anyhow::Result<bool> {
    for (picture, draw) in PICTURES {
        let mut svg = draw(sh)?;
        if !svg.ends_with('\n') {
            svg.push('\n');
        }
        sh.write_file(picture, svg)?;
        println!("{picture}: written");
    }
    Ok(true)
}

/// What checking a broken example prints, in README.md.
fn check(sh: &Shell) -> anyhow::Result<String> {
    const EXAMPLE: &str = "examples/broken/shop.temple";
    // Exit code 1 says that errors were found, and they should be.
    let printed = cmd!(sh, "cargo run --quiet -- check --color always {EXAMPLE}").ignore_status().read()?;
    anyhow::ensure!(!printed.is_empty(), "checking {EXAMPLE} prints nothing");
    let prompt = format!("$ temple-lsp check {EXAMPLE}\n");
    Ok(anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE).render_svg(&(prompt + &printed)))
}

/// The graph of an example, in the manual.
fn graph(sh: &Shell) -> anyhow::Result<String> {
    Ok(cmd!(sh, "cargo run --quiet -- graph --format svg examples/conference.temple").read()?)
}
