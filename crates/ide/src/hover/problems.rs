//! What is wrong with a declaration, where it is shown from somewhere else.

use temple_model::{Code, Severity};
use temple_syntax::TextRange;

use crate::Analysis;

/// What makes the generator crash, although the text is accepted.
const CRASHES: [Code; 3] = [Code::ReferenceToStruct, Code::EnumerableAuthService, Code::NoEndpoints];

/// What is wrong with a part of the text.
pub(super) struct Problems {
    /// As Markdown, a paragraph each; absent where there is none.
    pub(super) text: Option<String>,
    /// Whether the text is rejected for one of them, so that nothing can be said of what is generated.
    pub(super) has_error: bool,
}

impl Analysis {
    /// The errors in a part of the text, and what makes the generator crash. What is reported for `shown` itself is left
    /// out: editors show it beside.
    pub(super) fn problems(&self, part: TextRange, shown: Option<TextRange>) -> Problems {
        let is_error = |code: Code| code.severity() == Severity::Error;
        let here = self.diagnostics().iter().filter(|it| part.contains_range(it.range));
        let here: Vec<_> = here.filter(|it| is_error(it.code) || CRASHES.contains(&it.code)).collect();
        let told = here.iter().filter(|it| Some(it.range) != shown);
        let lines: Vec<String> = told
            .map(|it| format!("**{}**: {}", if is_error(it.code) { "Error" } else { "Warning" }, it.message))
            .collect();
        Problems {
            has_error: here.iter().any(|it| is_error(it.code)),
            text: (!lines.is_empty()).then(|| lines.join("\n\n")),
        }
    }
}
