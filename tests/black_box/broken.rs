//! Broken Templefiles: for all kinds of errors, the preview consists of valid files, and is marked as incomplete.

use std::collections::HashSet;

use temple_ide::manifest::{FileLanguage, Target};
use temple_ide::{Analysis, Severity};

use crate::cases::{self, Verdict};

/// One in this many rejected recorded cases is used.
const SAMPLE: usize = 3;

/// Texts in which something is duplicate, has no name, or has the name of something else.
pub(crate) const ODD: &[&str] = &[
    "",
    "{",
    "a",
    ": service { a: int; }",
    "Shop: project { #provider(k8s); }\n: service { a: int; }\n: service { b: int; }",
    "Shop: project { #provider(dc); }\nShop: project { #provider(k8s); }\nItem: service { a: int; }",
    "Shop: project {}\nCart: project { #metrics(prometheus); }\nItem: service { a: int; }\nCart: service { b: Item; }",
    ": project {}\nItem: service { a: int; }",
    "Item: service { a: int; }\nItem: service { a: int; }",
    "Item: service { a: int; }\nitem: service { a: int; }\nITEM: service { a: int; }",
    "Shop: project {}\nItem: service { a: int; }\nItem: service { b: Item; }\nPart: service { c: Item; }",
    "Shop: project {}\nItem: service { a: int; a: string; A: bool; a_: int; _a: int; id: int; id: Item; }",
    "Shop: project {}\nItem: service { a: int; Item: struct { b: Item; } }",
    "Shop: project {}\nItem: service { a: int; Line: struct { b: int; } Line: struct { c: int; } line: struct {} }",
    "Item: service { a: int; : struct { b: int; } : struct { c: int; } }",
    "Item: service { parentId: int; createdBy: int; Line: struct { parentId: int; id: int; } }",
    "Shop: project { #authMethod(email); }\nAuth: service { a: int; }\nauth: service { #auth; b: int; }",
    "Foo: service { a: int; }\nFooDb: service { a: int; }\nKongDb: service {}\nKong: service {}\nGrafana: service {}",
    "Foo: service {}\nDeploy: service {}\nProm: service {}\nPrometheus: service {}\nMetrics: service {}\nApi: service {}",
    "Shop: project { #metrics(prometheus); #metrics(prometheus); #provider(dc); #provider(k8s); Item: service {} }",
    "Shop: project {}\nShop: service { a: int; }\nItem: struct { b: int; }\nThing: foo { c: int; }",
    "Ä: project {}\nÖ: service { ü: int; }\n../x: service { a: int; }\n/etc: service { b: int; }\nC:\\d: service {}",
    "Shop: project {}\n..: service { a: int; }\n.: service { b: int; }\n\u{0}: service {}\n\"x\": service { y: \"z\"; }",
    "Shop: project {}\ntrue: service { null: int; yes: int; }\n1: service { 2: int; }",
];

/// Returns rejected texts, each with a name.
fn rejected() -> Vec<(String, String)> {
    let files = cases::templefiles("examples/broken").into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).expect("an example is UTF-8");
        (path.display().to_string(), text)
    });
    let recorded = cases::recorded().filter(|case| case.verdict == Verdict::Reject);
    let recorded = recorded.step_by(SAMPLE).map(|case| (case.name, case.source));
    let odd = ODD.iter().map(|text| ((*text).to_owned(), (*text).to_owned()));
    files.chain(recorded).chain(odd).collect()
}

/// Parses YAML, or JSON, which is a subset of it. Fails if a mapping has a duplicate key.
fn read(text: &str) -> Result<Vec<serde_json::Value>, String> {
    serde_saphyr::from_multiple(text).map_err(|error| error.to_string())
}

/// Returns true if a path stays inside its folder and means the same on every system.
fn is_plain(path: &str) -> bool {
    let is_name = |name: &str| {
        let is_known = |char: char| char.is_alphanumeric() || "-_.".contains(char);
        !["", ".", ".."].contains(&name) && name.chars().all(is_known)
    };
    path.split('/').all(is_name)
}

#[track_caller]
fn check(name: &str, text: &str, target: Option<Target>) -> usize {
    let analysis = Analysis::new(text);
    let preview = analysis.preview(target);
    assert!(!preview.is_complete(), "{name}: complete");
    let notes = preview.notes();
    let mut errors = notes.iter().filter(|note| note.severity == Severity::Error);
    assert!(errors.clone().next().is_some(), "{name}: no note says what is wrong");
    assert!(errors.all(|note| note.range.is_some() && !note.message.is_empty()), "{name}: {notes:?}");
    let files = preview.files();
    let mut paths = HashSet::new();
    for file in &files {
        assert!(paths.insert(file.path().to_lowercase()), "{name}: two files have the path {}", file.path());
        assert!(is_plain(file.path()), "{name}: {:?}", file.path());
        let rendered = file.render();
        if matches!(file.language(), FileLanguage::Yaml | FileLanguage::Json) {
            let problem = read(&rendered.text).err();
            assert_eq!(problem, None, "{name}: {} cannot be read:\n{}", file.path(), rendered.text);
        }
    }
    files.len()
}

#[test]
fn previews_of_broken_files_are_well_formed() {
    let texts = rejected();
    let mut files = 0;
    for (name, text) in &texts {
        for target in Target::ALL {
            files += check(name, text, Some(*target));
        }
    }
    println!("broken Templefiles: {} with two targets each, {files} files", texts.len());
}

#[test]
fn refuses_duplicate_keys() {
    assert!(read("a: 1\nb: 2\n").is_ok());
    assert!(read("a: 1\na: 1\n").is_err());
    assert!(read("{\"a\": {\"b\": 1, \"b\": 2}}").is_err());
}

#[test]
fn refuses_paths_that_leave_the_folder() {
    let plain = ["a", "/a", "a/../b", "a//b", "./a", "a/b-c.yaml", "a\\b", "c:", "a\nb"].map(is_plain);
    assert_eq!(plain, [true, false, false, false, false, true, false, false, false]);
}
