//! The fixes of diagnostics, one by one or all safe ones at once.

use std::collections::{BTreeMap, HashMap};

use temple_model::{Code, Edit, Severity};
use temple_syntax::{TextRange, TextSize};

use super::compose_edits::EditedText;
use super::{Action, ActionKind};
use crate::{Analysis, conflicts};

impl Analysis {
    /// Adds the fixes of every diagnostic that touches the selection; for a merge conflict, the selection may be
    /// anywhere in it. An only fix is preferred, unless the text has a merge conflict.
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

    /// Returns one action that applies all safe fixes of the diagnostics that `is_reported` accepts: each is the only
    /// fix of its diagnostic, needs no review, and adds no error. Returns `None` if there are none, or if the text has
    /// a merge conflict. Applies further rounds to the diagnostics that appear after a fix; this terminates because
    /// each round leaves fewer diagnostics.
    pub fn fix_all(&self, is_reported: impl Fn(Code) -> bool) -> Option<Action> {
        if self.has_conflict() {
            return None;
        }
        let (edits, mut fixed) = self.after_safe_fixes(&is_reported)?;
        let mut edited = EditedText::of(self.text());
        edited.apply(&edits);
        while let Some((edits, next)) = fixed.after_safe_fixes(&is_reported) {
            edited.apply(&edits);
            fixed = next;
        }
        let title = "Fix all auto-fixable problems".to_owned();
        let mut edits = edited.edits();
        // A later round may restore what an earlier one removed.
        edits.retain(|edit| self.text()[std::ops::Range::<usize>::from(edit.range)] != edit.text);
        if edits.is_empty() {
            return None;
        }
        Some(Action { title, kind: ActionKind::FixAll, edits, repairs: None, is_preferred: false })
    }

    /// Returns true if `other` has more errors of some code than this text.
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

    /// Applies one round of safe fixes: returns the edits that can be combined, and the resulting text.
    fn after_safe_fixes(&self, is_reported: &impl Fn(Code) -> bool) -> Option<(Vec<Edit>, Analysis)> {
        let reported = self.diagnostics().iter().filter(|it| is_reported(it.code));
        let only = reported.filter_map(|it| match it.fixes.as_slice() {
            [fix] if fix.is_safe && !fix.edits.is_empty() => Some(&fix.edits),
            _ => None,
        });
        let mut claimed = ClaimedRanges::default();
        let fixes: Vec<&[Edit]> = only.filter(|edits| claimed.claim(edits)).map(Vec::as_slice).collect();
        let (fixes, after) = self.after_fixes(fixes)?;
        Some((sorted(&fixes), after))
    }

    /// Returns those of the `fixes`, which must not touch each other, that can be combined, with the resulting text. If
    /// all of them together do not improve the text, it tries each half, so that few bad fixes are found quickly among
    /// many.
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

/// The ranges of the fixes chosen so far.
#[derive(Default)]
struct ClaimedRanges(BTreeMap<TextSize, TextSize>);

impl ClaimedRanges {
    /// Adds the ranges of a fix. Returns false if one of them touches a range of an earlier fix.
    fn claim(&mut self, edits: &[Edit]) -> bool {
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

/// Returns the edits of several fixes, sorted by position.
fn sorted(fixes: &[&[Edit]]) -> Vec<Edit> {
    let mut edits = fixes.concat();
    edits.sort_by_key(|edit| edit.range.start());
    edits
}
