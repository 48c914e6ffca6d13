//! One thing that may be written at a cursor.

use temple_model::Edit;
use temple_syntax::TextRange;

use crate::symbol::Symbol;

/// One thing that may be written at a cursor.
#[derive(Debug, Clone, PartialEq)]
pub struct CompletionItem {
    /// What is shown, such as `#provider`.
    pub label: String,
    /// What is shown directly behind it, such as `(maxLength, minLength)`; may be empty.
    pub detail: String,
    /// What is shown at the side: what it is or brings, or why to be careful; may be empty.
    pub description: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What is replaced, in bytes: the word at the cursor with its sign; where there is none, also brackets behind it
    /// that hold nothing for the item.
    pub range: TextRange,
    /// What is inserted, as a snippet with tab stops.
    pub snippet: String,
    /// The word that an editor compares with what is typed from the start of `range`, without white space: with the sign
    /// of a metadata item or an annotation where the word at the cursor has one, and of a value with aliases the spelling
    /// that fits best what has been typed.
    pub filter: String,
    /// Changes elsewhere that it needs, sorted by place.
    pub additional: Vec<Edit>,
    /// Whether there is something to complete at once behind it.
    pub again: bool,
    /// What may stand at its first tab stop, for editors that do not complete there by themselves; may be empty.
    pub choices: Vec<&'static str>,
    /// What it stands for, for the documentation; absent for a template.
    pub subject: Option<Symbol>,
}

/// What can be completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A template for a block or an attribute.
    Template,
    /// A kind of block.
    BlockKind,
    /// A metadata item.
    Metadata,
    /// A value of a metadata item.
    Value,
    /// A parameter's keyword.
    Parameter,
    /// A type of the language.
    BuiltIn,
    /// An annotation.
    Annotation,
    /// A service.
    Service,
    /// A struct.
    Struct,
}

impl CompletionItem {
    /// Adds changes elsewhere.
    pub(super) fn needs(&mut self, edits: impl IntoIterator<Item = Edit>) {
        self.additional.extend(edits);
        self.additional.sort_by_key(|edit| edit.range.start());
    }

    /// What is inserted, for editors that know snippets, but do not complete at once behind it: its first tab stop offers
    /// the choices.
    pub fn with_choices(&self) -> String {
        let stop = match self.choices.as_slice() {
            [] => return self.snippet.clone(),
            [only] => format!("${{1:{only}}}"),
            several => format!("${{1|{}|}}", several.join(",")),
        };
        self.snippet.replacen("$1", &stop, 1)
    }

    /// What is inserted, for editors without snippets: each tab stop as the text of its own, or as its first choice. A type
    /// comes without its arguments, which need not be given.
    pub fn plain(&self) -> String {
        let snippet = match self.choices.as_slice() {
            [first, ..] => self.snippet.replacen("($1)", &format!("({first})"), 1),
            [] => self.snippet.strip_suffix("($1)").unwrap_or(&self.snippet).to_owned(),
        };
        let mut plain = String::with_capacity(snippet.len());
        let mut rest = snippet.as_str();
        while let Some((before, stop)) = rest.split_once('$') {
            plain.push_str(before);
            rest = match stop.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
                Some((inner, after)) => {
                    let choices = inner.split_once('|').map(|(_, choices)| choices.split([',', '|']).next());
                    let own = choices.unwrap_or_else(|| inner.split_once(':').map(|(_, text)| text));
                    plain.push_str(own.unwrap_or_default());
                    after
                }
                None => stop.trim_start_matches(|char: char| char.is_ascii_digit()),
            };
        }
        plain + rest
    }
}
