//! The progress of a scan of the workspace folders, shown if it takes noticeable time.

use gen_lsp_types::{WorkDoneProgressBegin, WorkDoneProgressEnd};
use serde_json::json;

use super::scan::{Scan, token};
use super::state::State;
use crate::server::protocol::method::Outbound;
use crate::server::session::event::RequestSubject;

/// The minimum number of files for which progress is shown. Smaller scans are over too soon.
const MIN_FILES_FOR_PROGRESS: usize = 200;

impl State {
    /// Records the number of files, and asks the client to show progress if there are many.
    pub(crate) fn scan_found(&mut self, scan: u64, files: usize) {
        let Some(current) = self.scan.as_mut().filter(|current| current.number == scan) else { return };
        current.files = files;
        if files >= MIN_FILES_FOR_PROGRESS && self.now.settings.client.progress {
            let params = json!({ "token": token(scan) });
            self.ask(Outbound::CreateProgress, &params, RequestSubject::Progress { scan });
        }
    }

    /// Starts reporting progress, since the client now shows it.
    pub(crate) fn progress_created(&mut self, scan: u64) {
        let Some(current) = self.scan.as_mut().filter(|current| current.number == scan) else { return };
        current.shown_percentage = Some(0);
        let begin = WorkDoneProgressBegin {
            title: "Checking Templefiles".to_owned(),
            percentage: Some(0),
            cancellable: Some(false),
            message: None,
        };
        current.send(&self.sender, "begin", &begin);
    }

    /// Ends the current scan, which is finished or replaced. Returns it.
    pub(crate) fn end_scan(&mut self) -> Option<Scan> {
        let scan = self.scan.take()?;
        if scan.shown_percentage.is_some() {
            scan.send(&self.sender, "end", &WorkDoneProgressEnd { message: None });
        }
        Some(scan)
    }
}
