//! Diagnostics for GitHub Actions: workflow commands that annotate the lines of a pull request.

use std::io::{self, Write};

use temple_ide::Severity;
use temple_ide::model::Diagnostic;

use super::checked::{Checked, Rule};
use super::renderer::Renderer;
use crate::text::{Encoding, Text};

/// The format `github`.
pub(crate) struct GithubRenderer {
    /// The minimum severity that is written.
    pub(crate) min_severity: Severity,
}

impl Renderer for GithubRenderer {
    fn file(&self, name: &str, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        match checked {
            Checked::Templefile(analysis) => {
                render(name, analysis.text(), analysis.diagnostics(), self.min_severity, out)
            }
            Checked::Deploy(report) => render(name, &report.text, &report.diagnostics, self.min_severity, out),
        }
    }
}

fn render<C: Rule>(
    name: &str,
    source: &str,
    diagnostics: &[Diagnostic<C>],
    min_severity: Severity,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut shown = diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() <= min_severity).peekable();
    if shown.peek().is_none() {
        return Ok(());
    }
    let text = Text::from(source);
    // GitHub matches annotations with changed files by path, and does not normalise `./a`.
    let file = property(name.strip_prefix("./").unwrap_or(name));
    for diagnostic in shown {
        let command = match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information | Severity::Hint => "notice",
        };
        let start = text.position(diagnostic.range.start(), Encoding::Utf16);
        let end = text.position(diagnostic.range.end(), Encoding::Utf16);
        write!(out, "::{command} file={file},line={},endLine={}", start.line + 1, end.line + 1)?;
        // Columns are only allowed in annotations of one line.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.character + 1, end.character + 1)?;
        }
        writeln!(out, ",title={}::{}", diagnostic.code, data(&diagnostic.message))?;
    }
    Ok(())
}

/// Escapes the text of a command. Line breaks would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property of a command, which `,` and `:` would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use temple_ide::{Code, TextRange};

    use super::*;

    #[track_caller]
    fn check(name: &str, source: &str, range: (u32, u32), message: &str, expected: Expect) {
        let diagnostic = Diagnostic {
            code: Code::UnknownType,
            range: TextRange::new(range.0.into(), range.1.into()),
            message: message.to_owned(),
            related: Vec::new(),
            fixes: Vec::new(),
        };
        let mut out = Vec::new();
        render(name, source, &[diagnostic], Severity::Hint, &mut out).expect("memory can be written");
        expected.assert_eq(&String::from_utf8(out).expect("UTF-8"));
    }

    #[test]
    fn columns_count_from_one_in_utf16() {
        let expected = expect![[r#"
            ::error file=a.temple,line=2,endLine=2,col=3,endColumn=5,title=unknown-type::No such type
        "#]];
        check("./a.temple", "x\n😀ab", (6, 8), "No such type", expected);
    }

    #[test]
    fn escapes_characters_that_end_a_command() {
        let expected = expect![[r#"
            ::error file=a%2Cb%3Ac%25.temple,line=1,endLine=1,col=1,endColumn=2,title=unknown-type::100%25, a: b%0D%0Ac
        "#]];
        check("a,b:c%.temple", "x", (0, 1), "100%, a: b\r\nc", expected);
    }

    #[test]
    fn multi_line_annotations_have_no_columns() {
        let expected = expect![[r#"
            ::error file=a.temple,line=1,endLine=2,title=unknown-type::x
        "#]];
        check("a.temple", "a\nb", (0, 3), "x", expected);
    }
}
