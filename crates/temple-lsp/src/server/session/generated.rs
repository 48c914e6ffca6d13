//! The files generated from a Templefile at one moment. Previews, plans and writes share them, so that they agree.

use std::fmt;

use gen_lsp_types::Uri;
use rayon::prelude::*;
use serde::Serialize;
use temple_ide::manifest::Target;
use temple_ide::{Note, Preview};

use super::snapshot::Snapshot;
use super::source::{Source, TextSource};
use crate::fingerprint::Fingerprint;
use crate::json::JsonError;
use crate::plan::Folder;
use crate::rendered::{MIN_FILES_PER_THREAD, RenderedPreview};

/// All files that are generated from a Templefile, with their texts.
#[derive(Debug)]
pub(crate) struct Generated<'s> {
    /// The Templefile.
    pub(crate) source: &'s Source,
    /// The files.
    pub(crate) rendered: RenderedPreview<'s>,
    /// The fingerprints of the texts, in the order of the files.
    pub(crate) texts: Vec<Fingerprint>,
}

impl<'s> Generated<'s> {
    /// Renders every file of a preview of `source`.
    pub(crate) fn new(source: &'s Source, preview: &'s Preview<'s>) -> Generated<'s> {
        let rendered = RenderedPreview::new(preview);
        let files = rendered.files.par_iter().with_min_len(MIN_FILES_PER_THREAD);
        let texts = files.map(|(_, rendered)| Fingerprint::of(&rendered.text)).collect();
        Generated { source, rendered, texts }
    }

    /// The enabled notes.
    pub(crate) fn notes(&self, snapshot: &Snapshot) -> Vec<Note> {
        let notes = self.rendered.notes().into_iter();
        notes.filter(|note| snapshot.settings.config.wants_note(note)).collect()
    }

    /// The id of these files and the text they are generated from.
    pub(crate) fn id(&self) -> PreviewId {
        let Source { key, current, .. } = self.source;
        let used = self.source.analysis().text();
        PreviewId {
            text: Fingerprint::of((key, self.source.kind(), current.text(), used)),
            files: Fingerprint::of((self.target(), self.paths_and_texts())),
        }
    }

    /// The fingerprint of everything that a reader sees. Ranges in the Templefile are left out, since they move with
    /// every change before them.
    pub(crate) fn seen(&self, snapshot: &Snapshot) -> Fingerprint {
        let errors: Vec<_> =
            self.source.errors(snapshot).into_iter().map(|error| (error.code, error.message)).collect();
        let notes: Vec<_> =
            self.notes(snapshot).into_iter().map(|note| (note.code, note.message, note.location)).collect();
        let state = (self.source.is_complete(), self.source.kind(), errors);
        Fingerprint::of((self.target(), state, self.paths_and_texts(), notes))
    }

    /// Returns an answer about the files.
    pub(crate) fn answer<T>(&self, snapshot: &Snapshot, id: impl fmt::Display, content: T) -> ManifestAnswer<T> {
        let (source, version) = (self.source.kind(), self.source.version());
        ManifestAnswer { source, version, id: id.to_string(), content, errors: self.source.errors(snapshot) }
    }

    fn target(&self) -> Option<&'static str> {
        self.rendered.preview.target().map(Target::as_str)
    }

    fn paths_and_texts(&self) -> Vec<(&str, Fingerprint)> {
        let paths = self.rendered.files.iter().map(|(file, _)| file.path());
        paths.zip(self.texts.iter().copied()).collect()
    }
}

/// The members that every answer about generated files has.
#[derive(Debug, Serialize)]
pub(crate) struct ManifestAnswer<T> {
    /// The text that the files are generated from.
    source: TextSource,
    /// The version of that text; `null` if the file was read from disk.
    version: Option<i64>,
    /// The first errors of the current text.
    errors: Vec<JsonError>,
    /// The id of the shown files, by which they can be written later.
    id: String,
    #[serde(flatten)]
    content: T,
}

impl<T> ManifestAnswer<T> {
    /// Returns the same answer with other content.
    pub(crate) fn with<U>(self, content: U) -> ManifestAnswer<U> {
        let ManifestAnswer { source, version, errors, id, .. } = self;
        ManifestAnswer { source, version, errors, id, content }
    }
}

/// The id of a preview: fingerprints of its input and its output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PreviewId {
    /// The current text and the text that the files are generated from.
    text: Fingerprint,
    /// The target and the files; for the same text, they depend only on the settings.
    files: Fingerprint,
}

/// The id of a plan: a preview and the content of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlanId {
    preview: PreviewId,
    folder: Fingerprint,
}

/// The part that has changed since a plan was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Changed {
    /// The text of the Templefile.
    Text,
    /// The settings, or the requested target.
    Settings,
    /// The folder or its content.
    Folder,
}

impl PlanId {
    /// Returns the id of the comparison of a preview with a folder. `address` and `exact` are the parameters of the
    /// request.
    pub(crate) fn new(preview: PreviewId, address: &Uri, folder: &Folder, exact: bool) -> PlanId {
        PlanId { preview, folder: Fingerprint::of((&address.0, folder, exact)) }
    }

    /// Returns the first part that has changed since the plan with this id; `None` if nothing has. An error if it is
    /// not the id of a plan.
    pub(crate) fn changed_since(&self, id: &str) -> Result<Option<Changed>, NotAPlan> {
        let (preview, folder) = id.split_once('/').ok_or(NotAPlan)?;
        let (text, files) = preview.split_once('.').ok_or(NotAPlan)?;
        let parts = [
            (text, self.preview.text, Changed::Text),
            (files, self.preview.files, Changed::Settings),
            (folder, self.folder, Changed::Folder),
        ];
        Ok(parts.into_iter().find_map(|(then, now, what)| (then != now.to_string()).then_some(what)))
    }
}

/// The error for a text that is not the id of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotAPlan;

impl fmt::Display for PreviewId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.text, self.files)
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.preview, self.folder)
    }
}
