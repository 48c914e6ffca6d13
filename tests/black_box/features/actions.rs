//! Code actions: after each of them, the text has no new errors.

use std::collections::BTreeMap;

use temple_ide::{Action, ActionKind, Analysis, Code, Severity, TextRange, apply_edits};

use super::rename::facts;
use super::{examples, odd, offsets, recorded, whole};

/// Counts the errors of each code in a text.
fn errors(analysis: &Analysis) -> BTreeMap<Code, usize> {
    let mut count = BTreeMap::new();
    let codes = analysis.diagnostics().iter().map(|diagnostic| diagnostic.code);
    codes.filter(|code| code.severity() == Severity::Error).for_each(|code| *count.entry(code).or_default() += 1);
    count
}

/// Returns the codes with more errors in the second text.
fn new_errors(before: &Analysis, after: &Analysis) -> Vec<Code> {
    let before = errors(before);
    let more = |(code, count): (Code, usize)| (count > before.get(&code).copied().unwrap_or(0)).then_some(code);
    errors(after).into_iter().filter_map(more).collect()
}

#[test]
fn every_fix_is_offered_at_its_diagnostic() {
    let mut offered = 0;
    for (name, text) in examples().into_iter().chain(odd()).chain(recorded(1)) {
        let analysis = Analysis::new(text.as_str());
        for diagnostic in analysis.diagnostics() {
            let actions = analysis.actions(diagnostic.range, |kind| kind == ActionKind::QuickFix);
            let mine = |action: &&Action| action.repairs == Some((diagnostic.code, diagnostic.range));
            let mine: Vec<&Action> = actions.iter().filter(mine).collect();
            assert!(mine.len() >= diagnostic.fixes.len(), "{name}: {diagnostic:?}");
            for fix in &diagnostic.fixes {
                assert!(mine.iter().any(|action| action.edits == fix.edits), "{name}: {fix:?}");
            }
            let is_only = |action: &Action| {
                analysis.diagnostics().iter().any(|it| {
                    let is_fix = matches!(it.fixes.as_slice(), [only] if only.edits == action.edits);
                    is_fix && Some((it.code, it.range)) == action.repairs
                })
            };
            for action in &mine {
                assert_eq!(action.is_preferred, is_only(action), "{name}: {action:?}");
            }
            offered += mine.len();
        }
    }
    println!("repairs offered: {offered}");
    assert!(offered > 4_000);
}

#[test]
fn fixing_all_terminates_without_new_errors() {
    let (mut repaired, mut done) = (0, 0);
    for (name, text) in examples().into_iter().chain(odd()).chain(recorded(1)) {
        let analysis = Analysis::new(text.as_str());
        let fix_all = |analysis: &Analysis| analysis.actions(whole(analysis), |kind| kind == ActionKind::FixAll).pop();
        let Some(action) = fix_all(&analysis) else { continue };
        let after = Analysis::new(apply_edits(&text, &action.edits));
        assert!(new_errors(&analysis, &after).is_empty(), "{name}: {text}\n---\n{}", after.text());
        assert!(after.diagnostics().len() < analysis.diagnostics().len(), "{name}");
        assert_eq!(fix_all(&after), None, "{name}: done once is not done: {}", after.text());
        repaired += 1;
        done += analysis.diagnostics().len() - after.diagnostics().len();
    }
    println!("repaired texts: {repaired}, diagnostics less: {done}");
    assert!(repaired > 100);
}

/// Comments may be between any two tokens, and none may disappear on saving.
#[test]
fn fixing_all_keeps_every_comment() {
    const COMMENT: &str = " /* kept */ ";
    let mut repaired = 0;
    for (name, text) in examples().into_iter().chain(odd()).chain(recorded(29)) {
        let parse = temple_syntax::parse(&text);
        let tokens = parse.root().descendant_tokens().filter(|token| !token.kind().is_comment());
        for at in tokens.map(|token| usize::from(token.range().end())) {
            let commented = [&text[..at], COMMENT, &text[at..]].concat();
            let analysis = Analysis::new(commented.as_str());
            let Some(action) = analysis.fix_all(|_| true) else { continue };
            let after = apply_edits(&commented, &action.edits);
            assert!(after.contains(COMMENT.trim()), "{name}: {commented}\n---\n{after}");
            repaired += 1;
        }
    }
    println!("repaired texts with a comment: {repaired}");
    assert!(repaired > 1_000);
}

#[test]
fn rewritings_cause_no_error_and_keep_the_meaning() {
    /// The distance between two offsets that are tried.
    const STEP: usize = 5;
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    let wanted = |kind| !matches!(kind, ActionKind::QuickFix | ActionKind::FixAll);
    for (turn, (name, text)) in examples().into_iter().chain(odd()).chain(recorded(1)).enumerate() {
        let analysis = Analysis::new(text.as_str());
        // Each action is tried once, at the first offset that offers it; from each offset, a selection is tried as
        // well.
        let mut seen = Vec::new();
        for offset in offsets(&text).skip(turn % STEP).step_by(STEP) {
            let end = (offset + temple_ide::TextSize::from(40)).min(whole(&analysis).end());
            let end = offsets(&text).find(|at| *at >= end).unwrap_or(end);
            let selections = [TextRange::empty(offset), TextRange::new(offset, end)];
            for action in selections.into_iter().flat_map(|selection| analysis.actions(selection, wanted)) {
                assert!(!action.edits.is_empty() && !action.title.is_empty() && action.repairs.is_none());
                if seen.contains(&action.edits) {
                    continue;
                }
                let after = Analysis::new(apply_edits(&text, &action.edits));
                let new = new_errors(&analysis, &after);
                assert!(new.is_empty(), "{name}, {}: {new:?}\n{}", action.title, after.text());
                assert_ne!(after.text(), analysis.text(), "{name}, {}", action.title);
                let is_meant = action.kind == ActionKind::Extract || action.title.starts_with("Leave out the endpoint");
                if !is_meant {
                    assert_eq!(facts(after.model()), facts(analysis.model()), "{name}, {}", action.title);
                }
                seen.push(action.edits);
                *titles.entry(action.title.split('`').next().unwrap_or_default().to_owned()).or_default() += 1;
            }
        }
    }
    println!("rewritings: {titles:#?}");
    assert!(titles.len() >= 8);
}
