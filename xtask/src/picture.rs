//! Draws the pictures in the documents: the output of the command line for examples, as SVG.

use xshell::{Shell, cmd};

/// Draws a picture.
type Draw = fn(&Shell) -> anyhow::Result<String>;

const PICTURES: [(&str, Draw); 3] =
    [("docs/images/check.svg", check), ("docs/images/preview.svg", preview), ("docs/images/graph.svg", graph)];

/// Redraws all pictures.
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

/// Returns the output of checking a broken example, in README.md.
fn check(sh: &Shell) -> anyhow::Result<String> {
    printed(sh, &["check", "examples/broken/shop.temple"])
}

/// Returns the output of previewing an example, in README.md.
fn preview(sh: &Shell) -> anyhow::Result<String> {
    printed(sh, &["preview", "examples/blog.temple"])
}

/// Returns the coloured output of the program, below its command.
fn printed(sh: &Shell, arguments: &[&str]) -> anyhow::Result<String> {
    // Exit code 1 means that errors were found.
    let printed = cmd!(sh, "cargo run --quiet -- --color always {arguments...}").ignore_status().read()?;
    let command = format!("$ temple-lsp {}\n", arguments.join(" "));
    anyhow::ensure!(!printed.is_empty(), "`{}` prints nothing", arguments.join(" "));
    Ok(anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE).render_svg(&(command + &printed)))
}

/// Returns the graph of an example, in the manual.
fn graph(sh: &Shell) -> anyhow::Result<String> {
    Ok(cmd!(sh, "cargo run --quiet -- graph --format svg examples/conference.temple").read()?)
}
