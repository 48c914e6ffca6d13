//! What a request is answered from.

use gen_lsp_types::{Range, TextDocumentPositionParams};
use temple_ide::{TextRange, TextSize};

use super::diagnostics::Report;
use super::documents::{Document, Documents};
use super::event::{Event, Events, Settings};
use super::files::Files;
use super::from_proto;
use super::guard::Guard;
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::tokens::LastTokens;

/// The state of the server at the moment a request came in: it has seen every earlier message, and no later one.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    /// The client and its settings.
    pub(super) settings: Settings,
    /// The open documents.
    pub(super) documents: Documents,
    /// The files of the workspace folders.
    pub(super) files: Files,
    /// The semantic tokens that the client was told last.
    pub(super) tokens: LastTokens,
    /// What its jobs run under.
    pub(super) guard: Guard,
    /// The way back to the state, for what follows from an answer.
    pub(super) events: Events,
}

impl Snapshot {
    /// The report on an open document.
    pub(super) fn report(&self, document: &Document) -> Result<Report, Failure> {
        Ok(Report::new(document.analysis()?, &document.uri, &document.text, &self.settings))
    }

    /// The bytes of an open document that the client's range means.
    pub(super) fn range(&self, document: &Document, range: Range) -> Result<TextRange, Failure> {
        let range = from_proto::range(&document.text, range, self.settings.client.encoding);
        range.map_err(|error| Failure::new(ErrorCode::InvalidParams, error))
    }

    /// The open document and the byte in it that a position means.
    pub(super) fn place(&self, params: &TextDocumentPositionParams) -> Result<(&Document, TextSize), Failure> {
        let document = self.documents.get(&params.text_document.uri)?;
        Ok((document, from_proto::offset(&document.text, params.position, self.settings.client.encoding)))
    }

    /// Lets the state know of something.
    pub(super) fn tell(&self, event: Event) {
        self.events.send(event);
    }
}
