//! Features that ask both sides of a merge conflict.

use fastrand::Rng;
use temple_model::{Edit, apply_edits};

use super::*;
use crate::{FoldKind, HintKind, OutlineItem};

const TEXT: &str = "P: project {\n}\nBook: service {\n<<<<<<< HEAD\n  writer: Author;\n||||||| base\n  by: Author;\n=======\n  \
    author: Author @unique; // https://example.com\n  Page: struct {\n    size: int(5);\n  }\n>>>>>>> topic\n  page: Page;\n}\n\
    Author: service {\n}\n<<<<<<< HEAD\n=======\nShop: service {\n  #uses[Book];\n}\n>>>>>>> topic\nCart: service {\n  shop: Shop;\n}\n";

fn size(at: usize) -> TextSize {
    TextSize::try_from(at).expect("a small text")
}

fn at(before: &str, word: &str) -> TextSize {
    let start = TEXT.find(before).expect("it is there") + before.len();
    assert!(TEXT[start..].starts_with(word));
    size(start)
}

fn lines(ranges: impl IntoIterator<Item = TextRange>) -> Vec<usize> {
    ranges.into_iter().map(|it| TEXT[..usize::from(it.start())].matches('\n').count()).collect()
}

#[test]
fn finds_references_in_both_sides() {
    let analysis = Analysis::new(TEXT);
    for offset in [at("writer: ", "Author"), at("author: ", "Author"), at("page: Page;\n}\n", "Author")] {
        assert_eq!(lines(analysis.references(offset, true).iter().map(|it| it.range)), [4, 8, 15]);
        assert_eq!(lines(analysis.references(offset, false).iter().map(|it| it.range)), [4, 8]);
    }
    for offset in [at("topic\n  page: ", "Page"), at("example.com\n  ", "Page")] {
        assert_eq!(lines(analysis.references(offset, true).iter().map(|it| it.range)), [9, 13]);
        assert_eq!(lines(analysis.definition(offset).map(|(_, it)| it.name)), [9]);
    }
    assert_eq!(lines(analysis.references(at("Shop: ", "service"), true).iter().map(|it| it.range)), [2, 15, 19, 23]);
    assert_eq!(analysis.references(at("base\n  by: ", "Author"), true), []);
    let (title, references) =
        analysis.references_of(TextRange::at(at("HEAD\n=======\n", "Shop: "), 4.into())).expect("a service");
    assert_eq!((title.as_str(), lines(references.iter().map(|it| it.range))), ("1 reference", vec![24]));
}

#[test]
fn matches_symbols_of_both_sides_by_name() {
    let text = "S: service {\n<<<<<<< HEAD\n  T: struct {}\n  t: T;\n=======\n  T: struct { a: int; }\n  t: string;\n>>>>>>> topic\n}\nS: service {}\n";
    let analysis = Analysis::new(text);
    let starts = |word: &str| {
        let found = text.match_indices(word).map(|(start, _)| analysis.references(size(start), true));
        found.map(|it| it.iter().map(|it| usize::from(it.range.start())).collect()).collect::<Vec<Vec<usize>>>()
    };
    assert_eq!(starts("T: struct"), [vec![28, 46, 59], vec![28, 46, 59]]);
    assert_eq!(starts("t: "), [vec![43, 83], vec![43, 83]]);
    // The second one of this name is not the first one.
    assert_eq!(starts("S: service"), [vec![0], vec![110]]);
}

#[test]
fn outlines_both_sides_without_duplicates() {
    fn names(items: &[OutlineItem]) -> Vec<String> {
        items.iter().flat_map(|item| std::iter::once(item.name.clone()).chain(names(&item.children))).collect()
    }
    let outline = Analysis::new(TEXT).outline();
    let names = names(&outline);
    let expected = ["P", "Book", "writer", "author", "Page", "size", "page", "Author", "Shop", "#uses", "Cart", "shop"];
    assert_eq!(names, expected);
    // If one body has two heads, the shared entries belong to the first one.
    let text = "<<<<<<< a\nS: service {\n=======\nT: service {\n  b: int;\n>>>>>>> b\n  a: int;\n}\n";
    let outline = Analysis::new(text).outline();
    let shown: Vec<_> = outline.iter().map(|it| (it.name.as_str(), it.children.len())).collect();
    assert_eq!(shown, [("S", 1), ("T", 1)]);
}

#[test]
fn whole_text_features_cover_both_sides() {
    let analysis = Analysis::new(TEXT);
    let whole = TextRange::up_to(TextSize::of(TEXT));
    assert_eq!(analysis.links().len(), 1);
    let folds = analysis.folds();
    assert!(folds.iter().all(|fold| fold.kind == FoldKind::Brackets));
    assert_eq!(lines(folds.iter().map(|fold| fold.range)), [0, 2, 9, 15, 19, 23]);
    assert_eq!(lines(analysis.reference_lenses().iter().map(|lens| lens.range)), [2, 9, 15, 19, 23]);
    assert_eq!(lines(analysis.endpoint_lenses().iter().map(|lens| lens.range)), [2, 9, 15, 19, 23]);
    let hints = analysis.hints(whole, |kind| matches!(kind, HintKind::ParameterNames | HintKind::Ports));
    assert_eq!(lines(hints.iter().map(|hint| TextRange::empty(hint.offset))), [2, 10, 15, 19, 23]);
    let highlights = analysis.highlights(whole);
    assert!(highlights.is_sorted_by(|one, next| one.range.end() <= next.range.start()));
    for offset in
        [at("author: ", "Author"), at("topic\n  page: ", "Page"), at("#uses[", "Book"), at("  shop: ", "Shop")]
    {
        assert!(highlights.iter().any(|highlight| highlight.range.start() == offset), "{offset:?}");
    }
}

