//! Conversion of syntax errors to diagnostics.

use temple_syntax::{Parse, SyntaxErrorKind};

use crate::sink::Sink;
use crate::{Code, Layout, syntax_repairs};

/// Reports every error of the parser, each with its fix if there is one.
pub(crate) fn report(parse: &Parse, sink: &mut Sink) {
    let layout = Layout::of(parse.file());
    let brackets = syntax_repairs::Brackets::of(parse);
    // Merge conflicts are reported by `conflicts::report`.
    for error in parse.errors().iter().filter(|error| !error.kind.is_of_conflict()) {
        let code = match error.kind {
            SyntaxErrorKind::IntegerOverflow => Code::NumberOverflow,
            _ => Code::SyntaxError,
        };
        let diagnostic = sink.report(code, error.range, error.kind.to_string());
        diagnostic.fixes.extend(syntax_repairs::repair(error, &brackets, parse, &layout));
    }
}
