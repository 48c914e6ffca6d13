//! Repairs: each does away with what it is offered for, and makes nothing worse.

use std::collections::BTreeMap;
use std::ops::Range;

use temple_ide::{Analysis, Code, Diagnostic, Fix, Severity};

use crate::{cases, pages};

/// The text with the edits of a repair applied, after a check that they can be.
#[track_caller]
fn apply(text: &str, fix: &Fix) -> String {
    assert!(!fix.title.is_empty() && !fix.edits.is_empty(), "{fix:?}");
    let (mut repaired, mut end) = (String::new(), 0);
    for edit in &fix.edits {
        let range = Range::<usize>::from(edit.range);
        assert!(end <= range.start && text.get(range.clone()).is_some(), "{fix:?} cannot be applied to {text:?}");
        assert!(text[range.clone()] != edit.text, "{fix:?} changes nothing in {text:?}");
        repaired.push_str(&text[end..range.start]);
        repaired.push_str(&edit.text);
        end = range.end;
    }
    repaired + &text[end..]
}

/// How many diagnostics of each code there are.
fn counts(analysis: &Analysis) -> BTreeMap<Code, usize> {
    let mut counts = BTreeMap::new();
    analysis.diagnostics().iter().for_each(|diagnostic| *counts.entry(diagnostic.code).or_default() += 1);
    counts
}

/// What is wrong with a repair; absent where it does what it should.
fn fault(before: &Analysis, diagnostic: &Diagnostic, fix: &Fix) -> Option<String> {
    let repaired = apply(before.text(), fix);
    let after = Analysis::new(repaired.as_str());
    let (old, new) = (counts(before), counts(&after));
    let code = diagnostic.code;
    let says = |what: &str| Some(format!("{code}: {:?} {what}\n{}\n---\n{repaired}", fix.title, before.text()));
    if new.get(&code) >= old.get(&code) {
        return says("leaves it");
    }
    let errors = new.keys().filter(|new| new.severity() == Severity::Error);
    let added: Vec<&Code> = errors.filter(|new| !old.contains_key(new)).collect();
    (!added.is_empty()).then(|| says(&format!("adds {added:?}"))).flatten()
}

#[test]
fn every_repair_removes_what_it_is_for_and_adds_no_error() {
    let recorded = cases::language().into_values().flatten().map(|case| case.source);
    let broken = cases::templefiles("examples/broken");
    let broken = broken.iter().map(|path| std::fs::read_to_string(path).expect("an example is UTF-8"));
    let wrong = Code::ALL.iter().map(|&code| pages::wrong_example(code));
    let (mut fixes, mut faults) = (BTreeMap::<Code, usize>::new(), Vec::new());
    for text in recorded.chain(broken).chain(wrong) {
        let analysis = Analysis::new(text);
        for diagnostic in analysis.diagnostics() {
            for fix in &diagnostic.fixes {
                *fixes.entry(diagnostic.code).or_default() += 1;
                faults.extend(fault(&analysis, diagnostic, fix));
            }
        }
    }
    println!("repairs: {} of {} codes", fixes.values().sum::<usize>(), fixes.len());
    for fault in &faults { println!("FAULT {fault}\n======="); }
    assert!(faults.is_empty(), "{} faults", faults.len());
}
