//! Analysis of a text.

use std::sync::Arc;
use std::time::Instant;

use temple_ide::Analysis;

use crate::server::guard::{Guard, Job};

/// Analyses a text, which may be an edited version of an earlier one. A panic costs only this analysis, and its
/// backtrace is logged.
pub(crate) fn analyse(text: String, earlier: Option<&Analysis>) -> Option<Arc<Analysis>> {
    let (start, length) = (Instant::now(), text.len());
    let analyse =
        || Arc::new(earlier.map_or_else(|| Analysis::new(text.as_str()), |earlier| earlier.after_edit(text.as_str())));
    let analysis = Guard::default().run_guarded(Job::Analysis, analyse).ok();
    tracing::debug!("analysed {length} bytes in {:?}", start.elapsed());
    analysis
}
