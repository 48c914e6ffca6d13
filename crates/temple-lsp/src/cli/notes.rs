//! Prints the notes of a preview for people; equal notes are printed once.

use std::io::{self, Write};

use annotate_snippets::normalize_untrusted_str;
use temple_ide::{Note, Severity};

use super::files::shown_name;
use super::paint::{Paint, Style};
use crate::json::RangeConverter;

/// The number of notes printed per code. Further notes are counted.
const MAX_NOTES_PER_CODE: usize = 5;

/// Notes with the same code and message.
struct Group<'a> {
    first: &'a Note,
    count: usize,
}

/// Writes the notes, most serious first. `name` is the path of the Templefile as given, or `-`.
pub(crate) fn write(
    notes: &[Note],
    name: &str,
    converter: &RangeConverter,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let groups = groups(notes);
    for same_code in groups.chunk_by(|a, b| a.first.code == b.first.code) {
        for group in same_code.iter().take(MAX_NOTES_PER_CODE) {
            write_group(group, name, converter, paint, out)?;
        }
        if let Some(more) = same_code.get(MAX_NOTES_PER_CODE..).filter(|more| !more.is_empty()) {
            let count: usize = more.iter().map(|group| group.count).sum();
            writeln!(out, "{}", paint.of(Style::Dim, &format!("… and {count} more {}", more[0].first.code)))?;
        }
    }
    Ok(())
}

/// Groups the notes by severity, code and message, each in the order of first occurrence.
fn groups(notes: &[Note]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut index = std::collections::HashMap::new();
    for note in notes {
        let at = *index.entry((note.code, &note.message)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.count += 1,
            None => groups.push(Group { first: note, count: 1 }),
        }
    }
    let mut order: Vec<&str> = Vec::new();
    for group in &groups {
        if !order.contains(&group.first.code) {
            order.push(group.first.code);
        }
    }
    let rank = |code: &str| order.iter().position(|known| *known == code);
    groups.sort_by_key(|group| (group.first.severity, rank(group.first.code)));
    groups
}

fn write_group(
    group: &Group<'_>,
    name: &str,
    converter: &RangeConverter,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let note = group.first;
    let (word, style) = match note.severity {
        Severity::Error => ("error", Style::Removed),
        Severity::Warning => ("warning", Style::Changed),
        Severity::Information => ("note", Style::Heading),
        Severity::Hint => ("hint", Style::Heading),
    };
    let location = match (&note.location, note.range) {
        (Some((path, line)), _) => Some(format!("{path}:{}", line + 1)),
        (None, Some(range)) => {
            let start = converter.range(range).start;
            Some(format!("{}:{}:{}", normalize_untrusted_str(shown_name(name)), start.line + 1, start.character + 1))
        }
        (None, None) => None,
    };
    let more = match group.count {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let location = location.map_or(String::new(), |location| format!(": {location}{more}"));
    writeln!(out, "{}{location}", paint.of(style, &format!("{word}[{}]", note.code)))?;
    writeln!(out, "  {}", normalize_untrusted_str(&note.message))
}
