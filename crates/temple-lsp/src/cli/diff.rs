//! A unified diff, for people and for `patch`.

use std::io::{self, IsTerminal, Write};

use super::paint::{Paint, Style};
use crate::diff::Diff;

/// Prints what changes in a file, in colours where standard output may have them. On a terminal, control characters are
/// shown by signs.
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

/// The line with control characters other than tabs as signs, so that no terminal obeys them and a changed line end is
/// seen.
fn visible(line: &str) -> String {
    let sign = |c: char| match c {
        '\t' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    line.chars().map(sign).collect()
}
