//! The state of reading one deploy file: its text, its tables, and the problems found.

use temple_model::{Edit, Sink};

use crate::Diagnostic;
use crate::code::Code;
use crate::forms::{Form, Forms};
use crate::toml::{Document, Item, Value};

/// The state of reading one deploy file.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) document: &'a Document,
    pub(crate) sink: Sink<Code>,
    forms: Forms,
}

/// The diagnostic to which a fix can be added; `None` if the problem has already been reported as a syntax error.
pub(crate) struct Hint<'s>(Option<&'s mut Diagnostic>);

impl Hint<'_> {
    /// Offers to replace the value, without review.
    pub(crate) fn suggest(self, right: Option<String>) {
        if let (Some(diagnostic), Some(right)) = (self.0, right) {
            diagnostic.respell(&right);
        }
    }

    /// Offers to replace the value by one that the user should review.
    pub(crate) fn propose(self, right: Option<String>) {
        if let (Some(diagnostic), Some(right)) = (self.0, right) {
            let edit = Edit { range: diagnostic.range, text: right.clone() };
            diagnostic.propose(format!("Replace with `{right}`"), vec![edit]);
        }
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str, document: &'a Document) -> Reader<'a> {
        Reader { text, document, sink: Sink::default(), forms: Forms::default() }
    }

    /// Returns true if a text has a form.
    pub(crate) fn matches(&mut self, form: &'static Form, text: &str) -> bool {
        self.forms.matches(form, text)
    }

    /// Returns the value as written.
    pub(crate) fn source(&self, item: &Item) -> &'a str {
        self.text.get(std::ops::Range::from(item.range)).unwrap_or_default()
    }

    /// Reports a value of the wrong type.
    pub(crate) fn wrong_type(&mut self, name: &str, item: &Item, expected: &str) -> Hint<'_> {
        if item.value == Value::Broken {
            return Hint(None);
        }
        let message = format!("`{name}` is {}. Write {expected}.", item.value.describe());
        Hint(Some(self.sink.report(Code::WrongType, item.range, message)))
    }

    /// Reports a value that is not allowed.
    pub(crate) fn bad_value(&mut self, name: &str, item: &Item, expected: &str) -> Hint<'_> {
        self.bad_value_because(name, item, "is not allowed", expected)
    }

    /// Reports a value that is not allowed, with the reason as a verb phrase.
    pub(crate) fn bad_value_because(&mut self, name: &str, item: &Item, reason: &str, expected: &str) -> Hint<'_> {
        let message = format!("The value `{}` of `{name}` {reason}. Write {expected}.", shown(self.source(item)));
        Hint(Some(self.sink.report(Code::BadValue, item.range, message)))
    }
}

/// The maximum number of characters of a value in a message.
const MAX_SHOWN: usize = 60;

/// Returns a value on one line, shortened if it is long.
fn shown(source: &str) -> String {
    let line = source.lines().next().unwrap_or_default();
    match line.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}
