//! Diagnostics for people: each with the lines of the file that it is about.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Renderer as Painter, Snippet, normalize_untrusted_str,
};
use temple_ide::{Analysis, Diagnostic, Severity, TextRange, TextSize};

use super::{Renderer, Summary};
use crate::cli::files::shown_name;
use crate::cli::output;
use crate::text::{Encoding, Text};

/// An excerpt has no more bytes than this, so that the time for a diagnostic does not depend on the length of the file
/// or of its lines.
const EXCERPT: usize = 2_000;
/// So many bytes of a line that is too long for an excerpt are shown on each side of the place.
const AROUND: usize = 300;
/// Related places beyond so many are counted, not shown.
const RELATED: usize = 8;

/// The format `text`.
pub(crate) struct TextRenderer {
    painter: Painter,
    least: Severity,
}

impl TextRenderer {
    /// For standard output: coloured and as wide as the terminal there, if there is one.
    pub(crate) fn for_stdout(least: Severity) -> TextRenderer {
        TextRenderer::new(output::colored(&io::stdout()), output::width(), least)
    }

    /// For standard error.
    pub(crate) fn for_stderr(least: Severity) -> TextRenderer {
        TextRenderer::new(output::colored(&io::stderr()), None, least)
    }

    fn new(colored: bool, width: Option<usize>, least: Severity) -> TextRenderer {
        let painter = if colored { Painter::styled() } else { Painter::plain() };
        let painter = width.map_or(painter.clone(), |width| painter.term_width(width));
        TextRenderer { painter, least }
    }

    fn render(&self, name: &str, source: &str, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        let mut shown = diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() <= self.least).peekable();
        if shown.peek().is_none() {
            return Ok(());
        }
        let file = File { name: &normalize_untrusted_str(shown_name(name)), source, text: Text::from(source) };
        for diagnostic in shown {
            let excerpts = file.excerpts(diagnostic);
            let mut rendered = self.painter.render(&[file.report(diagnostic, &excerpts)]);
            for excerpt in &excerpts {
                rendered = excerpt.with_true_column(rendered, file.name);
            }
            writeln!(out, "{rendered}\n")?;
        }
        Ok(())
    }
}

impl Renderer for TextRenderer {
    fn file(&self, name: &str, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
        self.render(name, analysis.text(), analysis.diagnostics(), out)
    }

    fn finish(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", in_words(summary, self.least))?;
        match summary.worst {
            Some(code) if code.severity() <= self.least => {
                writeln!(out, "`temple-lsp explain {code}` tells more")
            }
            _ => Ok(()),
        }
    }
}

/// One line such as `checked 3 files: 2 errors, 1 warning`.
fn in_words(summary: &Summary, least: Severity) -> String {
    const NAMES: [(Severity, &str, &str); 4] = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Information, "note", "notes"),
        (Severity::Hint, "hint", "hints"),
    ];
    let number = |count, one, many| format!("{count} {}", if count == 1 { one } else { many });
    let mut found: Vec<String> = Vec::new();
    for (severity, one, many) in NAMES {
        let count = summary.count(severity);
        if count > 0 {
            let hidden = if severity <= least { "" } else { " not shown" };
            found.push(number(count, one, many) + hidden);
        }
    }
    let found = match (summary.files, found.as_slice()) {
        (0, _) => String::new(),
        (_, []) => ": no problems".to_owned(),
        (_, found) => format!(": {}", found.join(", ")),
    };
    let unread = match summary.troubles.len() {
        0 => String::new(),
        count => format!("; {count} could not be read"),
    };
    format!("checked {}{found}{unread}", number(summary.files, "file", "files"))
}

/// A file whose diagnostics are rendered.
struct File<'a> {
    name: &'a str,
    source: &'a str,
    text: Text,
}

/// Some lines of a file and the places to mark in them.
struct Excerpt<'a> {
    /// The part of the file that is shown, in bytes.
    bytes: Range<usize>,
    /// The number of its first line, from 1.
    line: usize,
    marks: Vec<Mark<'a>>,
    /// The columns that the shown part and the file give to the first mark, where they differ.
    columns: Option<(usize, usize)>,
}

/// A place to mark, in bytes of the file.
struct Mark<'a> {
    kind: AnnotationKind,
    bytes: Range<usize>,
    label: Option<Cow<'a, str>>,
}

