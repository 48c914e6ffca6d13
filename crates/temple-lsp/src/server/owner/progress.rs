//! The progress of a search of the workspace folders, shown where it takes long enough to be wondered about.

use gen_lsp_types::{WorkDoneProgressBegin, WorkDoneProgressEnd};
use serde_json::json;

use super::scan::{Scan, token};
use super::state::State;
use crate::server::session::event::RequestSubject;

/// With fewer files the scan is over before anybody could see its progress.
const MIN_FILES_FOR_PROGRESS: usize = 200;

impl State {
    /// The number of files is known: if they are many, the client is asked to show the progress.
    pub(crate) fn scan_found(&mut self, scan: u64, files: usize) {
        let Some(current) = self.scan.as_mut().filter(|current| current.number == scan) else { return };
        current.files = files;
        if files >= MIN_FILES_FOR_PROGRESS && self.now.settings.client.progress {
            let params = json!({ "token": token(scan) });
            self.ask("window/workDoneProgress/create", &params, RequestSubject::Progress { scan });
        }
    }

    /// The client shows the progress from now on.
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

    /// The search is over, or another takes its place. Returns the one that was going on.
    pub(crate) fn end_scan(&mut self) -> Option<Scan> {
        let scan = self.scan.take()?;
        if scan.shown_percentage.is_some() {
            scan.send(&self.sender, "end", &WorkDoneProgressEnd { message: None });
        }
        Some(scan)
    }
}
