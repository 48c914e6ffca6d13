//! From a word to its symbol, and back.

use temple_ide::{Analysis, Role, Symbol, TextSize};

use super::{examples, odd, offsets, recorded, slice};

#[test]
fn every_occurrence_is_among_the_references_of_its_declaration() {
    for (name, text) in examples().into_iter().chain(odd()).chain(recorded(9)) {
        let analysis = Analysis::new(text.as_str());
        for offset in offsets(&text) {
            let Some((word, declaration)) = analysis.definition(offset) else { continue };
            assert!(word.contains_inclusive(offset));
            assert!(declaration.range.contains_range(declaration.name), "{name}: {declaration:?}");
            assert!(!slice(&text, declaration.name).is_empty());
            let references = analysis.references(declaration.name.start(), true);
            assert!(references.is_sorted_by_key(|occurrence| occurrence.range.start()));
            assert!(references.iter().any(|occurrence| occurrence.range == word), "{name} at {offset:?}");
            let spelt = references.iter().all(|occurrence| slice(&text, occurrence.range) == slice(&text, word));
            assert!(spelt, "{name}: {references:?}");
            let declarations = references.iter().filter(|occurrence| occurrence.role == Role::Declaration);
            assert_eq!(
                declarations.map(|occurrence| occurrence.range).collect::<Vec<_>>(),
                [declaration.name],
                "{name}"
            );
            let without = analysis.references(offset, false);
            assert_eq!(without.len() + 1, references.len(), "{name} at {offset:?}");
            if let Some((_, of_type)) = analysis.type_definition(offset) {
                assert!(of_type.range.contains_range(of_type.name));
            }
        }
    }
}

#[test]
fn every_call_is_both_outgoing_and_incoming() {
    for (name, text) in examples().into_iter().chain(odd()).chain(recorded(9)) {
        let analysis = Analysis::new(text.as_str());
        for from in 0..analysis.model().all_services().count() {
            for calls in analysis.outgoing_calls(from) {
                let back = analysis.incoming_calls(calls.service).into_iter().find(|back| back.service == from);
                assert_eq!(back.map(|back| back.occurrences), Some(calls.occurrences.clone()), "{name}");
                let called =
                    analysis.model().service(calls.service).map(|it| it.entity.name.source.clone()).unwrap_or_default();
                assert!(
                    calls.occurrences.iter().all(|&occurrence| slice(&text, occurrence) == called.as_str()),
                    "{name}"
                );
            }
        }
        offsets(&text).filter_map(|offset| analysis.service_at(offset)).for_each(|service| {
            assert!(analysis.model().service(service).is_some());
        });
    }
}

#[test]
fn occurrences_are_words_in_the_order_of_the_text() {
    for (name, text) in examples().into_iter().chain(odd()).chain(recorded(3)) {
        let analysis = Analysis::new(text.as_str());
        let mut end = TextSize::default();
        for occurrence in analysis.occurrences() {
            assert!(end <= occurrence.range.start(), "{name}: {occurrence:?}");
            assert!(!slice(&text, occurrence.range).is_empty());
            assert!(
                occurrence.symbol.name(analysis.model()).is_some_and(|name| !name.is_empty()),
                "{name}: {occurrence:?}"
            );
            if occurrence.role == Role::Use {
                assert!(matches!(occurrence.symbol, Symbol::Entity(_)));
            }
            end = occurrence.range.end();
        }
    }
}
