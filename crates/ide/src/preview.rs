//! Preview: the files that will be generated from a Templefile, with notes on their known problems.
//!
//! ```text
//! docker-compose.yml     ◀ #provider(dockerCompose);
//! book/book.go           ◀ Book: service {
//! cart/cart.go           ◀ Cart: service {
//! note: `Order` is renamed to `ShopOrder` in the generated code
//! ```

mod missing;

use temple_manifest::{Deployment, File, Plan, Rendered, Target};
use temple_model::catalogue::Item;
use temple_model::{Code, Diagnostic, Severity, TextRange};

use crate::Analysis;

/// The files that would be generated from a text. They are rendered on request only.
#[derive(Debug)]
pub struct Preview<'a> {
    analysis: &'a Analysis,
    deployment: Deployment<'a>,
}

/// A note for readers of the generated files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The stable name of its subject: the code of a diagnostic, or the name of a known defect.
    pub code: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The message, in a sentence or two.
    pub message: String,
    /// The range in the Templefile that it refers to, in bytes; `None` if there is none.
    pub range: Option<TextRange>,
    /// The path of the generated file and the line in it, counted from 0; `None` for a note on the Templefile alone.
    pub location: Option<(String, u32)>,
}

impl Analysis {
    /// Returns the files that would be generated for `target`, or for the provider in the text if `target` is `None`.
    pub fn preview(&self, target: Option<Target>) -> Preview<'_> {
        Preview { analysis: self, deployment: Deployment::new(self.model(), target) }
    }
}

impl<'a> Preview<'a> {
    /// The codes of diagnostics, other than errors, that matter to readers of the generated files.
    pub const REPORTED_CODES: [Code; 5] =
        [Code::ReferenceToStruct, Code::EnumerableAuthService, Code::NoEndpoints, Code::NoProvider, Code::Renamed];

    /// The plan of the running system.
    pub fn plan(&self) -> &Plan<'a> {
        &self.deployment.plan
    }

    /// The target; `None` if neither the text nor the user chooses one.
    pub fn target(&self) -> Option<Target> {
        self.deployment.target
    }

    /// Returns true if the text has no errors, so that nothing is missing from the files.
    pub fn is_complete(&self) -> bool {
        self.analysis.is_valid()
    }

    /// The files, sorted by path.
    pub fn files(&self) -> Vec<File<'_>> {
        self.deployment.files()
    }

    /// Returns the notes on the whole: missing parts and the reasons, crashes of the generator, changed names, and a
    /// missing provider.
    pub fn notes(&self) -> Vec<Note> {
        let missing = self.analysis.errors().map(|error| note(error, missing::explain(self, error)));
        let reported = self.analysis.diagnostics().iter().filter(|it| Preview::REPORTED_CODES.contains(&it.code));
        let reported = reported.filter(|it| it.code != Code::NoProvider);
        let reported = reported.map(|it| note(it, it.message.clone()));
        missing.chain(reported).chain(self.no_provider()).collect()
    }

    /// Returns a note on the missing provider, if there is none.
    fn no_provider(&self) -> Option<Note> {
        if self.target().is_some() {
            return None;
        }
        let targets = Target::ALL.iter().filter(|target| target.spec().is_reference);
        let targets: Vec<String> = targets.map(|target| format!("`{}`", target.as_str())).collect();
        let message = format!(
            "Without a provider, no deployment files are generated. Add `{}`, or preview for {}.",
            Item::Provider,
            targets.join(" or ")
        );
        let code = Code::NoProvider;
        let range = self.plan().project.as_ref().map(|project| project.source.name.range);
        Some(Note { code: code.as_str(), severity: code.severity(), message, range, location: None })
    }

    /// Returns the known defects of a rendered file, as notes.
    pub fn notes_of(&self, file: &File<'_>, rendered: &Rendered) -> Vec<Note> {
        let notes = rendered.defects.iter().map(|found| Note {
            code: found.defect.as_str(),
            severity: Severity::Warning,
            message: found.defect.message().to_owned(),
            range: rendered.source_of(found.line).and_then(|range| self.plan().blocks.absolute(range)),
            location: Some((file.path().to_owned(), found.line)),
        });
        notes.collect()
    }
}

fn note(diagnostic: &Diagnostic, message: String) -> Note {
    let severity = diagnostic.code.severity();
    Note { code: diagnostic.code.as_str(), severity, message, range: Some(diagnostic.range), location: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the codes of the notes on the whole, and the text of their ranges.
    #[track_caller]
    fn check(source: &str, target: Option<Target>, expected: &[(&str, Option<&str>)]) {
        let analysis = Analysis::new(source);
        let notes = analysis.preview(target).notes();
        let found = notes.iter().map(|note| (note.code, note.range.map(|range| &source[std::ops::Range::from(range)])));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn notes_a_missing_provider_unless_one_is_chosen() {
        let source = "Shop: project {}\nUser2: service { a: int; }";
        check(source, None, &[("no-provider", Some("Shop"))]);
        check(source, Some(Target::KUBERNETES), &[]);
        check("Shop: project { #provider(k8s); }\nUser2: service { a: int; }", None, &[]);
        check("Shop: project { #provider(x); }", None, &[("unknown-value", Some("x")), ("no-provider", Some("Shop"))]);
    }

    #[test]
    fn notes_a_missing_project_and_provider() {
        check("A: service { b: int; }", None, &[("missing-project", Some("A")), ("no-provider", None)]);
        check("", Some(Target::DOCKER_COMPOSE), &[("missing-project", Some(""))]);
    }

    #[test]
    fn lists_renames_and_crashes_after_missing_parts() {
        check(
            "Shop: project { #provider(dc); }\nUser: service { a: strin; l: L; L: struct { b: int; } }",
            None,
            &[("unknown-type", Some("strin")), ("renamed", Some("User")), ("reference-to-struct", Some("L"))],
        );
    }
}
