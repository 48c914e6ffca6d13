//! The changes of files and folders that the client is asked to report.
//!
//! Many clients tell of a folder only when it is deleted, moved or created, and not of the files in it.

use gen_lsp_types as lsp;
use serde_json::{Value, json};
use temple_ide::model::catalogue::EXTENSIONS;

/// Matches every Templefile.
fn templefiles() -> String {
    format!("**/*.{{{}}}", EXTENSIONS.join(","))
}

/// The watchers that `workspace/didChangeWatchedFiles` is registered with: all changes of Templefiles, and the deletion of anything, for
/// no pattern matches folders only. Files that come or change, as in `node_modules`, are not told.
pub(crate) fn watchers() -> Value {
    const DELETED: u32 = 4;
    json!([{ "globPattern": templefiles() }, { "globPattern": "**/*", "kind": DELETED }])
}

/// The file operations of its user that the client tells of (`workspace.fileOperations`).
#[derive(Debug, Default)]
pub(crate) struct FileOperations {
    creates: bool,
    renames: bool,
    deletes: bool,
}

impl FileOperations {
    /// Reads the capability of the client.
    pub(crate) fn read(capability: &Value) -> FileOperations {
        let has = |name: &str| capability[name].as_bool().unwrap_or(false);
        FileOperations { creates: has("didCreate"), renames: has("didRename"), deletes: has("didDelete") }
    }

    /// The capability of the server: for Templefiles and folders. `None` for a client that tells of nothing.
    pub(crate) fn options(&self) -> Option<lsp::FileOperationOptions> {
        let filter = |glob: &str, kind| lsp::FileOperationFilter {
            scheme: Some("file".to_owned()),
            pattern: lsp::FileOperationPattern { glob: glob.to_owned(), matches: Some(kind), options: None },
        };
        let filters = || lsp::FileOperationRegistrationOptions {
            filters: vec![
                filter(&templefiles(), lsp::FileOperationPatternKind::File),
                filter("**", lsp::FileOperationPatternKind::Folder),
            ],
        };
        (self.creates || self.renames || self.deletes).then(|| lsp::FileOperationOptions {
            did_create: self.creates.then(filters),
            did_rename: self.renames.then(filters),
            did_delete: self.deletes.then(filters),
            ..Default::default()
        })
    }
}
