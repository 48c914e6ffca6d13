//! Files that are expensive to process: the time for everything is linear in their length. With any quadratic step,
//! these tests take minutes instead of moments.

use temple_ide::{Analysis, Code};

const MANY: usize = 20_000;

/// Checks the number of diagnostics with a code in a service with this body, and that each gets a position.
#[track_caller]
fn check(body: &str, code: Code, expected: usize) {
    check_file(&format!("P: project {{}}\nS: service {{ {body} }}\n"), code, expected);
}

#[track_caller]
fn check_file(text: &str, code: Code, expected: usize) {
    let analysis = Analysis::new(text);
    let found = analysis.diagnostics().iter().filter(|diagnostic| diagnostic.code == code);
    assert_eq!(found.inspect(|diagnostic| _ = analysis.path_of(diagnostic.range)).count(), expected);
}

fn many(entry: impl Fn(usize) -> String) -> String {
    (0..MANY).map(entry).collect()
}

#[test]
fn analyses_lists_of_any_length() {
    check(&format!("#omit[{}];", "read, ".repeat(MANY)), Code::RepeatedEntry, MANY - 1);
    check(&format!("#uses[{}];", many(|n| format!("Unknown{n}, "))), Code::UnknownUsedService, MANY);
    check(&format!("#uses[{}];", "S, ".repeat(MANY)), Code::RepeatedEntry, MANY - 1);
}

#[test]
fn analyses_blocks_of_any_size() {
    check(&"a: strng; ".repeat(MANY), Code::UnknownType, MANY);
    check(&"#auth; ".repeat(MANY), Code::DuplicateMetadata, MANY - 1);
    check(&"T: struct { a: int; } ".repeat(MANY), Code::DuplicateStruct, MANY - 1);
    check(&many(|n| format!("T{n}: struct {{ a: T{}; }} ", (n + 1) % MANY)), Code::ReferenceToStruct, MANY);
    check(&many(|n| format!("a{}{}: int; ", "_".repeat(n / 200), "$".repeat(n % 200))), Code::DuplicateAttribute, 0);
}

#[test]
fn analyses_entries_of_any_length() {
    check(&format!("a: int {};", "@unique ".repeat(MANY)), Code::RepeatedAnnotation, MANY - 1);
    check(&format!("a: int({});", "max: 1, ".repeat(MANY)), Code::DuplicateArgument, MANY - 1);
    check(&"= ) ".repeat(MANY), Code::SyntaxError, MANY);
}

#[test]
fn analyses_many_unresolved_references() {
    let text = many(|n| format!("Service{n}: service {{ a: Servise{n}; b: Wrong{n}; }}\n"));
    check_file(&format!("P: project {{}}\n{text}"), Code::UnknownReference, 2 * MANY);
}
