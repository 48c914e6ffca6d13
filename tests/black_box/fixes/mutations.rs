//! Texts with mistakes: recorded cases and examples with a few tokens changed, the same in every run.

use fastrand::Rng;

use crate::cases;

/// The inserted texts: tokens, and fragments of this and other languages.
const PIECES: &[&str] = &[
    ":",
    ";",
    ",",
    "#",
    "@",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "5",
    "-1",
    "1.5",
    "k",
    "x",
    "Order",
    "int",
    "string",
    "service",
    "struct",
    "project",
    "auth",
    "read",
    "max",
    "=",
    "?",
    "!",
    "<",
    ">",
    "\"a b\"",
    "'x'",
    "\u{a0}",
    "//",
    "/*",
    "*/",
    "\n",
    "#auth;",
    "#omit[read];",
    "a: int;",
    "a: int",
    "@unique",
    "@server",
    "(5, 1)",
    "max: 5",
    "min: 1,",
    "[read, create]",
    "S: service {",
    "T: struct { a: int; }",
    "enum Color { RED; GREEN }",
    "message X {}",
    "type Foo struct {",
    "class A { int a; }",
    "public string name;",
    "= 5",
    "null",
    "-",
    "--",
    ".",
    "…",
    "＠",
    "；",
    "5MB",
    "1_000",
    "# note",
    "import x;",
    "|",
    "->",
    "*",
    "}\n}",
    "<<<<<<<",
];

const MARKERS: [&str; 4] = ["<<<<<<< HEAD\n", "||||||| 4f2a91c\n", "=======\n", ">>>>>>> topic\n"];

/// Returns the text after some changes of its tokens or lines.
pub(super) fn mutated(text: &str, random: &mut Rng) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.usize(..3) {
        text = match random.usize(..12) {
            0 => with_markers(&text, random),
            1 => with_line(&text, random),
            _ => with_token(&text, random),
        };
    }
    text
}

fn piece(random: &mut Rng) -> &'static str {
    random.choice(PIECES).expect("a piece")
}

fn tokens(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = temple_syntax::lex(text).iter().map(|lexeme| usize::from(lexeme.start)).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| &text[start..end]).collect()
}

fn with_token(text: &str, random: &mut Rng) -> String {
    let mut tokens = tokens(text);
    if tokens.is_empty() {
        return piece(random).to_owned();
    }
    let at = random.usize(..tokens.len());
    let near = (at + 1 + random.usize(..4)).min(tokens.len() - 1);
    match random.usize(..6) {
        0 | 1 => drop(tokens.remove(at)),
        2 => tokens.insert(near, tokens[at]),
        3 => tokens.swap(at, near),
        4 => tokens.insert(at, piece(random)),
        _ => tokens[at] = piece(random),
    }
    tokens.concat()
}

fn with_line(text: &str, random: &mut Rng) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let (at, other) = (random.usize(..lines.len()), random.usize(..lines.len()));
    match random.usize(..3) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(other, lines[at]),
        _ => lines.swap(at, other),
    }
    lines.concat()
}

/// Inserts the markers of a merge conflict in order, and occasionally leaves one out.
fn with_markers(text: &str, random: &mut Rng) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut indices: Vec<usize> = MARKERS.iter().map(|_| random.usize(..=lines.len())).collect();
    indices.sort_unstable();
    let (left_out, has_base) = (random.usize(..12), random.usize(..3) == 0);
    for (order, (&index, marker)) in indices.iter().zip(MARKERS).enumerate().rev() {
        if order != left_out && (order != 1 || has_base) {
            lines.insert(index, marker);
        }
    }
    lines.concat()
}

/// Returns the recorded cases and all examples.
pub(super) fn texts() -> Vec<String> {
    let recorded = cases::recorded().map(|case| case.source);
    recorded.chain(cases::examples().into_iter().map(|(_, text)| text)).collect()
}
