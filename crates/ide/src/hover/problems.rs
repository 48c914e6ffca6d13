//! What is wrong with a declaration, where it is shown from somewhere else.

use temple_model::{Code, Severity};
use temple_syntax::TextRange;

use crate::Analysis;

/// What is wrong with parts of the text.
pub(super) struct Problems {
    /// As Markdown, a paragraph each; absent where there is none.
    pub(super) text: Option<String>,
    /// Whether the text is rejected for one of them, so that nothing can be said of what is generated.
    pub(super) has_error: bool,
}

impl Analysis {
    /// The errors and warnings in parts of the text, which are sorted and do not overlap. What is reported for `shown`
    /// itself is left out: editors show it beside.
    pub(super) fn problems(&self, parts: &[TextRange], shown: Option<TextRange>) -> Problems {
        let is_error = |code: Code| code.severity() == Severity::Error;
        let is_in_part = |range: TextRange| {
            let before = parts.partition_point(|part| part.start() <= range.start()).checked_sub(1);
            before.is_some_and(|part| parts[part].contains_range(range))
        };
        let told = self.diagnostics().iter().filter(|it| it.code.severity() <= Severity::Warning);
        let here: Vec<_> = told.filter(|it| is_in_part(it.range)).collect();
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
