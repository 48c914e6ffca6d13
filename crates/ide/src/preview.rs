//! What a Templefile will become: the generated files, and what should be known of them before.

use temple_manifest::{Deployment, File, Rendered};
use temple_model::{Code, Diagnostic, Provider, Severity, TextRange};

use crate::Analysis;

/// The files that generating would write, read off one analysis. Nothing is rendered before it is asked for.
#[derive(Debug)]
pub struct Preview<'a> {
    analysis: &'a Analysis,
    deployment: Deployment<'a>,
}

/// Something to know before the files are generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The stable name of what is noted: that of a diagnostic's code, or of a defect.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What it is about, in a sentence or two.
    pub message: String,
    /// The place in the Templefile that it follows from, in bytes; absent where there is none.
    pub range: Option<TextRange>,
    /// The generated file and its line, counted from 0; absent for a note on the Templefile alone.
    pub place: Option<(String, u32)>,
}

/// What a user who looks at generated files has to hear of, beside errors.
const TOLD: [Code; 5] =
    [Code::ReferenceToStruct, Code::EnumerableAuthService, Code::NoEndpoints, Code::NoProvider, Code::Renamed];

impl Analysis {
    /// What generating would write with `target`; without one, with the provider that the text names.
    pub fn preview(&self, target: Option<Provider>) -> Preview<'_> {
        Preview { analysis: self, deployment: Deployment::new(self.model(), target) }
    }
}

impl<'a> Preview<'a> {
    /// The deployment plan.
    pub fn deployment(&self) -> &Deployment<'a> {
        &self.deployment
    }

    /// Whether the text has no error, so that nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.errors().next().is_none()
    }

    /// The files, sorted by path.
    pub fn files(&self) -> Vec<File<'_>> {
        self.deployment.files()
    }

    /// What is to be known of the whole: what is missing and why, where generating would crash, changed names.
    pub fn notes(&self) -> Vec<Note> {
        let missing = self.errors().map(|error| self.missing(error));
        let told = self.analysis.diagnostics().iter().filter(|diagnostic| TOLD.contains(&diagnostic.code));
        let chosen = self.deployment.target.is_some();
        let told = told.filter(|diagnostic| !(chosen && diagnostic.code == Code::NoProvider));
        missing.chain(told.map(|diagnostic| note(diagnostic, diagnostic.message.clone()))).collect()
    }

    /// What is known to be wrong with a rendered file.
    pub fn notes_of(&self, file: &File<'_>, rendered: &Rendered) -> Vec<Note> {
        let notes = rendered.defects.iter().map(|found| Note {
            code: found.defect.as_str(),
            severity: Severity::Warning,
            message: found.defect.message().to_owned(),
            range: rendered.source_of(found.line),
            place: Some((file.path().to_owned(), found.line)),
        });
        notes.collect()
    }

    fn errors(&self) -> impl Iterator<Item = &'a Diagnostic> {
        let diagnostics = self.analysis.diagnostics().iter();
        diagnostics.filter(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// What an error keeps out of the preview.
    fn missing(&self, error: &Diagnostic) -> Note {
        let path = self.analysis.path_of(error.range).join(".");
        let message = match path.as_str() {
            "" => error.message.clone(),
            path => format!("`{path}` may be incomplete here: {}", error.message),
        };
        note(error, message)
    }
}

fn note(diagnostic: &Diagnostic, message: String) -> Note {
    let severity = diagnostic.code.severity();
    Note { code: diagnostic.code.as_str(), severity, message, range: Some(diagnostic.range), place: None }
}
