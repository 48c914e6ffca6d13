//! Tests of the checks of wording.

use super::*;

/// Checks the numbers of the lines in which `problems` are.
#[track_caller]
fn check_lines(problems: &[String], expected: &[&str]) {
    let lines: Vec<_> = problems.iter().filter_map(|problem| problem.split(':').nth(1)).collect();
    assert_eq!(lines, expected, "{problems:?}");
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_lines(&openings(&Repo::of(&[("a.rs", text)])).expect("a repository"), expected);
}

#[test]
fn finds_paragraphs_that_begin_with_a_clause() {
    check("//! What a file is.\n\n/// Whether it is there.\nfn a() {}\n", &["1", "3"]);
    check("/// Returns a file.\n///\n/// How it is found: by name.\n    /// Where it is.\n", &["3"]);
    check("struct A {\n    /// Which of them.\n    a: u8,\n}\n", &["2"]);
}

#[test]
fn accepts_other_comments() {
    check("/// Returns true if it is there, and says\n/// How long it stays.\nfn a() {}\n", &[]);
    check("// What follows is sorted.\n/// Whatever is there.\nfn a() {}\n", &[]);
}

/// Checks the numbers of the lines of a file in which phrases are found.
#[track_caller]
fn check_phrases(path: &str, text: &str, expected: &[&str]) {
    check_lines(&phrases(&Repo::of(&[(path, text)])).expect("a repository"), expected);
}

#[test]
fn finds_every_planted_phrase() {
    for phrase in PHRASES {
        let words = phrase.words;
        let planted = [
            (Scope::Comments, "a.rs", format!("// One.\n/// Two\n/// {words} three.\nfn a() {{}}\n"), "3"),
            (Scope::Strings, "crates/a/src/a.rs", format!("const A: &str = \"one\n {words} two\";\n"), "2"),
            (Scope::Markdown, "a.md", format!("# One\n\nTwo\n{words} three.\n"), "4"),
        ];
        for (scope, path, text, line) in planted {
            let expected: &[&str] = if phrase.scopes.contains(&scope) { &[line] } else { &[] };
            let found = phrases(&Repo::of(&[(path, &text)])).expect("a repository");
            let found: Vec<_> = found.into_iter().filter(|problem| problem.contains(&format!("`{words}`"))).collect();
            check_lines(&found, expected);
        }
    }
}

#[test]
fn finds_phrases_across_lines_and_in_any_case() {
    check_phrases("a.rs", "// It has so\n// many of them.\nfn a() {} // So much.\n", &["1", "3"]);
    check_phrases("a.md", "It stands in the\nplace of *another* one.\n", &["1"]);
}

#[test]
fn accepts_longer_words_code_and_quotations() {
    check_phrases("a.rs", "// `so many` or \"so much\", or also manyfold, in forces.\nfn a() {}\n", &[]);
    check_phrases("a.rs", "fn a() { b(\"// so many\", '\"'); }\n", &[]);
    check_phrases("a.rs", "/// ```text\n/// so many\n/// ```\nfn a() {}\n", &[]);
    check_phrases("a.md", "```\nso many\n```\n\nThe code `so many`.\n", &[]);
}

#[test]
fn accepts_phrases_in_longer_ones_that_are_fine() {
    check_phrases("a.rs", "// Files that are left behind.\nfn a() {}\n", &[]);
    check_phrases("a.rs", "// Files left behind are behind the others.\nfn a() {}\n", &["1"]);
}

#[test]
fn leaves_out_strings_of_tests() {
    check_phrases(
        "crates/a/src/a.rs",
        "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    const A: &str = \"so many\";\n}\n",
        &[],
    );
    check_phrases("crates/a/tests/a.rs", "const A: &str = \"so many\";\n", &[]);
}
