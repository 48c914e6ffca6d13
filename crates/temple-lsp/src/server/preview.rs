//! Generated files as the client gets them: all of a Templefile at once, or each as a virtual document.

use gen_lsp_types::{TextDocumentContentParams, TextDocumentIdentifier, Uri};
use serde::{Deserialize, Deserializer, Serialize};
use temple_ide::model::Provider;

use super::event::Event;
use super::manifest_uri::ManifestUri;
use super::message::{ErrorCode, Failure};
use super::previews::Shown;
use super::snapshot::Snapshot;
use super::source::Source;
use crate::json::JsonPreview;

/// The parameters of `temple/previewManifests`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PreviewParams {
    /// The Templefile.
    pub(super) text_document: TextDocumentIdentifier,
    /// The provider; absent for that of the settings or of the Templefile.
    #[serde(default, deserialize_with = "target")]
    pub(super) target: Option<Provider>,
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
pub(super) fn manifests(snapshot: &Snapshot, params: PreviewParams) -> Result<JsonPreview, Failure> {
    let source = snapshot.source(&params.text_document.uri)?;
    let preview = rendered(snapshot, &source, params.target);
    let shown = Shown::whole(params.target, &preview);
    snapshot.tell(Event::Served { key: source.key, document: source.document, shown });
    Ok(preview)
}

/// All files that are generated from a Templefile.
pub(super) fn rendered(snapshot: &Snapshot, source: &Source, target: Option<Provider>) -> JsonPreview {
    let preview = snapshot.preview(source, target);
    let uri = |path: &str| {
        let (document, path) = (source.uri.clone(), path.to_owned());
        Some(ManifestUri { document, target, path }.to_string())
    };
    JsonPreview::new(&preview, &snapshot.places(source), uri, |note| snapshot.settings.config.wants_note(note))
}

/// The answer to `workspace/textDocumentContent`.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Content {
    /// The text of the generated file, or why there is none.
    text: String,
    /// Whether the Templefile has no error, so that nothing is missing. Absent where there is no such file.
    #[serde(skip_serializing_if = "Option::is_none")]
    complete: Option<bool>,
}

/// `workspace/textDocumentContent`: the text of one generated file. From now on the client is told when it changes.
pub(super) fn content(snapshot: &Snapshot, params: TextDocumentContentParams) -> Result<Content, Failure> {
    let manifest = parse(&params.uri)?;
    let source = snapshot.source(&manifest.document);
    let document = source.as_ref().ok().and_then(|source| source.document.clone());
    let content = text(snapshot, &source, &manifest);
    let shown = Shown::one(params.uri, &content);
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
    let missing = |why: String| Content { text: comment(&manifest.path, &why), complete: None };
    let source = match source {
        Ok(source) => source,
        Err(failure) => return missing(failure.message.clone()),
    };
    let preview = snapshot.preview(source, manifest.target);
    let complete = preview.is_complete();
    match preview.files().iter().find(|file| file.path() == manifest.path) {
        Some(file) => Content { text: file.render().text, complete: Some(complete) },
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
