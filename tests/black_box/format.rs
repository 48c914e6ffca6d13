//! Formatting preserves the meaning of any text.

use std::ops::Range;

use fastrand::Rng;
use temple_ide::{Analysis, Edit, FormatOptions, Indent, Severity, TextRange, TextSize, apply_edits};
use temple_syntax::documentation;
use temple_syntax::{SyntaxKind, lex};

use crate::cases;

/// The properties that must not change: tokens and comments in order, the model, and every diagnostic. White space at
/// the end of a line comment does not count.
struct Meaning {
    tokens: Vec<String>,
    model: String,
    diagnostics: Vec<String>,
}

impl Meaning {
    fn of(analysis: &Analysis) -> Meaning {
        let diagnostics = analysis.diagnostics().iter().filter(|it| !it.message.contains("end of the file"));
        Meaning {
            tokens: tokens(analysis.text()),
            model: without_ranges(&format!("{:?}", analysis.model())),
            diagnostics: diagnostics.map(|it| format!("{}: {}", it.code, it.message)).collect(),
        }
    }
}

fn tokens(text: &str) -> Vec<String> {
    let lexemes = lex(text);
    let ends = lexemes.iter().skip(1).map(|next| usize::from(next.start)).chain([text.len()]);
    let tokens = lexemes.iter().zip(ends).filter(|(lexeme, _)| lexeme.kind != SyntaxKind::WHITESPACE);
    let text = tokens.map(|(lexeme, end)| match &text[usize::from(lexeme.start)..end] {
        comment if lexeme.kind == SyntaxKind::LINE_COMMENT => comment.trim_end(),
        token => token,
    });
    text.map(str::to_owned).collect()
}

/// Removes everything of the form `12..34`.
fn without_ranges(shown: &str) -> String {
    let mut parts = shown.split("..");
    let mut result = parts.next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    for part in parts {
        let part = part.trim_start_matches(|c: char| c.is_ascii_digit());
        result.push_str(part.trim_end_matches(|c: char| c.is_ascii_digit()));
    }
    result
}

/// Applies edits, after checking that each changes white space, and nothing else.
#[track_caller]
fn apply(text: &str, edits: &[Edit]) -> String {
    for edit in edits {
        let old = &text[Range::<usize>::from(edit.range)];
        for space in [old, &edit.text] {
            assert!(space.bytes().all(|byte| b" \t\n\r\x0b\x0c".contains(&byte)), "{edit:?} in {text:?}");
        }
        assert_ne!(old, edit.text, "{edit:?} in {text:?}");
    }
    apply_edits(text, edits)
}

#[track_caller]
fn check(text: &str, options: &FormatOptions) -> String {
    let analysis = Analysis::new(text);
    let formatted = apply(text, &analysis.format(options));
    let again = Analysis::new(formatted.as_str());
    let (new, old) = (Meaning::of(&again), Meaning::of(&analysis));
    assert_eq!(new.tokens, old.tokens, "{text}\n{formatted}");
    assert_eq!(new.diagnostics, old.diagnostics, "{text}\n{formatted}");
    assert_eq!(new.model, old.model, "{text}\n{formatted}");
    assert_eq!(again.format(options), [], "a second time: {text:?}\n{formatted}");
    formatted
}

fn options() -> [FormatOptions; 3] {
    let plain = FormatOptions::default();
    [
        plain,
        FormatOptions { indent: Indent::Tab, insert_final_newline: false, ..plain },
        FormatOptions {
            indent: Indent::Spaces(3),
            trim_final_newlines: false,
            trim_trailing_whitespace: false,
            ..plain
        },
    ]
}

fn sources() -> Vec<String> {
    let examples = cases::examples().into_iter().map(|(_, text)| text);
    examples.chain(cases::recorded().map(|case| case.source)).collect()
}

#[test]
fn formatting_keeps_the_tokens() {
    let (mut texts, mut changed) = (0, 0);
    for source in sources() {
        for options in options() {
            texts += 1;
            changed += usize::from(check(&source, &options) != source);
        }
    }
    println!("formatted: {texts}, changed: {changed}");
    assert!(changed > 3_000, "only {changed} of {texts} texts were changed");
}

