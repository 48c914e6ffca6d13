//! Prints unified diffs, for people and for `patch`.

use std::io::{self, IsTerminal, Write};

use super::paint::{Paint, Style};
use crate::diff::Diff;

/// Prints the changes in a file, in colour if standard output allows it. On a terminal, control characters are shown as
/// symbols.
pub(crate) fn write(name: &str, diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
    let (paint, is_terminal) = (Paint::for_stdout(), io::stdout().is_terminal());
    let heads = [format!("--- {name}"), format!("+++ {name}")];
    let heads = heads.iter().map(|head| (Style::Heading, head.as_str()));
    let lines = diff.text.split_terminator('\n').map(|line| (style(line), line));
    for (style, line) in heads.chain(lines) {
        match is_terminal {
            true => writeln!(out, "{}", paint.of(style, &visible(line)))?,
            false => writeln!(out, "{}", paint.of(style, line))?,
        }
    }
    Ok(())
}

fn style(line: &str) -> Style {
    match line.as_bytes().first() {
        Some(b'+') => Style::Added,
        Some(b'-') => Style::Removed,
        Some(b'@') => Style::Folder,
        _ => Style::Plain,
    }
}

/// Replaces control characters other than tabs by symbols, so that the terminal does not interpret them and changed
/// line ends are visible.
fn visible(line: &str) -> String {
    let sign = |c: char| match c {
        '\t' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    line.chars().map(sign).collect()
}
