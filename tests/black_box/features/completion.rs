//! Completion, at every position of complete and of half-typed texts.

use std::collections::HashSet;

use temple_ide::{Analysis, CompletionItem, Edit, TextRange, TextSize, apply_edits};
use temple_syntax::{Parse, SyntaxErrorKind};

use super::{examples, odd, offsets, recorded, size, slice};

/// Counts the syntax errors of a text. An integer overflow does not count, because the grammar accepts the number.
fn syntax_errors(parse: &Parse) -> usize {
    parse.errors().iter().filter(|error| error.kind != SyntaxErrorKind::IntegerOverflow).count()
}

/// Returns the text after an item is accepted. Clients indent inserted lines like the current line.
#[track_caller]
fn accepted(text: &str, item: &CompletionItem) -> String {
    let mut edits = item.additional.clone();
    let before = &text[..usize::from(item.range.start())];
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    edits.push(Edit { range: item.range, text: item.plain().replace('\n', &format!("\n{indent}")) });
    edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    apply_edits(text, &edits)
}

/// Replaces each run of lower-case or of upper-case letters by one letter. The grammar does not depend on words, so
/// trying one item of each shape at a position is enough.
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

/// Returns the part of a word at the end of a text.
fn word_before(text: &str) -> &str {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    &text[text.trim_end_matches(is_part).len()..]
}

/// Checks the filter word against the typed part of the replaced range, which editors compare with it.
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

/// The results of trying items.
#[derive(Default)]
struct Findings {
    offered: usize,
    faults: Vec<String>,
}

impl Findings {
    /// Accepts the items at the given positions of a text.
    #[track_caller]
    fn look(&mut self, name: &str, text: &str, offsets: impl IntoIterator<Item = TextSize>) {
        let analysis = Analysis::new(text);
        let before = syntax_errors(analysis.parse());
        for offset in offsets {
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
                // There are many items, so only the part that an item touches is parsed again.
                let errors = syntax_errors(&analysis.parse().reparse(text, &after));
                if errors > before {
                    let context =
                        &after[after.floor_char_boundary(usize::from(item.range.start()).saturating_sub(40))..];
                    let context = &context[..context.floor_char_boundary(120)];
                    self.faults.push(format!("{name}: {:?}, {errors} errors for {before}: {context:?}", item.label));
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

/// Returns the distance between tried positions: the usual one, or with `TEMPLE_THOROUGH`, which takes many minutes,
/// the smaller one.
fn step(usual: usize, thorough: usize) -> usize {
    if std::env::var_os("TEMPLE_THOROUGH").is_some() { thorough } else { usual }
}

#[test]
fn every_item_at_every_position_can_be_accepted() {
    let mut findings = Findings::default();
    for (name, text) in examples().into_iter().chain(odd()) {
        findings.look(&name, &text, offsets(&text));
    }
    findings.report("every offset", 50_000);
}

/// Types a text from start to end, with the cursor at the end and then anywhere before it.
#[test]
fn every_item_in_every_prefix_can_be_accepted() {
    let (mut findings, step) = (Findings::default(), step(1_201, 19));
    for (name, text) in examples().into_iter().chain(odd()) {
        for (turn, end) in offsets(&text).enumerate() {
            let beginning = &text[..usize::from(end)];
            // The items at earlier positions change little from one step to the next, so only some positions are tried
            // each time.
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

/// Replaces each token of an example by a cursor in turn.
#[test]
fn every_item_replacing_a_token_can_be_accepted() {
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

/// An editor that asks again after each letter still lists an item while its word is typed.
#[test]
fn every_item_is_listed_while_its_word_is_typed() {
    let (mut tried, step) = (0, step(5, 1));
    for (name, text) in examples() {
        let analysis = Analysis::new(text.as_str());
        for (turn, offset) in offsets(&text).enumerate().filter(|(turn, _)| turn % step == 0) {
            // A letter directly before a word would change that word.
            if text[usize::from(offset)..].starts_with(|next: char| next.is_alphanumeric() || SIGNS.contains(&next)) {
                continue;
            }
            let items = analysis.completions(offset);
            let words = items.iter().filter(|item| item.filter.ends_with(char::is_alphanumeric));
            // Tries words typed to different lengths.
            for (number, item) in words.enumerate() {
                let end = item.filter.floor_char_boundary((turn + number) % item.filter.len() + 1);
                let start = usize::from(item.range.start());
                let mut typed = text.clone();
                typed.replace_range(start..usize::from(offset), &item.filter[..end]);
                let cursor = size(start + end);
                let listed = Analysis::new(typed.as_str()).matching_completions(cursor);
                tried += 1;
                let context = &typed[typed.floor_char_boundary(start.saturating_sub(40))..start + end];
                // With or without its arguments, depending on the text after it.
                let is_listed = listed.iter().any(|other| other.filter == item.filter);
                assert!(is_listed, "{name}: no {:?} after {context:?}", item.label);
            }
        }
    }
    println!("completion: {tried} words, typed in part");
    assert!(tried > 2_000, "only {tried} words were typed");
}

#[test]
fn offers_nothing_in_comments() {
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
