//! Builds the tables of a text from the events of the parser.

use std::borrow::Cow;

use smol_str::SmolStr;
use temple_model::{TextRange, TextSize};
use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{Expected, ParseError, Source, Span};

use super::Problem;
use super::document::{Document, Entry, Item, Origin, TableId, Value};

/// The maximum depth of lists and tables in braces.
const MAX_DEPTH: u32 = 80;

/// Returns the tables of a text, and its problems in the order of the text.
pub fn parse(text: &str) -> (Document, Vec<Problem>) {
    let source = Source::new(text);
    let (mut events, mut errors) = (Vec::new(), Vec::new());
    let tokens = source.lex().into_vec();
    let mut receiver = ValidateWhitespace::new(&mut events, source);
    let mut receiver = RecursionGuard::new(&mut receiver, MAX_DEPTH);
    parse_document(&tokens, &mut receiver, &mut errors);
    let mut builder = Builder {
        source,
        events: events.iter().copied().peekable(),
        document: Document::new(),
        current: Some(Document::ROOT),
        errors,
        problems: Vec::new(),
    };
    builder.run();
    let Builder { document, errors, mut problems, .. } = builder;
    problems.extend(errors.iter().map(|error| problem(error, text)));
    problems.sort_by_key(|problem| (problem.range.start(), problem.range.end()));
    // The first problem of a range is the cause of the others.
    problems.dedup_by_key(|problem| problem.range);
    (document, problems)
}

/// A key as written.
struct Key {
    name: SmolStr,
    range: TextRange,
}

struct Builder<'t, E: Iterator<Item = Event>> {
    source: Source<'t>,
    events: std::iter::Peekable<E>,
    document: Document,
    /// The table that the entries belong to; `None` after a header that could not be read.
    current: Option<TableId>,
    /// Errors of the parser.
    errors: Vec<ParseError>,
    /// Problems of keys, which the parser does not know.
    problems: Vec<Problem>,
}

