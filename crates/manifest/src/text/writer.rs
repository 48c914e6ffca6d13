//! A writer of text that records the origin of each line.

use std::ops::Range;

use super::fragment::Fragment;
use super::origin::{Origin, Span};
use super::rendered::Rendered;
use crate::defect::{Defect, FoundDefect};

/// The text of a file that is being written.
#[derive(Debug)]
pub(crate) struct Writer {
    text: String,
    spans: Vec<Span>,
    defects: Vec<FoundDefect>,
    /// The zero-based number of the current line.
    line: u32,
    /// The origins of the names in the current line.
    origins: Vec<Origin>,
    /// The origin of lines that contain no names, such as the block that is being rendered.
    default_origin: Origin,
    /// The origin of lines that are there because of the target.
    target_origin: Origin,
    /// The value of `default_origin` when the current line was started; `None` if the line is empty.
    line_origin: Option<Origin>,
}

/// A part of the text that is written several times.
#[derive(Debug)]
pub(crate) struct RecordedText {
    /// The range of its first occurrence, in bytes.
    bytes: Range<usize>,
    /// The number of line endings in it.
    lines: u32,
}

/// The number of recent spans that are searched for one that the current line continues. A line has few origins.
const RECENT: usize = 6;

/// The initial capacity in bytes, which is enough for most files.
const CAPACITY: usize = 4096;

impl Writer {
    /// Creates a writer for a file whose lines come from `origin` unless they have a more specific one. Lines that are
    /// there because of the target come from `target_origin`.
    pub(crate) fn new(origin: Origin, target_origin: Origin) -> Writer {
        Writer {
            text: String::with_capacity(CAPACITY),
            spans: Vec::new(),
            defects: Vec::new(),
            line: 0,
            origins: Vec::new(),
            default_origin: origin,
            target_origin,
            line_origin: None,
        }
    }

    /// The origin of lines that are there because of the target.
    pub(crate) fn target_origin(&self) -> Origin {
        self.target_origin
    }

    /// Calls `write` with `origin` as the origin of its lines, unless `write` sets a more specific one.
    pub(crate) fn with_origin(&mut self, origin: impl Into<Origin>, write: impl FnOnce(&mut Writer)) {
        let default_origin = self.enter(origin);
        write(self);
        self.leave(default_origin);
    }

    /// Sets the origin of the following lines. Returns the previous one, to be passed to [`Writer::leave`].
    pub(crate) fn enter(&mut self, origin: impl Into<Origin>) -> Origin {
        std::mem::replace(&mut self.default_origin, origin.into())
    }

    /// Restores the origin that [`Writer::enter`] returned.
    pub(crate) fn leave(&mut self, default_origin: Origin) {
        self.default_origin = default_origin;
    }

    /// Writes a whole line.
    pub(crate) fn line(&mut self, fragment: impl Fragment) {
        self.fragment(fragment);
        self.end_line();
    }

    /// Writes a part of the current line, and records the origins of the names in it.
    pub(crate) fn fragment(&mut self, fragment: impl Fragment) {
        self.line_origin.get_or_insert(self.default_origin);
        fragment.write(&mut self.text, &mut |range| self.origins.push(Origin::Source(range)));
    }

    /// Adds `origin` to the origins of the current line.
    pub(crate) fn add_origin(&mut self, origin: impl Into<Origin>) {
        self.line_origin.get_or_insert(self.default_origin);
        self.origins.push(origin.into());
    }

    /// Ends the current line, which may be empty.
    pub(crate) fn end_line(&mut self) {
        self.text.push('\n');
        self.next_line();
    }

    /// Returns the part of the text that `write` writes, for [`Writer::repeat`]. It must not contain any names.
    pub(crate) fn record(&mut self, write: impl FnOnce(&mut Writer)) -> RecordedText {
        let (start, line) = (self.text.len(), self.line);
        write(self);
        RecordedText { bytes: start..self.text.len(), lines: self.line - line }
    }

    /// Writes a part again. The origin of its lines is the current one.
    pub(crate) fn repeat(&mut self, part: &RecordedText) {
        self.line_origin.get_or_insert(self.default_origin);
        self.text.extend_from_within(part.bytes.clone());
        if part.lines > 0 {
            self.next_line();
            self.line_origin = Some(self.default_origin);
        }
        if part.lines > 1 {
            self.span(self.default_origin, 0, part.lines - 1);
            self.line += part.lines - 1;
        }
    }

    /// Notes a defect in the current line.
    pub(crate) fn defect(&mut self, defect: Defect) {
        self.defects.push(FoundDefect { defect, line: self.line });
    }

    /// Returns true if nothing has been written yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text so far, for callers that change their own output.
    pub(crate) fn text(&mut self) -> &mut String {
        &mut self.text
    }

    /// Returns the finished file.
    pub(crate) fn finish(mut self) -> Rendered {
        if self.line_origin.is_some() {
            self.end_line();
        }
        Rendered { text: self.text, spans: self.spans, defects: self.defects }
    }

    /// Records the origins of the current line, and moves to the next line.
    fn next_line(&mut self) {
        let line_origin = self.line_origin.take().unwrap_or(self.default_origin);
        match self.spans.last_mut() {
            _ if !self.origins.is_empty() => self.spans_of_origins(),
            // Most lines have the same origin as the previous line.
            Some(span) if span.origin == line_origin && span.last + 1 >= self.line => span.last = self.line,
            _ => {
                self.span(line_origin, 0, 1);
            }
        }
        self.line += 1;
    }

    /// Records the origins of the current line, without duplicates, in the order of the line.
    fn spans_of_origins(&mut self) {
        let mut after = 0;
        for at in 0..self.origins.len() {
            let origin = self.origins[at];
            if !self.origins[..at].contains(&origin) {
                after = self.span(origin, after, 1) + 1;
            }
        }
        self.origins.clear();
    }

    /// Records `origin` for `count` lines from the current one on, in a span with the index `after` or later. Returns
    /// the index of the span.
    fn span(&mut self, origin: Origin, after: usize, count: u32) -> usize {
        let last = self.line + count - 1;
        let recent = after.max(self.spans.len().saturating_sub(RECENT));
        let continued =
            self.spans[recent..].iter().rposition(|span| span.origin == origin && span.last + 1 >= self.line);
        match continued {
            Some(at) => {
                self.spans[recent + at].last = last;
                recent + at
            }
            None => {
                self.spans.push(Span { first: self.line, last, origin });
                self.spans.len() - 1
            }
        }
    }
}
