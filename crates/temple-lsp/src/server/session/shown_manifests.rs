//! The generated files that the client has received.

use std::collections::HashMap;

use gen_lsp_types::Uri;
use temple_ide::manifest::Target;

use super::source::TextSource;
use crate::fingerprint::Fingerprint;

/// The fingerprints of the files generated from one Templefile that the client has received.
#[derive(Debug, Clone, Default)]
pub(crate) struct ShownManifests {
    /// Whole previews, by the requested target and text.
    pub(crate) targets: HashMap<(Option<Target>, TextSource), Fingerprint>,
    /// Whole previews that the client has not received, but follows.
    pub(crate) watched: HashMap<(Option<Target>, TextSource), Fingerprint>,
    /// Virtual documents by URI, with the text requested last.
    pub(crate) documents: HashMap<Uri, (TextSource, Fingerprint)>,
}

impl ShownManifests {
    /// A received preview.
    pub(crate) fn whole(target: Option<Target>, source: TextSource, seen: Fingerprint) -> ShownManifests {
        ShownManifests { targets: HashMap::from([((target, source), seen)]), ..ShownManifests::default() }
    }

    /// A followed preview that something else was made from, such as a plan.
    pub(crate) fn watched(target: Option<Target>, source: TextSource, seen: Fingerprint) -> ShownManifests {
        ShownManifests { watched: HashMap::from([((target, source), seen)]), ..ShownManifests::default() }
    }

    /// A received virtual document.
    pub(crate) fn one(uri: Uri, source: TextSource, seen: Fingerprint) -> ShownManifests {
        ShownManifests { documents: HashMap::from([(uri, (source, seen))]), ..ShownManifests::default() }
    }
}
