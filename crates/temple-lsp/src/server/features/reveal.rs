//! `temple/reveal`: from a line of a generated file to its origins in the Templefile, and back.

use std::cmp::Reverse;

use gen_lsp_types::{Position, Range, TextDocumentIdentifier, Uri};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use temple_ide::TextRange;
use temple_ide::manifest::{BlockRange, Blocks, Origin, Rendered, Target};

use crate::json::JsonRange;
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::manifest_uri::ManifestUri;
use crate::server::protocol::{from_lsp, params};
use crate::server::session::snapshot::Snapshot;
use crate::server::session::source::TextSource;

/// The parameters for the direction from a generated file to the Templefile.
#[derive(Debug, Deserialize)]
struct LineParams {
    /// The generated file.
    uri: Uri,
    /// The zero-based line.
    line: u32,
    /// The text to use while the current one has errors.
    source: Option<TextSource>,
}

/// The parameters for the direction from the Templefile to the generated files. Either `position` or `range` is
/// required.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PositionParams {
    text_document: TextDocumentIdentifier,
    position: Option<Position>,
    range: Option<Range>,
    #[serde(default, deserialize_with = "params::target")]
    target: Option<Target>,
    /// The text to use while the current one has errors.
    source: Option<TextSource>,
}

/// The origin of a line: a range in the Templefile, or a reason why there is none.
#[derive(Debug, Serialize)]
pub(crate) struct JsonSource {
    /// The Templefile.
    uri: Uri,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<JsonRange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Lines of a generated file.
#[derive(Debug, Serialize)]
pub(crate) struct JsonLines {
    /// The generated file.
    uri: Uri,
    path: String,
    /// The first and the last line, zero-based.
    lines: [u32; 2],
}

/// The result, in either direction.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Revealed {
    Sources(Vec<JsonSource>),
    Lines(Vec<JsonLines>),
}

/// Chooses the direction by the parameters: those with a `uri` name a generated file.
pub(crate) fn reveal(snapshot: &Snapshot, params: Value) -> Result<Revealed, Error> {
    let wrong = error::invalid_params;
    if params.get("uri").is_some() {
        let params = serde_json::from_value(params).map_err(wrong)?;
        sources(snapshot, &params).map(Revealed::Sources)
    } else {
        let params = serde_json::from_value(params).map_err(wrong)?;
        lines(snapshot, &params).map(Revealed::Lines)
    }
}

/// The reason if a line comes from an earlier text and its origin no longer exists in the current one.
const CHANGED: &str = "its source has changed since the last valid version";

/// The origins of a line of a generated file. None after the end of the file, since the client may show an older text.
/// If the origin is in an earlier text and no longer exists in the current one, a reason says so.
fn sources(snapshot: &Snapshot, params: &LineParams) -> Result<Vec<JsonSource>, Error> {
    let manifest = ManifestUri::read(&params.uri)?;
    let source = snapshot.source(&manifest.document, params.source.unwrap_or_default())?;
    let preview = snapshot.preview(&source, manifest.target);
    let files = preview.files();
    let file = files.iter().find(|file| file.path() == manifest.path);
    let file = file.ok_or_else(|| error::request_failed(manifest.absence()))?;
    let converter = source.converter(snapshot);
    let origins = file.render().origins_of(params.line).collect::<Vec<_>>();
    let json_source = |range, reason| JsonSource { uri: source.uri.clone(), range, reason };
    let sources = origins.iter().filter_map(|origin| match origin {
        Origin::Source(range) => {
            let range = preview.plan().blocks.absolute(*range)?;
            Some(json_source(Some(converter.origin(range)?), None))
        }
        Origin::Reason(reason) => Some(json_source(None, Some(reason.to_string()))),
    });
    let sources: Vec<_> = sources.collect();
    let is_lost = sources.is_empty() && !origins.is_empty();
    Ok(if is_lost { vec![json_source(None, Some(CHANGED.to_owned()))] } else { sources })
}

/// The lines that come from a range in the Templefile: from the narrowest origin that contains it.
fn lines(snapshot: &Snapshot, params: &PositionParams) -> Result<Vec<JsonLines>, Error> {
    let wrong = |error: &str| error::invalid_params(error);
    let at = |position| Range { start: position, end: position };
    let range = params.range.or(params.position.map(at)).ok_or_else(|| wrong("expected a `position` or a `range`"))?;
    let source = snapshot.source(&params.text_document.uri, params.source.unwrap_or_default())?;
    let range = from_lsp::range(&source.text, range, snapshot.settings.client.encoding);
    let range = range.map_err(|error| wrong(&error))?;
    let range = source.translation().map_or(Some(range), |translation| translation.inverse().range(range));
    let Some(range) = range else { return Ok(Vec::new()) };

    let preview = snapshot.preview(&source, params.target);
    let files: Vec<_> = preview.files().iter().map(|file| (file.path().to_owned(), file.render())).collect();
    let rendered = files.iter().map(|(_, rendered)| rendered);
    let Some(origin) = narrowest(rendered, &preview.plan().blocks, range) else { return Ok(Vec::new()) };
    let lines = files.into_iter().flat_map(|(path, rendered)| {
        let manifest = ManifestUri { document: source.uri.clone(), target: params.target, path };
        let spans = rendered.spans.into_iter().filter(move |span| span.origin == Origin::Source(origin));
        spans.map(move |span| JsonLines {
            uri: manifest.to_uri(),
            path: manifest.path.clone(),
            lines: [span.first, span.last],
        })
    });
    Ok(lines.collect())
}

/// The narrowest origin that contains a range. Of two adjacent ones at a position, the one that starts there.
fn narrowest<'a>(files: impl Iterator<Item = &'a Rendered>, blocks: &Blocks, range: TextRange) -> Option<BlockRange> {
    let origins = files.flat_map(|file| &file.spans).filter_map(|span| match span.origin {
        Origin::Source(origin) => Some((origin, blocks.absolute(origin)?)),
        Origin::Reason(_) => None,
    });
    let holding = origins.filter(|(_, absolute)| absolute.contains_range(range));
    let narrowest = holding.min_by_key(|(_, absolute)| (absolute.len(), Reverse(absolute.start())));
    narrowest.map(|(origin, _)| origin)
}
