//! The catalogue of the language: every word it has, the contexts in which the word is allowed, and its
//! documentation.
//!
//! This is the only source of these words: checks, completion, hover, the manual and the grammars read it, and adding
//! a word takes one entry here. The rules are those of `docs/language.md`.

mod metadata;
mod types;
mod values;

use std::path::Path;

pub use metadata::{Item, ItemEntry};
pub use types::{BuiltIn, BuiltInEntry};
pub use values::{
    Access, Annotation, AuthMethod, BlockKind, Database, Endpoint, Language, Metrics, Provider, Visibility,
};

/// A word of the language, with its documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The canonical spelling.
    pub name: &'static str,
    /// Alternative spellings with the same meaning.
    pub aliases: &'static [&'static str],
    /// One line of Markdown for lists and details.
    pub summary: &'static str,
    /// The effect of the word, in Markdown paragraphs.
    pub documentation: &'static str,
    /// An example of one or a few lines.
    pub example: &'static str,
}

impl Word {
    /// Returns true if `text` is this word or one of its aliases. Case is ignored, as the compiler does for values.
    pub fn is_spelt(&self, text: &str) -> bool {
        self.name.eq_ignore_ascii_case(text) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(text))
    }
}

/// A parameter of a metadata item or a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// The keyword.
    pub name: &'static str,
    /// The kind of value it takes.
    pub kind: ParameterKind,
    /// True if it must be set.
    pub required: bool,
    /// The value that applies if it is not set, as it would be written; `None` if there is no default.
    pub default: Option<&'static str>,
    /// One line of Markdown that describes it.
    pub summary: &'static str,
}

/// The kind of value that a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// An integer.
    Integer,
    /// An integer or a float.
    Number,
    /// One of these words.
    Word(&'static [Word]),
    /// A list of these words.
    Words(&'static [Word]),
    /// A list of names of services.
    Services,
}

impl ParameterKind {
    /// The kind of value for a message, such as "an integer".
    pub fn describe(self) -> &'static str {
        match self {
            ParameterKind::Integer => "an integer",
            ParameterKind::Number => "a number",
            ParameterKind::Word(_) => "a word",
            ParameterKind::Words(_) => "a list of words",
            ParameterKind::Services => "a list of services",
        }
    }
}

/// The extensions of the names of Templefiles, by which they are found in folders.
pub const EXTENSIONS: [&str; 2] = ["temple", "templefile"];

/// Returns true if the name of the file at `path` is that of a Templefile.
pub fn is_templefile(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

/// The URL of a section of the language reference.
pub fn reference_url(section: &str) -> String {
    format!("{}/blob/main/docs/language.md#{section}", env!("CARGO_PKG_REPOSITORY"))
}

/// Declares an enum of words and the table of its entries.
macro_rules! vocabulary {
    (
        $(#[doc = $doc:literal])*
        $name:ident: $entry:ident in $section:literal {
            $($variant:ident => $value:expr,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(#[allow(missing_docs, reason = "the entry documents it")] $variant,)*
        }

        impl $name {
            /// All variants, in the order of the reference.
            pub const ALL: &[$name] = &[$($name::$variant,)*];
            /// The entries of all variants, in the same order.
            pub const ENTRIES: &[$entry] = &[$($value,)*];

            /// The entry in the catalogue.
            pub fn entry(self) -> &'static $entry {
                &Self::ENTRIES[self as usize]
            }

            /// The URL of the section of the reference that describes it.
            pub fn url(self) -> String {
                $crate::catalogue::reference_url($section)
            }
        }
    };
}

use vocabulary;

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word that has documentation, for the tests that apply to all of them.
    fn words() -> Vec<&'static Word> {
        let mut words: Vec<&Word> = Vec::new();
        words.extend(Item::ENTRIES.iter().map(|entry| &entry.word));
        words.extend(BuiltIn::ENTRIES.iter().map(|entry| &entry.word));
        for entries in [BlockKind::ENTRIES, Annotation::ENTRIES, Endpoint::ENTRIES] {
            words.extend(entries);
        }
        for entry in Item::ENTRIES {
            if let Some(ParameterKind::Word(values)) = entry.parameter.map(|parameter| parameter.kind) {
                words.extend(values);
            }
        }
        words
    }

    #[test]
    fn every_word_is_documented() {
        for word in words() {
            assert!(word.summary.len() > 10 && !word.summary.contains('\n'), "{}", word.name);
            assert!(word.summary.ends_with('.'), "{}", word.name);
            assert!(word.documentation.len() > 40, "{}", word.name);
            assert!(!word.example.is_empty(), "{}", word.name);
        }
    }

    #[test]
    fn a_templefile_is_known_by_its_extension() {
        assert!(["a.temple", "/b c/d.templefile", ".x.temple"].iter().all(|path| is_templefile(Path::new(path))));
        assert!(
            ["temple", ".temple", "a.temple.bak", "a.TEMPLE", ""].iter().all(|path| !is_templefile(Path::new(path)))
        );
    }

    #[test]
    fn spellings_are_unique_within_a_vocabulary() {
        for entries in [Provider::ENTRIES, Database::ENTRIES, Language::ENTRIES, Endpoint::ENTRIES, Access::ENTRIES] {
            for (index, word) in entries.iter().enumerate() {
                for spelling in word.aliases.iter().chain([&word.name]) {
                    assert_eq!(entries.iter().position(|entry| entry.is_spelt(spelling)), Some(index));
                }
            }
        }
    }
}
