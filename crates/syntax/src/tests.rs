//! Golden tests: for each `test_data/{ok,err}/NAME.temple`, `NAME.tree` contains its tree and errors.
//! `UPDATE_EXPECT=1 cargo test -p temple-syntax` rewrites them.

#![expect(clippy::disallowed_methods, reason = "what these tests read is in files")]

mod conflicts;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use expect_test::expect_file;

use crate::{SyntaxKind, parse};

fn dump(text: &str) -> String {
    let parse = parse(text);
    let mut dump = format!("{:?}", parse.root());
    for error in parse.errors() {
        writeln!(dump, "error {:?} {:?}: {}", error.range, &text[error.range], error.kind).unwrap();
    }
    dump
}

/// Checks the properties of every tree: it contains the whole text, and every ERROR node has an error at or before
/// it.
#[track_caller]
fn check_invariants(text: &str) {
    let parse = parse(text);
    let spelt: String = parse.root().descendant_tokens().map(|token| token.text()).collect();
    assert_eq!(spelt, text);
    let mut nodes = vec![parse.root()];
    while let Some(node) = nodes.pop() {
        if node.kind() == SyntaxKind::ERROR {
            let touched = parse
                .errors()
                .iter()
                .any(|error| error.range.intersect(node.range()).is_some() || error.at <= node.range().start());
            assert!(touched, "an ERROR node without an error: {node:?}");
        }
        nodes.extend(node.nodes());
    }
    assert!(parse.errors().is_sorted_by_key(|error| error.range.start()));
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test_data").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "temple"));
    files.sort();
    assert!(!files.is_empty());
    files
}

#[track_caller]
fn check_folder(folder: &str, has_errors: bool) {
    for file in files(folder) {
        let text = std::fs::read_to_string(&file).unwrap();
        check_invariants(&text);
        assert_eq!(!parse(&text).errors().is_empty(), has_errors, "{}", file.display());
        expect_file![file.with_extension("tree")].assert_eq(&dump(&text));
    }
}

#[test]
fn valid_files_have_no_errors() {
    check_folder("ok", false);
}

#[test]
fn broken_files_have_errors() {
    check_folder("err", true);
}

#[test]
fn parses_every_prefix_of_every_file() {
    for file in files("ok").into_iter().chain(files("err")) {
        let text = std::fs::read_to_string(file).unwrap();
        for (end, _) in text.char_indices() {
            check_invariants(&text[..end]);
        }
    }
}

#[test]
fn limits_nesting_without_cost() {
    for text in
        ["A: service { ".repeat(50_000), "A: service {\n}\n}\n".repeat(20_000), "#a".to_owned() + &"[".repeat(50_000)]
    {
        check_invariants(&text);
    }
    let nested = format!("A: service {{ #a {}{}; }}", "[".repeat(50_000), "]".repeat(50_000));
    check_invariants(&nested);
    assert_eq!(parse(&nested).errors().len(), 1);
}

/// Checks that a text has one error. The marks `«` and `»` enclose its range in `marked`.
#[track_caller]
fn check_one_error(marked: &str, message: &str) {
    let start = marked.find('«').expect("a start mark");
    let end = marked.find('»').expect("an end mark") - '«'.len_utf8();
    let text = marked.replace(['«', '»'], "");
    check_invariants(&text);
    let parse = parse(&text);
    let found: Vec<_> = parse.errors().iter().map(|error| (error.range, error.kind.to_string())).collect();
    let [(range, text)] = &found[..] else { panic!("not one error: {found:?}\n{:?}", parse.root()) };
    assert_eq!((usize::from(range.start()), usize::from(range.end())), (start, end), "{text}");
    assert!(text.contains(message), "{text}");
}

