//! Fixes: each removes its diagnostic, and adds no errors.

mod mutations;
mod property;

use std::collections::BTreeMap;

use fastrand::Rng;
use temple_ide::{Analysis, Code, Fix};

use crate::pages;
use property::{Applied, apply};

/// The results of trying the fixes of many texts.
#[derive(Default)]
struct Findings {
    /// The number of fixes tried, by the code of their diagnostic.
    fixes: BTreeMap<Code, usize>,
    /// The number of texts to which all safe fixes were applied.
    repaired: usize,
    faults: Vec<String>,
}

impl Findings {
    /// Tries every fix of every diagnostic of a text, and all safe ones at once.
    fn look(&mut self, text: String) {
        let before = Analysis::new(text);
        // If there are several conflicts, further errors after resolving one depend on the others.
        let has_several_conflicts = before.parse().conflicts().len() > 1;
        for diagnostic in before.diagnostics() {
            if has_several_conflicts && diagnostic.code == Code::MergeConflict {
                continue;
            }
            for fix in &diagnostic.fixes {
                *self.fixes.entry(diagnostic.code).or_default() += 1;
                self.faults.extend(Applied::new(&before, fix).fault(diagnostic));
            }
        }
        if let Some(all) = before.fix_all(|_| true) {
            assert!(!before.has_conflict(), "a text with a merge conflict is changed by itself:\n{}", before.text());
            self.repaired += 1;
            let all = Fix { title: all.title, edits: all.edits, is_safe: true };
            self.faults.extend(Applied::new(&before, &all).fault_of_all());
        }
    }

    #[track_caller]
    fn report(&self, what: &str, at_least: usize) {
        let Findings { fixes, repaired, faults } = self;
        let count = fixes.values().sum::<usize>();
        println!("repairs, {what}: {count} of {} codes, {repaired} of all that is safe: {fixes:?}", fixes.len());
        let shortest = faults.iter().min_by_key(|fault| fault.len());
        assert!(faults.is_empty(), "{} faults, among them:\n{}", faults.len(), shortest.cloned().unwrap_or_default());
        assert!(count > at_least && fixes.len() > 35, "too little is repaired: {fixes:?}");
    }
}

#[test]
fn every_fix_removes_its_diagnostic_without_new_errors() {
    let mut findings = Findings::default();
    let wrong = Code::ALL.iter().map(|&code| pages::wrong_example(code));
    let own = EXAMPLES.iter().map(|(text, ..)| (*text).to_owned());
    mutations::texts().into_iter().chain(wrong).chain(own).for_each(|text| findings.look(text));
    findings.report("recorded cases", 4_000);
}

/// Likewise for texts with several mistakes. `TEMPLE_THOROUGH` tries many times as many texts.
#[test]
fn every_fix_of_mutated_texts_removes_its_diagnostic_without_new_errors() {
    let rounds = if std::env::var_os("TEMPLE_THOROUGH").is_some() { 60 } else { 3 };
    let (mut findings, texts) = (Findings::default(), mutations::texts());
    for (index, text) in (0..rounds).flat_map(|_| &texts).enumerate() {
        findings.look(mutations::mutated(text, &mut Rng::with_seed(index as u64)));
    }
    findings.report("changed texts", rounds * 4_000);
}

