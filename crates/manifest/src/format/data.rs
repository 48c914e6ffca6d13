//! A writer of structured data as YAML or JSON, line by line.
//!
//! The YAML follows common style: an indent of two spaces, lists at the level of their key, and quotes only where a
//! string would be read as something else.

mod quote;
#[cfg(test)]
mod tests;

use crate::defect::Defect;
use crate::text::{Fragment, Origin, RecordedText, Writer};

/// The syntax of structured data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Json,
}

/// The position of the first entry of a mapping or list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// On the current line: at the start of a document, and after the dash of a list.
    Here,
    /// On a new line after the key or bracket that it belongs to.
    NextLine,
}

/// A mapping or a list that is being written.
pub(crate) struct DataWriter<'w> {
    out: &'w mut Writer,
    syntax: Syntax,
    /// Levels of indent.
    indent: usize,
    /// True if nothing has been written yet.
    is_empty: bool,
    start: Start,
}

/// Writes a YAML document with a mapping at its root. Separates it from a previous document by a line `---`.
pub(crate) fn yaml(out: &mut Writer, write: impl FnOnce(&mut DataWriter<'_>)) {
    if !out.is_empty() {
        out.line("---");
    }
    let mut data = DataWriter { out, syntax: Syntax::Yaml, indent: 0, is_empty: true, start: Start::Here };
    write(&mut data);
    if data.is_empty {
        data.out.fragment("{}");
    }
    out.end_line();
}

/// Writes a JSON document with an object at its root.
pub(crate) fn json(out: &mut Writer, write: impl FnOnce(&mut DataWriter<'_>)) {
    let mut data = DataWriter { out, syntax: Syntax::Json, indent: 0, is_empty: true, start: Start::Here };
    data.inside("{", "}", 1, write);
    out.end_line();
}

impl DataWriter<'_> {
    /// Writes a key with a string, a number, a Boolean or null.
    pub(crate) fn entry(&mut self, key: impl Fragment, value: impl Fragment) {
        self.key(key);
        if self.syntax == Syntax::Yaml {
            self.out.fragment(" ");
        }
        self.scalar(value);
    }

    /// Writes a key with a mapping.
    pub(crate) fn map(&mut self, key: impl Fragment, write: impl FnOnce(&mut DataWriter<'_>)) {
        self.key(key);
        self.inside("{", "}", 1, write);
    }

    /// Writes a key with a list.
    pub(crate) fn list(&mut self, key: impl Fragment, write: impl FnOnce(&mut DataWriter<'_>)) {
        self.key(key);
        // In YAML, the dashes are at the level of the key.
        let indent = if self.syntax == Syntax::Yaml { 0 } else { 1 };
        self.inside("[", "]", indent, write);
    }

    /// Writes a key with a list of strings or numbers.
    pub(crate) fn items<P: Fragment>(&mut self, key: impl Fragment, items: impl IntoIterator<Item = P>) {
        self.list(key, |list| items.into_iter().for_each(|item| list.item(item)));
    }

    /// Writes a string, a number, a Boolean or null in a list.
    pub(crate) fn item(&mut self, value: impl Fragment) {
        self.next();
        if self.syntax == Syntax::Yaml {
            self.out.fragment("- ");
        }
        self.scalar(value);
    }

    /// Writes a mapping in a list.
    pub(crate) fn item_map(&mut self, write: impl FnOnce(&mut DataWriter<'_>)) {
        self.next();
        match self.syntax {
            Syntax::Json => self.inside("{", "}", 1, write),
            Syntax::Yaml => {
                self.out.fragment("- ");
                let mut inner = self.inner(1, Start::Here);
                write(&mut inner);
                if inner.is_empty {
                    self.out.fragment("{}");
                }
            }
        }
    }

    /// Writes entries without names that occur several times at the same depth: the first call stores them in
    /// `written`, and later calls copy them.
    pub(crate) fn repeated(&mut self, written: &mut Option<RecordedText>, write: impl FnOnce(&mut DataWriter<'_>)) {
        self.next();
        match written {
            Some(written) => self.out.repeat(written),
            None => {
                let (syntax, indent) = (self.syntax, self.indent);
                let entries = |out: &mut Writer| {
                    write(&mut DataWriter { out, syntax, indent, is_empty: true, start: Start::Here });
                };
                *written = Some(self.out.record(entries));
            }
        }
    }

    /// Calls `write` with `origin` as the origin of its lines, unless `write` sets a more specific one.
    pub(crate) fn with_origin(&mut self, origin: impl Into<Origin>, write: impl FnOnce(&mut DataWriter<'_>)) {
        let previous_origin = self.out.enter(origin);
        write(self);
        self.out.leave(previous_origin);
    }

    /// Notes a defect in the line of the last entry.
    pub(crate) fn defect(&mut self, defect: Defect) {
        self.out.defect(defect);
    }

    /// Ends the previous entry, and starts the line of the next one.
    fn next(&mut self) {
        if !self.is_empty && self.syntax == Syntax::Json {
            self.out.fragment(",");
        }
        // The previous line is ended here and not after its value, since a comma may belong to it.
        if !self.is_empty || self.start == Start::NextLine {
            self.out.end_line();
            self.write_indent();
        }
        self.is_empty = false;
    }

    fn write_indent(&mut self) {
        // Enough for all generated files. Deeper indents are written in several parts.
        const SPACES: &str = "                                                                ";
        let mut left = 2 * self.indent;
        while left > 0 {
            let now = left.min(SPACES.len());
            self.out.fragment(&SPACES[..now]);
            left -= now;
        }
    }

    fn key(&mut self, key: impl Fragment) {
        self.next();
        self.scalar(key);
        self.out.fragment(if self.syntax == Syntax::Yaml { ":" } else { ": " });
    }

    /// Writes the entries of a mapping or list that is the value of a key or, in JSON, an entry of a list.
    fn inside(&mut self, open: &str, close: &str, indent: usize, write: impl FnOnce(&mut DataWriter<'_>)) {
        if self.syntax == Syntax::Json {
            self.out.fragment(open);
        }
        let mut inner = self.inner(indent, Start::NextLine);
        write(&mut inner);
        let is_empty = inner.is_empty;
        match (self.syntax, is_empty) {
            (Syntax::Yaml, true) => self.out.fragment((" ", open, close)),
            (Syntax::Yaml, false) => {}
            (Syntax::Json, true) => self.out.fragment(close),
            (Syntax::Json, false) => {
                self.out.end_line();
                self.write_indent();
                self.out.fragment(close);
            }
        }
    }

    fn inner(&mut self, indent: usize, start: Start) -> DataWriter<'_> {
        DataWriter { out: self.out, syntax: self.syntax, indent: self.indent + indent, is_empty: true, start }
    }

    fn scalar(&mut self, value: impl Fragment) {
        if value.is_literal() {
            return self.out.fragment(value);
        }
        if self.syntax == Syntax::Json {
            self.out.fragment("\"");
        }
        let start = self.out.text().len();
        self.out.fragment(value);
        match self.syntax {
            Syntax::Yaml => quote::yaml(self.out.text(), start),
            Syntax::Json => {
                quote::escape(self.out.text(), start);
                self.out.fragment("\"");
            }
        }
    }
}
