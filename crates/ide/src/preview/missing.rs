//! Explains which part of the preview is missing because of an error.

use temple_model::{Code, Diagnostic, Type};
use temple_syntax::{SyntaxKind, ast};

use super::Preview;

/// The location of an error.
struct ErrorLocation<'a> {
    /// The names of the enclosing blocks and attribute, outermost first; empty outside all of them.
    path: Vec<String>,
    /// The enclosing metadata item, such as `#omit`.
    item: Option<&'a str>,
    in_attribute: bool,
}

/// Explains which part of the preview is missing because of `error`, and why.
pub(super) fn explain(preview: &Preview<'_>, error: &Diagnostic) -> String {
    let location = ErrorLocation::of(preview, error);
    format!("{} {}", consequence(preview, error.code, &location), error.message)
}

impl<'a> ErrorLocation<'a> {
    fn of(preview: &Preview<'a>, error: &Diagnostic) -> ErrorLocation<'a> {
        let nodes = preview.analysis.parse().path_to(error.range);
        let item = nodes.iter().rev().find(|node| node.kind() == SyntaxKind::METADATA);
        let item = item.and_then(|node| ast::Metadata::cast(*node)?.name());
        ErrorLocation {
            path: preview.analysis.path_of(error.range),
            item: item.map(|name| name.text()),
            in_attribute: nodes.iter().any(|node| node.kind() == SyntaxKind::ATTRIBUTE),
        }
    }

    /// Returns the location, worded for a sentence.
    fn name(&self) -> String {
        match self.path.as_slice() {
            [] => "the file".to_owned(),
            path => format!("`{}`", path.join(".")),
        }
    }

    fn item(&self) -> String {
        self.item.map_or("This item".to_owned(), |item| format!("`#{item}`"))
    }
}

/// Returns a sentence about the missing part, or about the fact that nothing is missing.
fn consequence(preview: &Preview<'_>, code: Code, location: &ErrorLocation<'_>) -> String {
    let name = location.name();
    match code {
        Code::MissingProject => {
            "Without a project block, files and names that would contain the project name are omitted, and conflicting names \
             are not renamed.".to_owned()
        }
        Code::DuplicateProject => "Only the first project is used.".to_owned(),
        Code::DuplicateService | Code::DuplicateStruct | Code::DuplicateAttribute => {
            format!("Only the first {name} is used.")
        }
        Code::UnexpectedAttribute | Code::UnexpectedBlock => format!("{name} is omitted."),
        Code::UnknownBlockKind => format!("{name} is {}.", shown_as(preview, &location.path)),
        Code::UnknownType => left_out(&name),
        Code::SyntaxError if is_without_type(preview, location) => left_out(&name),
        Code::SyntaxError => format!("The invalid part of {name} is omitted."),
        Code::UnknownReference => {
            format!("{name} is generated as an ID, but without the address of the service that it refers to.")
        }
        Code::UnknownMetadata => format!("{} has no effect.", location.item()),
        Code::DuplicateMetadata => format!("Only the first {} is used.", location.item()),
        Code::UnknownAnnotation => format!("The unknown annotation of {name} has no effect."),
        Code::ConflictingAnnotations => format!("Only the first of the conflicting annotations of {name} is used."),
        Code::UnknownUsedService => format!("This value of {} has no effect.", location.item()),
        Code::NumberOverflow
        | Code::TooManyArguments
        | Code::UnknownArgument
        | Code::DuplicateArgument
        | Code::MissingArgument
        | Code::WrongArgumentType
        | Code::UnknownValue
        | Code::UnexpectedArguments => match location.item {
            Some(_) => format!("The invalid part of {} in {name} is ignored.", location.item()),
            None => format!("The invalid part of the type of {name} is ignored."),
        },
        _ => format!("The compiler rejects {name}, but the preview shows all of it."),
    }
}

fn left_out(name: &str) -> String {
    format!("{name} is omitted: it gets no column and is in no request or response.")
}

/// Returns how a block of an unknown kind is treated.
fn shown_as(preview: &Preview<'_>, path: &[String]) -> &'static str {
    let model = preview.analysis.model();
    let is_project = |name: &String| model.project.as_ref().is_some_and(|project| project.name.source == *name);
    let service = |name: &String| model.services.iter().find(|service| service.entity.name.source == *name);
    match path {
        [name] if is_project(name) => "treated as the project",
        [name] if service(name).is_some() => "treated as a service",
        [outer, name] if service(outer).is_some_and(|it| it.structs.iter().any(|it| it.name.source == *name)) => {
            "treated as a struct"
        }
        _ => "omitted",
    }
}

/// Returns true if the location is in an attribute that is left out because its type is unknown.
fn is_without_type(preview: &Preview<'_>, location: &ErrorLocation<'_>) -> bool {
    let Some((name, blocks)) = location.path.split_last().filter(|_| location.in_attribute) else { return false };
    let services = preview.analysis.model().services.iter();
    let entity = match blocks {
        [service] => services.map(|service| &service.entity).find(|entity| entity.name.source == *service),
        [service, inner] => services
            .filter(|outer| outer.entity.name.source == *service)
            .find_map(|outer| outer.structs.iter().find(|entity| entity.name.source == *inner)),
        _ => None,
    };
    let mut attributes = entity.into_iter().flat_map(|entity| &entity.attributes);
    attributes.any(|it| it.ty == Type::Unknown && it.source.as_ref().is_some_and(|source| source.source == *name))
}

#[cfg(test)]
mod tests {
    use crate::{Analysis, Severity};

    /// Checks the consequence in the note on each error of a text, after its code.
    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let analysis = Analysis::new(source);
        let preview = analysis.preview(None);
        let notes = preview.notes().into_iter().filter(|note| note.severity == Severity::Error);
        let errors = analysis.diagnostics().iter().filter(|it| it.code.severity() == Severity::Error);
        let found: Vec<String> = notes
            .zip(errors)
            .map(|(note, error)| {
                let consequence = note.message.strip_suffix(&error.message).expect("the message of the error");
                format!("{}: {}", note.code, consequence.trim_end())
            })
            .collect();
        assert_eq!(found, expected);
    }

    /// Checks the body of a service `A`.
    #[track_caller]
    fn check_service(body: &str, expected: &[&str]) {
        check(&format!("P: project {{}}\nA: service {{ {body} }}"), expected);
    }

    #[test]
    fn leaves_out_attributes_without_a_type() {
        let left_out = "`A.b` is omitted: it gets no column and is in no request or response.";
        check_service("c: int; b: strin;", &[&format!("unknown-type: {left_out}")]);
        check_service("c: int; b: ;", &[&format!("syntax-error: {left_out}")]);
        let inner = "unknown-type: `A.S.b` is omitted: it gets no column and is in no request or response.";
        check_service("c: int; S: struct { b: strin; }", &[inner]);
    }

    #[test]
    fn shows_the_first_of_duplicates() {
        check_service("b: int; b: string;", &["duplicate-attribute: Only the first `A.b` is used."]);
        check_service(
            "b: int; S: struct { c: int; } S: struct { d: int; }",
            &["duplicate-struct: Only the first `A.S` is used."],
        );
        check("P: project {}\nP: project {}", &["duplicate-project: Only the first project is used."]);
        check(
            "P: project {}\nA: service { b: int; }\nA: service { c: int; }",
            &["duplicate-service: Only the first `A` is used."],
        );
        check_service(
            "b: int; #enumerable; #enumerable;",
            &["duplicate-metadata: Only the first `#enumerable` is used."],
        );
    }

    #[test]
    fn treats_invalid_metadata_as_absent() {
        check(
            "P: project { #provider(x); #foo; }",
            &[
                "unknown-value: The invalid part of `#provider` in `P` is ignored.",
                "unknown-metadata: `#foo` has no effect.",
            ],
        );
        check_service("b: int; #omit[x, read];", &["unknown-value: The invalid part of `#omit` in `A` is ignored."]);
        check_service("b: int; #uses[X];", &["unknown-used-service: This value of `#uses` has no effect."]);
        check_service(
            "b: int(1, 0, 4, 4);",
            &["too-many-arguments: The invalid part of the type of `A.b` is ignored."],
        );
    }

    #[test]
    fn ignores_invalid_annotations() {
        check_service(
            "b: int @foo @server @client;",
            &[
                "unknown-annotation: The unknown annotation of `A.b` has no effect.",
                "conflicting-annotations: Only the first of the conflicting annotations of `A.b` is used.",
            ],
        );
    }

    #[test]
    fn leaves_out_misplaced_entries() {
        check("P: project { a: int; }", &["unexpected-attribute: `P.a` is omitted."]);
        check_service(
            "d: int; S: struct { b: int; T: struct { c: int; } }",
            &["unexpected-block: `A.S.T` is omitted."],
        );
        check_service("b: int; S: strukt { c: int; }", &["unknown-block-kind: `A.S` is treated as a struct."]);
        check("P: projekt {}", &["unknown-block-kind: `P` is treated as the project."]);
        check("P: project {}\nA: struct { b: int; }", &["unknown-block-kind: `A` is treated as a service."]);
    }

    #[test]
    fn a_missing_project_removes_files_named_after_it() {
        check(
            "A: service { b: int; }",
            &["missing-project: Without a project block, files and names that would contain the project name are \
                 omitted, and conflicting names are not renamed."],
        );
    }

    #[test]
    fn shows_rejected_but_complete_parts() {
        check_service(
            "b: int(1, 2); c: X;",
            &[
                "range-empty: The compiler rejects `A.b`, but the preview shows all of it.",
                "unknown-reference: `A.c` is generated as an ID, but without the address of the service that it refers to.",
            ],
        );
    }

    /// Checks that the notes are true: names that are reported missing are in no file, and the others are in some file.
    #[test]
    fn left_out_parts_are_in_no_file() {
        let source = "P: project {}\nA: service { good: int; badType: strin; twice: int; twice: date; late: A2; }\n\
                      A: service { second: int; }\nB: struct { shown: int; }";
        let analysis = Analysis::new(source);
        let texts: Vec<String> = analysis.preview(None).files().iter().map(|file| file.render().text).collect();
        let has = |word: &str| texts.iter().any(|text| text.contains(word));
        for word in ["good", "twice INT", "late UUID", "shown INT"] {
            assert!(has(word), "{word}");
        }
        for word in ["badType", "bad_type", "twice DATE", "second"] {
            assert!(!has(word), "{word}");
        }
        let mut paths: Vec<String> = analysis.preview(None).files().iter().map(|it| it.path().to_owned()).collect();
        let count = paths.len();
        paths.dedup();
        assert_eq!(paths.len(), count);
    }
}