impl<E: Iterator<Item = Event>> Builder<'_, E> {
    fn run(&mut self) {
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::StdTableOpen => self.header(event, false),
                EventKind::ArrayTableOpen => self.header(event, true),
                EventKind::SimpleKey => self.key_value(event, self.current),
                _ => {}
            }
        }
    }

    /// Reads the rest of a header.
    fn header(&mut self, open: Event, is_array: bool) {
        let (mut keys, mut end) = (Vec::new(), open.span().end());
        while let Some(event) = self.events.next_if(|event| is_in_header(event.kind())) {
            end = event.span().end();
            match event.kind() {
                EventKind::SimpleKey => keys.push(self.key(event)),
                EventKind::StdTableClose | EventKind::ArrayTableClose => break,
                _ => {}
            }
        }
        let range = range(open.span().start(), end);
        let is_complete = keys.iter().all(|key| !key.range.is_empty());
        self.current = if is_complete { self.open(&keys, range, is_array) } else { None };
    }

    fn key(&mut self, event: Event) -> Key {
        let mut name = Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut name, &mut self.errors);
        }
        Key { name: name.as_ref().into(), range: range_of(event.span()) }
    }

    /// Returns the table of a header, which may be new.
    fn open(&mut self, keys: &[Key], range: TextRange, is_array: bool) -> Option<TableId> {
        let (last, parents) = keys.split_last()?;
        let mut table = Document::ROOT;
        for key in parents {
            table = self.descend(table, key, range, Origin::Implicit)?;
        }
        if is_array { self.open_element(table, last, range) } else { self.open_table(table, last, range) }
    }

    fn open_table(&mut self, parent: TableId, key: &Key, range: TextRange) -> Option<TableId> {
        let Some(entry) = self.document.entry_mut(parent, &key.name) else {
            return Some(self.insert_table(parent, key, range, Origin::Header));
        };
        let (first, value) = (entry.key(), entry.item.value.clone());
        entry.names.push(key.range);
        let Value::Table(id) = value else {
            self.report_duplicate(key, first);
            return None;
        };
        if self.document.origin(id) == Some(Origin::Implicit) {
            if let Some(entry) = self.document.entry_mut(parent, &key.name) {
                (entry.range, entry.item.range) = (range, range);
            }
            self.document.set_origin(id, Origin::Header);
        } else {
            let message = format!("The table `{}` is already defined. Move its entries there.", key.name);
            self.problems.push(Problem { range: key.range, message, first: Some(first), replacement: None });
        }
        Some(id)
    }

    /// Returns a new table of the list of tables with this key.
    fn open_element(&mut self, parent: TableId, key: &Key, range: TextRange) -> Option<TableId> {
        let id = self.document.add(Origin::Header, false);
        let Some(entry) = self.document.entry_mut(parent, &key.name) else {
            self.insert(parent, key, Item { value: Value::Tables(vec![id]), range }, range);
            return Some(id);
        };
        let first = entry.key();
        if let Value::Tables(tables) = &mut entry.item.value {
            entry.names.push(key.range);
            tables.push(id);
            return Some(id);
        }
        self.report_duplicate(key, first);
        None
    }

    /// Returns the table with this key, which is created if it does not exist.
    fn descend(&mut self, parent: TableId, key: &Key, range: TextRange, origin: Origin) -> Option<TableId> {
        let Some(entry) = self.document.entry_mut(parent, &key.name) else {
            return Some(self.insert_table(parent, key, range, origin));
        };
        let first = entry.key();
        entry.names.push(key.range);
        let id = match &entry.item.value {
            Value::Table(id) => *id,
            Value::Tables(tables) if origin == Origin::Implicit => *tables.last()?,
            Value::Broken => return None,
            _ => {
                let message =
                    format!("`{}` is already set to a value, so it cannot contain keys. Remove one.", key.name);
                self.problems.push(Problem { range: key.range, message, first: Some(first), replacement: None });
                return None;
            }
        };
        match (origin, self.document.origin(id)) {
            (_, Some(Origin::Inline)) | (Origin::Dotted, Some(Origin::Header)) => {
                let message = format!("The table `{}` is already complete. Add the entry to it there.", key.name);
                self.problems.push(Problem { range: key.range, message, first: Some(first), replacement: None });
                return None;
            }
            (Origin::Dotted, _) => self.document.set_origin(id, Origin::Dotted),
            _ => {}
        }
        Some(id)
    }

    /// Reads an entry, whose first key is given, into a table.
    fn key_value(&mut self, first: Event, table: Option<TableId>) {
        let mut keys = vec![self.key(first)];
        let mut has_sign = false;
        while let Some(event) = self.events.next_if(|event| !has_sign && is_before_value(event.kind())) {
            match event.kind() {
                EventKind::SimpleKey => keys.push(self.key(event)),
                EventKind::KeyValSep => has_sign = true,
                _ => {}
            }
        }
        let Some(item) = self.value().filter(|_| has_sign) else { return };
        let Some((last, parents)) = keys.split_last() else { return };
        if keys.iter().any(|key| key.range.is_empty()) {
            return;
        }
        let range = keys.first().map_or(item.range, |key| key.range).cover(item.range);
        let mut table = table;
        for key in parents {
            table = table.and_then(|table| self.descend(table, key, range, Origin::Dotted));
        }
        let Some(table) = table else { return };
        match self.document.entry_mut(table, &last.name) {
            Some(entry) => {
                let first = entry.key();
                self.report_duplicate(last, first);
            }
            None => self.insert(table, last, item, range),
        }
    }

    /// Reads a value; `None` if there is none.
    fn value(&mut self) -> Option<Item> {
        while self.events.next_if(|event| event.kind() == EventKind::Whitespace).is_some() {}
        let event = self.events.next_if(|event| is_value(event.kind()))?;
        Some(self.value_from(event))
    }

    fn value_from(&mut self, event: Event) -> Item {
        match event.kind() {
            EventKind::ArrayOpen => self.array(event),
            EventKind::InlineTableOpen => self.inline_table(event),
            _ => self.scalar(event),
        }
    }

    fn array(&mut self, open: Event) -> Item {
        let (mut items, mut end) = (Vec::new(), open.span().end());
        while let Some(event) = self.events.next_if(|event| is_in_list(event.kind()) || is_value(event.kind())) {
            end = event.span().end();
            match event.kind() {
                EventKind::ArrayClose => break,
                kind if is_value(kind) => {
                    let item = self.value_from(event);
                    end = item.range.end().into();
                    items.push(item);
                }
                _ => {}
            }
        }
        Item { value: Value::Array(items), range: range(open.span().start(), end) }
    }

    fn inline_table(&mut self, open: Event) -> Item {
        let id = self.document.add(Origin::Inline, true);
        let mut end = open.span().end();
        while let Some(event) = self.events.next_if(|event| is_in_braces(event.kind())) {
            end = event.span().end();
            match event.kind() {
                EventKind::InlineTableClose => break,
                EventKind::SimpleKey => self.key_value(event, Some(id)),
                _ => {}
            }
        }
        Item { value: Value::Table(id), range: range(open.span().start(), end) }
    }

    fn scalar(&mut self, event: Event) -> Item {
        let range = range_of(event.span());
        let (mut text, mut errors) = (Cow::Borrowed(""), Vec::new());
        let kind = self.source.get(event).map(|raw| raw.decode_scalar(&mut text, &mut errors));
        let value = match kind {
            Some(kind) if errors.is_empty() && !range.is_empty() => self.decoded(kind, &text, range),
            Some(ScalarKind::String) if event.encoding().is_none() => {
                self.problems.push(unquoted(range, &text));
                Value::Broken
            }
            _ => {
                self.errors.append(&mut errors);
                Value::Broken
            }
        };
        Item { value, range }
    }

    fn decoded(&mut self, kind: ScalarKind, text: &str, range: TextRange) -> Value {
        let value = match kind {
            ScalarKind::String => Some(Value::String(text.into())),
            ScalarKind::Boolean(value) => Some(Value::Boolean(value)),
            ScalarKind::DateTime => Some(Value::DateTime),
            ScalarKind::Float => text.parse().ok().map(Value::Float),
            ScalarKind::Integer(radix) => i64::from_str_radix(text, radix.value()).ok().map(Value::Integer),
        };
        value.unwrap_or_else(|| {
            let message = "The number does not fit in 64 bits. Write a smaller one.".to_owned();
            self.problems.push(Problem { range, message, first: None, replacement: None });
            Value::Broken
        })
    }

    fn insert(&mut self, table: TableId, key: &Key, item: Item, range: TextRange) {
        self.document.insert(table, Entry { name: key.name.clone(), names: vec![key.range], item, range });
    }

    fn insert_table(&mut self, parent: TableId, key: &Key, range: TextRange, origin: Origin) -> TableId {
        let id = self.document.add(origin, self.document.is_inline(parent));
        self.insert(parent, key, Item { value: Value::Table(id), range }, range);
        id
    }

    fn report_duplicate(&mut self, key: &Key, first: TextRange) {
        let message = format!("`{}` is already set in this table. Remove one of the two.", key.name);
        self.problems.push(Problem { range: key.range, message, first: Some(first), replacement: None });
    }
}

