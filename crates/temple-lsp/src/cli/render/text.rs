//! Diagnostics for people: each with the lines of the file that it refers to.

use std::io::{self, Write};

use annotate_snippets::{Element, Group, Level, Renderer as Painter, normalize_untrusted_str};
use temple_ide::{Analysis, Diagnostic, Severity};

use super::excerpt::{Excerpt, File, RELATED};
use super::renderer::{Renderer, Summary};
use crate::cli::files::shown_name;
use crate::cli::output;
use crate::text::Text;

/// The format `text`.
pub(crate) struct TextRenderer {
    painter: Painter,
    least: Severity,
}

impl TextRenderer {
    /// Creates a renderer for standard output, in colour if allowed and as wide as the terminal, if there is one.
    pub(crate) fn for_stdout(least: Severity) -> TextRenderer {
        TextRenderer::new(output::colored(&io::stdout()), output::width(), least)
    }

    /// Creates a renderer for standard error.
    pub(crate) fn for_stderr(least: Severity) -> TextRenderer {
        TextRenderer::new(output::colored(&io::stderr()), None, least)
    }

    fn new(colored: bool, width: Option<usize>, least: Severity) -> TextRenderer {
        let painter = if colored { Painter::styled() } else { Painter::plain() };
        let painter = width.map_or(painter.clone(), |width| painter.term_width(width));
        TextRenderer { painter, least }
    }

    /// Writes the given diagnostics of a text.
    pub(crate) fn render(
        &self,
        name: &str,
        source: &str,
        diagnostics: &[Diagnostic],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut shown = diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() <= self.least).peekable();
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
    fn file(&self, name: &str, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
        self.render(name, analysis.text(), analysis.diagnostics(), out)
    }

    fn finish(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", in_words(summary, self.least))?;
        match summary.worst {
            Some(code) if code.severity() <= self.least => {
                writeln!(out, "run `temple-lsp explain {code}` for details")
            }
            _ => Ok(()),
        }
    }
}

/// Returns one line such as `checked 3 files: 2 errors, 1 warning`.
fn in_words(summary: &Summary, least: Severity) -> String {
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
            let is_hidden = severity > least;
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
    let unread = match summary.troubles.len() {
        0 => String::new(),
        count => format!("; {count} could not be read"),
    };
    format!("checked {}{found}{unread}", number(summary.files, "file", "files"))
}

/// Returns the report of a diagnostic in the form of the `annotate_snippets` crate.
fn report<'a>(file: &'a File<'_>, diagnostic: &'a Diagnostic, excerpts: &'a [Excerpt<'a>]) -> Group<'a> {
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

    use super::super::excerpt::EXCERPT;
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
        assert!(text.contains("11 more related locations"), "{text}");
    }

    #[test]
    fn ranges_that_do_not_fit_the_text_are_clamped() {
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
