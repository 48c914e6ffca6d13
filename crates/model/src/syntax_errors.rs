//! Errors of the syntax, as diagnostics.

use temple_syntax::{Parse, SyntaxErrorKind, TextRange};

use crate::sink::Sink;
use crate::{Code, Layout, syntax_repairs};

/// Reports every error of the parser, each with the repair that the grammar knows.
pub(crate) fn report(parse: &Parse, sink: &mut Sink) {
    let layout = Layout::of(parse.file());
    let wrong_brackets = parse.errors().iter().filter(|error| is_of_brackets(error.kind)).count();
    for error in parse.errors() {
        let code = match error.kind {
            SyntaxErrorKind::IntegerOverflow => Code::NumberOverflow,
            _ => Code::SyntaxError,
        };
        let diagnostic = sink.report(code, error.range, error.kind.to_string());
        if let Some(fix) = syntax_repairs::repair(error, wrong_brackets <= 1, parse, &layout) {
            diagnostic.fixes.push(fix);
        } else if let Some(text) = error.kind.insertion() {
            let title = match text.trim() {
                "" => "Add a line break".to_owned(),
                text => format!("Add `{text}`"),
            };
            let text = if text.contains('\n') { text.replace('\n', layout.line_end()) } else { text.to_owned() };
            diagnostic.replace(title, TextRange::empty(error.at), text);
        } else if error.kind.is_superfluous() {
            diagnostic.remove("Remove it", error.range);
        }
    }
}

/// Whether a bracket or brace is the mistake, which may make others seem to be.
fn is_of_brackets(kind: SyntaxErrorKind) -> bool {
    use SyntaxErrorKind as E;
    matches!(
        kind,
        E::UnclosedBrace
            | E::UnmatchedBrace
            | E::UnclosedParenthesis
            | E::UnclosedBracket
            | E::SemicolonAfterBlock
            | E::ParenthesisForBrace
            | E::ExpectedBrace
    )
}
