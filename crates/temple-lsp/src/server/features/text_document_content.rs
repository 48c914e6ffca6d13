//! `workspace/textDocumentContent`: a generated file as a virtual document.

use gen_lsp_types::Uri;
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::server::protocol::error::Error;
use crate::server::protocol::manifest_uri::ManifestUri;
use crate::server::session::effect::{Effect, WithEffect};
use crate::server::session::shown_manifests::ShownManifests;
use crate::server::session::snapshot::Snapshot;
use crate::server::session::source::{Source, TextSource};

/// The parameters of `workspace/textDocumentContent`.
#[derive(Debug, Deserialize)]
pub(crate) struct ContentParams {
    /// The virtual document.
    uri: Uri,
    /// The text to use while the current one has errors; not part of the protocol.
    source: Option<TextSource>,
}

/// The result of `workspace/textDocumentContent`.
#[derive(Debug, Serialize)]
pub(crate) struct Content {
    /// The text of the generated file, or an explanation why there is none.
    text: String,
    /// `None` if there is no such file.
    #[serde(flatten)]
    origin: Option<ContentOrigin>,
}

/// The origin of the text of a generated file.
#[derive(Debug, Serialize)]
struct ContentOrigin {
    /// True if the current text of the Templefile has no errors.
    complete: bool,
    /// The text that the file is generated from.
    source: TextSource,
    /// The version of that text; `null` if the file was read from disk.
    version: Option<i64>,
}

impl Content {
    /// The fingerprint of everything that a reader sees.
    pub(crate) fn seen(&self) -> Fingerprint {
        let origin = self.origin.as_ref().map(|origin| (origin.complete, origin.source));
        Fingerprint::of((&self.text, origin))
    }
}

/// `workspace/textDocumentContent`: the text of one generated file. From now on the client is notified when it changes.
pub(crate) fn content(snapshot: &Snapshot, params: ContentParams) -> WithEffect<Content> {
    let manifest = ManifestUri::read(&params.uri)?;
    let wanted = params.source.unwrap_or_default();
    let source = snapshot.source(&manifest.document, wanted);
    let document = source.as_ref().ok().and_then(|source| source.document.clone());
    let content = text(snapshot, &source, &manifest);
    let shown = ShownManifests::one(params.uri, wanted, content.seen());
    Ok((content, Effect::FilesServed { key: (&manifest.document).into(), document, shown }))
}

/// The text of one generated file, or an explanation if there is none: after an error, editors would keep showing the
/// previous text.
pub(crate) fn text(snapshot: &Snapshot, source: &Result<Source, Error>, manifest: &ManifestUri) -> Content {
    let missing = |why: String| Content { text: comment(&manifest.path, &why), origin: None };
    let source = match source {
        Ok(source) => source,
        Err(error) => return missing(error.message.to_string()),
    };
    let preview = snapshot.preview(source, manifest.target);
    let complete = source.is_complete();
    match preview.files().iter().find(|file| file.path() == manifest.path) {
        Some(file) => {
            let origin = ContentOrigin { complete, source: source.kind(), version: source.version() };
            Content { text: file.render().text, origin: Some(origin) }
        }
        None if complete => missing(manifest.absence()),
        None => missing(format!("{}; the Templefile has errors", manifest.absence())),
    }
}

/// Turns a text into a comment in the language of the file with this path.
fn comment(path: &str, text: &str) -> String {
    let mark = match path.rsplit('.').next() {
        Some("sql") => "--",
        Some("json") => "//",
        _ => "#",
    };
    format!("{mark} {text}\n")
}
