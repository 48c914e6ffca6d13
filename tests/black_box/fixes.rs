//! Repairs: each does away with what it is offered for, and makes nothing worse.

use std::collections::BTreeMap;
use std::ops::Range;

use temple_ide::{Analysis, Code, Diagnostic, Fix, Severity, TextRange, TextSize};

use crate::{cases, pages};

/// The text with the edits of a repair applied, after a check that they can be.
#[track_caller]
fn apply(text: &str, fix: &Fix) -> String {
    assert!(!fix.title.is_empty() && !fix.edits.is_empty(), "{fix:?}");
    let (mut repaired, mut end) = (String::new(), 0);
    for edit in &fix.edits {
        let range = Range::<usize>::from(edit.range);
        assert!(end <= range.start && text.get(range.clone()).is_some(), "{fix:?} cannot be applied to {text:?}");
        assert!(text[range.clone()] != edit.text, "{fix:?} changes nothing in {text:?}");
        repaired.push_str(&text[end..range.start]);
        repaired.push_str(&edit.text);
        end = range.end;
    }
    repaired + &text[end..]
}

/// The errors that a repair may bring to light, since nobody can say them as long as what it repairs is there: a word or a
/// line that is understood at last may say something wrong, names and access are compared with what the project says
/// once there is one, and bounds with each other once they are numbers.
const REVEALED: &[(Code, &[Code])] = &[
    (Code::MissingProject, &[Code::NoUsableName, Code::ReadableThisWithoutAuth, Code::WritableThisWithoutAuth]),
    (
        Code::UnknownMetadata,
        &[
            Code::MissingArgument,
            Code::UnexpectedArguments,
            Code::UnknownValue,
            Code::AuthWithoutAuthMethod,
            Code::DuplicateMetadata,
        ],
    ),
    (Code::UnknownValue, &[Code::ReadableThisWithoutAuth]),
    (Code::MissingArgument, &[Code::ReadableThisWithoutAuth]),
];

/// A repair applied to a text, and how places and diagnostics of the two texts belong together.
struct Applied<'a> {
    before: &'a Analysis,
    fix: &'a Fix,
    after: Analysis,
}

impl<'a> Applied<'a> {
    #[track_caller]
    fn new(before: &'a Analysis, fix: &'a Fix) -> Applied<'a> {
        Applied { before, fix, after: Analysis::new(apply(before.text(), fix)) }
    }

    /// The range in the new text of what stands at one in the old text, with what the edits put inside or at its edges.
    fn moved(&self, range: TextRange) -> TextRange {
        let (mut start, mut end) = (i64::from(u32::from(range.start())), i64::from(u32::from(range.end())));
        for edit in &self.fix.edits {
            let longer = i64::from(u32::from(TextSize::of(&edit.text))) - i64::from(u32::from(edit.range.len()));
            if edit.range.end() < range.start() {
                start += longer;
            } else if edit.range.start() < range.start() {
                // What stood there is gone in part: from where the edit begins.
                start -= i64::from(u32::from(range.start() - edit.range.start()));
            }
            if edit.range.start() <= range.end() {
                end += longer;
            }
        }
        let size = |at: i64| TextSize::new(u32::try_from(at).expect("a place in the text"));
        TextRange::new(size(start), size(end.max(start)))
    }

    /// The diagnostics of the new text that the old one does not have at the same place, apart from the one to be repaired.
    fn new_ones(&self, repaired: &Diagnostic) -> Vec<&Diagnostic> {
        let others = self.before.diagnostics().iter().filter(|it| !std::ptr::eq(*it, repaired));
        let mut old: Vec<(&Diagnostic, TextRange)> = others.map(|it| (it, self.moved(it.range))).collect();
        let is_new = |new: &&Diagnostic| {
            let is_old =
                |(old, range): &(&Diagnostic, TextRange)| is_same(old, new) && range.intersect(new.range).is_some();
            let place = old.iter().position(is_old);
            place.map(|place| old.remove(place)).is_none()
        };
        self.after.diagnostics().iter().filter(is_new).collect()
    }

    /// The block outside all others in the new text that a place is in, with what stands up to the next one.
    fn block_around(&self, place: TextRange) -> TextRange {
        let parse = temple_syntax::parse(self.after.text());
        let blocks: Vec<TextRange> = parse.file().blocks().map(|block| block.range()).collect();
        let around = blocks.iter().find(|block| block.intersect(place).is_some()).copied().unwrap_or(place);
        let next = blocks.iter().map(|block| block.start()).find(|start| *start > around.end());
        TextRange::new(around.start(), next.unwrap_or(TextSize::of(&**self.after.text())))
    }

    /// What is wrong with the repair of a diagnostic; absent where it does what it should.
    fn fault(&self, repaired: &Diagnostic) -> Option<String> {
        let new = self.new_ones(repaired);
        let place = self.moved(repaired.range);
        let remains = new.iter().any(|new| is_same(new, repaired) && new.range.intersect(place).is_some());
        let revealed = REVEALED.iter().find(|(hiding, _)| *hiding == repaired.code).map_or(&[][..], |(_, it)| it);
        let errors = |analysis: &Analysis| count(analysis, |it| it.code.severity() == Severity::Error);
        // Behind a mistake in the syntax anything may come to light in the same block, but no more than goes: where the text
        // had one error, it has one at most. A comment without an end hides any number of braces that are missing.
        let is_comment = self.fix.edits.iter().all(|edit| edit.text == " */");
        let hides_all = matches!(repaired.code, Code::SyntaxError | Code::UnknownBlockKind)
            && (errors(&self.after) <= errors(self.before) || is_comment);
        let block = self.block_around(place);
        let is_hidden = |new: &Diagnostic| hides_all && (is_comment || block.contains_range(new.range));
        let is_error = |new: &&&Diagnostic| new.code.severity() == Severity::Error;
        let added: Vec<_> =
            new.iter().filter(is_error).filter(|it| !is_hidden(it) && !revealed.contains(&it.code)).collect();
        let what = match (remains, added.as_slice()) {
            (true, _) => "leaves it".to_owned(),
            (_, []) => return None,
            (_, added) => format!("adds {added:?}"),
        };
        let (before, after) = (self.before.text(), self.after.text());
        Some(format!("{}: {:?} {what}\n{before}\n---\n{after}", repaired.code, self.fix.title))
    }
}

