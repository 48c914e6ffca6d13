//! Any text: everything reported lies inside it, in order; the fixes can be applied; a second run returns the same.

#![no_main]

use std::ops::Range;

use libfuzzer_sys::fuzz_target;
use temple_ide::{Analysis, TextRange, apply_edits};

fuzz_target!(|text: &str| {
    let analysis = Analysis::new(text);
    let inside = |range: TextRange| text.get(Range::<usize>::from(range)).is_some();
    let mut last = 0.into();
    for diagnostic in analysis.diagnostics() {
        assert!(inside(diagnostic.range), "{diagnostic:?} lies outside the text");
        assert!(last <= diagnostic.range.start(), "{diagnostic:?} is out of order");
        last = diagnostic.range.start();
        assert!(
            diagnostic.related.iter().all(|related| inside(related.range)),
            "{diagnostic:?} points outside the text"
        );
        for fix in &diagnostic.fixes {
            assert!(fix.edits.iter().all(|edit| inside(edit.range)), "{fix:?} lies outside the text");
            apply_edits(text, &fix.edits);
        }
        analysis.path_of(diagnostic.range);
    }
    assert_eq!(analysis.diagnostics(), Analysis::new(text).diagnostics(), "a second look finds something else");
});
