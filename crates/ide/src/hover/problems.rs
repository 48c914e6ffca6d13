//! The problems of a declaration, for hovers elsewhere in the text.

use temple_model::{Code, Severity};
use temple_syntax::TextRange;

use crate::Analysis;

/// The problems in parts of the text.
pub(super) struct Problems {
    /// The problems in Markdown, one paragraph each; `None` if there are none.
    pub(super) text: Option<String>,
    /// Set if one of them is an error, so that nothing certain is known about the generated code.
    pub(super) has_error: bool,
}

impl Analysis {
    /// Returns the errors and warnings in parts of the text, which must be sorted and must not overlap. The text leaves
    /// out diagnostics whose range is `already_shown`, because editors show them next to the hover.
    pub(super) fn problems(&self, parts: &[TextRange], already_shown: Option<TextRange>) -> Problems {
        let is_error = |code: Code| code.severity() == Severity::Error;
        let is_in_part = |range: TextRange| {
            let before = parts.partition_point(|part| part.start() <= range.start()).checked_sub(1);
            before.is_some_and(|part| parts[part].contains_range(range))
        };
        let reported = self.diagnostics().iter().filter(|it| it.code.severity() <= Severity::Warning);
        let here: Vec<_> = reported.filter(|it| is_in_part(it.range)).collect();
        let reported = here.iter().filter(|it| Some(it.range) != already_shown);
        let lines: Vec<String> = reported
            .map(|it| format!("**{}**: {}", if is_error(it.code) { "Error" } else { "Warning" }, it.message))
            .collect();
        Problems {
            has_error: here.iter().any(|it| is_error(it.code)),
            text: (!lines.is_empty()).then(|| lines.join("\n\n")),
        }
    }
}
