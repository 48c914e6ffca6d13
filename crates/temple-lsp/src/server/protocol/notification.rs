//! Notifications of the client. Malformed ones are accepted where that cannot cause wrong results.

use std::path::PathBuf;

use gen_lsp_types::{Range, Uri};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::method::Inbound;
use super::{params, uri};

/// A notification of the client.
#[derive(Debug)]
pub(crate) enum Notification {
    /// The client has finished its initialization.
    Initialized,
    /// The server should end.
    Exit,
    /// A document was opened in the editor.
    Opened { uri: Uri, version: i64, text: String },
    /// The text of an open document has changed.
    Changed { uri: Uri, version: Option<i64>, changes: Vec<Change> },
    /// A malformed change, after which the text is unknown.
    OutOfSync { uri: Uri, error: String },
    /// A document was closed.
    Closed { uri: Uri },
    /// Settings have changed; `null` if the client wants to be asked for them.
    Configured { settings: Value },
    /// Folders were added to or removed from the workspace.
    FoldersChanged { added: Vec<Uri>, removed: Vec<Uri> },
    /// Files or folders have changed on disk.
    FilesChanged { changes: Vec<FileChange> },
    /// A notification that does not affect the state.
    Ignored,
}

/// One change of a text, in a range or as a whole.
///
/// The type of the protocol would read a change with a malformed range as a replacement of the whole text.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    /// The range to replace; `None` for the whole text.
    pub(crate) range: Option<Range>,
    /// The new text.
    pub(crate) text: String,
}

/// A change of a file, or of a folder with all its files, that the client reports.
#[derive(Debug)]
pub(crate) struct FileChange {
    /// The file or folder.
    pub(crate) path: PathBuf,
    /// The kind of change.
    pub(crate) kind: FileChangeKind,
}

impl FileChange {
    /// Returns `None` for a URI that is not on disk.
    fn new(uri: &Uri, kind: FileChangeKind) -> Option<FileChange> {
        Some(FileChange { path: uri::to_path(uri)?, kind })
    }
}

/// The kind of change of a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileChangeKind {
    /// It was created, copied or moved here.
    Created,
    /// Its content has changed.
    Changed,
    /// It was deleted or moved away.
    Deleted,
}

/// Reads a notification. A malformed one is logged and ignored, unless it changes a text.
pub(crate) fn read(method: &str, params: Option<&RawValue>) -> Notification {
    read_notification(method, params).unwrap_or_else(|error| {
        tracing::warn!("{method}: {error}");
        Notification::Ignored
    })
}

fn read_notification(method: &str, params: Option<&RawValue>) -> Result<Notification, String> {
    let Some(method) = Inbound::from_method(method) else {
        // Some clients send every `didSave`, and a save says nothing new: texts come by `didChange`.
        if !method.starts_with("$/") && method != "textDocument/didSave" {
            tracing::debug!("unknown notification {method}");
        }
        return Ok(Notification::Ignored);
    };
    Ok(match method {
        Inbound::Initialized => Notification::Initialized,
        Inbound::Exit => Notification::Exit,
        Inbound::DidOpen => {
            let Open { text_document: Item { uri, version, text } } = params::read(params)?;
            Notification::Opened { uri, version: version.unwrap_or(0), text }
        }
        Inbound::DidChange => match params::read(params) {
            Ok(DidChange { text_document: Versioned { uri, version }, content_changes: changes }) => {
                Notification::Changed { uri, version, changes }
            }
            Err(error) => {
                let Identified { text_document: Identifier { uri } } = params::read(params)?;
                Notification::OutOfSync { uri, error }
            }
        },
        Inbound::DidClose => {
            let Identified { text_document: Identifier { uri } } = params::read(params)?;
            Notification::Closed { uri }
        }
        Inbound::DidChangeConfiguration => {
            let Configured { settings } = params::read(params)?;
            Notification::Configured { settings }
        }
        Inbound::DidChangeWorkspaceFolders => {
            let FoldersChanged { event: Folders { added, removed } } = params::read(params)?;
            let uris = |folders: Vec<Identifier>| folders.into_iter().map(|folder| folder.uri).collect();
            Notification::FoldersChanged { added: uris(added), removed: uris(removed) }
        }
        Inbound::DidChangeWatchedFiles => {
            let Watched { changes } = params::read(params)?;
            let changes = changes.into_iter().filter_map(|file| FileChange::new(&file.uri, file.kind()));
            Notification::FilesChanged { changes: changes.collect() }
        }
        Inbound::DidCreateFiles => files_changed(params::read(params)?, FileChangeKind::Created),
        Inbound::DidDeleteFiles => files_changed(params::read(params)?, FileChangeKind::Deleted),
        Inbound::DidRenameFiles => {
            let Renamed { files } = params::read(params)?;
            let changes = files.iter().flat_map(|file| {
                let gone = FileChange::new(&file.old_uri, FileChangeKind::Deleted);
                gone.into_iter().chain(FileChange::new(&file.new_uri, FileChangeKind::Created))
            });
            Notification::FilesChanged { changes: changes.collect() }
        }
        // The gate has handled these.
        Inbound::Cancel | Inbound::SetTrace => Notification::Ignored,
    })
}