/// Whether two diagnostics say the same. All mistakes in the syntax have one code, so their messages tell them apart.
fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code && (one.code != Code::SyntaxError || one.message == other.message)
}

#[test]
fn every_repair_removes_what_it_is_for_and_adds_no_error() {
    let recorded = cases::language().into_values().flatten().map(|case| case.source);
    let broken = cases::templefiles("examples/broken");
    let broken = broken.iter().map(|path| std::fs::read_to_string(path).expect("an example is UTF-8"));
    let wrong = Code::ALL.iter().map(|&code| pages::wrong_example(code));
    let own = EXAMPLES.iter().map(|(text, ..)| (*text).to_owned());
    let (mut fixes, mut faults) = (BTreeMap::<Code, usize>::new(), Vec::new());
    for text in recorded.chain(broken).chain(wrong).chain(own) {
        let before = Analysis::new(text);
        for diagnostic in before.diagnostics() {
            for fix in &diagnostic.fixes {
                *fixes.entry(diagnostic.code).or_default() += 1;
                faults.extend(Applied::new(&before, fix).fault(diagnostic));
            }
        }
    }
    println!("repairs: {} of {} codes: {fixes:?}", fixes.values().sum::<usize>(), fixes.len());
    let first = faults[..faults.len().min(5)].join("\n=====\n");
    assert!(faults.is_empty(), "{} faults, among them:\n{first}", faults.len());
    assert!(fixes.values().sum::<usize>() > 4_000 && fixes.len() > 35, "too little is repaired: {fixes:?}");
}

/// How many diagnostics there are of those that are meant.
fn count(analysis: &Analysis, is_meant: impl Fn(&Diagnostic) -> bool) -> usize {
    analysis.diagnostics().iter().filter(|diagnostic| is_meant(diagnostic)).count()
}

/// A text, what is wrong with it, and what becomes of it by each of the repairs.
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
        // A second `max` would be a mistake of its own.
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
        // Without an `#auth` there cannot be an `#authMethod`.
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
            // With a precision of 8 there can be no maximum.
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
    (
        "P: project {}\nS: service { a: int(5}; }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { a: int(5); }\n", "P: project {}\nS: service { a: int(5} }\n"],
    ),
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
    ("P: project {}\nBook: service { a: book; b: order; }\norder: service {}\n", Code::UnknownType, &[]),
    (
        "P: project {}\nBook: service { a: book; b: order; }\nOrder: service {}\n",
        Code::UnknownType,
        &["P: project {}\nBook: service { a: book; b: Order; }\nOrder: service {}\n"],
    ),
];

#[test]
fn a_repair_leaves_the_text_as_one_would_write_it() {
    for &(text, code, repaired) in EXAMPLES {
        let analysis = Analysis::new(text);
        let diagnostics = analysis.diagnostics().iter().filter(|diagnostic| diagnostic.code == code);
        assert!(diagnostics.clone().count() > 0, "no {code} in {text:?}");
        let texts: Vec<String> = diagnostics.flat_map(|it| &it.fixes).map(|fix| apply(text, fix)).collect();
        assert_eq!(texts, repaired, "{code} in {text:?}");
    }
}
