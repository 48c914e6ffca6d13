//! The earlier versions of an open document, to find the last valid one: the newest without errors.

use std::sync::{Arc, OnceLock};

use temple_ide::Analysis;

use super::analyse::analyse;
use crate::limits::MAX_UNANALYSED_VERSIONS;
use crate::text::Text;

/// The last version without errors, for a document that has errors now.
#[derive(Debug, Clone)]
pub(crate) struct Valid {
    /// The client's number for that version.
    pub(crate) version: i64,
    /// The analysis of its text.
    pub(crate) analysis: Arc<Analysis>,
}

/// An earlier version of a document.
#[derive(Debug)]
pub(crate) struct Version {
    number: i64,
    text: Text,
    /// The analysis that was requested while the version was current, finished or not.
    analysis: Arc<OnceLock<Option<Arc<Analysis>>>>,
    /// The analysis if the text has no errors, and `None` if it has. Trees of texts with errors are not kept.
    valid: OnceLock<Option<Arc<Analysis>>>,
}

impl Version {
    /// Creates a version whose `analysis` may not be computed yet.
    pub(crate) fn new(number: i64, text: Text, analysis: Arc<OnceLock<Option<Arc<Analysis>>>>) -> Version {
        Version { number, text, analysis, valid: OnceLock::new() }
    }

    /// The analysis if it is known to have no errors; `Some(None)` if it is known to have some. A failed analysis
    /// determines neither.
    fn known(&self) -> Option<&Option<Arc<Analysis>>> {
        match self.analysis.get() {
            Some(Some(analysis)) => Some(self.valid.get_or_init(|| Some(analysis.clone()).filter(|it| it.is_valid()))),
            Some(None) | None => self.valid.get(),
        }
    }

    /// The analysis if the text has no errors. `near` is the analysis of a similar text, and becomes that of this one.
    fn valid(&self, near: &mut Option<Arc<Analysis>>) -> Option<&Arc<Analysis>> {
        let valid = self.known().unwrap_or_else(|| {
            self.valid.get_or_init(|| {
                let analysis = analyse(self.text.to_string(), near.as_deref());
                near.clone_from(&analysis);
                analysis.filter(|it| it.is_valid())
            })
        });
        valid.as_ref()
    }
}

/// Versions in order, oldest first: the newest one that is known to be valid, and the later ones that have not been
/// analysed. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    versions: Arc<[Arc<Version>]>,
}

impl History {
    /// Returns the history after another version. Nothing is analysed.
    pub(crate) fn followed_by(&self, version: Version) -> History {
        let mut versions = Vec::with_capacity(self.versions.len() + 1);
        for version in self.versions.iter().cloned().chain([Arc::new(version)]) {
            match version.known() {
                Some(None) => {}
                Some(Some(_)) => versions = vec![version],
                None => versions.push(version),
            }
        }
        if versions.len() > MAX_UNANALYSED_VERSIONS {
            // Only the oldest one may be known to be valid.
            versions.remove(1);
        }
        History { versions: versions.into() }
    }

    /// The number of remembered versions.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.versions.len()
    }

    /// The newest version without errors. Analyses versions that have not been analysed, newest first. `near` is the
    /// analysis of the text after them, if available, whose unchanged parts are reused.
    pub(crate) fn last_valid(&self, mut near: Option<Arc<Analysis>>) -> Option<Valid> {
        self.versions.iter().rev().find_map(|version| {
            let analysis = version.valid(&mut near)?.clone();
            Some(Valid { version: version.number, analysis })
        })
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::Uri;

    use super::*;
    use crate::server::protocol::notification::Change;
    use crate::server::session::documents::Document;
    use crate::text::Encoding;

    const VALID: &str = "A: project {}\n";
    const WRONG: &str = "A: project {\n";

    fn opened(text: &str) -> Document {
        Document::new(Uri("untitled:A".to_owned()), 0, Text::from(text))
    }

    fn edited(document: &Document, text: &str) -> Document {
        let change = Change { range: None, text: text.to_owned() };
        document.edited(document.version + 1, &[change], Encoding::Utf8).expect("a whole text")
    }

    /// Returns the last valid version after these texts, the first of which is version 0. `is_analysed` determines
    /// which of them are analysed while they are current.
    fn last_valid(texts: &[&str], is_analysed: impl Fn(usize) -> bool) -> Option<(i64, String)> {
        let mut document = opened(texts[0]);
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                document = edited(&document, text);
            }
            if is_analysed(at) {
                document.analysis().expect("an analysis");
            }
        }
        document.last_valid().map(|valid| (valid.version, valid.analysis.text().to_string()))
    }

    /// Checks the last valid version with different versions analysed before.
    #[track_caller]
    fn check(texts: &[&str], expected: Option<i64>) {
        let text = |version: i64| texts[usize::try_from(version).expect("a version")].to_owned();
        let expected = expected.map(|version| (version, text(version)));
        for mask in 0..1_usize << texts.len() {
            assert_eq!(last_valid(texts, |at| mask & (1 << at) != 0), expected, "{mask:b}");
        }
    }

    #[test]
    fn the_last_valid_version_depends_on_the_texts_alone() {
        let renamed = VALID.replace('A', "B");
        check(&[WRONG], None);
        check(&[WRONG, WRONG, WRONG], None);
        check(&[VALID, WRONG], Some(0));
        check(&[VALID, &renamed, WRONG, WRONG], Some(1));
        check(&[WRONG, VALID, WRONG, &renamed, WRONG, WRONG], Some(3));
        check(&[VALID, WRONG, VALID, WRONG], Some(2));
    }

    #[test]
    fn finds_the_last_valid_version_among_hundreds() {
        let renamed = VALID.replace('A', "B");
        let mut texts = vec![VALID, &renamed];
        texts.extend([WRONG; 500]);
        assert_eq!(last_valid(&texts, |_| false).map(|(version, _)| version), Some(1));
    }

    #[test]
    fn analyses_a_failed_version_again() {
        let failed = Version::new(5, Text::from(VALID), Arc::new(OnceLock::from(None)));
        let last_valid = History::default().followed_by(failed).last_valid(None);
        assert_eq!(last_valid.map(|valid| valid.version), Some(5));
    }

    #[test]
    fn bounds_the_remembered_versions() {
        let mut document = opened(VALID);
        document.analysis().expect("an analysis");
        for _ in 0..3 * MAX_UNANALYSED_VERSIONS {
            document = edited(&document, WRONG);
        }
        assert_eq!(document.history_len(), MAX_UNANALYSED_VERSIONS);
        assert_eq!(document.last_valid().map(|valid| valid.version), Some(0));
        document.analysis().expect("an analysis");
        document = edited(&document, VALID);
        document.analysis().expect("an analysis");
        assert_eq!(edited(&document, WRONG).history_len(), 1, "a valid version makes those before it needless");
    }

    #[test]
    fn does_not_keep_trees_of_texts_with_errors() {
        let mut document = opened(VALID);
        for _ in 0..8 {
            document = edited(&document, WRONG);
        }
        assert!(document.last_valid().is_some());
        assert_eq!(edited(&document, WRONG).history_len(), 2, "the valid one, and one that is not analyzed");
        let tree = Arc::downgrade(document.analysis().expect("an analysis"));
        document = edited(&document, WRONG);
        assert_eq!(document.history_len(), 1);
        // The next version still reuses its unchanged parts.
        document.analysis().expect("an analysis");
        assert!(tree.upgrade().is_none());
    }
}
