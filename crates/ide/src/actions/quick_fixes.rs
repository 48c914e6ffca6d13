//! Repairs of what diagnostics report, one at a time or all that are safe.

use temple_model::{Code, Diagnostic, Edit};
use temple_syntax::{TextRange, TextSize};

use super::{Action, ActionKind};
use crate::Analysis;

/// How often everything is repaired at most; each time repairs what the last one brought to light.
const MAX_ROUNDS: usize = 20;

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

    /// The text after all safe repairs, until there is none left. Absent where there is none at all.
    fn text_with_all_fixes(&self, is_reported: &impl Fn(Code) -> bool) -> Option<String> {
        let mut fixed: Option<Analysis> = None;
        for _ in 0..MAX_ROUNDS {
            let current = fixed.as_ref().unwrap_or(self);
            let Some(next) = current.after_safe_fixes(is_reported) else { break };
            fixed = Some(next);
        }
        fixed.map(|analysis| analysis.text().to_string())
    }

    /// One round of safe repairs. Where they do not go together, only the first one that is safe.
    fn after_safe_fixes(&self, is_reported: &impl Fn(Code) -> bool) -> Option<Analysis> {
        let reported = self.diagnostics().iter().filter(|it| is_reported(it.code));
        let only = reported.filter_map(|it| match it.fixes.as_slice() {
            [fix] if fix.is_safe && !fix.edits.is_empty() => Some(&fix.edits),
            _ => None,
        });
        let fixes: Vec<&Vec<Edit>> = only.collect();
        let mut together: Vec<Edit> = Vec::new();
        for edits in &fixes {
            let is_free = |edit: &Edit| together.iter().all(|other| !touch(other.range, edit.range));
            if edits.iter().all(is_free) {
                together.extend(edits.iter().cloned());
            }
        }
        together.sort_by_key(|edit| edit.range.start());
        let candidates = std::iter::once(together).chain(fixes.into_iter().cloned());
        candidates.filter(|edits| !edits.is_empty()).find_map(|edits| {
            let after = self.after_edits(&edits);
            (after.diagnostics().len() < self.diagnostics().len() && self.new_error(&after).is_none()).then_some(after)
        })
    }
}

fn touch(one: TextRange, other: TextRange) -> bool {
    one.intersect(other).is_some()
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