impl<'s> File<'s> {
    /// The excerpt around the diagnostic, then those around the related places that lie too far away to be in it.
    fn excerpts<'d>(&self, diagnostic: &'d Diagnostic) -> Vec<Excerpt<'d>> {
        let mut excerpts = vec![self.excerpt(AnnotationKind::Primary, diagnostic.range, None)];
        for related in diagnostic.related.iter().take(RELATED) {
            let excerpt = self.excerpt(AnnotationKind::Context, related.range, Some(related.message.as_str()));
            match excerpts.iter_mut().find_map(|before| self.joined(before, &excerpt).map(|bytes| (before, bytes))) {
                Some((before, (line, bytes))) => {
                    (before.line, before.bytes) = (line, bytes);
                    before.marks.extend(excerpt.marks);
                }
                None => excerpts.push(excerpt),
            }
        }
        excerpts
    }

    /// The lines of a range. Of a line that is too long, the part around the start of the range; of a range that is too
    /// long, its first line.
    fn excerpt<'d>(&self, kind: AnnotationKind, range: TextRange, label: Option<&'d str>) -> Excerpt<'d> {
        let range = self.clamped(range);
        let position = self.text.position(TextSize::new(range.start as u32), Encoding::Utf32);
        let (line, column) = (position.line as usize + 1, position.character as usize + 1);
        let (start, cut) = self.line_start(range.start);
        let (mut end, _) = self.line_end(range.end);
        let mut label = label.map(Cow::Borrowed);
        let mut marked = range.clone();
        if end - start > EXCERPT {
            (end, _) = self.line_end(range.start);
            marked.end = range.end.min(end);
            let last = self.text.position(TextSize::new(range.end as u32), Encoding::Utf32).line as usize + 1;
            if last > line {
                let goes_on = format!("to line {last}");
                label = Some(label.map_or(goes_on.clone().into(), |label| format!("{label}, {goes_on}").into()));
            }
        }
        let columns = cut.then(|| (self.source[start..range.start].chars().count() + 1, column));
        Excerpt { bytes: start..end, line, marks: vec![Mark { kind, bytes: marked, label }], columns }
    }

    /// The first line and the bytes of an excerpt that shows both, if it is not too long for that.
    fn joined(&self, a: &Excerpt<'_>, b: &Excerpt<'_>) -> Option<(usize, Range<usize>)> {
        let bytes = a.bytes.start.min(b.bytes.start)..a.bytes.end.max(b.bytes.end);
        let whole = a.columns.is_none() && b.columns.is_none() && bytes.len() <= EXCERPT / 4;
        whole.then(|| (a.line.min(b.line), bytes))
    }

    /// The range in the text and on character boundaries, whatever it was.
    fn clamped(&self, range: TextRange) -> Range<usize> {
        let end = self.source.floor_char_boundary(usize::from(range.end()));
        let start = self.source.floor_char_boundary(usize::from(range.start())).min(end);
        start..end
    }

    /// Where the line of an offset starts, or a place that is near enough; and whether it is not the start.
    fn line_start(&self, offset: usize) -> (usize, bool) {
        let bytes = self.source.as_bytes();
        let between = bytes.get(offset) == Some(&b'\n') && bytes[..offset].ends_with(b"\r");
        let offset = offset - usize::from(between);
        let nearest = offset.saturating_sub(EXCERPT / 2);
        match memchr::memrchr2(b'\n', b'\r', &bytes[nearest..offset]) {
            Some(found) => (nearest + found + 1, false),
            None if nearest == 0 => (0, false),
            None => (self.source.ceil_char_boundary(offset - AROUND), true),
        }
    }

    /// Where the line of an offset ends, or a place that is near enough; and whether it is not the end.
    fn line_end(&self, offset: usize) -> (usize, bool) {
        let bytes = self.source.as_bytes();
        let farthest = bytes.len().min(offset + EXCERPT / 2);
        match memchr::memchr2(b'\n', b'\r', &bytes[offset..farthest]) {
            Some(found) => (offset + found, false),
            None if farthest == bytes.len() => (farthest, false),
            None => (self.source.floor_char_boundary(offset + AROUND), true),
        }
    }

    fn report<'a>(&'a self, diagnostic: &'a Diagnostic, excerpts: &'a [Excerpt<'a>]) -> Group<'a> {
        let level = match diagnostic.code.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Information => Level::NOTE,
            Severity::Hint => Level::HELP.with_name("hint"),
        };
        let title = level
            .primary_title(normalize_untrusted_str(&diagnostic.message))
            .id(diagnostic.code.as_str())
            .id_url(diagnostic.code.url());
        let more = diagnostic.related.len().saturating_sub(RELATED);
        let more = (more > 0).then(|| Level::NOTE.message(format!("{more} more places belong to this")).into());
        let fix = diagnostic.fixes.first().map(|fix| Level::HELP.message(normalize_untrusted_str(&fix.title)).into());
        title
            .elements(excerpts.iter().map(|excerpt| Element::from(self.snippet(excerpt))))
            .elements(more.into_iter().chain(fix).collect::<Vec<Element<'a>>>())
    }

    fn snippet<'a>(&'a self, excerpt: &'a Excerpt<'a>) -> Snippet<'a, Annotation<'a>> {
        let start = excerpt.bytes.start;
        let marks = excerpt.marks.iter().map(move |mark| {
            let span = mark.bytes.start - start..mark.bytes.end - start;
            mark.kind.span(span).label(mark.label.as_deref().map(normalize_untrusted_str))
        });
        Snippet::source(&self.source[excerpt.bytes.clone()])
            .path(self.name)
            .line_start(excerpt.line)
            .fold(false)
            .annotations(marks)
    }
}

