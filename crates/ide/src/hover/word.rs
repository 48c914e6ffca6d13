//! Hovers of the words of the language: the text of the catalogue, and the consequences in this file.

use temple_manifest::{Deployment, Target};
use temple_model::catalogue::{BuiltIn, Item, Parameter, ParameterKind, Word};
use temple_model::{Model, Project, Provider};
use temple_syntax::TextRange;

use super::{code, paragraphs};
use crate::Analysis;
use crate::symbol::Symbol;

/// The maximum number of files to list for a value.
const MAX_LISTED_FILES: usize = 12;

impl Analysis {
    pub(super) fn hover_word(&self, symbol: Symbol, range: TextRange) -> Option<String> {
        let here = match symbol {
            Symbol::Value(item, word) => self.files_of(item, word),
            Symbol::BuiltIn(_) => self.column_of(range),
            _ => None,
        };
        Some(paragraphs([Some(symbol.documentation()?), here]))
    }

    /// Returns the number of files that only a value adds, with the first of them. Returns `None` for values that add
    /// none.
    fn files_of(&self, item: Item, word: &Word) -> Option<String> {
        let model = self.model();
        let project = model.project.clone()?;
        let specified = project.provider.map(|specified| Target::from(specified.value));
        let (target, project, auth) = match item {
            Item::Provider => {
                let provider = Provider::ALL.iter().copied().find(|provider| provider.entry() == word);
                (provider.map(Target::from), Project { provider: None, ..project }, model.auth)
            }
            Item::Metrics => (specified, Project { metrics: None, ..project }, model.auth),
            Item::AuthMethod => (specified, Project { auth_method: None, ..project }, None),
            _ => return None,
        };
        let without = Model { project: Some(project), services: model.services.clone(), auth, ..Model::default() };
        let with = Deployment::new(model, target);
        let without = Deployment::new(&without, specified.filter(|_| item != Item::Provider));
        let (with, without) = (with.files(), without.files());
        let is_there_anyway = |path: &str| without.binary_search_by(|file| file.path().cmp(path)).is_ok();
        let brought: Vec<&str> = with.iter().map(|file| file.path()).filter(|path| !is_there_anyway(path)).collect();
        let shown =
            brought.iter().take(MAX_LISTED_FILES).map(|path| format!("- `{path}`")).collect::<Vec<_>>().join("\n");
        let more = brought.len().saturating_sub(MAX_LISTED_FILES);
        let more = (more > 0).then(|| format!("… and {more} more."));
        let files = if brought.len() == 1 { "file" } else { "files" };
        (!brought.is_empty())
            .then(|| paragraphs([Some(format!("Adds {} {files} to this system:", brought.len())), Some(shown), more]))
    }

    /// Returns the column of the attribute with the type at range `ty`.
    fn column_of(&self, ty: TextRange) -> Option<String> {
        let occurrences = self.occurrences();
        let before = occurrences.partition_point(|occurrence| occurrence.range.start() < ty.start()).checked_sub(1)?;
        match occurrences[before].symbol {
            Symbol::Attribute(id, index) => {
                let ranges = id.attribute(index, self.model())?.ranges?;
                ranges.ty.filter(|it| it.contains_range(ty)).and_then(|_| self.column(id, index))
            }
            _ => None,
        }
    }
}

impl Symbol {
    /// Returns the catalogue's documentation of a word of the language, in Markdown; `None` for names declared in the
    /// text.
    pub fn documentation(self) -> Option<String> {
        Some(match self {
            Symbol::BlockKind(kind) => word("", kind.entry(), None, &kind.url()),
            Symbol::Item(item) => {
                let entry = item.entry();
                word("#", &entry.word, Some(parameters(entry.parameter.as_slice())), &item.url())
            }
            Symbol::BuiltIn(ty) => {
                word("", &ty.entry().word, Some(parameters(ty.entry().parameters)), &BuiltIn::url(ty))
            }
            Symbol::Annotation(annotation) => word("@", annotation.entry(), None, &annotation.url()),
            Symbol::Value(item, it) => {
                // Several items share these values, so the example is adapted.
                let arguments = it.example.trim_start_matches(|sign: char| sign == '#' || sign.is_alphanumeric());
                let example = format!("{item}{arguments}");
                parts("", it, Some(aliases(it)), &example, &item.url())
            }
            Symbol::Parameter(_, it) => parameter(it),
            Symbol::Project | Symbol::Entity(_) | Symbol::Attribute(..) => return None,
        })
    }
}

/// Formats the documentation of a word, with the sign before it.
fn word(sign: &str, word: &Word, more: Option<String>, url: &str) -> String {
    parts(sign, word, more, word.example, url)
}

fn parts(sign: &str, word: &Word, more: Option<String>, example: &str, url: &str) -> String {
    let summary = format!("**{sign}{}**: {}", word.name, word.summary);
    let reference = format!("[Reference]({url})");
    paragraphs([Some(summary), Some(word.documentation.to_owned()), more, Some(code(example)), Some(reference)])
}

fn aliases(word: &Word) -> String {
    match word.aliases {
        [] => String::new(),
        aliases => format!("Also accepted: `{}`.", aliases.join("`, `")),
    }
}

fn parameters(parameters: &[Parameter]) -> String {
    parameters.iter().map(|it| format!("- {}", parameter(it))).collect::<Vec<_>>().join("\n")
}

fn parameter(parameter: &Parameter) -> String {
    let default = parameter.default.map(|default| format!(", default {default}")).unwrap_or_default();
    let values = match parameter.kind {
        ParameterKind::Word(words) | ParameterKind::Words(words) => {
            let names: Vec<&str> = words.iter().map(|word| word.name).collect();
            format!(" Possible values: `{}`.", names.join("`, `"))
        }
        _ => String::new(),
    };
    format!("`{}` ({}{default}): {}{values}", parameter.name, parameter.kind.describe(), parameter.summary)
}
