//! A running scan of the workspace folders, and its progress.

use std::sync::Arc;

use gen_lsp_types::WorkDoneProgressReport;
use serde::Serialize;
use serde_json::json;

use crate::server::protocol::method::Outbound;
use crate::server::session::key::Key;
use crate::server::session::scope::Scope;
use crate::server::workers::client_sender::ClientSender;

/// A running scan.
#[derive(Debug)]
pub(crate) struct Scan {
    /// Its number.
    pub(crate) number: u64,
    /// The scanned part of the workspace folders.
    pub(crate) scope: Arc<Scope>,
    /// Files that the client has reported as deleted, and whose diagnostics it still shows.
    pub(crate) possibly_deleted: Vec<Key>,
    pub(crate) files: usize,
    read: usize,
    /// The percentage that the client shows; `None` if it shows no progress.
    pub(crate) shown_percentage: Option<usize>,
}

impl Scan {
    /// Creates a scan that has not found anything yet.
    pub(crate) fn new(number: u64, scope: Arc<Scope>, possibly_deleted: Vec<Key>) -> Scan {
        Scan { number, scope, possibly_deleted, files: 0, read: 0, shown_percentage: None }
    }

    /// Counts one more file as read.
    pub(crate) fn advance(&mut self, sender: &ClientSender) {
        self.read += 1;
        let percentage = 100 * self.read / self.files.max(1);
        if self.shown_percentage.is_some_and(|shown_percentage| percentage > shown_percentage) {
            self.shown_percentage = Some(percentage);
            let message = Some(format!("{} of {} files", self.read, self.files));
            let percentage = u32::try_from(percentage).ok();
            self.send(sender, "report", &WorkDoneProgressReport { message, percentage, cancellable: None });
        }
    }

    /// Sends the value of a progress notification.
    pub(crate) fn send<V: Serialize>(&self, sender: &ClientSender, kind: &str, value: &V) {
        #[derive(Serialize)]
        struct Kind<'a, V> {
            kind: &'a str,
            #[serde(flatten)]
            value: &'a V,
        }
        sender.notify(Outbound::Progress, &json!({ "token": token(self.number), "value": Kind { kind, value } }));
    }
}

/// The token that identifies the progress of a scan.
pub(crate) fn token(scan: u64) -> String {
    format!("temple/scan/{scan}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::workers::client_sender::Outgoing;

    /// Checks the percentages that are sent while this number of files is read.
    #[track_caller]
    fn check(shown_percentage: Option<usize>, files: usize, expected: &[u64]) {
        let (writer, messages) = std::sync::mpsc::channel();
        let sender = ClientSender::new(writer, None);
        let mut scan = Scan { files, shown_percentage, ..Scan::new(1, Arc::new(Scope::Everything), Vec::new()) };
        (0..files).for_each(|_| scan.advance(&sender));
        let percentage = |message| match message {
            Outgoing::Message(body) => {
                let message: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
                assert_eq!(message["params"]["value"]["kind"], "report");
                message["params"]["value"]["percentage"].as_u64().expect("a percentage")
            }
            _ => unreachable!("only messages are sent"),
        };
        assert_eq!(messages.try_iter().map(percentage).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sends_each_percentage_once() {
        check(Some(0), 4, &[25, 50, 75, 100]);
        check(Some(0), 1000, &(1..=100).collect::<Vec<_>>());
        check(Some(50), 4, &[75, 100]);
    }

    #[test]
    fn sends_no_progress_without_a_created_token() {
        check(None, 1000, &[]);
    }
}
