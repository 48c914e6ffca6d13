//! Rules of deploy files, each with a minimal file that shows it.

mod availability;
mod environments;
mod fixes;
mod keys;
mod large;
mod pages;
mod resolved;
mod schema;
mod services;
mod syntax;
mod targets;
mod unused;
mod values;

use std::ops::Range;

use smol_str::SmolStr;

use crate::{Code, Context, DeployFile, Diagnostic, Facts, ServiceFacts};

/// A range, a flag that is true for the range of a diagnostic and false for a related one, the code, and the message.
type Remark = (Range<usize>, bool, Code, String);

/// The facts of a Templefile with these services, in which `Order` is renamed.
fn facts() -> Facts {
    let service = |name: &str, generated: &str| ServiceFacts { name: name.into(), generated: generated.into() };
    let services = vec![
        service("Customer", "Customer"),
        service("Order", "ShopOrder"),
        service("PriceList", "PriceList"),
        service("Purchase", "Purchase"),
    ];
    Facts { services, has_accounts: true, has_metrics: true }
}

/// Returns a deploy file and all its problems, sorted by range.
fn analysis(text: &str, context: &Context<'_>) -> (DeployFile, Vec<Diagnostic>) {
    DeployFile::checked(text, context)
}

/// Checks the diagnostics of a fixture beside the Templefile of [`facts`].
#[track_caller]
fn check(fixture: &str) {
    check_in(&Context { facts: Some(&facts()), target: None }, fixture);
}

/// Checks all diagnostics of a fixture. A line of `^^^` marks the range of a diagnostic on the line above, and names
/// its code and a part of its message. `|` marks an empty range, and `~~~` a range related to a diagnostic with that
/// code.
#[track_caller]
fn check_in(context: &Context<'_>, fixture: &str) {
    let (text, mut expected) = split_marks(fixture);
    let (_, diagnostics) = analysis(&text, context);
    let mut found: Vec<Remark> = Vec::new();
    for diagnostic in diagnostics {
        let code = diagnostic.code;
        found.push((diagnostic.range.into(), true, code, diagnostic.message));
        found.extend(diagnostic.related.into_iter().map(|it| (it.range.into(), false, code, it.message)));
    }
    let key = |remark: &Remark| (remark.0.start, remark.0.end, remark.1, remark.2, remark.3.clone());
    found.sort_by_key(key);
    expected.sort_by_key(key);
    let same = |(found, marked): (&Remark, &Remark)| {
        (&found.0, found.1, found.2) == (&marked.0, marked.1, marked.2) && found.3.contains(&marked.3)
    };
    assert!(
        found.len() == expected.len() && found.iter().zip(&expected).all(same),
        "found in\n{text}\n{}",
        found.iter().map(|it| format!("{it:?} {:?}\n", &text[it.0.clone()])).collect::<String>()
    );
}

/// Separates the text from the lines of marks, and parses those.
#[track_caller]
fn split_marks(fixture: &str) -> (String, Vec<Remark>) {
    let (mut text, mut remarks, mut line_start) = (String::new(), Vec::new(), 0);
    for line in fixture.lines() {
        let mark = line.trim_start();
        let Some(sign) = mark.chars().next().filter(|sign| matches!(sign, '^' | '~' | '|')) else {
            line_start = text.len();
            text.push_str(line);
            text.push('\n');
            continue;
        };
        let expectation = mark.trim_start_matches(sign);
        let start = line_start + line.len() - mark.len();
        let end = if sign == '|' { start } else { start + mark.len() - expectation.len() };
        let (code, message) = expectation.split_once(": ").unwrap_or((expectation, ""));
        let code = Code::from_name(code.trim()).expect("a code");
        remarks.push((start..end, sign != '~', code, message.to_owned()));
    }
    (text, remarks)
}

#[test]
fn facts_come_from_the_model() {
    let text =
        "A: project { #authMethod(email); #metrics(prometheus); }\nUser: service { #auth; }\nBook: service { a: int; }";
    let (model, _) = temple_model::analyze(&temple_syntax::parse(text));
    let facts = Facts::of(&model);
    let names: Vec<&SmolStr> = facts.services.iter().map(|service| &service.name).collect();
    assert_eq!(names, ["User", "Book"]);
    assert!(facts.has_accounts && facts.has_metrics);
    assert_eq!(Facts::of(&temple_model::Model::default()), Facts::default());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the fixtures are in the source files of these tests")]
fn every_code_has_a_test_with_its_range() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let fixtures: Vec<String> = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let is_marked = |code: &Code| {
        let marks = ["^", "|"].map(|sign| format!("{sign} {code}"));
        let mut lines = fixtures.iter().flat_map(|fixture| fixture.lines());
        lines.any(|line| {
            marks.iter().any(|mark| line.split([':', '"']).next().is_some_and(|start| start.ends_with(mark)))
        })
    };
    let unmarked: Vec<&Code> = Code::ALL.iter().filter(|code| !is_marked(code)).collect();
    assert!(unmarked.is_empty(), "{unmarked:?}");
}
