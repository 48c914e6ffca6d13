//! From the protocol's types to ours. What the client sends is read leniently where leniency cannot mislead.

use std::path::{Path, PathBuf};

use gen_lsp_types::{Range, Uri};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use temple_ide::{TextRange, TextSize};

use super::event::Notification;
use crate::text::{Encoding, Position, Text};

/// One change of a text: of a range, or of the whole.
///
/// The protocol's own type would take a change whose range cannot be read for a change of the whole text.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    /// What is replaced, absent for the whole text.
    pub(super) range: Option<Range>,
    /// The new text.
    pub(super) text: String,
}

/// A change on disk that the client tells of: of a file, or of a folder with all that is in it.
#[derive(Debug)]
pub(super) struct FileChange {
    /// The file or folder.
    pub(super) path: PathBuf,
    /// What has happened to it.
    pub(super) kind: FileChangeKind,
}

impl FileChange {
    /// `None` for what is on no disk.
    fn new(uri: &Uri, kind: FileChangeKind) -> Option<FileChange> {
        Some(FileChange { path: path(uri)?, kind })
    }
}

/// What has happened to a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileChangeKind {
    /// It has come, by whatever means.
    Created,
    /// Its text is another one.
    Changed,
    /// It is gone.
    Deleted,
}

/// Reads a notification. What cannot be read is logged and ignored, except for a change of a text.
pub(super) fn notification(method: &str, params: Option<&RawValue>) -> Notification {
    read_notification(method, params).unwrap_or_else(|error| {
        tracing::warn!("{method}: {error}");
        Notification::Ignored
    })
}

fn read_notification(method: &str, params: Option<&RawValue>) -> Result<Notification, String> {
    Ok(match method {
        "initialized" => Notification::Initialized,
        "exit" => Notification::Exit,
        "textDocument/didOpen" => {
            let Open { text_document: Item { uri, version, text } } = read(params)?;
            Notification::Opened { uri, version: version.unwrap_or(0), text }
        }
        "textDocument/didChange" => match read(params) {
            Ok(DidChange { text_document: Versioned { uri, version }, content_changes: changes }) => {
                Notification::Changed { uri, version, changes }
            }
            Err(error) => {
                let Identified { text_document: Identifier { uri } } = read(params)?;
                Notification::Garbled { uri, error }
            }
        },
        "textDocument/didClose" => {
            let Identified { text_document: Identifier { uri } } = read(params)?;
            Notification::Closed { uri }
        }
        "workspace/didChangeConfiguration" => {
            let Configured { settings } = read(params)?;
            Notification::Configured { settings }
        }
        "workspace/didChangeWorkspaceFolders" => {
            let FoldersChanged { event: Folders { added, removed } } = read(params)?;
            let uris = |folders: Vec<Identifier>| folders.into_iter().map(|folder| folder.uri).collect();
            Notification::FoldersChanged { added: uris(added), removed: uris(removed) }
        }
        "workspace/didChangeWatchedFiles" => {
            let Watched { changes } = read(params)?;
            let changes = changes.into_iter().filter_map(|file| FileChange::new(&file.uri, file.kind()));
            Notification::FilesChanged { changes: changes.collect() }
        }
        "workspace/didCreateFiles" => files_changed(read(params)?, FileChangeKind::Created),
        "workspace/didDeleteFiles" => files_changed(read(params)?, FileChangeKind::Deleted),
        "workspace/didRenameFiles" => {
            let Renamed { files } = read(params)?;
            let changes = files.iter().flat_map(|file| {
                let gone = FileChange::new(&file.old_uri, FileChangeKind::Deleted);
                gone.into_iter().chain(FileChange::new(&file.new_uri, FileChangeKind::Created))
            });
            Notification::FilesChanged { changes: changes.collect() }
        }
        // Texts come by didChange, so a save says nothing new. The trace level was taken note of by the transport.
        "textDocument/didSave" | "$/setTrace" => Notification::Ignored,
        _ if method.starts_with("$/") => Notification::Ignored,
        _ => {
            tracing::debug!("unknown notification {method}");
            Notification::Ignored
        }
    })
}

