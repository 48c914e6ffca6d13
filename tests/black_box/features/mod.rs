//! Properties of the editor features at every position of every text.

mod actions;
mod completion;
mod explain;
mod navigate;
mod rename;

use std::ops::Range;

use temple_ide::{Analysis, TextRange, TextSize};

use crate::cases;

/// Returns the examples, valid and broken: the name of the file, and the text.
fn examples() -> Vec<(String, String)> {
    cases::examples().into_iter().map(|(path, text)| (path.display().to_string(), text)).collect()
}

/// Returns one in `step` recorded cases: the name, and the text.
fn recorded(step: usize) -> Vec<(String, String)> {
    cases::recorded().step_by(step).map(|case| (case.name, case.source)).collect()
}

/// Returns texts with rare constructs.
fn odd() -> Vec<(String, String)> {
    let texts = [
        "",
        " ",
        "\u{feff}",
        "\r\n\r\n",
        "#",
        "@",
        "S: service {\r\n  a: string(5);\r\n  #omit[read]\r\n}\r\n",
        "S: service { a: strïng(ü); /* ö */ #öö; ñ: Ñ @ñ; }",
        "S: service { a: int(max: \u{a0}5); 𝒳: int; }",
        "P: project { #provider(k8s)\nS: service { a: S; #uses[S\nT: struct { a",
        "}}}}",
        "S: service { # omit [ read ] ; a : string ( 5 , ) @ unique ; }",
        "/* unterminated",
        "// unterminated",
        "A: service {}\nA: service { a: A; a: int; A: struct {}; A: struct {} }",
    ];
    texts.iter().map(|text| (format!("{text:?}"), (*text).to_owned())).collect()
}

/// Iterates over all character boundaries of a text.
fn offsets(text: &str) -> impl Iterator<Item = TextSize> {
    (0..=text.len()).filter(|&at| text.is_char_boundary(at)).map(size)
}

fn size(at: usize) -> TextSize {
    TextSize::try_from(at).expect("a small text")
}

fn whole(analysis: &Analysis) -> TextRange {
    TextRange::up_to(TextSize::of(&**analysis.text()))
}

/// Returns the text at a range. Fails if the range is not inside the text.
#[track_caller]
fn slice(text: &str, range: TextRange) -> &str {
    let slice = text.get(Range::<usize>::from(range));
    slice.unwrap_or_else(|| panic!("{range:?} is no part of {text:?}"))
}
