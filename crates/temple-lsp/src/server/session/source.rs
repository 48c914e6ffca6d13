//! The Templefile that generated files are made from: the text in the editor, or the file where it is not open.

use std::sync::Arc;

use gen_lsp_types::Uri;
use serde::{Deserialize, Serialize};
use temple_ide::model::Provider;
use temple_ide::{Analysis, Preview};

use super::analyse::analyse;
use super::documents::{Document, Entry};
use super::history::Valid;
use super::key::Key;
use super::snapshot::Snapshot;
use super::templefile;
use crate::json::{JsonError, RangeConverter};
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::uri;
use crate::text::Text;
use crate::translation::Translation;

/// The most errors that are told along with generated files.
const MAX_ERRORS: usize = 10;

/// The text that files are made from while the current one has errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TextSource {
    /// The current one: its valid parts.
    Current,
    /// The last one without errors; the current one where there is none.
    #[default]
    LastValid,
}

/// A Templefile and what is known about it.
#[derive(Debug)]
pub(crate) struct Source {
    /// The identity of the file.
    pub(crate) key: Key,
    /// The address as the client writes it.
    pub(crate) uri: Uri,
    /// The current text, in which ranges are told.
    pub(crate) text: Text,
    /// The analysis of the current text.
    pub(crate) current: Arc<Analysis>,
    /// The open document; absent where the text was read from disk.
    pub(crate) document: Option<Arc<Document>>,
    /// The last valid version, where files are made from that.
    last_valid: Option<Valid>,
}

impl Source {
    /// The analysis of the text that files are made from.
    pub(crate) fn analysis(&self) -> &Analysis {
        self.last_valid.as_ref().map_or(&self.current, |valid| &valid.analysis)
    }

    /// The kind of text that files are made from.
    pub(crate) fn kind(&self) -> TextSource {
        if self.last_valid.is_some() { TextSource::LastValid } else { TextSource::Current }
    }

    /// The version that files are made from; absent where the text was read from disk.
    pub(crate) fn version(&self) -> Option<i64> {
        let current = self.document.as_ref().map(|document| document.version);
        self.last_valid.as_ref().map(|valid| valid.version).or(current)
    }

    /// Returns true if the current text has no errors.
    pub(crate) fn is_complete(&self) -> bool {
        self.current.is_valid()
    }

    /// Returns true if there is a text without errors, be it the current one or an earlier one.
    pub(crate) fn has_valid(&self) -> bool {
        self.last_valid.is_some()
            || self.is_complete()
            || self.document.as_ref().is_some_and(|document| document.last_valid().is_some())
    }

    /// From the ranges of the text that files are made from to those of the current one. Absent where both are the same.
    pub(crate) fn translation(&self) -> Option<Translation> {
        let valid = self.last_valid.as_ref()?;
        Some(Translation::between(valid.analysis.text(), self.current.text()))
    }

    /// Turns ranges of the text that files are made from into the client's of the current one.
    pub(crate) fn converter(&self, snapshot: &Snapshot) -> RangeConverter {
        RangeConverter::translated(self.text.clone(), snapshot.settings.client.encoding, self.translation())
    }

    /// The first errors of the current text.
    pub(crate) fn errors(&self, snapshot: &Snapshot) -> Vec<JsonError> {
        let converter = RangeConverter::new(self.text.clone(), snapshot.settings.client.encoding);
        self.current.errors().take(MAX_ERRORS).map(|error| JsonError::new(error, &converter)).collect()
    }
}

impl Snapshot {
    /// The Templefile at an address, or why it cannot be had. An open document always counts instead of its file.
    /// `wanted` tells what files are made from while the text has errors.
    pub(crate) fn source(&self, uri: &Uri, wanted: TextSource) -> Result<Source, Error> {
        let key = Key::from(uri);
        let path = uri::to_path(uri).filter(|_| self.documents.entry(&key).is_none());
        if let Some(path) = path {
            let text = templefile::read(&path).map_err(|error| {
                let what = format_args!("{uri}: the document is not open and its file cannot be read: {error}");
                error::request_failed(what)
            })?;
            let rope = Text::from(text.as_str());
            let failed = || error::internal_error("failed to analyze the text");
            let current = analyse(text, None).ok_or_else(failed)?;
            return Ok(Source { key, uri: uri.clone(), text: rope, current, document: None, last_valid: None });
        }
        let document = self.documents.get(uri)?;
        let current = document.analysis()?.clone();
        let earlier = wanted == TextSource::LastValid && !current.is_valid();
        Ok(Source {
            key,
            uri: document.uri.clone(),
            text: document.text.clone(),
            current,
            document: Some(document.clone()),
            last_valid: if earlier { document.last_valid() } else { None },
        })
    }

    /// The document of that key as it is open; `None` where it is not open, or its text is not known.
    pub(crate) fn open(&self, key: &Key) -> Option<&Arc<Document>> {
        match self.documents.entry(key) {
            Some(Entry::Open(document)) => Some(document),
            Some(Entry::OutOfSync(_)) | None => None,
        }
    }

    /// Plans the files of a Templefile for the provider that was asked for, that of the settings, or its own.
    pub(crate) fn preview<'s>(&self, source: &'s Source, target: Option<Provider>) -> Preview<'s> {
        source.analysis().preview(target.or(self.settings.config.target))
    }
}
