//! Files that are expensive to process. With any quadratic step, these tests take minutes instead of moments.

use temple_ide::{Analysis, TextRange};

use super::{applied, size, whole};

const MANY: usize = 5_000;

/// Tries all requests at a few positions, and those about the whole text.
#[track_caller]
fn check(text: &str) {
    let analysis = Analysis::new(text);
    analysis.highlights(whole(&analysis));
    analysis.hints(whole(&analysis), |_| true);
    analysis.folds();
    analysis.outline();
    let ends = [0, text.len() / 3, text.len() / 2, text.len().saturating_sub(3), text.len()];
    for at in ends.into_iter().map(|at| text.floor_char_boundary(at)) {
        let offset = size(at);
        analysis.hover(offset);
        analysis.signature(offset);
        analysis.selections(offset);
        analysis.definition(offset);
        analysis.references(offset, true);
        if let Some(service) = analysis.service_at(offset) {
            analysis.incoming_calls(service);
            analysis.outgoing_calls(service);
        }
        for item in analysis.completions(offset).iter().take(3) {
            assert!(item.range.contains_inclusive(offset));
        }
        analysis.actions(TextRange::empty(offset), |_| true);
        if let Ok(edits) = analysis.rename(offset, "xFresh") {
            applied(text, &edits);
        }
    }
}

fn many(entry: impl Fn(usize) -> String) -> String {
    (0..MANY).map(entry).collect()
}

#[test]
fn features_handle_long_lists_and_entries() {
    check(&format!("P: project {{}}\nS: service {{ #omit[{}]; }}", "read, ".repeat(MANY)));
    check(&format!("P: project {{}}\nS: service {{ #uses[{}]; }}", many(|n| format!("Unknown{n}, "))));
    check(&format!("P: project {{}}\nS: service {{ a: int {}; }}", "@unique ".repeat(MANY)));
    check(&format!("P: project {{}}\nS: service {{ a: int({}); }}", "max: 1, ".repeat(MANY)));
}

#[test]
fn features_handle_large_blocks() {
    check(&format!("P: project {{}}\nS: service {{ {} }}", many(|n| format!("a{n}: strng;\n"))));
    check(&format!("P: project {{}}\nS: service {{ {} }}", "#auth;\n".repeat(MANY)));
    check(&format!("P: project {{}}\nS: service {{ {} }}", many(|n| format!("T{n}: struct {{ a: T{}; }}\n", n + 1))));
}

#[test]
fn features_handle_many_blocks() {
    check(&many(|n| format!("Service{n}: service {{ a: Service{}; #uses[Service0]; }}\n", n + 1)));
    check(&many(|n| format!("P{n}: project {{ #provider(k8s); }}\n")));
    check(&many(|n| format!("S{n}: service {{ a: str")));
}

#[test]
fn features_handle_broken_texts() {
    check(&"= ) ".repeat(MANY));
    check(&"{".repeat(MANY));
    check(&"a: string(".repeat(MANY));
    check(&"#omit[".repeat(MANY));
    check(&"// a\n".repeat(MANY));
    check(&format!("S: service {{ a: int({}", "[".repeat(MANY)));
    check(&format!("/*{}", "ü".repeat(MANY)));
    check(&"\u{a0}".repeat(MANY));
    check(&format!("{}{}", "#".repeat(MANY), "@".repeat(MANY)));
}
