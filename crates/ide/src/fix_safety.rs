//! Decides which fixes are safe: those that cannot lose anything meaningful that the user wrote.

use std::cell::LazyCell;
use std::ops::Range;

use temple_model::{Code, Diagnostic, Edit, Fix};
use temple_syntax::{Parse, SyntaxKind};

use crate::conflicts::{self, Markers};

/// Marks every fix that loses a comment or a value as unsafe. Drops fixes that would lose a comment by rewriting the
/// text around it. In a text with merge conflicts, all fixes are unsafe, and those that reach across a conflict are
/// dropped.
pub(crate) fn mark_unsafe_fixes(text: &str, parse: &Parse, diagnostics: &mut [Diagnostic]) {
    if !parse.conflicts().is_empty() {
        let markers = Markers::of(parse);
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.code != Code::MergeConflict) {
            diagnostic.fixes.retain(|fix| markers.are_kept_by(&fix.edits, text));
            diagnostic.fixes.iter_mut().for_each(|fix| fix.is_safe = false);
        }
    }
    let signs = LazyCell::new(|| CommentSigns::of(text));
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| !diagnostic.fixes.is_empty()) {
        let code = diagnostic.code;
        diagnostic.fixes.retain(|fix| !fix.edits.iter().any(|edit| conflicts::makes_marker(text, edit)));
        diagnostic.fixes.retain_mut(|fix| {
            let is_lost = fix.edits.iter().any(|edit| signs.are_lost_by(edit));
            fix.is_safe = fix.is_safe && !is_lost && !loses_value(code, text, fix);
            !is_lost || is_removal(fix)
        });
    }
}

/// The offsets of all `//` and of all `/*` in a text, sorted. The language has no strings, so both always start comments.
struct CommentSigns([(&'static str, Vec<usize>); 2]);

impl CommentSigns {
    fn of(text: &str) -> CommentSigns {
        let starting = |sign: &'static str| {
            let slashes = text.match_indices('/').map(|(offset, _)| offset);
            (sign, slashes.filter(|&offset| text[offset..].starts_with(sign)).collect())
        };
        CommentSigns(["//", "/*"].map(starting))
    }

    /// Returns true if the edit removes a comment. Takes little time for long ranges too, of which a text with many fixes
    /// may have as many.
    fn are_lost_by(&self, edit: &Edit) -> bool {
        let range = Range::<usize>::from(edit.range);
        self.0.iter().any(|(sign, offsets)| {
            let next = offsets.get(offsets.partition_point(|&offset| offset < range.start));
            next.is_some_and(|offset| offset + sign.len() <= range.end) && !edit.text.contains(sign)
        })
    }
}

fn is_removal(fix: &Fix) -> bool {
    fix.edits.iter().all(|edit| edit.text.is_empty())
}

/// Returns true if the fix replaces a number by another one or, for a syntax error, removes any letters or digits.
fn loses_value(code: Code, text: &str, fix: &Fix) -> bool {
    let (mut old, mut new) = (String::new(), String::new());
    for edit in &fix.edits {
        old.push_str(&text[Range::<usize>::from(edit.range)]);
        new.push_str(&edit.text);
        // Keeps separate ranges separate.
        [&mut old, &mut new].into_iter().for_each(|text| text.push(' '));
    }
    let replaces = fix.edits.iter().any(|edit| !edit.range.is_empty() && !edit.text.is_empty());
    let is_syntax = code == Code::SyntaxError;
    (is_syntax && !contains_all(&words(&new), &words(&old)))
        || ((is_syntax || replaces) && !contains_all(&number_characters(&new), &number_characters(&old)))
}

/// Returns the letters and digits of a text, in lower case and sorted.
fn words(text: &str) -> Vec<char> {
    sorted(text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase))
}

/// Returns the digits and minus signs of a text that are not part of a word, sorted.
fn number_characters(text: &str) -> Vec<char> {
    let lexemes = temple_syntax::lex(text);
    let ends = lexemes.iter().skip(1).map(|lexeme| usize::from(lexeme.start)).chain([text.len()]);
    let parts = lexemes.iter().zip(ends).filter(|(lexeme, _)| lexeme.kind != SyntaxKind::IDENT);
    let chars = parts.flat_map(|(lexeme, end)| text[usize::from(lexeme.start)..end].chars());
    sorted(chars.filter(|char| char.is_numeric() || matches!(char, '-' | '−' | '–' | '—')))
}

fn sorted(chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut chars: Vec<char> = chars.map(|char| if matches!(char, '−' | '–' | '—') { '-' } else { char }).collect();
    chars.sort_unstable();
    chars
}

/// Returns true if the sorted `part` is a subset of the sorted `whole`, counting repetitions.
fn contains_all(whole: &[char], part: &[char]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|char| whole.any(|other| other == char))
}
