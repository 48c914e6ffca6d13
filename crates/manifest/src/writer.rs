//! Writes text line by line and notes where each line comes from.

use std::ops::Range;

use crate::defect::{Defect, FoundDefect};
use crate::file::Rendered;
use crate::origin::{Origin, Span};
use crate::scalar::Piece;

/// The text of a file while it is written.
#[derive(Debug)]
pub(crate) struct Writer {
    text: String,
    spans: Vec<Span>,
    defects: Vec<FoundDefect>,
    /// The number of the current line, counted from 0.
    line: u32,
    /// Where the names in the current line come from.
    origins: Vec<Origin>,
    /// Where a line comes from that holds no name: from what is being described.
    around: Origin,
    /// What was around when the current line was begun; absent while nothing is written in it.
    begun: Option<Origin>,
}

/// A part of the text that is written several times.
#[derive(Debug)]
pub(crate) struct Written {
    /// Where it stands, in bytes.
    bytes: Range<usize>,
    /// How many lines end in it.
    lines: u32,
}

/// How many spans back one is looked for that the current line continues. A line has few origins.
const RECENT: usize = 6;

/// Space for the text of most files, in bytes.
const CAPACITY: usize = 4096;

impl Writer {
    /// A file whose lines come from `origin` unless more is known.
    pub(crate) fn new(origin: Origin) -> Writer {
        Writer {
            text: String::with_capacity(CAPACITY),
            spans: Vec::new(),
            defects: Vec::new(),
            line: 0,
            origins: Vec::new(),
            around: origin,
            begun: None,
        }
    }

    /// What `write` writes comes from `origin`, unless it says better itself.
    pub(crate) fn because(&mut self, origin: impl Into<Origin>, write: impl FnOnce(&mut Writer)) {
        let around = self.enter(origin);
        write(self);
        self.leave(around);
    }

    /// From here on lines come from `origin`. The answer is for [`Writer::leave`].
    pub(crate) fn enter(&mut self, origin: impl Into<Origin>) -> Origin {
        std::mem::replace(&mut self.around, origin.into())
    }

    /// Ends what [`Writer::enter`] began.
    pub(crate) fn leave(&mut self, around: Origin) {
        self.around = around;
    }

    /// A whole line.
    pub(crate) fn line(&mut self, piece: impl Piece) {
        self.piece(piece);
        self.end_line();
    }

    /// A part of the current line, with the origins of the names in it.
    pub(crate) fn piece(&mut self, piece: impl Piece) {
        self.begun.get_or_insert(self.around);
        piece.write(&mut self.text, &mut |range| self.origins.push(Origin::Source(range)));
    }

    /// Makes the current line come from `origin`, beside what the names in it say.
    pub(crate) fn comes_from(&mut self, origin: impl Into<Origin>) {
        self.begun.get_or_insert(self.around);
        self.origins.push(origin.into());
    }

    /// Ends the current line, which may be empty.
    pub(crate) fn end_line(&mut self) {
        self.text.push('\n');
        self.next_line();
    }

    /// What `write` writes, for [`Writer::repeat`]. No name may be in it.
    pub(crate) fn record(&mut self, write: impl FnOnce(&mut Writer)) -> Written {
        let (start, line) = (self.text.len(), self.line);
        write(self);
        Written { bytes: start..self.text.len(), lines: self.line - line }
    }

    /// Writes a part again. Its lines come from what is around now.
    pub(crate) fn repeat(&mut self, part: &Written) {
        self.begun.get_or_insert(self.around);
        self.text.extend_from_within(part.bytes.clone());
        if part.lines > 0 {
            self.next_line();
            self.begun = Some(self.around);
        }
        if part.lines > 1 {
            self.span(self.around, 0, part.lines - 1);
            self.line += part.lines - 1;
        }
    }

    /// The current line has this defect.
    pub(crate) fn defect(&mut self, defect: Defect) {
        self.defects.push(FoundDefect { defect, line: self.line });
    }

    /// Whether nothing has been written yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text so far, for those who have to see what they wrote.
    pub(crate) fn text(&mut self) -> &mut String {
        &mut self.text
    }

    /// The file.
    pub(crate) fn finish(mut self) -> Rendered {
        if self.begun.is_some() {
            self.end_line();
        }
        Rendered { text: self.text, spans: self.spans, defects: self.defects }
    }

    /// Notes where the current line comes from, and goes on to the next one.
    fn next_line(&mut self) {
        let begun = self.begun.take().unwrap_or(self.around);
        match self.spans.last_mut() {
            _ if !self.origins.is_empty() => self.spans_of_origins(),
            // Most lines come from what the line before them comes from.
            Some(span) if span.origin == begun && span.last + 1 >= self.line => span.last = self.line,
            _ => {
                self.span(begun, 0, 1);
            }
        }
        self.line += 1;
    }

    /// Notes where the current line comes from, each place once and in the order of the line.
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

    /// Notes that `count` lines from the current one come from `origin`, in a span that is the one with the index
    /// `after` or a later one. The answer is the index of the span.
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
