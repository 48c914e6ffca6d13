//! The generated files that the client has.

use std::collections::HashMap;

use gen_lsp_types::Uri;
use temple_ide::model::Provider;

use super::source::TextSource;
use crate::fingerprint::Fingerprint;

/// The files generated from one Templefile that the client has, as fingerprints.
#[derive(Debug, Clone, Default)]
pub(crate) struct ShownManifests {
    /// Whole previews, by the provider and the text that were asked for.
    pub(crate) targets: HashMap<(Option<Provider>, TextSource), Fingerprint>,
    /// Whole previews that the client has not got, but wants to hear of.
    pub(crate) watched: HashMap<(Option<Provider>, TextSource), Fingerprint>,
    /// Virtual documents with the text that was asked for last, by their addresses as the client writes them.
    pub(crate) documents: HashMap<Uri, (TextSource, Fingerprint)>,
}

impl ShownManifests {
    /// A whole preview.
    pub(crate) fn whole(target: Option<Provider>, source: TextSource, seen: Fingerprint) -> ShownManifests {
        ShownManifests { targets: HashMap::from([((target, source), seen)]), ..ShownManifests::default() }
    }

    /// A whole preview that something else was made from, such as a plan.
    pub(crate) fn watched(target: Option<Provider>, source: TextSource, seen: Fingerprint) -> ShownManifests {
        ShownManifests { watched: HashMap::from([((target, source), seen)]), ..ShownManifests::default() }
    }

    /// One virtual document.
    pub(crate) fn one(uri: Uri, source: TextSource, seen: Fingerprint) -> ShownManifests {
        ShownManifests { documents: HashMap::from([(uri, (source, seen))]), ..ShownManifests::default() }
    }
}
