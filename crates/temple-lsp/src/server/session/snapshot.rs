//! The state of the server at one moment, from which requests are answered.

use gen_lsp_types::{self as lsp, Range, TextDocumentPositionParams};
use temple_ide::{Edit, TextRange, TextSize};

use super::documents::{Document, Documents};
use super::report::Report;
use super::settings::Settings;
use super::token_cache::TokenCache;
use super::workspace_index::WorkspaceIndex;
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::{from_lsp, to_lsp};

/// The state of the server at the moment a request came in: it has seen every earlier message, and no later one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Snapshot {
    /// The client and its settings.
    pub(crate) settings: Settings,
    /// The open documents.
    pub(crate) documents: Documents,
    /// The files of the workspace folders.
    pub(crate) files: WorkspaceIndex,
    /// The semantic tokens that the client was told last.
    pub(crate) tokens: TokenCache,
}

impl Snapshot {
    /// The report on an open document.
    pub(crate) fn report(&self, document: &Document) -> Result<Report, Error> {
        Ok(Report::new(document.analysis()?, &document.uri, &document.text, &self.settings))
    }

    /// The bytes of an open document that the client's range means.
    pub(crate) fn range(&self, document: &Document, range: Range) -> Result<TextRange, Error> {
        let range = from_lsp::range(&document.text, range, self.settings.client.encoding);
        range.map_err(error::invalid_params)
    }

    /// The open document and the byte in it that a position means.
    pub(crate) fn document_at(&self, params: &TextDocumentPositionParams) -> Result<(&Document, TextSize), Error> {
        let document = self.documents.get(&params.text_document.uri)?;
        Ok((document, from_lsp::offset(&document.text, params.position, self.settings.client.encoding)))
    }

    /// A change of a document, for this version of it where the client can tell versions apart.
    pub(crate) fn workspace_edit(&self, document: &Document, edits: &[Edit]) -> lsp::WorkspaceEdit {
        let client = &self.settings.client;
        let edits = edits.iter().map(|edit| to_lsp::text_edit(&document.text, edit, client.encoding));
        if !client.versioned_edits {
            let changes = [(document.uri.clone(), edits.collect())].into();
            return lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() };
        }
        let text_document = lsp::OptionalVersionedTextDocumentIdentifier {
            version: i32::try_from(document.version).ok(),
            text_document_identifier: lsp::TextDocumentIdentifier { uri: document.uri.clone() },
        };
        let edit = lsp::TextDocumentEdit { text_document, edits: edits.map(lsp::Edit::TextEdit).collect() };
        lsp::WorkspaceEdit { document_changes: Some(vec![edit.into()]), ..Default::default() }
    }
}
