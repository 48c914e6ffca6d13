//! The type of completion items.

use temple_model::Edit;
use temple_syntax::TextRange;

use crate::symbol::Symbol;

/// One proposal to insert at the cursor.
#[derive(Debug, Clone, PartialEq)]
pub struct CompletionItem {
    /// The label, such as `#provider`.
    pub label: String,
    /// Text shown right after the label, such as `(maxLength, minLength)`; may be empty.
    pub detail: String,
    /// Text shown beside it: a summary of the item, or a reason for caution; may be empty.
    pub description: String,
    /// The kind, which editors show as an icon.
    pub kind: CompletionKind,
    /// The range to replace, in bytes: the word at the cursor with its sign. If there is no word, may include brackets
    /// after the cursor whose content is not valid for the item.
    pub range: TextRange,
    /// The text to insert, as a snippet with tab stops.
    pub snippet: String,
    /// The word that editors compare with the text typed from the start of `range`, without white space. Includes the
    /// sign of a metadata item or an annotation only if the word at the cursor does. For a value with aliases, it is
    /// the spelling that fits the typed text best.
    pub filter: String,
    /// Edits elsewhere that the item requires, sorted by position.
    pub additional: Vec<Edit>,
    /// Set if the editor should ask for completions again after inserting the item.
    pub retrigger: bool,
    /// The choices for its first tab stop, for editors that do not complete there by themselves; may be empty.
    pub choices: Vec<&'static str>,
    /// The symbol whose documentation is shown; `None` for a template.
    pub subject: Option<Symbol>,
}

/// The kinds of completion items.
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
    /// The keyword of a parameter.
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
    /// Adds edits elsewhere in the text.
    pub(super) fn needs(&mut self, edits: impl IntoIterator<Item = Edit>) {
        self.additional.extend(edits);
        self.additional.sort_by_key(|edit| edit.range.start());
    }

    /// Returns the snippet for editors that do not ask for completions again after inserting it: the first tab stop
    /// offers the choices.
    pub fn with_choices(&self) -> String {
        let stop = match self.choices.as_slice() {
            [] => return self.snippet.clone(),
            [only] => format!("${{1:{only}}}"),
            several => format!("${{1|{}|}}", several.join(",")),
        };
        self.snippet.replacen("$1", &stop, 1)
    }

    /// Returns the text for editors without snippets: each tab stop becomes its placeholder or first choice. A type is
    /// inserted without arguments, which are optional.
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