/// A text, its diagnostic, and the text after each of the fixes.
type Example = (&'static str, Code, &'static [&'static str]);

const EXAMPLES: &[Example] = &[
    ("", Code::MissingProject, &["Name: project {}\n\n"]),
    (
        "Name: service {\n  #auth;\n}\n",
        Code::MissingProject,
        &["Name2: project {\n  #authMethod(email);\n}\n\nName: service {\n  #auth;\n}\n"],
    ),
    ("\u{feff}S: service {}\n", Code::MissingProject, &["\u{feff}Name: project {}\n\nS: service {}\n"]),
    ("P: project {\n", Code::SyntaxError, &["P: project {\n}\n"]),
    ("P: project\n", Code::SyntaxError, &["P: project {}\n"]),
    ("P: project\nS: service {}\n", Code::SyntaxError, &["P: project {}\nS: service {}\n"]),
    (
        "P: project {}\nS: service { a: int @unique, @server; b: int, }\n",
        Code::SyntaxError,
        &[
            "P: project {}\nS: service { a: int @unique @server; b: int, }\n",
            "P: project {}\nS: service { a: int @unique, @server; b: int; }\n",
        ],
    ),
    ("P: project {}\nS: service { a: int(9; }\n", Code::SyntaxError, &["P: project {}\nS: service { a: int(9); }\n"]),
    ("P: project {}\nS: service { a: int(1, 2); }", Code::RangeEmpty, &["P: project {}\nS: service { a: int(2, 1); }"]),
    (
        "P: project {}\nS: service { a: float(min: 2 k, max: 1.5); }",
        Code::RangeEmpty,
        &["P: project {}\nS: service { a: float(min: 1.5, max: 2 k); }"],
    ),
    (
        "P: project {}\nS: service { a: int(9, mx: 1); b: int(9, mi: 1); }",
        Code::UnknownArgument,
        // A second `max` would be another error.
        &[
            "P: project {}\nS: service { a: int(9); b: int(9, mi: 1); }",
            "P: project {}\nS: service { a: int(9, mx: 1); b: int(9, min: 1); }",
        ],
    ),
    (
        "P: project {}\nS: service { a: data(1, 2); }",
        Code::TooManyArguments,
        &["P: project {}\nS: service { a: data(1); }"],
    ),
    (
        "P: project {}\nS: service { a: int(9, max: 8, min: 1); }",
        Code::DuplicateArgument,
        &["P: project {}\nS: service { a: int(9, min: 1); }"],
    ),
    (
        "P: project {}\nS: service { a: int @server /* b */ @client; }",
        Code::ConflictingAnnotations,
        &[
            "P: project {}\nS: service { a: int @server /* b */; }",
            "P: project {}\nS: service { a: int /* b */ @client; }",
        ],
    ),
    (
        "P: project {}\nS: service { a: int @unique // b\n @unique; }",
        Code::RepeatedAnnotation,
        &["P: project {}\nS: service { a: int @unique // b\n ; }"],
    ),
    (
        "P: project {}\nS: service {\n  #enumerable;\n\n  #enumerable;\n  a: int;\n}",
        Code::DuplicateMetadata,
        &["P: project {}\nS: service {\n  #enumerable;\n\n  a: int;\n}"],
    ),
    ("P: project {\n  #omit[read];\n}", Code::UnknownMetadata, &["P: project {\n}"]),
    (
        "P: project {}\nS: service { a: int; #omit[read, delete, READ,]; }",
        Code::RepeatedEntry,
        &["P: project {}\nS: service { a: int; #omit[read, delete,]; }"],
    ),
    (
        "P: project {}\nS: service { #uses[S, // why\n S]; }",
        Code::RepeatedEntry,
        &["P: project {}\nS: service { #uses[S // why\n ]; }"],
    ),
    ("P: project {}\nS: service {\n  #omit[update];\n}", Code::ImpliedOmit, &["P: project {}\nS: service {\n}"]),
    (
        "P: project {}\nS: service { #omit[update, read]; }",
        Code::ImpliedOmit,
        &["P: project {}\nS: service { #omit[read]; }"],
    ),
    (
        "P: project {}\nS: service { #omit[read, update]; }",
        Code::ImpliedOmit,
        &["P: project {}\nS: service { #omit[read]; }"],
    ),
    (
        "P: project { #authMethod(email); }\r\nS: service {\r\n\t#auth;\r\n\r\n\t#enumerable\r\n}",
        Code::EnumerableAuthService,
        &[
            "P: project { #authMethod(email); }\r\nS: service {\r\n\t#auth;\r\n\r\n\t#enumerable;\r\n\t#readable(all);\r\n}",
            "P: project { #authMethod(email); }\r\nS: service {\r\n\t#auth;\r\n}",
        ],
    ),
    (
        "P: project { #authMethod(email); }\nS: service { #auth; #enumerable; #readable(by: this); }",
        Code::EnumerableAuthService,
        &[
            "P: project { #authMethod(email); }\nS: service { #auth; #enumerable; #readable(by: all); }",
            "P: project { #authMethod(email); }\nS: service { #auth; #readable(by: this); }",
        ],
    ),
    (
        "P: project {\n  #provider(dc);\n}\nS: service { #auth; }",
        Code::AuthWithoutAuthMethod,
        &[
            "P: project {\n  #provider(dc);\n  #authMethod(email);\n}\nS: service { #auth; }",
            "P: project {\n  #provider(dc);\n}\nS: service { }",
        ],
    ),
    (
        "P: project {}\nS: service { #auth; }",
        Code::AuthWithoutAuthMethod,
        &["P: project {\n  #authMethod(email);\n}\nS: service { #auth; }", "P: project {}\nS: service { }"],
    ),
    (
        "P: project { #readable(this); }",
        Code::ReadableThisWithoutAuth,
        // `#authMethod` is not possible without `#auth`.
        &["P: project { #readable(all); }", "P: project { }"],
    ),
    (
        "P: project { #writable(this); }\nS: service { #auth; }",
        Code::WritableThisWithoutAuth,
        &[
            "P: project { #writable(this); #authMethod(email); }\nS: service { #auth; }",
            "P: project { #writable(all); }\nS: service { #auth; }",
            "P: project { }\nS: service { #auth; }",
        ],
    ),
    (
        "P: project { #authMethod(email); }\nS: service { #auth; #readable(this); #writable(all); }",
        Code::WritableAllReadableThis,
        &[
            "P: project { #authMethod(email); }\nS: service { #auth; #readable(this); #writable(this); }",
            "P: project { #authMethod(email); }\nS: service { #auth; #readable(all); #writable(all); }",
        ],
    ),
    ("P: project {}\nS: service { Ab: int; }", Code::AttributeCase, &["P: project {}\nS: service { ab: int; }"]),
    ("P: project {}\nS: service { Ab: int; ab: int; }", Code::AttributeCase, &[]),
    ("P: project {}\nS: service { _ab: int; }", Code::AttributeCase, &["P: project {}\nS: service { ab: int; }"]),
    ("P: project {}\nOrder: service { a: Orde; }", Code::UnknownReference, &[]),
    (
        "P: project {}\nS: service { a: data(-1); b: string(-2147483648, 9); c: data(-5G); }",
        Code::NegativeSize,
        &[
            "P: project {}\nS: service { a: data(1); b: string(-2147483648, 9); c: data(-5G); }",
            "P: project {}\nS: service { a: data(-1); b: string(2147483647, 9); c: data(-5G); }",
            "P: project {}\nS: service { a: data(-1); b: string(-2147483648, 9); c: data(2147483647); }",
        ],
    ),
    (
        "P: project { #authMethod(email); #readable; }\nS: service { #auth; }",
        Code::MissingArgument,
        &[
            "P: project { #authMethod(email); #readable(all); }\nS: service { #auth; }",
            "P: project { #authMethod(email); #readable(this); }\nS: service { #auth; }",
        ],
    ),
    (
        "P: project {\n  #authMethod(email);\n}\nS: service {\n  a: int; // all there is\n}\n",
        Code::AuthMethodWithoutAuth,
        &[
            "P: project {\n  #authMethod(email);\n}\nS: service {\n  a: int; // all there is\n  #auth;\n}\n",
            "P: project {\n}\nS: service {\n  a: int; // all there is\n}\n",
        ],
    ),
    (
        "P: project {\n  #metrics(prometheus);\n}\n",
        Code::NoProvider,
        &[
            "P: project {\n  #metrics(prometheus);\n  #provider(kubernetes);\n}\n",
            "P: project {\n  #metrics(prometheus);\n  #provider(dockerCompose);\n}\n",
        ],
    ),
    (
        "P: project {}\nS: service { a: int(5, 0, 9); b: float(precision: 16); }",
        Code::PrecisionOutOfRange,
        &[
            // No maximum is possible with a precision of 8.
            "P: project {}\nS: service { a: int(5, 0, 7); b: float(precision: 16); }",
            "P: project {}\nS: service { a: int(5, 0, 9); b: float(precision: 2); }",
            "P: project {}\nS: service { a: int(5, 0, 9); b: float(precision: 8); }",
        ],
    ),
    (
        "P: project {}\nS: service { a: float(1e999, 0.5); }",
        Code::InfiniteBound,
        &["P: project {}\nS: service { a: float(min: 0.5); }"],
    ),
    (
        "P: project {}\nS: service { a: data(99999999999); b: float(3000000000, 1); }",
        Code::NumberOverflow,
        &[
            "P: project {}\nS: service { a: data(2147483647); b: float(3000000000, 1); }",
            "P: project {}\nS: service { a: data(99999999999); b: float(3000000000.0, 1); }",
        ],
    ),
    ("P: project {}\nS: service { a: int(5}; }\n", Code::SyntaxError, &["P: project {}\nS: service { a: int(5); }\n"]),
    (
        "P: project {}\nS: service { #omit([read)]; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { #omit([read]); }\n"],
    ),
    (
        "P: project {}\nS: service { a: int(5;10); }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int(5,10); }\n"],
    ),
    ("P: project {}\nS: service { a: int(@5); }\n", Code::SyntaxError, &["P: project {}\nS: service { a: int(5); }\n"]),
    ("P: project {}\nS: service { a: int(#5); }\n", Code::SyntaxError, &["P: project {}\nS: service { a: int(5); }\n"]),
    (
        "P: project {}\nS: service { a: int{5); }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int{5); }\n}\n", "P: project {}\nS: service { a: int(5); }\n"],
    ),
    (
        "P: project {}\nS: service { a: int(5.0k); }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int(5000); }\n"],
    ),
    ("P: project {}\nS: service { a: int(5.0k); }\n", Code::WrongArgumentType, &[]),
    ("P: project {}\nS: service { a: float(max: : 1, min: 2, min min: 0.5); }\n", Code::DuplicateArgument, &[]),
    (
        "P: project {}\nS: service { @unique // why\n  a: int; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { // why\n  a: int @unique; }\n"],
    ),
    (
        "P: project {}\nS: service { @unique @server a: int; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int @unique @server; }\n"],
    ),
    ("P: project {}\nS: service { @client @server a: int; }\n", Code::SyntaxError, &[]),
    (
        "P: project {}\nS: service { a: int; // c\n  @unique\n }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int @unique; // c\n }\n"],
    ),
    (
        "P: project {}\nS: service { a: int; // c\n  @unique }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int @unique; // c\n   }\n"],
    ),
    (
        "P: project {}\nS: service { a: int @unique[5]; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int @unique; }\n"],
    ),
    (
        "P: project {}\nS: service { a: int ＠unique; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int @unique; }\n"],
    ),
    (
        "P: project {}\nS: service { #omit［read］; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { #omit[read］; }\n", "P: project {}\nS: service { #omit［read]; }\n"],
    ),
    (
        "P: project {}\nS: service { a: float(-.5); }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: float(-0.5); }\n"],
    ),
    (
        "P: project {}\nS: service { a: int;\n  }\n  b: int; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int;\n  b: int; }\n"],
    ),
    (
        "P: project {\n\t// c\n}\n",
        Code::NoProvider,
        &[
            "P: project {\n\t#provider(kubernetes);\n\t// c\n}\n",
            "P: project {\n\t#provider(dockerCompose);\n\t// c\n}\n",
        ],
    ),
    ("P: project {\r\n", Code::SyntaxError, &["P: project {\r\n}\r\n"]),
    (
        "  P: project {\n  }\n  S: service {\n      a: int;\n  }\n",
        Code::NoProvider,
        &[
            "  P: project {\n      #provider(kubernetes);\n  }\n  S: service {\n      a: int;\n  }\n",
            "  P: project {\n      #provider(dockerCompose);\n  }\n  S: service {\n      a: int;\n  }\n",
        ],
    ),
    (
        "P: project { /* c */ }\n",
        Code::NoProvider,
        &["P: project { #provider(kubernetes); /* c */ }\n", "P: project { #provider(dockerCompose); /* c */ }\n"],
    ),
    (
        "P: project {}\nS: service { #auth(false); }\n",
        Code::UnexpectedArguments,
        &["P: project {}\nS: service { #auth; }\n"],
    ),
    (
        "P: project {}\nS: service { #omit[\n    read,\n    update, // none\n    delete,\n  ]; }\n",
        Code::ImpliedOmit,
        &["P: project {}\nS: service { #omit[\n    read,\n    delete,\n  ]; }\n"],
    ),
    (
        "P: project {}\nS: service { a: int; #omit[\n    read,\n    read\n  ]; }\n",
        Code::RepeatedEntry,
        &["P: project {}\nS: service { a: int; #omit[\n    read\n  ]; }\n"],
    ),
    (
        "P: project {}\nS: service { a: string(80); @unique; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: string(80) @unique; }\n"],
    ),
    (
        "P: project {}\nS: service { b: int;\n  @unique;\n  c: int; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { b: int @unique;\n  c: int; }\n"],
    ),
    (
        "P: project {}\nS: service { a: int(5; 10); }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int(5, 10); }\n"],
    ),
    (
        "P: project {}\nS: service { #omit[read; create]; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { #omit[read, create]; }\n"],
    ),
    (
        "P: project {}\nS: service { a: string(80, @unique); }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: string(80) @unique; }\n"],
    ),
    (
        "P: project {}\nS: service { name: string #unique; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { name: string @unique; }\n"],
    ),
    ("P: project {}\nS: service { Member m; }\n", Code::SyntaxError, &["P: project {}\nS: service { m: Member; }\n"]),
    ("P: project {}\nS: service { var a: int; }\n", Code::SyntaxError, &["P: project {}\nS: service { a: int; }\n"]),
    (
        "P: project {}\nS: service { #omit{read}; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { #omit[read]; }\n", "P: project {}\nS: service { #omit{read} }\n"],
    ),
    ("P: project {}\nS: service { a: int{5}; }\n", Code::SyntaxError, &["P: project {}\nS: service { a: int(5); }\n"]),
    (
        "P: project {}\nS: service { a: int<5>; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int(5>; }\n", "P: project {}\nS: service { a: int<5); }\n"],
    ),
    (
        "P: project {}\nS: service { a: data(5 MB); }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: data(5M); }\n"],
    ),
    (
        "P: project {}\nS: service { a: string(len: 80); }\n",
        Code::UnknownArgument,
        &[
            "P: project {}\nS: service { a: string(maxLength: 80); }\n",
            "P: project {}\nS: service { a: string(minLength: 80); }\n",
            "P: project {}\nS: service { a: string; }\n",
        ],
    ),
    (
        "P: project {}\nS: service { #omit['read', 'create']; }\n",
        Code::SyntaxError,
        &[
            "P: project {}\nS: service { #omit[read, 'create']; }\n",
            "P: project {}\nS: service { #omit['read', create]; }\n",
        ],
    ),
    ("P: project { #provider(docker-compose); }\n", Code::SyntaxError, &["P: project { #provider(dockerCompose); }\n"]),
    ("P: project { #provider(docker compose); }\n", Code::SyntaxError, &["P: project { #provider(dockerCompose); }\n"]),
    (
        "P: project {}\nBook: service {\n  a: int;\n)\n",
        Code::SyntaxError,
        &["P: project {}\nBook: service {\n  a: int;\n}\n"],
    ),
    ("P: project {}\nenum Color { RED, GREEN }\n", Code::SyntaxError, &[]),
    ("P: project {}\nmodel User { a: int; }\n", Code::SyntaxError, &[]),
    (
        "P: project {}\nS: service {\n  struct Seat { a: int; }\n}\n",
        Code::SyntaxError,
        &["P: project {}\nS: service {\n  Seat: struct { a: int; }\n}\n"],
    ),
    ("P: project {}\nS: service {\n  enum Color { RED, GREEN }\n}\n", Code::SyntaxError, &[]),
    ("P: project {}\ntype Color = \"red\" | \"green\";\n", Code::SyntaxError, &[]),
    (
        "P: project {}\nS: service { a: int; #omit(delete, read]); }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int; #omit([delete, read]); }\n"],
    ),
    ("P: project {}\nS: service { a: int(5]); }\n", Code::SyntaxError, &["P: project {}\nS: service { a: int(5); }\n"]),
    ("P: project { #metrics(prometheus@unique ); }\n", Code::SyntaxError, &[]),
    ("P: project {}\nS: service { a: Map<string, int>; }\n", Code::SyntaxError, &[]),
    ("P: project {}\nS: service { a: int(max: date -3); }\n", Code::SyntaxError, &[]),
    ("P: project {}\nS: service { displayName=5: string(30); }\n", Code::SyntaxError, &[]),
    ("P: project { #provider(k8s}; }\n", Code::SyntaxError, &["P: project { #provider(k8s); }\n"]),
    ("P: project {}\nS: service { a: int：max: 2G); }\n", Code::SyntaxError, &[]),
    ("P: project {}\nBook: service { a: book; b: order; }\norder: service {}\n", Code::UnknownType, &[]),
    (
        "P: project {}\nBook: service { a: book; b: order; }\nOrder: service {}\n",
        Code::UnknownType,
        &["P: project {}\nBook: service { a: book; b: Order; }\nOrder: service {}\n"],
    ),
];

#[test]
fn fixes_leave_well_formatted_text() {
    let mut wrong = String::new();
    for &(text, code, repaired) in EXAMPLES {
        let analysis = Analysis::new(text);
        let diagnostics = analysis.diagnostics().iter().filter(|diagnostic| diagnostic.code == code);
        assert!(diagnostics.clone().count() > 0, "no {code} in {text:?}");
        let texts: Vec<String> = diagnostics.flat_map(|it| &it.fixes).map(|fix| apply(text, fix)).collect();
        if texts != repaired {
            wrong += &format!("{code} in {text:?}:\n  {texts:?}\n  instead of {repaired:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
