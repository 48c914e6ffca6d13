//! The Templefile that generated files are made from: the text in the editor, or the file where it is not open.

use std::sync::Arc;

use gen_lsp_types::Uri;
use temple_ide::model::Provider;
use temple_ide::{Analysis, Preview};

use super::disk;
use super::documents::{Document, Entry, Key, analyse};
use super::from_proto;
use super::message::{ErrorCode, Failure};
use super::snapshot::Snapshot;
use crate::json::Places;
use crate::text::Text;

/// A Templefile and what is known about it.
#[derive(Debug)]
pub(super) struct Source {
    /// What makes addresses mean this file.
    pub(super) key: Key,
    /// The address as the client writes it.
    pub(super) uri: Uri,
    /// The text.
    pub(super) text: Text,
    /// What is known about the text.
    pub(super) analysis: Arc<Analysis>,
    /// The open document; absent where the text was read from disk.
    pub(super) document: Option<Arc<Document>>,
}

impl Snapshot {
    /// The Templefile at an address, or why it cannot be had. An open document always counts instead of its file.
    pub(super) fn source(&self, uri: &Uri) -> Result<Source, Failure> {
        let key = Key::from(uri);
        let path = from_proto::path(uri).filter(|_| self.documents.entry(&key).is_none());
        if let Some(path) = path {
            let text = disk::read(&path).map_err(|error| {
                let what = format_args!("{uri}: the document is not open, and its file cannot be read: {error}");
                Failure::new(ErrorCode::RequestFailed, what)
            })?;
            let rope = Text::from(text.as_str());
            let failed = || Failure::new(ErrorCode::InternalError, "the analysis of the text failed");
            let analysis = analyse(text, None).ok_or_else(failed)?;
            return Ok(Source { key, uri: uri.clone(), text: rope, analysis, document: None });
        }
        let document = self.documents.get(uri)?;
        Ok(Source {
            key,
            uri: document.uri.clone(),
            text: document.text.clone(),
            analysis: document.analysis()?.clone(),
            document: Some(document.clone()),
        })
    }

    /// The document of that key as it is open; `None` where it is not open, or its text is not known.
    pub(super) fn open(&self, key: &Key) -> Option<&Arc<Document>> {
        match self.documents.entry(key) {
            Some(Entry::Open(document)) => Some(document),
            Some(Entry::Lost(_)) | None => None,
        }
    }

    /// What is generated from a Templefile for the provider that was asked for, that of the settings, or its own.
    pub(super) fn preview<'s>(&self, source: &'s Source, target: Option<Provider>) -> Preview<'s> {
        source.analysis.preview(target.or(self.settings.config.target))
    }

    /// What turns places in a Templefile into the client's.
    pub(super) fn places(&self, source: &Source) -> Places {
        Places::new(source.text.clone(), self.settings.client.encoding)
    }
}