fn files_changed(Files { files }: Files, kind: FileChangeKind) -> Notification {
    let changes = files.iter().filter_map(|file| FileChange::new(&file.uri, kind));
    Notification::FilesChanged { changes: changes.collect() }
}

/// Reads parameters. Absent ones are read as `null`.
pub(super) fn read<P: DeserializeOwned>(params: Option<&RawValue>) -> Result<P, String> {
    serde_json::from_str(params.map_or("null", RawValue::get)).map_err(|error: serde_json::Error| {
        // The place counts within the parameters, in the way that the client happened to write them.
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = error.to_string();
        message.strip_suffix(&place).unwrap_or(&message).to_owned()
    })
}

/// The name of what an address means, as users know it: the last part of its path.
pub(super) fn name(uri: &Uri) -> String {
    let end = uri.0.find(['?', '#']).unwrap_or(uri.0.len());
    let path = uri.0[..end].trim_end_matches('/');
    let name = path.rsplit(['/', ':']).next().unwrap_or_default();
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}

/// The byte of a text that the protocol's position means; the nearest one where there is no such position.
pub(super) fn offset(text: &Text, position: gen_lsp_types::Position, encoding: Encoding) -> TextSize {
    text.offset(Position { line: position.line, character: position.character }, encoding)
}

/// The bytes of a text that the protocol's range means. An error where it ends before it starts.
pub(super) fn range(text: &Text, range: Range, encoding: Encoding) -> Result<TextRange, String> {
    let position = |position: gen_lsp_types::Position| Position { line: position.line, character: position.character };
    let (start, end) = (position(range.start), position(range.end));
    if start > end {
        return Err(format!(
            "the range {}:{} to {}:{} ends before it starts",
            start.line, start.character, end.line, end.character
        ));
    }
    Ok(TextRange::new(text.offset(start, encoding), text.offset(end, encoding)))
}

/// The path that a `file:` address means; `None` for any other address.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let (scheme, rest) = uri.0.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let path = match rest.strip_prefix("//") {
        Some(rest) => &rest[rest.find('/')?..],
        None => rest,
    };
    let path = percent_decode_str(path.split(['?', '#']).next()?).decode_utf8().ok()?;
    (path.starts_with('/') && !path.contains('\0')).then(|| normalized(&path))
}

/// On Windows, `/C:/x` and `/c%3A/x` both mean `c:\x`.
fn normalized(path: &str) -> PathBuf {
    let bytes = path.as_bytes();
    if cfg!(windows) && bytes.len() > 2 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':' {
        return PathBuf::from(format!("{}{}", path[1..2].to_ascii_lowercase(), path[2..].replace('/', "\\")));
    }
    // Taking the components together drops doubled and final slashes, so that one file has one name.
    Path::new(path).components().collect()
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
    fn check_path(uri: &str, expected: Option<&str>) {
        assert_eq!(path(&Uri::from(uri)).as_deref(), expected.map(Path::new), "{uri}");
    }

    #[test]
    #[cfg(unix)]
    fn file_addresses_mean_paths() {
        check_path("file:///a/b.temple", Some("/a/b.temple"));
        check_path("FILE://localhost/a//b%20c/", Some("/a/b c"));
        check_path("file:/a/%C3%A9", Some("/a/é"));
        check_path("file:///a#b", Some("/a"));
        for odd in ["", ":", "file:", "file:x", "file://host", "untitled:Untitled-1", "not a uri", "file:///%ff"] {
            check_path(odd, None);
        }
    }

    #[track_caller]
    fn check_change(params: &str, expected: &str) {
        let params = RawValue::from_string(params.to_owned()).expect("JSON");
        let found = match notification("textDocument/didChange", Some(&params)) {
            Notification::Changed { version, changes, .. } => {
                let whole = changes.iter().map(|change| change.range.is_none());
                format!("{version:?} {:?}", whole.collect::<Vec<_>>())
            }
            Notification::Garbled { uri, .. } => format!("garbled {uri}"),
            _ => "ignored".to_owned(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_change_with_an_unreadable_range_is_no_change_of_the_whole() {
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
