//! The changes of files and folders that the client is asked to report.
//!
//! Many clients report only the folder when a folder is deleted, moved or created, and not the files in it.

use gen_lsp_types as lsp;
use serde_json::{Value, json};
use temple_ide::model::catalogue::EXTENSIONS;

/// Matches every Templefile.
fn templefiles() -> String {
    format!("**/*.{{{}}}", EXTENSIONS.join(","))
}

/// The watchers for `workspace/didChangeWatchedFiles`: all changes of Templefiles, and all deletions, since no pattern
/// matches only folders. Other created or changed files, as in `node_modules`, are not reported.
pub(crate) fn watchers() -> Value {
    const DELETED: u32 = 4;
    json!([{ "globPattern": templefiles() }, { "globPattern": "**/*", "kind": DELETED }])
}

/// The file operations that the client reports (`workspace.fileOperations`).
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

    /// The capability of the server, for Templefiles and folders. `None` if the client reports no operations.
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