impl Excerpt<'_> {
    /// The painter counts columns from the start of what it is shown. Where that is not the start of the line, this puts
    /// the column of the file in its place.
    fn with_true_column(&self, rendered: String, name: &str) -> String {
        match self.columns {
            None => rendered,
            Some((shown, column)) => {
                let place = |column| format!("{name}:{}:{column}", self.line);
                rendered.replacen(&place(shown), &place(column), 1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use temple_ide::{Code, Fix, Related};

    use super::*;

    fn range(start: usize, end: usize) -> TextRange {
        TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
    }

    /// Takes the marks `‹` and `›` out of a text, and gives what each pair of them encloses.
    fn unmarked(marked: &str) -> (String, Vec<TextRange>) {
        let (mut text, mut starts, mut ranges) = (String::new(), Vec::new(), Vec::new());
        for c in marked.chars() {
            match c {
                '‹' => starts.push(text.len()),
                '›' => ranges.push(range(starts.pop().expect("an opening mark"), text.len())),
                _ => text.push(c),
            }
        }
        (text, ranges)
    }

    fn diagnostic(ranges: &[TextRange]) -> Diagnostic {
        let related = ranges[1..].iter().map(|range| Related { range: *range, message: "and here".to_owned() });
        Diagnostic {
            code: Code::UnknownType,
            range: ranges[0],
            message: "No such type".to_owned(),
            related: related.collect(),
            fixes: vec![Fix { title: "Replace with `string`".to_owned(), edits: Vec::new() }],
        }
    }

    fn rendered(source: &str, diagnostics: &[Diagnostic]) -> String {
        let mut out = Vec::new();
        let renderer = TextRenderer::new(false, None, Severity::Hint);
        renderer.render("a.temple", source, diagnostics, &mut out).expect("memory can be written");
        String::from_utf8(out).expect("UTF-8")
    }

    /// Renders a diagnostic about the first marked range, to which the other marked ranges are related.
    #[track_caller]
    fn check(marked: &str, expected: Expect) {
        let (source, ranges) = unmarked(marked);
        expected.assert_eq(&rendered(&source, &[diagnostic(&ranges)]));
    }

    #[test]
    fn a_diagnostic_shows_its_line() {
        check(
            "\nA: service {\r\n\ta: ‹strin›;\r\n}\r\n",
            expect![[r#"
            error[unknown-type]: No such type
             --> a.temple:3:5
              |
            3 |     a: strin;
              |        ^^^^^
              |
              = help: Replace with `string`

        "#]],
        );
    }

    #[test]
    fn near_places_share_an_excerpt_and_far_ones_do_not() {
        let far = "\n".repeat(600);
        check(
            &format!("‹a›\nb\n‹c›{far}‹d›\n"),
            expect![[r#"
            error[unknown-type]: No such type
               --> a.temple:1:1
                |
              1 | a
                | ^
              2 | b
              3 | c
                | - and here
                |
               ::: a.temple:603:1
                |
            603 | d
                | - and here
                |
                = help: Replace with `string`

        "#]],
        );
    }

    #[test]
    fn a_related_place_may_stand_before() {
        let (source, ranges) = unmarked("‹a›: int;\n‹a›: int;\n");
        expect![[r#"
            error[unknown-type]: No such type
             --> a.temple:2:1
              |
            1 | a: int;
              | - and here
            2 | a: int;
              | ^
              |
              = help: Replace with `string`

        "#]]
        .assert_eq(&rendered(&source, &[diagnostic(&[ranges[1], ranges[0]])]));
    }

    #[test]
    fn the_end_of_a_file_can_be_shown() {
        check(
            "a {\n‹›",
            expect![[r#"
            error[unknown-type]: No such type
             --> a.temple:2:1
              |
            2 |
              | ^
              |
              = help: Replace with `string`

        "#]],
        );
        check(
            "‹›",
            expect![[r#"
            error[unknown-type]: No such type
             --> a.temple:1:1
              |
            1 |
              | ^
              |
              = help: Replace with `string`

        "#]],
        );
        check(
            "a‹›",
            expect![[r#"
            error[unknown-type]: No such type
             --> a.temple:1:2
              |
            1 | a
              |  ^
              |
              = help: Replace with `string`

        "#]],
        );
    }

    #[test]
    fn characters_that_do_not_print_are_made_visible() {
        check(
            "\u{feff}日本\u{1b}[31m ‹\u{202e}x›\rb",
            expect![[r#"
            error[unknown-type]: No such type
             --> a.temple:1:10
              |
            1 | ﻿日本␛[31m �x
              |           ^^
              |
              = help: Replace with `string`

        "#]],
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        check(
            &format!("\n{} ‹bad› {}", "é".repeat(4000), "y".repeat(90_000)),
            expect![[r#"
            error[unknown-type]: No such type
             --> a.temple:2:4002
              |
            2 | ...éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé bad yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
              |                                                                   ^^^
              |
              = help: Replace with `string`

        "#]],
        );
    }

    #[test]
    fn the_column_in_a_long_line_is_right_in_colour_too() {
        let (source, ranges) = unmarked(&format!("{} ‹bad›", "é".repeat(4000)));
        let mut out = Vec::new();
        let renderer = TextRenderer::new(true, Some(60), Severity::Hint);
        renderer.render("a.temple", &source, &[diagnostic(&ranges)], &mut out).expect("memory can be written");
        assert!(String::from_utf8_lossy(&out).contains("a.temple:1:4002\n"));
    }

    #[test]
    fn a_long_range_is_cut_after_its_first_line() {
        check(
            &format!("‹Shop {{\n{}}}›", "  x;\n".repeat(9000)),
            expect![[r#"
            error[unknown-type]: No such type
             --> a.temple:1:1
              |
            1 | Shop {
              | ^^^^^^ to line 9002
              |
              = help: Replace with `string`

        "#]],
        );
    }

    #[test]
    fn many_related_places_are_counted() {
        let (source, ranges) = unmarked(&"‹a›\n".repeat(20));
        let text = rendered(&source, &[diagnostic(&ranges)]);
        assert_eq!(text.matches("and here").count(), RELATED);
        assert!(text.contains("11 more places belong to this"), "{text}");
    }

    #[test]
    fn ranges_that_do_not_fit_the_text_are_clamped() {
        for (start, end) in [(2, 3), (1, 9), (90, 99)] {
            assert!(rendered("é日\n", &[diagnostic(&[range(start, end)])]).contains("No such type"));
        }
    }

    /// However long the file and its lines are, a diagnostic shows a bounded part, so that the time for it is bounded.
    #[test]
    fn excerpts_are_bounded() {
        for text in ["  a: strin;\n", "  a: strin; ", "é", "\r", "\n"] {
            let source = text.repeat(20_000);
            let file = File { name: "", source: &source, text: Text::from(source.as_str()) };
            for (start, end) in [(0, 20_000), (7, 7), (9_000, 9_010), (15_000, 19_999), (20_000, 20_000)] {
                for excerpt in file.excerpts(&diagnostic(&[range(start, end), range(0, 0), range(end, end)])) {
                    assert!(excerpt.bytes.len() <= EXCERPT, "{text:?} {start} {end}");
                }
            }
        }
    }

    #[test]
    fn the_summary_counts_what_is_shown_and_what_is_not() {
        let found = |codes: &[Code]| {
            let all: Vec<_> =
                codes.iter().map(|code| Diagnostic { code: *code, ..diagnostic(&[range(0, 0)]) }).collect();
            in_words(&Summary::of(&all), Severity::Information)
        };
        assert_eq!(found(&[]), "checked 1 file: no problems");
        assert_eq!(found(&[Code::UnknownType]), "checked 1 file: 1 error");
        assert_eq!(
            found(&[Code::Spelling, Code::Renamed, Code::NoEndpoints, Code::NoEndpoints]),
            "checked 1 file: 2 warnings, 1 note, 1 hint not shown"
        );
    }
}