#[test]
fn reports_one_error_per_mistake() {
    // Half-typed entries, which leave the next line intact.
    check_one_error("S: service {\n  «na»\n  b: int;\n}\n", "`name: type;`");
    check_one_error("S: service {\n  a:«»\n  b: int;\n}\n", "Missing type");
    check_one_error("«Order»: service (\n  a: int;\n)\n", "between `{` and `}`");
    check_one_error("«Total»: int(5);\n", "Only blocks");
    check_one_error("S: service {\n  a: int«»\n  b: int;\n}\n", "Missing `;`");
    check_one_error("S: service {\n  a: string«(»\n  b: int;\n}\n", "Unclosed `(`");
    check_one_error("S: service {\n  a: string«(»maxLength\n  b: int;\n}\n", "Unclosed `(`");
    check_one_error("S: service {\n  a: string(maxLength:«»\n  b: int;\n}\n", "Missing value");
    check_one_error("S: service {\n  a: int @«»\n  b: int;\n}\n", "Missing annotation name");
    check_one_error("S: service {\n  #«»\n  b: int;\n}\n", "after `#`");
    check_one_error("S: service {\n  #omit«[»read\n  b: int;\n}\n", "Unclosed `[`");
    check_one_error("S: service {\n  #omit«[»read\n  #auth;\n}\n", "Unclosed `[`");
    check_one_error("S: service {\n  #readable«(»by: all;\n  b: int;\n}\n", "Unclosed `(`");
    check_one_error("S: service {\n  #auth«»\n  T: struct {}\n}\n", "Missing `;`");
    // Single missing or superfluous tokens.
    check_one_error("S: service {\n  a«» int;\n}\n", "Missing `:`");
    check_one_error("S: service {\n  «:» int;\n}\n", "name. Write one before the `:`");
    check_one_error("S: service {\n  «»omit[read];\n}\n", "Missing `#`");
    check_one_error("S: service {\n  a: int «unique»;\n}\n", "Unexpected name");
    check_one_error("S: service {\n  a: int;«;»\n}\n", "Unexpected `;`");
    check_one_error("S: service {\n  #omit[read«» update];\n}\n", "Missing `,`");
    check_one_error("S: service {\n  a: int(max«» 5);\n}\n", "Missing `:`");
    check_one_error("S: service {\n  a:«» (max: 5);\n}\n", "Missing type");
    check_one_error("S: service {\n  a: int«» max: 5, min: 3);\n}\n", "`(` before");
    check_one_error("S: service {\n  a: string«» 80);\n}\n", "`(` before");
    check_one_error("S: service {\n  #readable«» by: all);\n  b: int;\n}\n", "`(` before");
    check_one_error("S: service {\n  a: int(5,«,» 3);\n}\n", "Missing value before `,`");
    check_one_error("S: service {\n  a: int(max: 5, «3»);\n}\n", "positional");
    check_one_error("S: service {\n  a: Foo«(5)»;\n}\n", "no arguments");
    check_one_error("S: service {\n  a: int @unique«(5)» @server;\n}\n", "no arguments");
    check_one_error("S: service {\n  a: int @unique«(»5;\n  b: int;\n}\n", "Unclosed `(`");
    check_one_error("«s»: service {\n  a: int;\n}\n", "upper-case");
    check_one_error("«»: service {\n  a: int;\n}\n", "name. Write one before the `:`");
    check_one_error("S«» service {\n  a: int;\n}\n", "Missing `:`");
    check_one_error("S:«» {\n  a: int;\n}\n", "Missing block kind");
    check_one_error("S: service«»\n  a: int;\n}\nT: service {}\n", "Missing `{`");
    check_one_error("S: service {\n  T: struct«»\n    a: int;\n  }\n}\nT: service {}\n", "Missing `{`");
    check_one_error("S: service {}«;»\nT: service {}\n", "No `;` is allowed after a top-level block");
    // Missing and superfluous braces, reported at the right ones.
    check_one_error("S: service «{»\n  a: int;\n\nT: service {\n  b: int;\n}\n", "Unclosed `{`");
    check_one_error("S: service {\n  T: struct «{»\n    a: int;\n  #auth;\n}\n\nU: service {}\n", "Unclosed `{`");
    check_one_error("S: service {\n  a: int;\n  «}»\n  b: int;\n}\n", "Unmatched");
    check_one_error("S: service {\n  a: int;\n}\n«}»\nT: service {}\n", "Unmatched");
    // Unreadable characters and numbers.
    check_one_error("S: service {\n  a: string(«\"x y\"»);\n}\n", "Quotes are not allowed");
    check_one_error("P: project {\n  #provider(docker«-»compose);\n}\n", "Unexpected");
    check_one_error("S: service {\n  a: int «= 5»;\n}\n", "Unexpected");
    check_one_error("S: service {\n  a«-b»: int;\n}\n", "Names cannot contain `-`");
    check_one_error("S: service {\n  a: int;\n  «-- some words here»\n  b: int;\n}\n", "comments start");
    check_one_error("S: service {\n  a: int«；»\n  b: int;\n}\n", "ordinary `;`");
    check_one_error("S: service {\n  a: string(«“x y”»);\n}\n", "Quotes are not allowed");
    // Habits from other languages.
    check_one_error("«#» my words\nS: service {}\n", "Comments start");
    check_one_error("S: service {\n  «#» my words;\n  #auth;\n}\n", "Comments start");
    check_one_error("S: service {}\n\n«T»\nU: service {}\n", "Only blocks");
    check_one_error("S: service {}\n«a»: int;\nU: service {}\n", "extra `}` above");
    check_one_error("«service S» {\n  a: int;\n}\n", "block name comes first");
    check_one_error("S: service {\n  #readable «all»;\n}\n", "in parentheses");
    check_one_error("S: service {\n  «@»unique a: int;\n}\n", "after the type");
    check_one_error("S: service {\n  a: int«,»\n  b: int;\n}\n", "end with `;`");
    check_one_error("S: service {\n  a: int(5«:» 3);\n}\n", "Arguments are");
    check_one_error("S: service {\n  a: int; «/*» b: int;\n}\n", "Unterminated comment");
    check_one_error("S: service {\n  a: int(«+»5);\n}\n", "Unexpected");
    check_one_error("S: service {\n  a: int(1«_000»);\n}\n", "The only suffixes are `k`, `M` and `G`");
    check_one_error("S: service {\n  a: int(1.5«K»);\n}\n", "Only integers can have a suffix");
    check_one_error("«\u{feff}»S: service {}\n", "byte order mark");
    check_one_error("S:«\u{a0}»service {}\n", "Unsupported space");
    check_one_error("S: service {}\n«/*» c", "Unterminated comment");
    check_one_error("S: service {}\n«// c»", "line break");
}

#[test]
fn returns_the_nodes_that_contain_a_range() {
    let text = "P: project {\n  #provider(k8s);\n}\n\nS: service {T:struct{a:int(max: 5)@unique;#auth}\n  b: = [R];\n  #omit[read]\n}}";
    let parse = parse(text);
    let offsets = (0..=text.len() as u32).flat_map(|start| (start..=text.len() as u32).map(move |end| (start, end)));
    for range in offsets.map(|(start, end)| crate::TextRange::new(start.into(), end.into())) {
        let mut path = vec![parse.root()];
        while let Some(node) = path[path.len() - 1].nodes().find(|node| node.range().contains_range(range)) {
            path.push(node);
        }
        assert_eq!(parse.path_to(range), path, "{range:?}");
    }
}
