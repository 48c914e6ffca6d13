//! Which repairs are safe: those that lose no comment.

use std::ops::Range;

use temple_model::{Diagnostic, Edit, Fix};

/// Has nobody lose a comment unasked. A repair that takes a comment out together with what it belongs to has to be looked
/// at, and one that only rewrites what stands around a comment is not offered.
pub(crate) fn keep_comments(text: &str, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| !diagnostic.fixes.is_empty()) {
        diagnostic.fixes.retain_mut(|fix| {
            let is_lost = fix.edits.iter().any(|edit| loses_comment(text, edit));
            fix.is_safe &= !is_lost;
            !is_lost || is_removal(fix)
        });
    }
}

/// Whether a comment is replaced. There are no strings in the language, so its signs are always those of a comment.
fn loses_comment(text: &str, edit: &Edit) -> bool {
    let replaced = &text[Range::<usize>::from(edit.range)];
    ["//", "/*"].iter().any(|sign| replaced.contains(sign) && !edit.text.contains(sign))
}

fn is_removal(fix: &Fix) -> bool {
    fix.edits.iter().all(|edit| edit.text.is_empty())
}
