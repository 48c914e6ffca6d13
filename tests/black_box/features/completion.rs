//! Completion, at every place of whole and of half-typed texts.

use std::collections::HashSet;

use temple_ide::{Analysis, CompletionItem, Edit, TextRange, TextSize};
use temple_syntax::{Parse, SyntaxErrorKind};

use super::{applied, examples, odd, offsets, recorded, size, slice};

/// How many syntax errors a text has. A number that does not fit is none of its grammar.
fn syntax_errors(parse: &Parse) -> usize {
    parse.errors().iter().filter(|error| error.kind != SyntaxErrorKind::IntegerOverflow).count()
}

/// The text after an item is accepted. Clients indent what is inserted like the line on which it stands.
#[track_caller]
fn accepted(text: &str, item: &CompletionItem) -> String {
    let mut edits = item.additional.clone();
    let before = &text[..usize::from(item.range.start())];
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    edits.push(Edit { range: item.range, text: item.plain().replace('\n', &format!("\n{indent}")) });
    edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    applied(text, &edits)
}

/// The text with one letter for each run of small or of capital letters. The grammar knows no words, so of the items with
/// one shape at a place it is enough to accept one.
fn shape(text: &str) -> String {
    let letters = text.chars().map(|it| match it {
        'a'..='z' => 'a',
        'A'..='Z' => 'A',
        other => other,
    });
    let mut shape: Vec<char> = letters.collect();
    shape.dedup_by(|one, other| one == other && one.is_ascii_alphabetic());
    shape.into_iter().collect()
}

/// The characters that a word of the language may start with.
const SIGNS: [char; 2] = ['#', '@'];

/// The end of a text that is a part of a word.
fn word_before(text: &str) -> &str {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    &text[text.trim_end_matches(is_part).len()..]
}

/// An editor compares the filter word with what is typed of the range that is replaced.
#[track_caller]
fn check_filter(name: &str, text: &str, offset: TextSize, item: &CompletionItem) {
    let typed = slice(text, TextRange::new(item.range.start(), offset));
    let has_sign = |text: &str| text.starts_with(SIGNS);
    let says = || format!("{name} at {offset:?}, after {typed:?}: {item:?}");
    assert!(!item.filter.contains(char::is_whitespace), "{}", says());
    assert_eq!(has_sign(&item.filter), has_sign(typed), "{}", says());
    assert!(typed.ends_with(word_before(&text[..usize::from(offset)])), "{}", says());
    assert!(item.filter.char_indices().all(|(end, _)| item.fits(&item.filter[..end])), "{}", says());
}

/// What was found out about the items.
#[derive(Default)]
struct Findings {
    offered: usize,
    faults: Vec<String>,
}

impl Findings {
    /// Accepts the items at the given places of a text.
    #[track_caller]
    fn look(&mut self, name: &str, text: &str, places: impl IntoIterator<Item = TextSize>) {
        let analysis = Analysis::new(text);
        let before = syntax_errors(analysis.parse());
        for offset in places {
            let (mut labels, mut shapes) = (HashSet::new(), HashSet::new());
            for item in analysis.completions(offset) {
                self.offered += 1;
                assert!(item.range.contains_inclusive(offset), "{name} at {offset:?}: {item:?}");
                assert!(!slice(text, item.range).contains(['\n', '\r']), "{name} at {offset:?}: {item:?}");
                assert!(!item.label.is_empty() && !item.filter.is_empty() && !item.snippet.is_empty(), "{item:?}");
                check_filter(name, text, offset, &item);
                assert!(labels.insert(item.label.clone()), "{name} at {offset:?}: {:?} twice", item.label);
                if !shapes.insert(format!("{} {:?}", shape(&item.snippet), item.additional)) {
                    continue;
                }
                let after = accepted(text, &item);
                // Only what the item touches is parsed again; there are many items.
                let errors = syntax_errors(&analysis.parse().reparse(text, &after));
                if errors > before {
                    let place = &after[after.floor_char_boundary(usize::from(item.range.start()).saturating_sub(40))..];
                    let place = &place[..place.floor_char_boundary(120)];
                    self.faults.push(format!("{name}: {:?}, {errors} errors for {before}: {place:?}", item.label));
                }
            }
        }
    }

