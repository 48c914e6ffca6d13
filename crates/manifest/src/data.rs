//! Writes structured data, as YAML or as JSON, line by line.
//!
//! The YAML follows the habits of its users: two spaces of indent, lists at the level of their key, no quotes where a
//! string cannot be taken for something else.

use crate::defect::Defect;
use crate::origin::Origin;
use crate::scalar::Piece;
use crate::writer::Writer;

/// How structured data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Json,
}

/// A mapping or a list while it is written.
pub(crate) struct Data<'w> {
    out: &'w mut Writer,
    syntax: Syntax,
    /// Levels of indent.
    indent: usize,
    /// Nothing has been written yet.
    is_empty: bool,
    /// YAML: the first key of a mapping in a list stands behind the dash.
    after_dash: bool,
    /// YAML: whether the value of a key is being written, so that its entries start on the next line.
    after_key: bool,
}

/// Writes a YAML document that is a mapping.
pub(crate) fn yaml(out: &mut Writer, write: impl FnOnce(&mut Data<'_>)) {
    let mut data = Data { out, syntax: Syntax::Yaml, indent: 0, is_empty: true, after_dash: false, after_key: false };
    write(&mut data);
    out.end_line();
}

/// Writes a JSON document that is an object.
pub(crate) fn json(out: &mut Writer, write: impl FnOnce(&mut Data<'_>)) {
    out.piece("{");
    let mut data = Data { out, syntax: Syntax::Json, indent: 1, is_empty: true, after_dash: false, after_key: false };
    write(&mut data);
    let is_empty = data.is_empty;
    if !is_empty {
        out.end_line();
    }
    out.line("}");
}

impl Data<'_> {
    /// A key with a string, a number, a truth value or null.
    pub(crate) fn entry(&mut self, key: impl Piece, value: impl Piece) {
        self.key(key);
        if self.syntax == Syntax::Yaml {
            self.out.piece(" ");
        }
        self.scalar(value);
    }

    /// A key with a mapping.
    pub(crate) fn map(&mut self, key: impl Piece, write: impl FnOnce(&mut Data<'_>)) {
        self.key(key);
        self.inside("{", "}", 1, write);
    }

    /// A key with a list.
    pub(crate) fn list(&mut self, key: impl Piece, write: impl FnOnce(&mut Data<'_>)) {
        self.key(key);
        // In YAML the dashes stand below the key.
        let indent = if self.syntax == Syntax::Yaml { 0 } else { 1 };
        self.inside("[", "]", indent, write);
    }

    /// A key with a list of strings or numbers.
    pub(crate) fn items<P: Piece>(&mut self, key: impl Piece, items: impl IntoIterator<Item = P>) {
        self.list(key, |list| items.into_iter().for_each(|item| list.item(item)));
    }

    /// A string, a number, a truth value or null in a list.
    pub(crate) fn item(&mut self, value: impl Piece) {
        self.next();
        if self.syntax == Syntax::Yaml {
            self.out.piece("- ");
        }
        self.scalar(value);
    }

    /// A mapping in a list.
    pub(crate) fn item_map(&mut self, write: impl FnOnce(&mut Data<'_>)) {
        self.next();
        match self.syntax {
            Syntax::Json => self.inside("{", "}", 1, write),
            Syntax::Yaml => {
                self.out.piece("- ");
                let mut inner = Data {
                    out: self.out,
                    syntax: self.syntax,
                    indent: self.indent + 1,
                    is_empty: true,
                    after_dash: true,
                    after_key: false,
                };
                write(&mut inner);
                if inner.is_empty {
                    self.out.piece("{}");
                }
            }
        }
    }

    /// What `write` writes comes from `origin`, unless it says better itself.
    pub(crate) fn because(&mut self, origin: impl Into<Origin>, write: impl FnOnce(&mut Data<'_>)) {
        let around = self.out.enter(origin);
        write(self);
        self.out.leave(around);
    }

    /// The line of the last entry has this defect.
    pub(crate) fn defect(&mut self, defect: Defect) {
        self.out.defect(defect);
    }

    /// Ends what came before and starts a line, with a key where it is a mapping.
    fn next(&mut self) {
        if std::mem::take(&mut self.after_dash) {
            self.is_empty = false;
            return;
        }
        if !self.is_empty && self.syntax == Syntax::Json {
            self.out.piece(",");
        }
        // The line before ends here rather than with its value, since a comma may belong to it.
        if !self.is_empty || self.after_key || self.syntax == Syntax::Json {
            self.out.end_line();
        }
        self.is_empty = false;
        (0..self.indent).for_each(|_| self.out.piece("  "));
    }

    fn key(&mut self, key: impl Piece) {
        self.next();
        self.scalar(key);
        self.out.piece(if self.syntax == Syntax::Yaml { ":" } else { ": " });
    }

    /// The entries of a mapping or list that follows a key or, in JSON, stands in a list.
    fn inside(&mut self, open: &str, close: &str, indent: usize, write: impl FnOnce(&mut Data<'_>)) {
        if self.syntax == Syntax::Json {
            self.out.piece(open);
        }
        let mut inner = Data {
            out: self.out,
            syntax: self.syntax,
            indent: self.indent + indent,
            is_empty: true,
            after_dash: false,
            after_key: true,
        };
        write(&mut inner);
        match (self.syntax, inner.is_empty) {
            (Syntax::Yaml, true) => self.out.piece((" ", open, close)),
            (Syntax::Yaml, false) => {}
            (Syntax::Json, true) => self.out.piece(close),
            (Syntax::Json, false) => {
                self.out.end_line();
                (0..self.indent).for_each(|_| self.out.piece("  "));
                self.out.piece(close);
            }
        }
    }

    fn scalar(&mut self, value: impl Piece) {
        let start = self.out.text().len();
        let is_literal = value.is_literal();
        self.out.piece(value);
        if is_literal {
            return;
        }
        let text = self.out.text();
        match self.syntax {
            Syntax::Json => quote_json(text, start),
            Syntax::Yaml if is_plain(&text[start..]) => {}
            Syntax::Yaml if text[start..].contains(|char: char| char.is_control()) => quote_json(text, start),
            Syntax::Yaml => {
                let quoted = format!("'{}'", text[start..].replace('\'', "''"));
                text.replace_range(start.., &quoted);
            }
        }
    }
}

/// Puts the text from `start` into double quotes, with escapes that JSON and YAML share.
fn quote_json(text: &mut String, start: usize) {
    if text[start..].contains(|char: char| matches!(char, '"' | '\\') || char.is_control()) {
        let mut escaped = String::with_capacity(text.len() - start + 8);
        for char in text[start..].chars() {
            match char {
                '"' => escaped.push_str("\\\""),
                '\\' => escaped.push_str("\\\\"),
                '\n' => escaped.push_str("\\n"),
                '\t' => escaped.push_str("\\t"),
                char if char.is_control() => escaped.push_str(&format!("\\u{:04x}", u32::from(char))),
                char => escaped.push(char),
            }
        }
        text.truncate(start);
        text.push_str(&escaped);
    }
    text.insert(start, '"');
    text.push('"');
}

/// Words that a reader of YAML 1.1 or 1.2 takes for a truth value, for null or for a number.
const WORDS: [&str; 11] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", ".inf", ".nan"];

/// Whether a reader of YAML 1.1 or 1.2 takes the bare text for a string, with nothing added or lost.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return false };
    let starts_something = match first {
        b'-' | b'?' => text.starts_with("---") || matches!(text.as_bytes().get(1), None | Some(b' ')),
        first => b":,[]{}#&*!|>'\"%@`=<~".contains(&first),
    };
    let breaks_off = text.ends_with([' ', ':']) || text.contains(": ") || text.contains(" #");
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    !starts_something
        && !breaks_off
        && !is_word
        && !may_be_number(text)
        && !text.contains(|char: char| char.is_control())
        && !text.starts_with(' ')
}

/// Whether the text looks like a number or a date: YAML 1.1 also has `0o17`, `1_000` and `12:30` for numbers.
fn may_be_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let of = |allowed: &[u8]| digits.bytes().all(|byte| byte.is_ascii_hexdigit() || allowed.contains(&byte));
    digits.starts_with(|char: char| char.is_ascii_digit() || char == '.')
        && (of(b"_+-xXoO") || of(b"_:") || (of(b"_.+-") && digits.matches('.').count() == 1))
}