/// Removes and duplicates tokens, and inserts punctuation and white space of every kind.
#[test]
fn formatting_keeps_the_tokens_of_mutated_texts() {
    let put_in = [
        " ",
        "\n",
        "\r\n",
        "\r",
        "\n\n\n",
        "\t",
        "\x0b",
        "// c\n",
        "/* c */",
        "/*\n c\n*/",
        "/*",
        "//",
        ";",
        ",",
        ":",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "#",
        "@",
        "%",
        "\"",
        "\u{feff}",
        "\u{a0}",
        "é",
        "x",
        "S: service {",
        "5",
        "k",
        "1.5",
    ];
    let (mut random, mut texts, mut changed, mut broken) = (Rng::with_seed(1), 0, 0, 0);
    for source in sources() {
        for round in 0..6 {
            let mut tokens: Vec<&str> = Vec::new();
            let lexemes = lex(&source);
            let ends = lexemes.iter().skip(1).map(|next| usize::from(next.start)).chain([source.len()]);
            tokens.extend(lexemes.iter().zip(ends).map(|(lexeme, end)| &source[usize::from(lexeme.start)..end]));
            for _ in 0..1 + random.usize(..3) {
                let at = random.usize(..=tokens.len());
                match random.usize(..4) {
                    0 if at < tokens.len() => _ = tokens.remove(at),
                    1 if at < tokens.len() => tokens.insert(at, tokens[at]),
                    _ => tokens.insert(at, random.choice(put_in).expect("a piece")),
                }
            }
            let mutated = tokens.concat();
            texts += 1;
            changed += usize::from(check(&mutated, &options()[round % 3]) != mutated);
            broken += usize::from(!temple_syntax::parse(&mutated).errors().is_empty());
        }
    }
    println!("formatted: {texts}, changed: {changed}, with errors: {broken}");
    assert!(changed > 5_000 && broken > 3_000, "of {texts} texts only {changed} were changed, {broken} broken");
}

#[test]
fn formats_only_the_lines_of_a_range() {
    let (mut random, mut ranges, mut changed) = (Rng::with_seed(1), 0, 0);
    for source in sources().into_iter().filter(|source| source.is_ascii()) {
        let analysis = Analysis::new(source.as_str());
        if !analysis.parse().errors().is_empty() {
            continue;
        }
        let all = analysis.format(&FormatOptions::default());
        for _ in 0..5 {
            let (one, other) = (random.usize(..=source.len()), random.usize(..=source.len()));
            let range = one.min(other)..one.max(other);
            let text_range = TextRange::new(size(range.start), size(range.end));
            let edits = analysis.format_range(text_range, &FormatOptions::default());
            assert!(edits.iter().all(|edit| all.contains(edit)));
            let inside = all.iter().filter(|edit| text_range.contains_range(edit.range));
            assert!(
                inside.clone().all(|edit| edits.contains(edit) || edit.range.end() == text_range.end()),
                "{range:?} in {source:?}"
            );
            let again = Analysis::new(apply(&source, &edits));
            assert_eq!(tokens(again.text()), tokens(&source));
            ranges += 1;
            changed += usize::from(!edits.is_empty());
        }
    }
    println!("ranges: {ranges}, changed: {changed}");
    assert!(changed > 1_000, "only {changed} of {ranges} ranges were changed");
}

fn size(at: usize) -> TextSize {
    TextSize::try_from(at).expect("a small text")
}

/// Formatting while typing breaks nothing, and changes only white space before the cursor.
#[test]
fn formatting_on_typing_changes_only_earlier_text() {
    let (mut typed, mut changed) = (0, 0);
    for (_, source) in cases::examples() {
        let signs = source.match_indices(['}', ';', '\n']).map(|(at, sign)| (at + 1, sign));
        for (at, sign) in signs.step_by(7) {
            let sign = sign.chars().next().expect("a sign");
            // Typed at the end of the text, and in the middle of it.
            for text in [&source[..at], &source] {
                let analysis = Analysis::new(text);
                let edits = analysis.format_on_type(size(at), sign, &FormatOptions::default());
                assert!(edits.iter().all(|edit| sign == '\n' || usize::from(edit.range.end()) < at), "{edits:?}");
                assert_eq!(tokens(&apply(text, &edits)), tokens(text));
                typed += 1;
                changed += usize::from(!edits.is_empty());
            }
        }
    }
    println!("typed: {typed}, changed: {changed}");
    assert!(changed > 20, "only {changed} of {typed} signs changed something");
}

/// Comments belong to the same blocks and attributes as before.
#[test]
fn formatting_keeps_documentation_at_its_entry() {
    fn documented(text: &str) -> Vec<Option<String>> {
        let parse = temple_syntax::parse(text);
        let (mut work, mut found) = (vec![parse.root()], Vec::new());
        while let Some(parent) = work.pop() {
            for child in parent.nodes() {
                found.push(documentation(parent, child));
                work.push(child);
            }
        }
        found
    }
    for source in sources() {
        assert_eq!(documented(&check(&source, &FormatOptions::default())), documented(&source), "{source}");
    }
}

#[test]
fn examples_are_formatted() {
    // One of the examples shows other layouts.
    for path in cases::templefiles("examples").into_iter().filter(|path| !path.ends_with("layout.templefile")) {
        let source = std::fs::read_to_string(&path).expect("an example is UTF-8");
        assert_eq!(check(&source, &FormatOptions::default()), source, "{}", path.display());
    }
}

#[test]
fn examples_of_the_style_page_are_correct() {
    let page = std::fs::read_to_string(cases::root().join("docs/manual/style.md")).expect("the page");
    let example = page.split("```templefile\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    assert_eq!(check(example, &FormatOptions::default()), example);
    let analysis = Analysis::new(example);
    assert!(
        analysis.diagnostics().iter().all(|it| it.code.severity() > Severity::Warning),
        "{:?}",
        analysis.diagnostics()
    );
}
