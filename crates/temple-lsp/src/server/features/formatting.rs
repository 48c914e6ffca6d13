//! Formatting: of a document, of ranges, and while somebody types.

use gen_lsp_types as lsp;
use temple_ide::{Edit, FormatOptions, Indent};

use crate::server::protocol::error::Error;
use crate::server::protocol::to_lsp;
use crate::server::session::documents::Document;
use crate::server::session::snapshot::Snapshot;

/// `textDocument/formatting`
pub(crate) fn document(
    snapshot: &Snapshot,
    params: lsp::DocumentFormattingParams,
) -> Result<Vec<lsp::TextEdit>, Error> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    Ok(text_edits(snapshot, document, &document.analysis()?.format(&options(&params.options))))
}

/// `textDocument/rangeFormatting`
pub(crate) fn range(
    snapshot: &Snapshot,
    params: lsp::DocumentRangeFormattingParams,
) -> Result<Vec<lsp::TextEdit>, Error> {
    in_ranges(snapshot, &params.text_document, &[params.range], &params.options)
}

/// `textDocument/rangesFormatting`
pub(crate) fn ranges(
    snapshot: &Snapshot,
    params: lsp::DocumentRangesFormattingParams,
) -> Result<Vec<lsp::TextEdit>, Error> {
    in_ranges(snapshot, &params.text_document, &params.ranges, &params.options)
}

/// `textDocument/onTypeFormatting`
pub(crate) fn on_type(
    snapshot: &Snapshot,
    params: lsp::DocumentOnTypeFormattingParams,
) -> Result<Vec<lsp::TextEdit>, Error> {
    let position = lsp::TextDocumentPositionParams { text_document: params.text_document, position: params.position };
    let (document, offset) = snapshot.document_at(&position)?;
    let Some(typed) = params.ch.chars().next() else { return Ok(Vec::new()) };
    Ok(text_edits(snapshot, document, &document.analysis()?.format_on_type(offset, typed, &options(&params.options))))
}

fn in_ranges(
    snapshot: &Snapshot,
    document: &lsp::TextDocumentIdentifier,
    ranges: &[lsp::Range],
    formatting: &lsp::FormattingOptions,
) -> Result<Vec<lsp::TextEdit>, Error> {
    let document = snapshot.documents.get(&document.uri)?;
    let (analysis, options) = (document.analysis()?, options(formatting));
    let mut edits = Vec::new();
    for range in ranges {
        edits.extend(analysis.format_range(snapshot.range(document, *range)?, &options));
    }
    // Ranges that touch the same lines have the same edits there.
    edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    edits.dedup_by(|next, edit| next == edit || next.range.start() < edit.range.end());
    Ok(text_edits(snapshot, document, &edits))
}

fn text_edits(snapshot: &Snapshot, document: &Document, edits: &[Edit]) -> Vec<lsp::TextEdit> {
    let edit = |edit| to_lsp::text_edit(&document.text, edit, snapshot.settings.client.encoding);
    edits.iter().map(edit).collect()
}

/// The settings of the editor. Those that it does not tell are as on the command line.
fn options(options: &lsp::FormattingOptions) -> FormatOptions {
    let default = FormatOptions::default();
    FormatOptions {
        indent: Indent::new(options.tab_size, options.insert_spaces),
        trim_trailing_whitespace: options.trim_trailing_whitespace.unwrap_or(default.trim_trailing_whitespace),
        insert_final_newline: options.insert_final_newline.unwrap_or(default.insert_final_newline),
        trim_final_newlines: options.trim_final_newlines.unwrap_or(default.trim_final_newlines),
    }
}
