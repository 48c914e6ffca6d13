//! `temple/previewManifests`: all files generated from a Templefile.

use std::collections::HashMap;

use gen_lsp_types::TextDocumentIdentifier;
use rayon::prelude::*;
use serde::Deserialize;
use temple_ide::manifest::Target;

use crate::json::{JsonFile, JsonPreview};
use crate::rendered::MIN_FILES_PER_THREAD;
use crate::server::protocol::error::Error;
use crate::server::protocol::manifest_uri::ManifestUri;
use crate::server::protocol::params;
use crate::server::session::effect::{Effect, WithEffect};
use crate::server::session::generated::{Generated, ManifestAnswer};
use crate::server::session::shown_manifests::ShownManifests;
use crate::server::session::snapshot::Snapshot;
use crate::server::session::source::{Source, TextSource};

/// The parameters of `temple/previewManifests`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewParams {
    /// The Templefile.
    pub(crate) text_document: TextDocumentIdentifier,
    /// The target; `None` for that of the settings or the Templefile.
    #[serde(default, deserialize_with = "params::target")]
    pub(crate) target: Option<Target>,
    /// The text to use while the current one has errors.
    source: Option<TextSource>,
    /// The etags of the files that the client has, by path.
    known: Option<HashMap<String, String>>,
}

impl PreviewParams {
    /// Returns the Templefile and the text to use.
    pub(crate) fn source(&self, snapshot: &Snapshot) -> Result<Source, Error> {
        snapshot.source(&self.text_document.uri, self.source.unwrap_or_default())
    }
}

/// `temple/previewManifests`: all files generated from a Templefile. From now on the client is notified when they
/// change.
pub(crate) fn preview(snapshot: &Snapshot, params: PreviewParams) -> WithEffect<ManifestAnswer<JsonPreview>> {
    let source = params.source(snapshot)?;
    let preview = snapshot.preview(&source, params.target);
    let generated = Generated::new(&source, &preview);
    let shown = ShownManifests::whole(params.target, params.source.unwrap_or_default(), generated.seen(snapshot));
    let answer = answer(snapshot, generated, &params);
    Ok((answer, Effect::FilesServed { key: source.key.clone(), document: source.document.clone(), shown }))
}

/// Converts all files to the result of the request.
pub(crate) fn answer(
    snapshot: &Snapshot,
    generated: Generated<'_>,
    params: &PreviewParams,
) -> ManifestAnswer<JsonPreview> {
    let source = generated.source;
    let (converter, notes) = (source.converter(snapshot), generated.notes(snapshot));
    let content = |files| JsonPreview::new(generated.rendered.preview, source.is_complete(), files, notes, &converter);
    let answer = generated.answer(snapshot, generated.id(), ());
    let files = generated.rendered.files.into_par_iter().zip(generated.texts).with_min_len(MIN_FILES_PER_THREAD);
    let files = files.map(|((file, rendered), text)| {
        let path = file.path();
        let manifest = ManifestUri { document: source.uri.clone(), target: params.target, path: path.to_owned() };
        let known = params.known.as_ref().and_then(|known| known.get(path)).map(String::as_str);
        let uri = Some(manifest.to_string());
        JsonFile::new(&file, rendered.text, &rendered.spans, &converter, uri).unless_known(text, known)
    });
    answer.with(content(files.collect()))
}
