//! The tables of a TOML text.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use temple_model::TextRange;

/// The tables of a TOML text.
#[derive(Debug)]
pub struct Document {
    tables: Vec<TableData>,
}

/// The identity of a table in its [`Document`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableId(usize);

/// The way in which a table was first written, which determines how it may be extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// As a part of the header of another table.
    Implicit,
    /// As a part of a dotted key.
    Dotted,
    /// With a header of its own, or as the root.
    Header,
    /// In braces.
    Inline,
}

#[derive(Debug)]
struct TableData {
    origin: Origin,
    is_inline: bool,
    entries: Vec<Entry>,
    by_name: FxHashMap<SmolStr, usize>,
}

/// A key of a table, with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key, without quotes and escapes.
    pub name: SmolStr,
    /// The ranges at which the key is written, in bytes: several for a table with several headers or dotted keys.
    pub names: Vec<TextRange>,
    /// The value.
    pub item: Item,
    /// The whole entry with all parts of its key, or the header of the table, in bytes.
    pub range: TextRange,
}

/// A value and its range.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The value.
    pub value: Value,
    /// The range in bytes. For a table that is not in braces, the range of the entry that first defines it.
    pub range: TextRange,
}

/// A TOML value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A string, without quotes and escapes.
    String(SmolStr),
    /// An integer.
    Integer(i64),
    /// A float.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date, a time, or both.
    DateTime,
    /// A list in brackets.
    Array(Vec<Item>),
    /// A table.
    Table(TableId),
    /// Tables with headers in double brackets.
    Tables(Vec<TableId>),
    /// A value that could not be read. The problem has been reported.
    Broken,
}

impl Value {
    /// The kind of value, for messages.
    pub fn describe(&self) -> &'static str {
        match self {
            Value::String(_) => "a string",
            Value::Integer(_) => "an integer",
            Value::Float(_) => "a number with a fraction",
            Value::Boolean(_) => "a truth value",
            Value::DateTime => "a date or time",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
            Value::Tables(_) => "a list of tables",
            Value::Broken => "invalid",
        }
    }
}

impl Entry {
    /// The range at which the key is written first, in bytes.
    pub fn key(&self) -> TextRange {
        self.names.first().copied().unwrap_or(self.range)
    }
}

/// A table of a document.
#[derive(Debug, Clone, Copy)]
pub struct Table<'d> {
    document: &'d Document,
    data: Option<&'d TableData>,
}

impl<'d> Table<'d> {
    /// Iterates over the entries, in the order in which their keys are first written.
    pub fn entries(self) -> impl Iterator<Item = &'d Entry> {
        self.data.into_iter().flat_map(|data| &data.entries)
    }

    /// Returns the entry with this key.
    pub fn get(self, name: &str) -> Option<&'d Entry> {
        let data = self.data?;
        data.entries.get(*data.by_name.get(name)?)
    }

    /// Returns the table that is the value of an entry.
    pub fn inner(self, entry: &Entry) -> Option<Table<'d>> {
        self.document.table_of(&entry.item)
    }

    /// Returns true if the table is in braces, or part of one that is.
    pub fn is_inline(self) -> bool {
        self.data.is_some_and(|data| data.is_inline)
    }
}

impl Document {
    /// The table without a header.
    pub fn root(&self) -> Table<'_> {
        self.table(Document::ROOT)
    }

    /// Returns the table that is the value of an item.
    pub fn table_of(&self, item: &Item) -> Option<Table<'_>> {
        match item.value {
            Value::Table(id) => Some(self.table(id)),
            _ => None,
        }
    }

    fn table(&self, id: TableId) -> Table<'_> {
        Table { document: self, data: self.tables.get(id.0) }
    }
}

/// The functions that build a document.
impl Document {
    pub(super) const ROOT: TableId = TableId(0);

    pub(super) fn new() -> Document {
        let mut document = Document { tables: Vec::new() };
        document.add(Origin::Header, false);
        document
    }

    /// Adds an empty table, which is not yet the value of an entry.
    pub(super) fn add(&mut self, origin: Origin, is_inline: bool) -> TableId {
        self.tables.push(TableData { origin, is_inline, entries: Vec::new(), by_name: FxHashMap::default() });
        TableId(self.tables.len() - 1)
    }

    pub(super) fn is_inline(&self, id: TableId) -> bool {
        self.table(id).is_inline()
    }

    pub(super) fn origin(&self, id: TableId) -> Option<Origin> {
        self.tables.get(id.0).map(|data| data.origin)
    }

    pub(super) fn set_origin(&mut self, id: TableId, origin: Origin) {
        if let Some(data) = self.tables.get_mut(id.0) {
            data.origin = origin;
        }
    }

    pub(super) fn entry_mut(&mut self, id: TableId, name: &str) -> Option<&mut Entry> {
        let data = self.tables.get_mut(id.0)?;
        data.entries.get_mut(*data.by_name.get(name)?)
    }

    /// Adds an entry whose key the table does not have yet.
    pub(super) fn insert(&mut self, id: TableId, entry: Entry) {
        if let Some(data) = self.tables.get_mut(id.0) {
            data.by_name.insert(entry.name.clone(), data.entries.len());
            data.entries.push(entry);
        }
    }
}
