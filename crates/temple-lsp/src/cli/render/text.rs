//! Diagnostics for people: each with the lines of the file that it refers to.

use std::io::{self, Write};

use annotate_snippets::{Element, Group, Level, Renderer as Painter, normalize_untrusted_str};
use temple_ide::Severity;
use temple_ide::model::Diagnostic;

use super::checked::{Checked, Rule};
use super::excerpt::{Excerpt, File, MAX_RELATED_RANGES};
use super::renderer::{Renderer, Summary};
use crate::cli::files::shown_name;
use crate::cli::output;
use crate::text::Text;

/// The format `text`.
pub(crate) struct TextRenderer {
    painter: Painter,
    min_severity: Severity,
}

impl TextRenderer {
    /// Creates a renderer for standard output, in colour if allowed and as wide as the terminal, if there is one.
    pub(crate) fn for_stdout(min_severity: Severity) -> TextRenderer {
        TextRenderer::new(output::colored(&io::stdout()), output::width(), min_severity)
    }

    /// Creates a renderer for standard error.
    pub(crate) fn for_stderr(min_severity: Severity) -> TextRenderer {
        TextRenderer::new(output::colored(&io::stderr()), None, min_severity)
    }

    fn new(colored: bool, width: Option<usize>, min_severity: Severity) -> TextRenderer {
        let painter = if colored { Painter::styled() } else { Painter::plain() };
        let painter = width.map_or(painter.clone(), |width| painter.term_width(width));
        TextRenderer { painter, min_severity }
    }

    /// Writes the given diagnostics of a text.
    pub(crate) fn render<C: Rule>(
        &self,
        name: &str,
        source: &str,
        diagnostics: &[Diagnostic<C>],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut shown =
            diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() <= self.min_severity).peekable();
        if shown.peek().is_none() {
            return Ok(());
        }
        let file = File { name: &normalize_untrusted_str(shown_name(name)), source, text: Text::from(source) };
        for diagnostic in shown {
            let excerpts = file.excerpts(diagnostic);
            let mut rendered = self.painter.render(&[report(&file, diagnostic, &excerpts)]);
            for excerpt in &excerpts {
                rendered = excerpt.with_true_column(rendered, file.name);
            }
            writeln!(out, "{rendered}\n")?;
        }
        Ok(())
    }
}

impl Renderer for TextRenderer {
    fn file(&self, name: &str, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        match checked {
            Checked::Templefile(analysis) => self.render(name, analysis.text(), analysis.diagnostics(), out),
            Checked::Deploy(report) => self.render(name, &report.text, &report.diagnostics, out),
        }
    }

    fn finish(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", describe(summary, self.min_severity))?;
        match summary.worst {
            Some((severity, code)) if severity <= self.min_severity => {
                writeln!(out, "run `temple-lsp explain {code}` for details")
            }
            _ => Ok(()),
        }
    }
}

/// Returns one line such as `checked 3 files: 2 errors, 1 warning`.
fn describe(summary: &Summary, min_severity: Severity) -> String {
    const NAMES: [(Severity, &str, &str); 4] = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Information, "note", "notes"),
        (Severity::Hint, "hint", "hints"),
    ];
    let number = |count, one, many| format!("{count} {}", if count == 1 { one } else { many });
    let mut found: Vec<String> = Vec::new();
    let mut lowest_hidden = None;
    for (severity, one, many) in NAMES {
        let count = summary.count(severity);
        if count > 0 {
            let is_hidden = severity > min_severity;
            lowest_hidden = if is_hidden { Some(severity) } else { lowest_hidden };
            found.push(number(count, one, many) + if is_hidden { " not shown" } else { "" });
        }
    }
    let advice = lowest_hidden.map_or_else(String::new, |it| format!(" (use --min-severity {})", it.as_str()));
    let found = match (summary.files, found.as_slice()) {
        (0, _) => String::new(),
        (_, []) => ": no problems".to_owned(),
        (_, found) => format!(": {}{advice}", found.join(", ")),
    };
    let unread = match summary.read_errors.len() {
        0 => String::new(),
        count => format!("; {count} could not be read"),
    };
    format!("checked {}{found}{unread}", number(summary.files, "file", "files"))
}

