//! Texts with mistakes: recorded cases and examples with a few tokens changed, the same in every run.

use crate::cases;

/// A generator of pseudo-random numbers.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// What is put in: tokens, pieces of the language, and of others.
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

/// The text after some changes of its tokens or lines.
pub(super) fn mutated(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        text = match random.below(12) {
            0 => with_markers(&text, random),
            1 => with_line(&text, random),
            _ => with_token(&text, random),
        };
    }
    text
}

fn tokens(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = temple_syntax::lex(text).iter().map(|lexeme| usize::from(lexeme.start)).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| &text[start..end]).collect()
}

fn with_token(text: &str, random: &mut Random) -> String {
    let mut tokens = tokens(text);
    if tokens.is_empty() {
        return random.pick(PIECES).to_owned();
    }
    let at = random.below(tokens.len());
    let near = (at + 1 + random.below(4)).min(tokens.len() - 1);
    match random.below(6) {
        0 | 1 => drop(tokens.remove(at)),
        2 => tokens.insert(near, tokens[at]),
        3 => tokens.swap(at, near),
        4 => tokens.insert(at, random.pick(PIECES)),
        _ => tokens[at] = random.pick(PIECES),
    }
    tokens.concat()
}

fn with_line(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let (at, other) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(3) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(other, lines[at]),
        _ => lines.swap(at, other),
    }
    lines.concat()
}

/// Puts in markers of a merge conflict in their order, seldom all but one.
fn with_markers(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut places: Vec<usize> = MARKERS.iter().map(|_| random.below(lines.len() + 1)).collect();
    places.sort_unstable();
    let (left_out, has_base) = (random.below(12), random.below(3) == 0);
    for (order, (&place, marker)) in places.iter().zip(MARKERS).enumerate().rev() {
        if order != left_out && (order != 1 || has_base) {
            lines.insert(place, marker);
        }
    }
    lines.concat()
}

/// The recorded cases and all examples.
pub(super) fn texts() -> Vec<String> {
    let recorded = cases::language().into_values().flatten().map(|case| case.source);
    let examples = ["examples", "examples/broken"].into_iter().flat_map(cases::templefiles);
    let examples = examples.map(|path| std::fs::read_to_string(path).expect("an example is UTF-8"));
    recorded.chain(examples).collect()
}
