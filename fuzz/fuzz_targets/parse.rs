//! Any text: the tree spells it, and the errors lie inside it, in order.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parse = temple_syntax::parse(text);
    let mut spelt = String::with_capacity(text.len());
    for token in parse.root().descendant_tokens() {
        assert_eq!(usize::from(token.range().start()), spelt.len(), "a token lies in another place than its text");
        spelt.push_str(token.text());
    }
    assert_eq!(spelt, text, "the tree spells another text");
    let starts: Vec<_> = parse.errors().iter().map(|error| error.range.start()).collect();
    assert!(starts.is_sorted(), "the errors are not in order");
    for error in parse.errors() {
        assert!(text.get(std::ops::Range::<usize>::from(error.range)).is_some(), "{error:?} lies outside the text");
    }
});