    #[track_caller]
    fn report(&self, what: &str, at_least: usize) {
        let Findings { offered, faults } = self;
        println!("completion, {what}: {offered} items, {} with a fault", faults.len());
        let first = faults.iter().step_by(faults.len().div_ceil(30).max(1)).cloned().collect::<Vec<_>>().join("\n");
        assert!(faults.is_empty(), "{} faults, among them:\n{first}", faults.len());
        assert!(*offered > at_least, "only {offered} items were offered");
    }
}

/// How many places to go at once: usually, and with `TEMPLE_THOROUGH`, which takes many minutes.
fn step(usual: usize, thorough: usize) -> usize {
    if std::env::var_os("TEMPLE_THOROUGH").is_some() { thorough } else { usual }
}

#[test]
fn every_item_at_every_place_of_the_examples_can_be_accepted() {
    let mut findings = Findings::default();
    for (name, text) in examples().into_iter().chain(odd()) {
        findings.look(&name, &text, offsets(&text));
    }
    findings.report("every place", 50_000);
}

/// A text as it is typed from its start to its end, with the cursor at the end and then anywhere before it.
#[test]
fn every_item_of_every_beginning_can_be_accepted() {
    let (mut findings, step) = (Findings::default(), step(1_201, 19));
    for (name, text) in examples().into_iter().chain(odd()) {
        for (turn, end) in offsets(&text).enumerate() {
            let beginning = &text[..usize::from(end)];
            // What an earlier place offers changes little from one beginning to the next, so each gets its turn.
            let earlier = offsets(beginning).skip(turn % step).step_by(step);
            findings.look(&name, beginning, earlier.chain([end]));
        }
    }
    findings.report("every beginning", 100_000);
}

#[test]
fn every_item_in_the_recorded_cases_can_be_accepted() {
    let (mut findings, every, step) = (Findings::default(), step(5, 1), step(3, 1));
    for (turn, (name, text)) in recorded(every).into_iter().enumerate() {
        findings.look(&name, &text, offsets(&text).skip(turn % step).step_by(step));
    }
    findings.report("recorded cases", 100_000);
}

/// Every token of an example taken out in turn, with the cursor where it was.
#[test]
fn every_item_in_the_place_of_a_token_can_be_accepted() {
    let mut findings = Findings::default();
    for (name, text) in examples() {
        let parse = temple_syntax::parse(&text);
        for range in parse.root().descendant_tokens().map(|token| token.range()).filter(|it| it.len() < 40.into()) {
            let mut damaged = text.clone();
            damaged.replace_range(std::ops::Range::<usize>::from(range), "");
            findings.look(&name, &damaged, [range.start()]);
        }
    }
    findings.report("a token less", 20_000);
}

/// An editor that asks again for each letter still lists an item while its word is typed.
#[test]
fn every_item_is_listed_while_its_word_is_typed() {
    let (mut tried, step) = (0, step(5, 1));
    for (name, text) in examples() {
        let analysis = Analysis::new(text.as_str());
        for (turn, offset) in offsets(&text).enumerate().filter(|(turn, _)| turn % step == 0) {
            // A letter before a word would make another word of it.
            if text[usize::from(offset)..].starts_with(|next: char| next.is_alphanumeric() || SIGNS.contains(&next)) {
                continue;
            }
            let items = analysis.completions(offset);
            let words = items.iter().filter(|item| item.filter.ends_with(char::is_alphanumeric));
            // Each length of what is typed gets its turn.
            for (number, item) in words.enumerate() {
                let end = item.filter.floor_char_boundary((turn + number) % item.filter.len() + 1);
                let start = usize::from(item.range.start());
                let mut typed = text.clone();
                typed.replace_range(start..usize::from(offset), &item.filter[..end]);
                let cursor = size(start + end);
                let listed = Analysis::new(typed.as_str()).matching_completions(cursor);
                tried += 1;
                let place = &typed[typed.floor_char_boundary(start.saturating_sub(40))..start + end];
                // With or without its arguments, which those that follow decide.
                let is_listed = listed.iter().any(|other| other.filter == item.filter);
                assert!(is_listed, "{name}: no {:?} after {place:?}", item.label);
            }
        }
    }
    println!("completion: {tried} words, typed in part");
    assert!(tried > 2_000, "only {tried} words were typed");
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
