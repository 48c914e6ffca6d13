//! The texts over which the diagnostics and the editor features run.

use std::fs;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use regex::Regex;

use crate::root;

/// The texts, by what is done with them.
pub(crate) struct Texts {
    /// Texts of every kind and length, for diagnostics.
    pub(crate) all: Vec<String>,
    /// A few texts that use the whole language, for features that are tried at every position.
    pub(crate) chosen: Vec<String>,
}

/// Reads and makes the texts.
pub(crate) fn texts() -> Texts {
    let examples: Vec<String> = files("examples").chain(files("examples/broken")).collect();
    let pages: Vec<String> =
        ["docs/diagnostics", "docs/notes"].into_iter().flat_map(files).flat_map(|page| templefiles(&page)).collect();
    let special: Vec<String> = SPECIAL.iter().map(|text| (*text).to_owned()).collect();
    let seeds = || pages.iter().chain(&special);
    let mut all: Vec<String> =
        seeds().filter(|text| !text.contains("<<<<<<<")).flat_map(|text| changed(text)).collect();
    all.extend(["language", "manifests"].into_iter().flat_map(recorded));
    all.extend(examples.iter().chain(seeds()).cloned());
    let chosen = examples.into_iter().filter(|text| text.len() < 6_000).chain(pages).chain(special).collect();
    Texts { all, chosen }
}

/// Iterates over the contents of the files directly in a folder, sorted by path.
fn files(folder: &str) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.is_file() && path.file_name() != Some("README.md".as_ref()));
    paths.sort();
    paths.into_iter().map(|path| read(&path))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Iterates over the Templefiles of recorded cases.
fn recorded(kind: &str) -> impl Iterator<Item = String> {
    let lines: Vec<String> = files(&format!("tests/conformance/{kind}")).collect();
    let lines: Vec<String> = lines.iter().flat_map(|file| file.lines()).map(str::to_owned).collect();
    lines.into_iter().map(|line| {
        let case: serde_json::Value = serde_json::from_str(&line).expect("a case");
        case["source"].as_str().expect("a Templefile").to_owned()
    })
}

/// Returns the code blocks of a page that are Templefiles.
fn templefiles(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut events = Parser::new(page);
    while let Some(event) = events.next() {
        if matches!(&event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) if &**kind == "templefile") {
            let inside = events.by_ref().take_while(|event| !matches!(event, Event::End(TagEnd::CodeBlock)));
            found.push(
                inside
                    .filter_map(|it| if let Event::Text(text) = it { Some(text.into_string()) } else { None })
                    .collect(),
            );
        }
    }
    found
}

/// Returns the text with each of its tokens removed, repeated and replaced.
fn changed(text: &str) -> Vec<String> {
    const OTHERS: [&str; 12] = [";", ",", ")", "]", "}", "{", "(", "=", "\"x\"", "name", "Name", "7"];
    let tokens = Regex::new(r"\w+|[^\w\s]").expect("a pattern");
    let tokens: Vec<_> = tokens.find_iter(text).collect();
    let with =
        |range: std::ops::Range<usize>, new: &str| format!("{}{new}{}", &text[..range.start], &text[range.end..]);
    let mut changed = Vec::new();
    for token in tokens.iter().take(60) {
        changed.push(with(token.range(), ""));
        changed.push(with(token.end()..token.end(), token.as_str()));
        changed.extend(OTHERS.iter().map(|other| with(token.range(), other)));
    }
    changed
}

/// Texts for messages that no other text has.
const SPECIAL: &[&str] = &[
    "<<<<<<< HEAD\nP: project {}\n=======\n>>>>>>> topic\nA: service { a: int; }\n",
    "<<<<<<< HEAD\n=======\nP: project {}\n>>>>>>> topic\nA: service { a: int; }\n",
    "P: project {}\nA: service { a: int; a: int; }",
    "\u{feff}P: project {}",
    "P: project {}\n// end",
    "P: project {}\n/* end",
    "P: project {}\u{a0}\n",
    "P: project {}\nＡ：service {}\n",
    "P: project {}\nA: service { a: int @; #; }",
    "P: project {}\nA: service { a: int(1.5k, 1_000, 10kB); b: data(5 MB); }",
    "P: project {}\nA: service { a: int(max: 1, 2); b: int(, 1); c: int(1 2); #omit(, ); #readable all; }",
    "P: project {}\nA: service { a: int unique; b: @unique int; c: int #unique; d: int[5]; e: int @unique(5); f: 5x; }",
    "P: project {}\nA: service { a-b: int; c: int = 5; d: int?; e: int\u{200d}; f: int\u{7}; g: int*; var h: int; int i; }",
    "P: project (\n)\nservice A {}\nb: service { c: A(5); };\n: service {}\nD {}\nE: {}\nF: service\n",
    "P: project { #Provider(dc); # a comment\n}\n#auth;\na: int;\n}\n",
    "P: project {}\nA: service { auth; B: struct { C: struct {} } d: strukt {} e }\n",
    "<<<<<<< HEAD\nP: project {}\n||||||| base\nQ: project {}\n=======\nR: project { #provider(x); }\n>>>>>>> topic\n",
    "P: project {}\n=======\n>>>>>>> topic\n",
    "P: project { #readable; #writable; #uses; #omit(read, create); #authMethod(email); }\nA: service { #uses; #readable; }",
    "P: project { #provider(kubernetes); #readable[all]; #writable(this, all); }\nA: service { #omit(read, create); #uses(P); #uses[A, B]; #omit[\n  read, // a\n  read,\n]; #auth(false); #enumerable; #auth; }",
    "P: project { #authMethod(email); #readable(all); #metrics(prometheus); #provider(kubernetes); }\nUser: service { #auth; #enumerable; Type: int; select: int; Order: struct { a: int; } }\nOrder: service { user: User; order: int; }",
    "P: project {}\nA: service { a: int(5.0); b: string(-1, -1); c: float(1e400, 1e500); d: int(precision: 64); e: int(precision: 99999999999); f: float(precision: 4.7); g: int(max: 5, precision: 8); h: int(99999999999, precision: 2); i: float(99999999999); j: int(200, 150, precision: 1); k: int(lenght: 5); l: string(length: 5); m: text; n: a; o: sting; p: xyz; }",
    "P: project {}\nA: service { b: B; x: Xyz; p: P; s: Inner; }\nB: service { a: A; Inner: struct { y: int; } }\na: service { }",
    "P: project {}\nA: service { a: int @server @server; b: int @unique @unique; c: int @uniqe; }",
    "P: project {}\nA: service { a: int @server; #omit[create, read, update, delete]; }\nB: service { #omit[update]; }",
    "P: projekt {}\nA: service { B: service { } }\nC: struct { }\n",
    "Shop: project {}\nBooklist: service { a: int; }\nCreateThing: service { b: int; }\nId: service { id: int; createdBy: int; }",
];
