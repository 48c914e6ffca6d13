//! `textDocument/foldingRange`: what can be folded.

use std::cmp::Reverse;

use gen_lsp_types as lsp;
use temple_ide::{Fold, FoldKind, TextRange, TextSize};

use crate::server::protocol::error::Error;
use crate::server::protocol::to_lsp;
use crate::server::session::documents::Document;
use crate::server::session::snapshot::Snapshot;

/// The folds of an open document, sorted by place.
pub(crate) fn folds(snapshot: &Snapshot, params: lsp::FoldingRangeParams) -> Result<Vec<lsp::FoldingRange>, Error> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let client = &snapshot.settings.client.folding;
    let mut folds = document.analysis()?.folds();
    outermost(&mut folds, client.limit.unwrap_or(usize::MAX));
    let text: &str = document.analysis()?.text();
    let mut converted: Vec<_> =
        folds.into_iter().filter_map(|fold| to_folding_range(snapshot, document, text, fold)).collect();
    if client.lines_only {
        // Of those that start on one line, the outermost comes first.
        converted.dedup_by_key(|fold| fold.start_line);
    }
    Ok(converted)
}

/// Keeps so many folds, the outer ones rather than the inner ones.
fn outermost(folds: &mut Vec<Fold>, limit: usize) {
    if folds.len() <= limit {
        return;
    }
    let mut enclosing: Vec<TextRange> = Vec::new();
    let mut by_depth: Vec<(usize, Fold)> = Vec::new();
    for &fold in folds.iter() {
        while enclosing.last().is_some_and(|outer| !outer.contains_range(fold.range)) {
            enclosing.pop();
        }
        by_depth.push((enclosing.len(), fold));
        enclosing.push(fold.range);
    }
    by_depth.sort_by_key(|(depth, _)| *depth);
    by_depth.truncate(limit);
    *folds = by_depth.into_iter().map(|(_, fold)| fold).collect();
    folds.sort_by_key(|fold| (fold.range.start(), Reverse(fold.range.end())));
}

/// A fold as the client gets it; `None` where nothing is left to fold.
fn to_folding_range(snapshot: &Snapshot, document: &Document, text: &str, fold: Fold) -> Option<lsp::FoldingRange> {
    let client = &snapshot.settings.client.folding;
    let folded = &text[std::ops::Range::<usize>::from(fold.range)];
    let is_closed = fold.kind == FoldKind::Brackets && folded.ends_with(['}', ')', ']']);
    // Both brackets stay visible.
    let (opening, closing) = match fold.kind {
        FoldKind::Brackets => (TextSize::new(1), TextSize::new(u32::from(is_closed))),
        FoldKind::Comment => Default::default(),
    };
    let inside = TextRange::new(fold.range.start() + opening, fold.range.end() - closing);
    let range = to_lsp::range(&document.text, inside, snapshot.settings.client.encoding);
    let is_comment = fold.kind == FoldKind::Comment;
    let mut converted = lsp::FoldingRange {
        start_line: range.start.line,
        end_line: range.end.line,
        start_character: None,
        end_character: None,
        kind: (is_comment && !client.without_comments).then_some(lsp::FoldingRangeKind::Comment),
        collapsed_text: client.collapsed_text.then(|| match is_comment {
            true => format!("{} …", folded.lines().next().unwrap_or_default().trim_end()),
            false => "…".to_owned(),
        }),
    };
    if client.lines_only {
        // Folding takes the last line away, which shall show the closing bracket.
        converted.end_line -= u32::from(is_closed);
    } else {
        converted.start_character = Some(range.start.character);
        converted.end_character = Some(range.end.character);
    }
    (converted.start_line < converted.end_line).then_some(converted)
}
