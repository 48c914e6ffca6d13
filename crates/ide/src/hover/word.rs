//! The words of the language: what the catalogue says, and what the word brings here.

use temple_model::Provider;
use temple_model::catalogue::{BuiltIn, Item, Parameter, ParameterKind, Word};
use temple_syntax::TextRange;

use super::{code, paragraphs};
use crate::Analysis;
use crate::symbol::Symbol;

impl Analysis {
    pub(super) fn hover_word(&self, symbol: Symbol, range: TextRange) -> Option<String> {
        let here = match symbol {
            Symbol::Value(Item::Provider, word) => self.files_of(word),
            Symbol::BuiltIn(_) => self.column_of(range),
            _ => None,
        };
        Some(paragraphs([Some(symbol.documentation()?), here]))
    }

    /// How many files a provider brings, and the first of them.
    fn files_of(&self, word: &Word) -> Option<String> {
        let provider = Provider::ALL.iter().find(|provider| provider.entry() == word)?;
        let with = self.preview(Some(*provider));
        let files = with.files();
        let said = self.model().project.as_ref().and_then(|project| project.provider);
        let missing = said.is_none().then(|| "It is not in force yet.".to_owned());
        let shown = files.iter().take(12).map(|file| format!("- `{}`", file.path())).collect::<Vec<_>>().join("\n");
        let more = files.len().saturating_sub(12);
        let more = (more > 0).then(|| format!("… and {more} more."));
        Some(paragraphs([Some(format!("Here it brings {} files:", files.len())), Some(shown), more, missing]))
    }

    /// The column of the attribute whose type is at a place.
    fn column_of(&self, ty: TextRange) -> Option<String> {
        let mentions = self.mentions();
        let before = mentions.partition_point(|mention| mention.range.start() < ty.start()).checked_sub(1)?;
        match mentions[before].symbol {
            Symbol::Attribute(id, index) => {
                let place = id.attribute(index, self.model())?.place?;
                place.ty.filter(|it| it.contains_range(ty)).and_then(|_| self.column(id, index))
            }
            _ => None,
        }
    }
}

impl Symbol {
    /// What the catalogue says of a word of the language, in Markdown; absent for what a text declares.
    pub fn documentation(self) -> Option<String> {
        Some(match self {
            Symbol::BlockKind(kind) => word(kind.entry(), None, &kind.url()),
            Symbol::Item(item) => {
                let entry = item.entry();
                word(&entry.word, Some(parameters(entry.parameter.as_slice())), &item.url())
            }
            Symbol::BuiltIn(ty) => word(&ty.entry().word, Some(parameters(ty.entry().parameters)), &BuiltIn::url(ty)),
            Symbol::Annotation(annotation) => word(annotation.entry(), None, &annotation.url()),
            Symbol::Value(item, it) => word(it, Some(aliases(it)), &item.url()),
            Symbol::Parameter(_, it) => parameter(it),
            Symbol::Project | Symbol::Entity(_) | Symbol::Attribute(..) => return None,
        })
    }
}

fn word(word: &Word, more: Option<String>, url: &str) -> String {
    let summary = format!("**{}**: {}", word.name, word.summary);
    let reference = format!("[Reference]({url})");
    paragraphs([Some(summary), Some(word.documentation.to_owned()), more, Some(code(word.example)), Some(reference)])
}

fn aliases(word: &Word) -> String {
    match word.aliases {
        [] => String::new(),
        aliases => format!("Also written `{}`.", aliases.join("`, `")),
    }
}

fn parameters(parameters: &[Parameter]) -> String {
    parameters.iter().map(|it| format!("- {}", parameter(it))).collect::<Vec<_>>().join("\n")
}

fn parameter(parameter: &Parameter) -> String {
    let default = parameter.default.map(|default| format!(", {default} where it is not given")).unwrap_or_default();
    let values = match parameter.kind {
        ParameterKind::Word(words) | ParameterKind::Words(words) => {
            let names: Vec<&str> = words.iter().map(|word| word.name).collect();
            format!(" Possible: `{}`.", names.join("`, `"))
        }
        _ => String::new(),
    };
    format!("`{}` ({}{default}): {}{values}", parameter.name, parameter.kind.describe(), parameter.summary)
}
