//! The Templefile from which files are generated: the text in the editor, or the file if it is not open.

use std::sync::Arc;

use gen_lsp_types::Uri;
use serde::{Deserialize, Serialize};
use temple_ide::manifest::Target;
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

/// The maximum number of errors in an answer about generated files.
const MAX_ERRORS: usize = 10;

/// The text to generate files from while the current one has errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TextSource {
    /// The valid parts of the current text.
    Current,
    /// The last text without errors; the current one if there is none.
    #[default]
    LastValid,
}

/// A Templefile with its analysis.
#[derive(Debug)]
pub(crate) struct Source {
    /// The identity of the file.
    pub(crate) key: Key,
    /// The URI as the client writes it.
    pub(crate) uri: Uri,
    /// The current text, to which ranges refer.
    pub(crate) text: Text,
    /// The analysis of the current text.
    pub(crate) current: Arc<Analysis>,
    /// The open document; `None` if the text was read from disk.
    pub(crate) document: Option<Arc<Document>>,
    /// The last valid version, if files are generated from it.
    last_valid: Option<Valid>,
}

impl Source {
    /// The analysis of the text that files are generated from.
    pub(crate) fn analysis(&self) -> &Analysis {
        self.last_valid.as_ref().map_or(&self.current, |valid| &valid.analysis)
    }

    /// The kind of text that files are generated from.
    pub(crate) fn kind(&self) -> TextSource {
        if self.last_valid.is_some() { TextSource::LastValid } else { TextSource::Current }
    }

    /// The version that files are generated from; `None` if the text was read from disk.
    pub(crate) fn version(&self) -> Option<i64> {
        let current = self.document.as_ref().map(|document| document.version);
        self.last_valid.as_ref().map(|valid| valid.version).or(current)
    }

    /// Returns true if the current text has no errors.
    pub(crate) fn is_complete(&self) -> bool {
        self.current.is_valid()
    }

    /// Returns true if there is a text without errors, current or earlier.
    pub(crate) fn has_valid(&self) -> bool {
        self.last_valid.is_some()
            || self.is_complete()
            || self.document.as_ref().is_some_and(|document| document.last_valid().is_some())
    }

    /// The translation of ranges from the text that files are generated from to the current one. `None` if both are the
    /// same.
    pub(crate) fn translation(&self) -> Option<Translation> {
        let valid = self.last_valid.as_ref()?;
        Some(Translation::between(valid.analysis.text(), self.current.text()))
    }

    /// Returns a converter from ranges of the text that files are generated from to protocol ranges of the current one.
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
    /// Returns the Templefile at a URI, or an error that explains why it is unavailable. An open document always counts
    /// instead of its file. `wanted` determines the text to use while the current one has errors.
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

    /// Returns the open document with this key; `None` if it is not open, or if its text is unknown.
    pub(crate) fn open(&self, key: &Key) -> Option<&Arc<Document>> {
        match self.documents.entry(key) {
            Some(Entry::Open(document)) => Some(document),
            Some(Entry::OutOfSync(_)) | None => None,
        }
    }

    /// Plans the files of a Templefile for the requested target, that of the settings, or its own.
    pub(crate) fn preview<'s>(&self, source: &'s Source, target: Option<Target>) -> Preview<'s> {
        source.analysis().preview(target.or(self.settings.config.target))
    }
}
