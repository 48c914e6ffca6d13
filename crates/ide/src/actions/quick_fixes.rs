//! Repairs of what diagnostics report, one at a time or all that are safe.

use std::collections::{BTreeMap, HashMap};

use temple_model::{Code, Edit, Severity};
use temple_syntax::{TextRange, TextSize};

use super::pieces::Pieces;
use super::{Action, ActionKind};
use crate::{Analysis, conflicts};

impl Analysis {
    /// The repairs of every diagnostic that touches a selection; of a merge conflict, wherever in it the selection is.
    /// Without a merge conflict, the only repair of a diagnostic is the preferred one.
    pub(super) fn quick_fixes(&self, range: TextRange, actions: &mut Vec<Action>) {
        let only = self.only_conflict(range);
        for diagnostic in self.diagnostics() {
            let conflict = self.conflict_of(diagnostic);
            if conflict.map_or(diagnostic.range, conflicts::extent).intersect(range).is_none() {
                continue;
            }
            let is_preferred = diagnostic.fixes.len() == 1 && !self.has_conflict();
            let both =
                conflict.filter(|conflict| Some(*conflict) == only).and_then(|conflict| self.keep_both(conflict));
            actions.extend(diagnostic.fixes.iter().chain(&both).map(|fix| Action {
                title: fix.title.clone(),
                kind: ActionKind::QuickFix,
                edits: fix.edits.clone(),
                repairs: Some((diagnostic.code, diagnostic.range)),
                is_preferred,
            }));
        }
    }

    /// One change that makes all safe repairs of what is reported: those that are the only one for their diagnostic, need
    /// not be looked at, and bring no error. Absent where there is none. It comes to an end since each round repairs what
    /// the last one brought to light, and leaves fewer diagnostics. A text with a merge conflict is left alone.
    pub fn fix_all(&self, is_reported: impl Fn(Code) -> bool) -> Option<Action> {
        if self.has_conflict() {
            return None;
        }
        let (edits, mut fixed) = self.after_safe_fixes(&is_reported)?;
        let mut pieces = Pieces::of(self.text());
        pieces.apply(&edits);
        while let Some((edits, next)) = fixed.after_safe_fixes(&is_reported) {
            pieces.apply(&edits);
            fixed = next;
        }
        let title = "Repair all that can be repaired safely".to_owned();
        let mut edits = pieces.edits();
        // What one round takes out, another one may put in again.
        edits.retain(|edit| self.text()[std::ops::Range::<usize>::from(edit.range)] != edit.text);
        if edits.is_empty() {
            return None;
        }
        Some(Action { title, kind: ActionKind::FixAll, edits, repairs: None, is_preferred: false })
    }

    /// Whether another text has more errors of some kind than this one.
    fn has_new_error(&self, other: &Analysis) -> bool {
        let errors = |analysis: &Analysis| {
            let mut count: HashMap<Code, usize> = HashMap::new();
            for code in analysis.diagnostics().iter().map(|diagnostic| diagnostic.code) {
                if code.severity() == Severity::Error {
                    *count.entry(code).or_default() += 1;
                }
            }
            count
        };
        let before = errors(self);
        errors(other).into_iter().any(|(code, count)| count > before.get(&code).copied().unwrap_or_default())
    }

    /// One round of safe repairs: as many as go together, and the text after them.
    fn after_safe_fixes(&self, is_reported: &impl Fn(Code) -> bool) -> Option<(Vec<Edit>, Analysis)> {
        let reported = self.diagnostics().iter().filter(|it| is_reported(it.code));
        let only = reported.filter_map(|it| match it.fixes.as_slice() {
            [fix] if fix.is_safe && !fix.edits.is_empty() => Some(&fix.edits),
            _ => None,
        });
        let mut taken = Taken::default();
        let fixes: Vec<&[Edit]> = only.filter(|edits| taken.take(edits)).map(Vec::as_slice).collect();
        let (fixes, after) = self.after_fixes(fixes)?;
        Some((sorted(&fixes), after))
    }

    /// Of repairs that do not touch each other, those that go together, and the text after them. Where all of them do
    /// not, each half is tried on its own: the few that stand in the way are soon found among the many.
    fn after_fixes<'a>(&self, fixes: Vec<&'a [Edit]>) -> Option<(Vec<&'a [Edit]>, Analysis)> {
        let edits = sorted(&fixes);
        let after = (!edits.is_empty()).then(|| self.after_edits(&edits))?;
        if after.diagnostics().len() < self.diagnostics().len() && !self.has_new_error(&after) {
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

/// The edits of several repairs in the order of the text.
fn sorted(fixes: &[&[Edit]]) -> Vec<Edit> {
    let mut edits = fixes.concat();
    edits.sort_by_key(|edit| edit.range.start());
    edits
}
