//! The report on one text: its diagnostics, ready to be sent.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use gen_lsp_types::Uri;
use serde_json::value::{RawValue, to_raw_value};
use temple_ide::{Analysis, TextRange};

use super::diagnostic;
use super::settings::Settings;
use crate::text::Text;

/// The diagnostics of one text, ready to be sent.
#[derive(Debug)]
pub(crate) struct Report {
    items: Box<RawValue>,
    hash: u64,
    /// Their ranges in the text.
    ranges: Arc<[TextRange]>,
}

impl Report {
    /// Creates the report on a text.
    pub(crate) fn new(analysis: &Analysis, uri: &Uri, text: &Text, settings: &Settings) -> Report {
        let wanted = || analysis.diagnostics().iter().filter(|diagnostic| settings.config.wants(diagnostic.code));
        let items = wanted().map(|diagnostic| diagnostic::to_lsp(diagnostic, uri, text, &settings.client));
        // Serializing positions and strings cannot fail.
        let report = to_raw_value(&items.collect::<Vec<_>>()).map_or_else(|_| Report::empty(), Report::from);
        Report { ranges: wanted().map(|diagnostic| diagnostic.range).collect(), ..report }
    }

    /// An empty report.
    pub(crate) fn empty() -> Report {
        Report::from(RawValue::from_string("[]".to_owned()).unwrap_or_default())
    }

    /// The diagnostics as a JSON array.
    pub(crate) fn items(&self) -> &RawValue {
        &self.items
    }

    /// Returns true if there are no diagnostics.
    pub(crate) fn is_empty(&self) -> bool {
        self.items.get() == "[]"
    }

    /// A hash, equal for equal diagnostics.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    /// The ranges of the diagnostics in the text, in bytes.
    pub(crate) fn ranges(&self) -> &Arc<[TextRange]> {
        &self.ranges
    }
}

impl From<Box<RawValue>> for Report {
    fn from(items: Box<RawValue>) -> Report {
        let mut hasher = DefaultHasher::new();
        items.get().hash(&mut hasher);
        Report { items, hash: hasher.finish(), ranges: Arc::default() }
    }
}
