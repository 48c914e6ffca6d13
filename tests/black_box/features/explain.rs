//! Everything shown about a text: all ranges lie inside it, and ranges of the same kind do not overlap.

use temple_ide::{Analysis, OutlineItem, TextRange, TextSize};

use super::{examples, odd, offsets, recorded, size, slice, whole};

/// Returns all texts, and every beginning of the odd ones.
fn texts() -> Vec<(String, String)> {
    let odd = odd();
    let ends = odd.iter().flat_map(|(_, text)| offsets(text).map(|end| text[..usize::from(end)].to_owned()));
    let beginnings: Vec<_> = ends.map(|text| (format!("{text:?}"), text)).collect();
    examples().into_iter().chain(recorded(40)).chain(beginnings).collect()
}

#[track_caller]
fn check(judge: impl Fn(&Analysis, &str)) {
    for (name, text) in texts() {
        println!("{name}");
        judge(&Analysis::new(text.as_str()), &text);
    }
}

/// Returns an offset in the middle of a text.
fn middle(text: &str) -> TextSize {
    size(text.floor_char_boundary(text.len() / 2))
}

#[test]
fn hovers_cover_a_word_at_the_position() {
    check(|analysis, text| {
        // The hover is the same at each offset of a word.
        let mut last = None;
        for offset in offsets(text) {
            if last.is_some_and(|range: TextRange| range.contains(offset)) {
                continue;
            }
            let Some(hover) = analysis.hover(offset) else { continue };
            assert!(hover.range.contains_inclusive(offset), "{hover:?}");
            assert!(!slice(text, hover.range).is_empty() && !hover.markdown.trim().is_empty(), "{hover:?}");
            last = Some(hover.range);
        }
    });
}

#[test]
fn a_signature_marks_a_parameter_that_it_has() {
    check(|analysis, text| {
        for signature in offsets(text).filter_map(|offset| analysis.signature(offset)) {
            let (label, parameter_ranges) = signature.label();
            assert_eq!(parameter_ranges.len(), signature.owner.parameters().len());
            assert!(signature.active.is_none_or(|active| active < parameter_ranges.len()));
            assert!(
                parameter_ranges.iter().zip(signature.owner.parameters()).all(|(at, it)| &label[at.clone()] == it.name)
            );
        }
    });
}

#[test]
fn hints_are_in_the_order_of_the_text() {
    check(|analysis, text| {
        let hints = analysis.hints(whole(analysis), |_| true);
        assert!(hints.is_sorted_by_key(|hint| hint.offset));
        for hint in &hints {
            assert!(text.is_char_boundary(hint.offset.into()) && !hint.label.is_empty() && !hint.tooltip.is_empty());
            assert!(hint.source.is_none_or(|source| !slice(text, source).is_empty()));
        }
        // Requests for two halves return the same hints.
        let half = middle(text);
        let part = analysis.hints(TextRange::new(0.into(), half), |_| true);
        let first: Vec<_> = hints.into_iter().filter(|hint| hint.offset <= half).collect();
        assert_eq!(part, first);
    });
}

#[test]
fn highlights_are_ordered_disjoint_and_on_one_line() {
    check(|analysis, text| {
        let highlights = analysis.highlights(whole(analysis));
        let mut end = TextSize::default();
        for highlight in &highlights {
            let shown = slice(text, highlight.range);
            assert!(!shown.is_empty() && !shown.contains(['\n', '\r']), "{highlight:?}");
            assert!(end <= highlight.range.start(), "{highlight:?} overlaps the one before");
            end = highlight.range.end();
        }
        let half = TextRange::new(middle(text), TextSize::of(text));
        let part = analysis.highlights(half);
        let after = highlights.iter().filter(|it| it.range.intersect(half).is_some()).copied();
        assert_eq!(part, after.collect::<Vec<_>>());
    });
}

#[test]
fn folds_cover_two_lines_and_are_nested() {
    check(|analysis, text| {
        let mut open: Vec<TextRange> = Vec::new();
        for fold in analysis.folds() {
            assert!(slice(text, fold.range).contains(['\n', '\r']), "{fold:?}");
            open.retain(|outer| outer.end() > fold.range.start());
            assert!(open.last().is_none_or(|outer| outer.contains_range(fold.range)), "{fold:?} crosses {open:?}");
            open.push(fold.range);
        }
    });
}

#[test]
fn selections_grow_from_the_position_to_the_text() {
    check(|analysis, text| {
        for offset in offsets(text) {
            let selections = analysis.selections(offset);
            assert_eq!(selections.last(), Some(&whole(analysis)));
            assert!(selections[0].contains_inclusive(offset));
            assert!(selections.iter().all(|range| slice(text, *range).len() <= text.len()));
            assert!(selections.windows(2).all(|pair| pair[1].contains_range(pair[0]) && pair[0] != pair[1]));
        }
    });
}

#[test]
fn the_outline_is_nested_and_in_the_order_of_the_text() {
    #[track_caller]
    fn judge(items: &[OutlineItem], outer: TextRange, text: &str) {
        let mut end = outer.start();
        for item in items {
            assert!(!item.name.is_empty() && !slice(text, item.selection).is_empty());
            assert!(end <= item.range.start() && outer.contains_range(item.range), "{item:?}");
            assert!(item.range.contains_range(item.selection), "{item:?}");
            assert!(!item.detail.contains(['\n', '\r']));
            judge(&item.children, item.range, text);
            end = item.range.end();
        }
    }
    check(|analysis, text| judge(&analysis.outline(), whole(analysis), text));
}