/// Returns the report of a diagnostic in the form of the `annotate_snippets` crate.
fn report<'a, C: Rule>(file: &'a File<'_>, diagnostic: &'a Diagnostic<C>, excerpts: &'a [Excerpt<'a>]) -> Group<'a> {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::NOTE,
        Severity::Hint => Level::HELP.with_name("hint"),
    };
    let title = level
        .primary_title(normalize_untrusted_str(&diagnostic.message))
        .id(diagnostic.code.name())
        .id_url(diagnostic.code.url());
    let more = diagnostic.related.len().saturating_sub(MAX_RELATED_RANGES);
    let more = (more > 0).then(|| {
        Level::NOTE.message(format!("{more} more related location{}", if more == 1 { "" } else { "s" })).into()
    });
    // Showing one of several fixes would suggest that it is the only one.
    let fix = diagnostic
        .fixes
        .first()
        .filter(|_| diagnostic.fixes.len() == 1)
        .map(|fix| Level::HELP.message(normalize_untrusted_str(&fix.title)).into());
    title
        .elements(excerpts.iter().map(|excerpt| Element::from(file.snippet(excerpt))))
        .elements(more.into_iter().chain(fix).collect::<Vec<Element<'a>>>())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use temple_ide::{Code, Fix, Related, TextRange, TextSize};

    use super::super::excerpt::MAX_EXCERPT_BYTES;
    use super::*;

    fn range(start: usize, end: usize) -> TextRange {
        TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
    }

    /// Removes the marks `‹` and `›` from a text, and returns the range that each pair of them encloses.
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
            fixes: vec![Fix { title: "Replace with `string`".to_owned(), edits: Vec::new(), is_safe: true }],
        }
    }

    fn rendered(source: &str, diagnostics: &[Diagnostic]) -> String {
        let mut out = Vec::new();
        let renderer = TextRenderer::new(false, None, Severity::Hint);
        renderer.render("a.temple", source, diagnostics, &mut out).expect("memory can be written");
        String::from_utf8(out).expect("UTF-8")
    }

    /// Renders a diagnostic at the first marked range, with the other marked ranges as related ones.
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
    fn joins_excerpts_of_nearby_ranges_only() {
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
    fn shows_a_related_range_before_the_diagnostic() {
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
    fn shows_the_end_of_a_file() {
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
    fn makes_control_characters_visible() {
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
    fn cuts_a_long_line_around_the_range() {
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
    fn shows_the_true_column_in_a_cut_line_in_colour() {
        let (source, ranges) = unmarked(&format!("{} ‹bad›", "é".repeat(4000)));
        let mut out = Vec::new();
        let renderer = TextRenderer::new(true, Some(60), Severity::Hint);
        renderer.render("a.temple", &source, &[diagnostic(&ranges)], &mut out).expect("memory can be written");
        assert!(String::from_utf8_lossy(&out).contains("a.temple:1:4002\n"));
    }

    #[test]
    fn cuts_a_long_range_after_its_first_line() {
        check(
            &format!("‹Shop {{\n{}}}›", "  x;\n".repeat(9000)),
            expect![[r#"
                error[unknown-type]: No such type
                 --> a.temple:1:1
                  |
                1 | Shop {
                  | ^^^^^^ continues to line 9002
                  |
                  = help: Replace with `string`

            "#]],
        );
    }

    #[test]
    fn counts_related_ranges_that_are_not_shown() {
        let (source, ranges) = unmarked(&"‹a›\n".repeat(20));
        let text = rendered(&source, &[diagnostic(&ranges)]);
        assert_eq!(text.matches("and here").count(), MAX_RELATED_RANGES);
        assert!(text.contains("11 more related locations"), "{text}");
    }

    #[test]
    fn clamps_ranges_outside_the_text() {
        for (start, end) in [(2, 3), (1, 9), (90, 99)] {
            assert!(rendered("é日\n", &[diagnostic(&[range(start, end)])]).contains("No such type"));
        }
    }

    /// The part that a diagnostic shows, and therefore its time, is bounded however long the file and its lines are.
    #[test]
    fn excerpts_are_bounded() {
        for text in ["  a: strin;\n", "  a: strin; ", "é", "\r", "\n"] {
            let source = text.repeat(20_000);
            let file = File { name: "", source: &source, text: Text::from(source.as_str()) };
            for (start, end) in [(0, 20_000), (7, 7), (9_000, 9_010), (15_000, 19_999), (20_000, 20_000)] {
                for excerpt in file.excerpts(&diagnostic(&[range(start, end), range(0, 0), range(end, end)])) {
                    assert!(excerpt.bytes.len() <= MAX_EXCERPT_BYTES, "{text:?} {start} {end}");
                }
            }
        }
    }

    #[test]
    fn summary_counts_shown_and_hidden_diagnostics() {
        let found = |codes: &[Code]| {
            let all: Vec<_> =
                codes.iter().map(|code| Diagnostic { code: *code, ..diagnostic(&[range(0, 0)]) }).collect();
            describe(&Summary::of_diagnostics(&all), Severity::Information)
        };
        assert_eq!(found(&[]), "checked 1 file: no problems");
        assert_eq!(found(&[Code::UnknownType]), "checked 1 file: 1 error");
        assert_eq!(
            found(&[Code::Spelling, Code::Renamed, Code::NoEndpoints, Code::NoEndpoints]),
            "checked 1 file: 2 warnings, 1 note, 1 hint not shown (use --min-severity hint)"
        );
    }
}