fn files_changed(Files { files }: Files, kind: FileChangeKind) -> Notification {
    let changes = files.iter().filter_map(|file| FileChange::new(&file.uri, kind));
    Notification::FilesChanged { changes: changes.collect() }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Open {
    text_document: Item,
}

#[derive(Deserialize)]
struct Item {
    uri: Uri,
    version: Option<i64>,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DidChange {
    text_document: Versioned,
    content_changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Versioned {
    uri: Uri,
    version: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Identified {
    text_document: Identifier,
}

#[derive(Deserialize)]
struct Identifier {
    uri: Uri,
}

#[derive(Deserialize)]
struct Configured {
    #[serde(default)]
    settings: Value,
}

#[derive(Deserialize)]
struct FoldersChanged {
    event: Folders,
}

#[derive(Deserialize)]
struct Folders {
    #[serde(default)]
    added: Vec<Identifier>,
    #[serde(default)]
    removed: Vec<Identifier>,
}

#[derive(Deserialize)]
struct Watched {
    changes: Vec<WatchedFile>,
}

#[derive(Deserialize)]
struct WatchedFile {
    uri: Uri,
    #[serde(rename = "type")]
    kind: u32,
}

impl WatchedFile {
    fn kind(&self) -> FileChangeKind {
        match self.kind {
            1 => FileChangeKind::Created,
            3 => FileChangeKind::Deleted,
            _ => FileChangeKind::Changed,
        }
    }
}

#[derive(Deserialize)]
struct Files {
    files: Vec<Identifier>,
}

#[derive(Deserialize)]
struct Renamed {
    files: Vec<RenamedFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RenamedFile {
    old_uri: Uri,
    new_uri: Uri,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_change(params: &str, expected: &str) {
        let params = RawValue::from_string(params.to_owned()).expect("JSON");
        let found = match read("textDocument/didChange", Some(&params)) {
            Notification::Changed { version, changes, .. } => {
                let whole = changes.iter().map(|change| change.range.is_none());
                format!("{version:?} {:?}", whole.collect::<Vec<_>>())
            }
            Notification::OutOfSync { uri, .. } => format!("garbled {uri}"),
            _ => "ignored".to_owned(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn an_unreadable_range_does_not_replace_the_whole_text() {
        let change = |range: &str| {
            format!(r#"{{"textDocument":{{"uri":"u","version":2}},"contentChanges":[{{{range}"text":"x"}}]}}"#)
        };
        check_change(&change(""), "Some(2) [true]");
        check_change(&change(r#""range":null,"#), "Some(2) [true]");
        check_change(
            &change(r#""range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"#),
            "Some(2) [false]",
        );
        check_change(
            &change(r#""range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}},"#),
            "garbled u",
        );
        check_change(&change(r#""range":7,"#), "garbled u");
        check_change(r#"{"textDocument":{"uri":5}}"#, "ignored");
    }
}