#[test]
fn positional_features_use_the_side_of_the_position() {
    let analysis = Analysis::new(TEXT);
    let size_type = at("size: ", "int");
    assert_eq!(analysis.path_of(TextRange::empty(size_type)), ["Book", "Page", "size"]);
    let selections = analysis.selections(size_type);
    assert!(selections.contains(&TextRange::at(size_type - size("size: ".len()), size("size: int(5);".len()))));
    let actions = analysis.actions(TextRange::empty(at("size: int(", "5")), |_| true);
    assert!(actions.iter().any(|action| action.title.contains("keyword arguments")), "{actions:?}");
    let base = TEXT.find("  by").expect("the base")..=TEXT.find("\n=======\n  a").expect("its end");
    for offset in base {
        assert_eq!(analysis.completions(size(offset)), [], "{offset}");
    }
}

#[test]
fn finds_calls_in_both_sides() {
    let analysis = Analysis::new(TEXT);
    let services = analysis.services();
    let name = |index: usize| services[index].entity.name.source.as_str();
    let found = |offset| analysis.service_at(offset).expect("a service");
    let called = |service| {
        analysis.outgoing_calls(service).iter().map(|it| (name(it.service), it.occurrences.len())).collect::<Vec<_>>()
    };
    let calling = |service| {
        analysis.incoming_calls(service).iter().map(|it| (name(it.service), it.occurrences.len())).collect::<Vec<_>>()
    };
    assert_eq!(called(found(at("}\n", "Book"))), [("Author", 2)]);
    assert_eq!(calling(found(at("}\n", "Book"))), [("Shop", 1)]);
    for shop in [found(at("HEAD\n=======\n", "Shop")), found(at("  shop: ", "Shop"))] {
        assert_eq!((called(shop), calling(shop)), (vec![("Book", 1)], vec![("Cart", 1)]));
    }
}

/// Asks everything at an offset.
fn ask(analysis: &Analysis, offset: TextSize) {
    analysis.hover(offset);
    analysis.definition(offset);
    analysis.type_definition(offset);
    analysis.references(offset, true);
    analysis.signature(offset);
    analysis.selections(offset);
    analysis.matching_completions(offset);
    if let Some(service) = analysis.service_at(offset) {
        analysis.incoming_calls(service);
        analysis.outgoing_calls(service);
    }
    analysis.actions(TextRange::empty(offset), |_| true);
}

#[test]
fn sides_after_random_edits_equal_a_new_analysis() {
    let pieces = [
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "||||||| c\n",
        "\r",
        "\u{feff}",
        "\n",
        "}\n",
        "{",
        "/*",
        "*/",
        "// x\r",
        "S: service {\n",
        "a: Book;\n",
        "#",
        "",
    ];
    let mut random = Rng::with_seed(1);
    let mut analysis = Analysis::new(TEXT);
    for round in 0..60 {
        let text = if round % 12 == 0 { TEXT.to_owned() } else { analysis.text().to_string() };
        let start = text.floor_char_boundary(random.usize(..=text.len()));
        let end = text.floor_char_boundary((start + random.usize(..12)).min(text.len())).max(start);
        let edit = Edit {
            range: TextRange::new(size(start), size(end)),
            text: random.choice(pieces).expect("a piece").to_owned(),
        };
        analysis = analysis.after_edit(apply_edits(&text, &[edit]));
        let whole = Analysis::new(&**analysis.text());
        let range = TextRange::up_to(TextSize::of(&**whole.text()));
        assert_eq!(analysis.diagnostics(), whole.diagnostics());
        for (side, other) in analysis.sides().zip(whole.sides()) {
            assert_eq!((side.model(), side.occurrences()), (other.model(), other.occurrences()));
        }
        assert_eq!(analysis.outline(), whole.outline());
        assert_eq!(analysis.highlights(range), whole.highlights(range));
        assert!(whole.highlights(range).is_sorted_by(|one, next| one.range.end() <= next.range.start()));
        assert_eq!(analysis.folds(), whole.folds());
        assert_eq!(analysis.hints(range, |_| true), whole.hints(range, |_| true));
        assert_eq!(analysis.links(), whole.links());
        assert_eq!(analysis.endpoint_lenses(), whole.endpoint_lenses());
        let offsets = whole.text().char_indices().map(|(at, _)| at).chain([whole.text().len()]);
        offsets.step_by(7).for_each(|at| ask(&analysis, size(at)));
    }
}