fn is_in_header(kind: EventKind) -> bool {
    use EventKind::{ArrayTableClose, Error, KeySep, SimpleKey, StdTableClose, Whitespace};
    matches!(kind, SimpleKey | KeySep | Whitespace | Error | StdTableClose | ArrayTableClose)
}

fn is_before_value(kind: EventKind) -> bool {
    matches!(kind, EventKind::SimpleKey | EventKind::KeySep | EventKind::Whitespace | EventKind::KeyValSep)
}

fn is_value(kind: EventKind) -> bool {
    matches!(kind, EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen)
}

fn is_in_list(kind: EventKind) -> bool {
    use EventKind::{ArrayClose, Comment, Error, Newline, ValueSep, Whitespace};
    matches!(kind, ArrayClose | Comment | Error | Newline | ValueSep | Whitespace)
}

fn is_in_braces(kind: EventKind) -> bool {
    use EventKind::{Comment, Error, InlineTableClose, Newline, SimpleKey, ValueSep, Whitespace};
    matches!(kind, Comment | Error | InlineTableClose | Newline | SimpleKey | ValueSep | Whitespace)
}

/// Returns the problem of a value that is missing or a text without quotes.
fn unquoted(range: TextRange, text: &str) -> Problem {
    if range.is_empty() {
        let message = "The value is missing. Write one after `=`.".to_owned();
        return Problem { range, message, first: None, replacement: None };
    }
    let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let message = format!("A text must be in quotes. Write `{quoted}`.");
    Problem { range, message, first: None, replacement: Some(quoted) }
}

/// Returns the problem that an error of the parser describes.
fn problem(error: &ParseError, text: &str) -> Problem {
    let range = error.unexpected().map_or_else(|| range(text.len(), text.len()), range_of);
    let expected: Vec<String> = error.expected().unwrap_or_default().iter().map(describe).collect();
    let expected = if expected.is_empty() { String::new() } else { format!(", expected {}", expected.join(" or ")) };
    let message = format!("This is not valid TOML: {}{expected}.", error.description());
    Problem { range, message, first: None, replacement: None }
}

fn describe(expected: &Expected) -> String {
    match expected {
        Expected::Literal("\n") => "a line break".to_owned(),
        Expected::Literal(literal) => format!("`{}`", literal.escape_debug()),
        Expected::Description(description) => (*description).to_owned(),
        _ => "something else".to_owned(),
    }
}

fn range_of(span: Span) -> TextRange {
    range(span.start(), span.end())
}

/// Returns a range of bytes. A text is shorter than 4 GiB.
fn range(start: usize, end: usize) -> TextRange {
    let size = |offset| TextSize::try_from(offset).unwrap_or_default();
    TextRange::new(size(start), size(end).max(size(start)))
}
