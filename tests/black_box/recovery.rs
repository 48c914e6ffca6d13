//! One mistake causes one error: tests every example with each token removed in turn, and cut off at each token.

use std::collections::BTreeMap;

use temple_ide::{Analysis, Severity, TextRange};

use crate::cases;

/// Returns the tokens of a text: the range, and true for white space, comments and invalid characters.
fn tokens(text: &str) -> Vec<(TextRange, bool)> {
    let parse = temple_syntax::parse(text);
    parse.root().descendant_tokens().map(|token| (token.range(), token.kind().is_trivia())).collect()
}

/// Analyses a text, and checks that the tree contains the same text and that all diagnostics lie inside it.
#[track_caller]
fn analyse(text: &str) -> Analysis {
    let parse = temple_syntax::parse(text);
    let spelt: String = parse.root().descendant_tokens().map(|token| token.text()).collect();
    assert_eq!(spelt, text, "the tree spells another text");
    let analysis = Analysis::new(text);
    let mut last = TextRange::empty(0.into());
    for diagnostic in analysis.diagnostics() {
        let ranges = diagnostic.related.iter().map(|related| related.range).chain([diagnostic.range]);
        for range in ranges {
            assert!(text.get(std::ops::Range::<usize>::from(range)).is_some(), "{diagnostic:?} lies outside {text:?}");
        }
        assert!(last.start() <= diagnostic.range.start(), "{diagnostic:?} is out of order");
        last = diagnostic.range;
    }
    analysis
}

/// Returns the number of errors and warnings, and that of all diagnostics.
fn counts(analysis: &Analysis) -> (usize, usize) {
    let serious = |severity| matches!(severity, Severity::Error | Severity::Warning);
    let diagnostics = analysis.diagnostics();
    (diagnostics.iter().filter(|diagnostic| serious(diagnostic.code.severity())).count(), diagnostics.len())
}

/// Formats a histogram, as `0: 12, 1: 340`.
fn distribution(histogram: &BTreeMap<usize, usize>) -> String {
    histogram.iter().map(|(number, times)| format!("{number}: {times}")).collect::<Vec<_>>().join(", ")
}

#[test]
fn removing_a_token_gives_at_most_three_diagnostics_in_nine_of_ten_cases() {
    let (mut serious, mut every) = (BTreeMap::<usize, usize>::new(), BTreeMap::<usize, usize>::new());
    let mut worst = (0, String::new());
    for (path, text) in cases::examples() {
        let before = counts(&analyse(&text));
        for (range, is_trivia) in tokens(&text) {
            let mut damaged = text.clone();
            damaged.replace_range(std::ops::Range::<usize>::from(range), "");
            let after = counts(&analyse(&damaged));
            // Removing white space or a comment seldom causes an error, so such cases would make the numbers look
            // better.
            if is_trivia {
                continue;
            }
            // Errors that the text had before do not count.
            let more = after.0.saturating_sub(before.0);
            *serious.entry(more).or_default() += 1;
            *every.entry(after.1.saturating_sub(before.1)).or_default() += 1;
            if more > worst.0 {
                worst = (
                    more,
                    format!(
                        "{} without {:?} at {range:?}",
                        path.file_name().unwrap_or_default().display(),
                        &text[range]
                    ),
                );
            }
        }
    }
    let all: usize = serious.values().sum();
    let few: usize = serious.range(..=3).map(|(_, times)| times).sum();
    println!("errors and warnings for a token less: {}", distribution(&serious));
    println!("diagnostics of all severities for a token less: {}", distribution(&every));
    println!("three or fewer: {few}/{all}; most: {} in {}", worst.0, worst.1);
    assert!(all > 0 && few * 10 >= all * 9, "three or fewer only in {few} of {all}");
}

#[test]
fn analyses_examples_cut_off_anywhere() {
    for (_, text) in cases::examples() {
        for (range, _) in tokens(&text) {
            analyse(&text[..usize::from(range.start())]);
        }
    }
}
