//! Lists of texts of a certain form.

use serde_json::json;
use smol_str::SmolStr;
use temple_model::TextRange;

use super::{Described, Kind, quoted};
use crate::code::Code;
use crate::forms::Form;
use crate::reader::Reader;
use crate::toml::{Item, Value};

/// A list of texts.
#[derive(Debug, Clone, PartialEq)]
pub struct List(pub Vec<ListEntry>);

/// An entry of a list.
#[derive(Debug, Clone)]
pub struct ListEntry {
    /// The text.
    pub text: SmolStr,
    /// The range in the deploy file, in bytes; `None` for a built-in value.
    pub range: Option<TextRange>,
}

/// Entries with the same text are equal, whatever their ranges.
impl PartialEq for ListEntry {
    fn eq(&self, other: &ListEntry) -> bool {
        self.text == other.text
    }
}

impl List {
    /// Returns a built-in list.
    pub(crate) fn built_in(texts: impl IntoIterator<Item = impl Into<SmolStr>>) -> List {
        List(texts.into_iter().map(|text| ListEntry { text: text.into(), range: None }).collect())
    }
}

/// A list of texts of this form without duplicates.
pub(crate) struct ListKind {
    pub(crate) form: &'static Form,
    /// The minimum and maximum length; `None` if any length is allowed.
    pub(crate) length: Option<(usize, usize)>,
}

impl Described for ListKind {
    fn expected(&self) -> String {
        let length = self.length.map_or_else(String::new, |(min, max)| format!(" of {min} to {max} entries"));
        format!("a list{length}, as in `[{}]`", quoted(self.form.example))
    }

    fn schema(&self) -> serde_json::Value {
        let items = json!({ "type": "string", "pattern": self.form.pattern });
        match self.length {
            Some((min, max)) => {
                json!({ "type": "array", "items": items, "minItems": min, "maxItems": max, "uniqueItems": true })
            }
            None => json!({ "type": "array", "items": items }),
        }
    }
}

impl Kind for ListKind {
    type Value = List;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<List> {
        let Value::Array(items) = &item.value else {
            let is_entry = matches!(&item.value, Value::String(text) if reader.matches(self.form, text));
            let listed = (is_entry && self.length.is_none()).then(|| format!("[{}]", reader.source(item)));
            reader.wrong_type(name, item, &self.expected()).suggest(listed);
            return None;
        };
        let entries: Vec<Option<ListEntry>> = items.iter().map(|item| self.entry(name, item, reader)).collect();
        let entries: Vec<ListEntry> = entries.into_iter().collect::<Option<_>>()?;
        if self.length.is_some_and(|(min, max)| !(min..=max).contains(&entries.len())) {
            let message = format!("`{name}` has {} entries. Write {}.", entries.len(), self.expected());
            reader.sink.report(Code::BadValue, item.range, message);
            return None;
        }
        self.length.is_none_or(|_| has_no_duplicate(name, &entries, reader)).then_some(List(entries))
    }

    fn write(&self, value: &List) -> String {
        let texts: Vec<String> = value.0.iter().map(|entry| quoted(&entry.text)).collect();
        format!("[{}]", texts.join(", "))
    }
}

impl ListKind {
    fn entry(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<ListEntry> {
        let Value::String(text) = &item.value else {
            reader.wrong_type(&format!("an entry of {name}"), item, self.form.expected);
            return None;
        };
        if !reader.matches(self.form, text) {
            reader.bad_value(name, item, self.form.expected);
            return None;
        }
        Some(ListEntry { text: text.clone(), range: Some(item.range) })
    }
}

/// Returns true if all entries differ, and reports the first that does not. The list is short.
fn has_no_duplicate(name: &str, entries: &[ListEntry], reader: &mut Reader<'_>) -> bool {
    for (index, entry) in entries.iter().enumerate() {
        let first = entries.iter().take(index).find(|first| *first == entry);
        if let (Some(first), Some(range)) = (first.and_then(|first| first.range), entry.range) {
            let message = format!("`{name}` contains `{}` twice. Replace one of the two.", entry.text);
            reader.sink.report(Code::BadValue, range, message).relate(first, "first here");
            return false;
        }
    }
    true
}
