//! Repairs of what diagnostics report, one at a time or all that are safe.

use std::collections::BTreeMap;

use temple_model::{Code, Diagnostic, Edit};
use temple_syntax::{TextRange, TextSize};

use super::{Action, ActionKind};
use crate::Analysis;

impl Analysis {
    /// The repairs of every diagnostic that touches a selection.
    pub(super) fn quick_fixes(&self, range: TextRange, actions: &mut Vec<Action>) {
        let touches = |diagnostic: &&Diagnostic| diagnostic.range.intersect(range).is_some();
        for diagnostic in self.diagnostics().iter().filter(touches) {
            let is_preferred = diagnostic.fixes.len() == 1;
            actions.extend(diagnostic.fixes.iter().map(|fix| Action {
                title: fix.title.clone(),
                kind: ActionKind::QuickFix,
                edits: fix.edits.clone(),
                repairs: Some((diagnostic.code, diagnostic.range)),
                is_preferred,
            }));
        }
    }

    /// One change that makes all safe repairs of what is reported: those that are the only one for their diagnostic, need
    /// not be looked at, and bring no error. Absent where there is none.
    pub fn fix_all(&self, is_reported: impl Fn(Code) -> bool) -> Option<Action> {
        let text = self.text_with_all_fixes(&is_reported)?;
        let edits = vec![difference(self.text(), &text)];
        let title = "Repair all that can be repaired safely".to_owned();
        Some(Action { title, kind: ActionKind::FixAll, edits, repairs: None, is_preferred: false })
    }

    /// The text after all safe repairs, until there is none left. Absent where there is none at all. It comes to an end
    /// since each round repairs what the last one brought to light, and leaves fewer diagnostics.
    fn text_with_all_fixes(&self, is_reported: &impl Fn(Code) -> bool) -> Option<String> {
        let mut fixed = self.after_safe_fixes(is_reported)?;
        while let Some(next) = fixed.after_safe_fixes(is_reported) {
            fixed = next;
        }
        Some(fixed.text().to_string())
    }

    /// One round of safe repairs: as many as go together.
    fn after_safe_fixes(&self, is_reported: &impl Fn(Code) -> bool) -> Option<Analysis> {
        let reported = self.diagnostics().iter().filter(|it| is_reported(it.code));
        let only = reported.filter_map(|it| match it.fixes.as_slice() {
            [fix] if fix.is_safe && !fix.edits.is_empty() => Some(&fix.edits),
            _ => None,
        });
        let mut taken = Taken::default();
        let fixes: Vec<&[Edit]> = only.filter(|edits| taken.take(edits)).map(Vec::as_slice).collect();
        self.after_fixes(fixes).map(|(_, after)| after)
    }

    /// Of repairs that do not touch each other, those that go together, and the text after them. Where all of them do
    /// not, each half is tried on its own: the few that stand in the way are soon found among the many.
    fn after_fixes<'a>(&self, fixes: Vec<&'a [Edit]>) -> Option<(Vec<&'a [Edit]>, Analysis)> {
        let mut edits = fixes.concat();
        edits.sort_by_key(|edit| edit.range.start());
        let after = (!edits.is_empty()).then(|| self.after_edits(&edits))?;
        if after.diagnostics().len() < self.diagnostics().len() && self.new_error(&after).is_none() {
            return Some((fixes, after));
        }
        if fixes.len() == 1 {
            return None;
        }
        let (one, other) = fixes.split_at(fixes.len() / 2);
        match (self.after_fixes(one.to_vec()), self.after_fixes(other.to_vec())) {
            (Some((one, _)), Some((other, _))) if one.len() + other.len() < fixes.len() => {
                self.after_fixes([one, other].concat())
            }
            (one, other) => one.or(other),
        }
    }
}

/// The places of repairs that are made together.
#[derive(Default)]
struct Taken(BTreeMap<TextSize, TextSize>);

impl Taken {
    /// Takes the places of a repair, unless one of them touches a place that is taken already.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let is_free = |range: TextRange| {
            let before = self.0.range(..=range.end()).next_back();
            before.is_none_or(|(_, &end)| end < range.start())
        };
        let is_free = edits.iter().all(|edit| is_free(edit.range));
        if is_free {
            self.0.extend(edits.iter().map(|edit| (edit.range.start(), edit.range.end())));
        }
        is_free
    }
}

/// The edit that makes one text of another, without what they begin and end with alike.
fn difference(old: &str, new: &str) -> Edit {
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).map(|(char, _)| char.len_utf8());
    let start: usize = same.sum();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let same = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(old, new)| old == new);
    let end: usize = same.map(|(char, _)| char.len_utf8()).sum();
    let offset = |at: usize| TextSize::try_from(at).unwrap_or(TextSize::new(u32::MAX));
    Edit {
        range: TextRange::new(offset(start), offset(old.len() - end)),
        text: new_rest[..new_rest.len() - end].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_as_short_as_whole_characters_allow() {
        let check = |old: &str, new: &str, range: std::ops::Range<u32>, text: &str| {
            let edit = difference(old, new);
            assert_eq!((edit.range, edit.text.as_str()), (TextRange::new(range.start.into(), range.end.into()), text));
        };
        check("a: int", "a: string", 3..6, "string");
        check("aa", "aaa", 2..2, "a");
        check("xéy", "xèy", 1..3, "è");
        check("\u{e9}", "\u{129}", 0..2, "\u{129}");
        check("same", "same", 4..4, "");
    }
}
