//! Values that are small tables with fixed keys.

use temple_model::{did_you_mean, nearest};

use crate::code::Code;
use crate::reader::Reader;
use crate::toml::{Entry, Item};

/// The keys of the tables that are values.
pub(super) const MIN: &str = "min";
pub(super) const MAX: &str = "max";
pub(super) const CPU: &str = "cpu";
pub(super) const SURGE: &str = "surge";
pub(super) const UNAVAILABLE: &str = "unavailable";

/// Returns the entries of a table with these keys, which may be absent. Reports all other keys.
pub(super) fn read<const N: usize>(
    name: &str,
    item: &Item,
    keys: [&'static str; N],
    reader: &mut Reader<'_>,
) -> Option<[Option<Entry>; N]> {
    let table = reader.document.table_of(item)?;
    for entry in table.entries().filter(|entry| !keys.contains(&entry.name.as_str())) {
        let near = nearest(&entry.name, keys);
        let known = format!("It takes `{}`.", keys.join("`, `"));
        let message = format!("`{name}` has no key `{}`. {known}{}", entry.name, did_you_mean("", near));
        let diagnostic = reader.sink.report(Code::UnknownKey, entry.key(), message);
        if let Some(near) = near {
            diagnostic.respell(near);
        }
    }
    Some(keys.map(|key| table.get(key).cloned()))
}

/// Reports a table without one of its required keys.
pub(super) fn report_missing(name: &str, key: &str, item: &Item, reader: &mut Reader<'_>) {
    reader.sink.report(Code::BadValue, item.range, format!("`{name}` has no `{key}`. Set `min` and `max`."));
}

/// Reports a minimum above the maximum.
pub(super) fn report_order(name: &str, min: &Entry, max: &Entry, reader: &mut Reader<'_>) {
    let message = format!("The minimum of `{name}` is above its maximum. Swap them, or change one.");
    let [min_text, max_text] = [min, max].map(|entry| reader.source(&entry.item).to_owned());
    let diagnostic = reader.sink.report(Code::MinAboveMax, min.item.range, message);
    diagnostic.relate(max.item.range, "the maximum");
    let mut edits = [(min.item.range, max_text), (max.item.range, min_text)]
        .map(|(range, text)| temple_model::Edit { range, text });
    edits.sort_by_key(|edit| edit.range.start());
    diagnostic.propose("Swap minimum and maximum", edits.to_vec());
}
