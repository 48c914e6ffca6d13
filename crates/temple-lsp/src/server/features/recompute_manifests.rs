//! Recomputation of the generated files that the client has, to find out whether they have changed.

use gen_lsp_types::Uri;
use temple_ide::manifest::Target;

use super::text_document_content::text;
use crate::fingerprint::Fingerprint;
use crate::server::protocol::manifest_uri::ManifestUri;
use crate::server::session::generated::Generated;
use crate::server::session::shown_manifests::ShownManifests;
use crate::server::session::snapshot::Snapshot;
use crate::server::session::source::TextSource;

/// Recomputes the fingerprints of the generated files of a Templefile that the client has.
pub(crate) fn recompute(shown: &ShownManifests, snapshot: &Snapshot, uri: &Uri) -> ShownManifests {
    let whole = |&(target, wanted): &(Option<Target>, TextSource)| {
        let source = snapshot.source(uri, wanted).ok()?;
        let preview = snapshot.preview(&source, target);
        Some(((target, wanted), Generated::new(&source, &preview).seen(snapshot)))
    };
    let sources = [TextSource::Current, TextSource::LastValid].map(|wanted| (wanted, snapshot.source(uri, wanted)));
    let one = |(uri, &(wanted, _)): (&Uri, &(TextSource, Fingerprint))| {
        let manifest = ManifestUri::parse(uri).ok()?;
        let content = match sources.iter().find(|(source, _)| *source == wanted) {
            Some((_, source @ Ok(_))) => text(snapshot, source, &manifest),
            // The error names the Templefile by this URI, so that the same error has the same text.
            _ => text(snapshot, &snapshot.source(&manifest.document, wanted), &manifest),
        };
        Some((uri.clone(), (wanted, content.seen())))
    };
    ShownManifests {
        targets: shown.targets.keys().filter_map(whole).collect(),
        documents: shown.documents.iter().filter_map(one).collect(),
        ..ShownManifests::default()
    }
}
