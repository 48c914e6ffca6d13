//! The parts of a file that are shown with a diagnostic.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet, normalize_untrusted_str};
use temple_ide::model::Diagnostic;
use temple_ide::{TextRange, TextSize};

use crate::text::{Encoding, Text};

/// The maximum length of an excerpt in bytes. It makes the time for a diagnostic independent of the length of the file
/// and of its lines.
pub(super) const MAX_EXCERPT_BYTES: usize = 2_000;
/// The number of bytes shown on each side of the position, in a line that is too long for an excerpt.
const CONTEXT_BYTES: usize = 300;
/// The maximum number of related ranges to show. Further ones are counted.
pub(super) const MAX_RELATED_RANGES: usize = 8;

/// A file whose diagnostics are rendered.
pub(super) struct File<'a> {
    pub(super) name: &'a str,
    pub(super) source: &'a str,
    pub(super) text: Text,
}

/// Some lines of a file, and the ranges to mark in them.
pub(super) struct Excerpt<'a> {
    /// The range of the file that is shown, in bytes.
    pub(super) bytes: Range<usize>,
    /// The number of its first line, from 1.
    line: usize,
    marks: Vec<Mark<'a>>,
    /// The columns of the first mark in the excerpt and in the file, if they differ.
    columns: Option<(usize, usize)>,
}

/// A range to mark, in bytes of the file.
struct Mark<'a> {
    kind: AnnotationKind,
    bytes: Range<usize>,
    label: Option<Cow<'a, str>>,
}

impl<'s> File<'s> {
    /// Returns the excerpt around the diagnostic, then those around related ranges that are too far away to be in it.
    pub(super) fn excerpts<'d, C>(&self, diagnostic: &'d Diagnostic<C>) -> Vec<Excerpt<'d>> {
        let mut excerpts = vec![self.excerpt(AnnotationKind::Primary, diagnostic.range, None)];
        for related in diagnostic.related.iter().take(MAX_RELATED_RANGES) {
            let excerpt = self.excerpt(AnnotationKind::Context, related.range, Some(related.message.as_str()));
            match excerpts.iter_mut().find_map(|before| self.joined(before, &excerpt).map(|bytes| (before, bytes))) {
                Some((before, (line, bytes))) => {
                    (before.line, before.bytes) = (line, bytes);
                    before.marks.extend(excerpt.marks);
                }
                None => excerpts.push(excerpt),
            }
        }
        excerpts
    }

    /// Returns the lines of a range. Shortens a line that is too long to the part around the start of the range, and a
    /// range that is too long to its first line.
    fn excerpt<'d>(&self, kind: AnnotationKind, range: TextRange, label: Option<&'d str>) -> Excerpt<'d> {
        let range = self.clamped(range);
        let position = self.text.position(TextSize::new(range.start as u32), Encoding::Utf32);
        let (line, column) = (position.line as usize + 1, position.character as usize + 1);
        let (start, cut) = self.line_start(range.start);
        let (mut end, _) = self.line_end(range.end);
        let mut label = label.map(Cow::Borrowed);
        let mut marked = range.clone();
        if end - start > MAX_EXCERPT_BYTES {
            (end, _) = self.line_end(range.start);
            marked.end = range.end.min(end);
            let last = self.text.position(TextSize::new(range.end as u32), Encoding::Utf32).line as usize + 1;
            if last > line {
                let goes_on = format!("continues to line {last}");
                label = Some(label.map_or(goes_on.clone().into(), |label| format!("{label}, {goes_on}").into()));
            }
        }
        let columns = cut.then(|| (self.source[start..range.start].chars().count() + 1, column));
        Excerpt { bytes: start..end, line, marks: vec![Mark { kind, bytes: marked, label }], columns }
    }

    /// Returns the first line and the bytes of an excerpt that contains both, unless it would be too long.
    fn joined(&self, a: &Excerpt<'_>, b: &Excerpt<'_>) -> Option<(usize, Range<usize>)> {
        let bytes = a.bytes.start.min(b.bytes.start)..a.bytes.end.max(b.bytes.end);
        let whole = a.columns.is_none() && b.columns.is_none() && bytes.len() <= MAX_EXCERPT_BYTES / 4;
        whole.then(|| (a.line.min(b.line), bytes))
    }

    /// Limits any range to the text, and extends it to character boundaries.
    fn clamped(&self, range: TextRange) -> Range<usize> {
        let end = self.source.floor_char_boundary(usize::from(range.end()));
        let start = self.source.floor_char_boundary(usize::from(range.start())).min(end);
        start..end
    }

    /// Returns the start of the line of an offset, or the nearest allowed offset and true if the line is cut there.
    fn line_start(&self, offset: usize) -> (usize, bool) {
        let bytes = self.source.as_bytes();
        let between = bytes.get(offset) == Some(&b'\n') && bytes[..offset].ends_with(b"\r");
        let offset = offset - usize::from(between);
        let nearest = offset.saturating_sub(MAX_EXCERPT_BYTES / 2);
        match memchr::memrchr2(b'\n', b'\r', &bytes[nearest..offset]) {
            Some(found) => (nearest + found + 1, false),
            None if nearest == 0 => (0, false),
            None => (self.source.ceil_char_boundary(offset - CONTEXT_BYTES), true),
        }
    }

    /// Returns the end of the line of an offset, or the nearest allowed offset and true if the line is cut there.
    fn line_end(&self, offset: usize) -> (usize, bool) {
        let bytes = self.source.as_bytes();
        let farthest = bytes.len().min(offset + MAX_EXCERPT_BYTES / 2);
        match memchr::memchr2(b'\n', b'\r', &bytes[offset..farthest]) {
            Some(found) => (offset + found, false),
            None if farthest == bytes.len() => (farthest, false),
            None => (self.source.floor_char_boundary(offset + CONTEXT_BYTES), true),
        }
    }

    /// Returns the excerpt in the form of the `annotate_snippets` crate, with its marks.
    pub(super) fn snippet<'a>(&'a self, excerpt: &'a Excerpt<'a>) -> Snippet<'a, Annotation<'a>> {
        let start = excerpt.bytes.start;
        let marks = excerpt.marks.iter().map(move |mark| {
            let span = mark.bytes.start - start..mark.bytes.end - start;
            mark.kind.span(span).label(mark.label.as_deref().map(normalize_untrusted_str))
        });
        Snippet::source(&self.source[excerpt.bytes.clone()])
            .path(self.name)
            .line_start(excerpt.line)
            .fold(false)
            .annotations(marks)
    }
}

impl Excerpt<'_> {
    /// Replaces the column in the output by that in the file. The renderer counts columns from the start of the
    /// excerpt, which may be inside a line.
    pub(super) fn with_true_column(&self, rendered: String, name: &str) -> String {
        match self.columns {
            None => rendered,
            Some((shown, column)) => {
                let position = |column| format!("{name}:{}:{column}", self.line);
                rendered.replacen(&position(shown), &position(column), 1)
            }
        }
    }
}
