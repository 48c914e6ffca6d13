//! Generated files as the client gets them: all of a Templefile at once, or each as a virtual document.

use std::collections::HashMap;

use gen_lsp_types::{TextDocumentIdentifier, Uri};
use rayon::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};
use temple_ide::model::Provider;

use super::event::Event;
use super::generated::{Answer, Generated};
use super::manifest_uri::ManifestUri;
use super::previews::Shown;
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::snapshot::Snapshot;
use super::source::{Source, TextSource};
use crate::fingerprint::Fingerprint;
use crate::json::{JsonFile, JsonPreview};
use crate::rendered::AT_ONCE;

/// The parameters of `temple/previewManifests`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PreviewParams {
    /// The Templefile.
    pub(super) text_document: TextDocumentIdentifier,
    /// The provider; absent for that of the settings or of the Templefile.
    #[serde(default, deserialize_with = "target")]
    pub(super) target: Option<Provider>,
    /// The text to use while the current one has errors.
    source: Option<TextSource>,
    /// The etags of the files that the client has, by their paths.
    known: Option<HashMap<String, String>>,
}

impl PreviewParams {
    /// The Templefile with the text to use.
    pub(super) fn source(&self, snapshot: &Snapshot) -> Result<Source, Failure> {
        snapshot.source(&self.text_document.uri, self.source.unwrap_or_default())
    }
}

/// Reads the name of a provider in any spelling of the language. It may be absent.
pub(super) fn target<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Provider>, D::Error> {
    let Some(name) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let unknown = || {
        let known = Provider::ALL.iter().map(|provider| format!("`{}`", provider.as_str())).collect::<Vec<_>>();
        serde::de::Error::custom(format!("unknown target `{name}`, expected {}", known.join(" or ")))
    };
    Provider::from_spelling(&name).ok_or_else(unknown).map(Some)
}

/// `temple/previewManifests`: all files that are generated from a Templefile. From now on the client is told when they
/// change.
pub(super) fn manifests(snapshot: &Snapshot, params: PreviewParams) -> Result<Answer<JsonPreview>, Failure> {
    let source = params.source(snapshot)?;
    let preview = snapshot.preview(&source, params.target);
    let generated = Generated::new(&source, &preview);
    let shown = Shown::whole(params.target, params.source.unwrap_or_default(), generated.seen(snapshot));
    let answer = answer(snapshot, generated, &params);
    snapshot.tell(Event::Served { key: source.key.clone(), document: source.document.clone(), shown });
    Ok(answer)
}

/// All files as they are told.
pub(super) fn answer(snapshot: &Snapshot, generated: Generated<'_>, params: &PreviewParams) -> Answer<JsonPreview> {
    let source = generated.source;
    let (places, notes) = (source.places(snapshot), generated.notes(snapshot));
    let content = |files| JsonPreview::new(generated.rendered.preview, source.is_complete(), files, notes, &places);
    let answer = generated.answer(snapshot, generated.id(), ());
    let files = generated.rendered.files.into_par_iter().zip(generated.texts).with_min_len(AT_ONCE);
    let files = files.map(|((file, rendered), text)| {
        let path = file.path();
        let manifest = ManifestUri { document: source.uri.clone(), target: params.target, path: path.to_owned() };
        let known = params.known.as_ref().and_then(|known| known.get(path)).map(String::as_str);
        let uri = Some(manifest.to_string());
        JsonFile::new(&file, rendered.text, &rendered.spans, &places, uri).unless_known(text, known)
    });
    answer.with(content(files.collect()))
}

/// The parameters of `workspace/textDocumentContent`.
#[derive(Debug, Deserialize)]
pub(super) struct ContentParams {
    /// The virtual document.
    uri: Uri,
    /// The text to use while the current one has errors; no member of the protocol's own.
    source: Option<TextSource>,
}

/// The answer to `workspace/textDocumentContent`.
#[derive(Debug, Serialize)]
pub(super) struct Content {
    /// The text of the generated file, or why there is none.
    text: String,
    /// Absent where there is no such file.
    #[serde(flatten)]
    origin: Option<ContentOrigin>,
}

/// What the text of a generated file comes from.
#[derive(Debug, Serialize)]
struct ContentOrigin {
    /// Whether the current text of the Templefile has no errors.
    complete: bool,
    /// Which text the file comes from.
    source: TextSource,
    /// The version of that text; `null` where it was read from disk.
    version: Option<i64>,
}

impl Content {
    /// The fingerprint of what a reader sees.
    pub(super) fn seen(&self) -> Fingerprint {
        let origin = self.origin.as_ref().map(|origin| (origin.complete, origin.source));
        Fingerprint::of((&self.text, origin))
    }
}

/// `workspace/textDocumentContent`: the text of one generated file. From now on the client is told when it changes.
pub(super) fn content(snapshot: &Snapshot, params: ContentParams) -> Result<Content, Failure> {
    let manifest = parse(&params.uri)?;
    let wanted = params.source.unwrap_or_default();
    let source = snapshot.source(&manifest.document, wanted);
    let document = source.as_ref().ok().and_then(|source| source.document.clone());
    let content = text(snapshot, &source, &manifest);
    let shown = Shown::one(params.uri, wanted, &content);
    snapshot.tell(Event::Served { key: (&manifest.document).into(), document, shown });
    Ok(content)
}

/// Reads the address of a generated file.
pub(super) fn parse(uri: &Uri) -> Result<ManifestUri, Failure> {
    ManifestUri::parse(uri).map_err(|error| Failure::new(ErrorCode::InvalidParams, error))
}

/// The text of one generated file. Where there is none, the text says why: after an error, editors would go on showing
/// what the file once was.
pub(super) fn text(snapshot: &Snapshot, source: &Result<Source, Failure>, manifest: &ManifestUri) -> Content {
    let missing = |why: String| Content { text: comment(&manifest.path, &why), origin: None };
    let source = match source {
        Ok(source) => source,
        Err(failure) => return missing(failure.message.clone()),
    };
    let preview = snapshot.preview(source, manifest.target);
    let complete = source.is_complete();
    match preview.files().iter().find(|file| file.path() == manifest.path) {
        Some(file) => {
            let origin = ContentOrigin { complete, source: source.kind(), version: source.version() };
            Content { text: file.render().text, origin: Some(origin) }
        }
        None if complete => missing(absent(manifest)),
        None => missing(format!("{}, which has errors", absent(manifest))),
    }
}

/// What to say of a file that is not, or not any more, among the generated ones.
pub(super) fn absent(manifest: &ManifestUri) -> String {
    format!("`{}` is not among the files that are generated from {}", manifest.path, manifest.document)
}

/// A text as a comment in whatever the file of that path is written in.
fn comment(path: &str, text: &str) -> String {
    let mark = match path.rsplit('.').next() {
        Some("sql") => "--",
        Some("json") => "//",
        _ => "#",
    };
    format!("{mark} {text}\n")
}
