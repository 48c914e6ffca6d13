//! Any script of edits: the server's text is the one that a plain string becomes, in every encoding, and the analysis after
//! each edit is that of the text as a whole.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use temple_ide::{Analysis, TextRange, TextSize};
use temple_lsp::text::{Encoding, Position, Text};

#[derive(Debug, Arbitrary)]
struct Script<'a> {
    text: &'a str,
    encoding: u8,
    edits: Vec<Edit<'a>>,
}

/// Positions are small, so that they often lie in the text; some still lie past the end of a line or of the text.
#[derive(Debug, Arbitrary)]
struct Edit<'a> {
    start: (u8, u8),
    end: (u8, u8),
    new: &'a str,
}

fuzz_target!(|script: Script<'_>| {
    let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][usize::from(script.encoding % 3)];
    let mut text = Text::from(script.text);
    let mut plain = script.text.to_owned();
    let mut analysis = Analysis::new(plain.as_str());
    for edit in &script.edits {
        let [start, end] = [edit.start, edit.end].map(|(line, character)| {
            let position = Position { line: line.into(), character: character.into() };
            let offset = text.offset(position, encoding);
            assert_eq!(usize::from(offset), plain_offset(&plain, position, encoding), "{position:?} in {plain:?}");
            offset
        });
        let range = TextRange::new(start.min(end), start.max(end));
        text.replace(range, edit.new);
        plain.replace_range(std::ops::Range::<usize>::from(range), edit.new);
        assert_eq!(text.to_string(), plain);
        analysis = analysis.after_edit(plain.as_str());
    }
    let whole = Analysis::new(plain.as_str());
    assert_eq!(format!("{:?}", analysis.parse().root()), format!("{:?}", whole.parse().root()));
    assert_eq!((analysis.diagnostics(), analysis.model()), (whole.diagnostics(), whole.model()));
    for diagnostic in analysis.diagnostics() {
        for offset in [diagnostic.range.start(), diagnostic.range.end()] {
            round_trip(&text, &plain, offset, encoding);
        }
    }
});

/// A position converts back to its offset, except between `\r` and `\n`, where there is no position.
fn round_trip(text: &Text, plain: &str, offset: TextSize, encoding: Encoding) {
    let at = usize::from(offset);
    let in_line_end = plain[..at].ends_with('\r') && plain[at..].starts_with('\n');
    let back = text.offset(text.position(offset, encoding), encoding);
    assert_eq!(usize::from(back), at - usize::from(in_line_end), "{offset:?} in {plain:?}");
}

/// The byte offset of a position, found by walking over the text.
fn plain_offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        let Some(end) = text[start..].find(['\n', '\r']) else { return text.len() };
        start += end + if text[start + end..].starts_with("\r\n") { 2 } else { 1 };
    }
    let line = &text[start..];
    let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
    let mut units = 0;
    for (at, c) in line.char_indices() {
        units += match encoding {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        };
        // A position inside a character counts as its start.
        if units > position.character as usize {
            return start + at;
        }
    }
    start + line.len()
}
