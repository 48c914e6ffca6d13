//! Completion, at every place of whole and of half-typed texts.

use std::collections::HashSet;

use temple_ide::{Analysis, CompletionItem, Edit, TextRange, TextSize};
use temple_syntax::{Parse, SyntaxErrorKind};

use super::{applied, examples, odd, offsets, recorded, size, slice, token_ends};

/// How many syntax errors a text has. A number that does not fit is none of its grammar.
fn syntax_errors(parse: &Parse) -> usize {
    parse.errors().iter().filter(|error| error.kind != SyntaxErrorKind::IntegerOverflow).count()
}

/// The text after an item is accepted.
#[track_caller]
fn accepted(text: &str, item: &CompletionItem) -> String {
    let mut edits = item.additional.clone();
    edits.push(Edit { range: item.range, text: item.plain() });
    edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    applied(text, &edits)
}

/// What is wrong with the items at the given places of a text.
#[track_caller]
fn faults(name: &str, text: &str, places: impl IntoIterator<Item = TextSize>, faults: &mut Vec<String>) -> usize {
    let analysis = Analysis::new(text);
    let before = syntax_errors(analysis.parse());
    let mut count = 0;
    for offset in places {
        let mut labels = HashSet::new();
        for item in analysis.completions(offset) {
            count += 1;
            assert!(item.range.contains_inclusive(offset), "{name} at {offset:?}: {item:?}");
            assert!(!slice(text, item.range).contains(['\n', '\r']), "{name} at {offset:?}: {item:?}");
            assert!(!item.label.is_empty() && !item.filter.is_empty() && !item.snippet.is_empty(), "{item:?}");
            assert!(labels.insert(item.label.clone()), "{name} at {offset:?}: {:?} twice", item.label);
            let after = accepted(text, &item);
            // Only what the item touches is parsed again; there are many items.
            let errors = syntax_errors(&analysis.parse().reparse(text, &after));
            if errors > before {
                let (start, end) = (usize::from(offset).saturating_sub(40), usize::from(offset) + 40);
                let around = |from: usize, to: usize| text.get(from..to.min(text.len())).unwrap_or_default();
                let place = format!("{}⏐{}", around(start, offset.into()), around(offset.into(), end));
                faults.push(format!("{name}: {:?} brings {errors} for {before} syntax errors: {place:?}", item.label));
            }
        }
    }
    count
}

#[track_caller]
fn report(what: &str, count: usize, faults: &[String]) {
    println!("completion, {what}: {count} items, {} with a fault", faults.len());
    let first = faults.iter().step_by(faults.len().div_ceil(30).max(1)).cloned().collect::<Vec<_>>().join("\n");
    assert!(count > 0 && faults.is_empty(), "{} faults, among them:\n{first}", faults.len());
}

/// In texts with broken brackets, what follows can be read in several ways, and a new word may tip the scales.
#[track_caller]
fn report_nearly(what: &str, count: usize, faults: &[String]) {
    println!("completion, {what}: {count} items, {} with a fault", faults.len());
    let few = count > 0 && faults.len() * 500 <= count;
    assert!(few, "{} faults in {count} items, among them:\n{:#?}", faults.len(), &faults[..faults.len().min(20)]);
}

#[test]
fn every_item_at_every_place_of_the_examples_can_be_accepted() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in examples().into_iter().chain(odd()) {
        count += faults(&name, &text, offsets(&text), &mut wrong);
    }
    report("every place", count, &wrong);
}

#[test]
fn every_item_at_the_end_of_every_beginning_can_be_accepted() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in examples().into_iter().chain(odd()) {
        let ends = if text.len() < 1_500 { offsets(&text).map(usize::from).collect() } else { token_ends(&text) };
        for end in ends {
            let beginning = &text[..end];
            count += faults(&name, beginning, [size(end)], &mut wrong);
        }
    }
    report("every beginning", count, &wrong);
}

#[test]
fn nearly_every_item_in_the_recorded_cases_can_be_accepted() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in recorded(9) {
        count += faults(&name, &text, offsets(&text).step_by(3), &mut wrong);
    }
    report_nearly("recorded cases", count, &wrong);
}

/// Every token of an example taken out in turn, with the cursor where it was.
#[test]
fn nearly_every_item_in_the_place_of_a_token_can_be_accepted() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in examples() {
        let parse = temple_syntax::parse(&text);
        for range in parse.root().descendant_tokens().map(|token| token.range()).filter(|it| it.len() < 40.into()) {
            let mut damaged = text.clone();
            damaged.replace_range(std::ops::Range::<usize>::from(range), "");
            count += faults(&name, &damaged, [range.start()], &mut wrong);
        }
    }
    report_nearly("a token less", count, &wrong);
}

#[test]
fn nothing_is_offered_in_comments() {
    for (name, text) in examples() {
        let analysis = Analysis::new(text.as_str());
        let parse = temple_syntax::parse(&text);
        for comment in parse.root().descendant_tokens().filter(|token| token.kind().is_comment()) {
            let inside = TextRange::new(comment.range().start() + size(1), comment.range().end() - size(1));
            let offered = offsets(&text).filter(|at| inside.contains_inclusive(*at)).map(|at| analysis.completions(at));
            assert!(offered.flatten().next().is_none(), "{name}: {:?}", comment.text());
        }
    }
}
