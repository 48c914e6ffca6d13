//! A unified diff, for people and for `patch`.

use std::io::{self, IsTerminal};
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::cli::output;

/// How long the shortest diff is searched for. After that, the rest of a huge text is told as one change.
const PATIENCE: Duration = Duration::from_millis(500);

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// Appends what changes from `old` to `new`, in colours where standard output may have them. On a terminal, control
/// characters are shown by signs.
pub(super) fn write(name: &str, old: &str, new: &str, out: &mut Vec<u8>) {
    let colored = output::colored(&io::stdout());
    let is_terminal = io::stdout().is_terminal();
    let mut line = |style: &str, line: &str| {
        let shown = if is_terminal { visible(line) } else { line.to_owned() };
        let (start, end) = if colored && !style.is_empty() { (style, "\x1b[0m") } else { ("", "") };
        out.extend([start, &shown, end, "\n"].into_iter().flat_map(str::bytes));
    };
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    line("\x1b[1m", &format!("--- {name}"));
    line("\x1b[1m", &format!("+++ {name}"));
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        line("\x1b[36m", hunk.header().to_string().trim_end());
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', "\x1b[31m"),
                ChangeTag::Insert => ('+', "\x1b[32m"),
                ChangeTag::Equal => (' ', ""),
            };
            let text = change.value();
            line(style, &format!("{sign}{}", text.strip_suffix('\n').unwrap_or(text)));
            if change.missing_newline() {
                line("", "\\ No newline at end of file");
            }
        }
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
