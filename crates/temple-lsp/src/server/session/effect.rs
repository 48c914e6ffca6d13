//! The effects of requests on the state. A feature returns its effect and sends nothing itself.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use gen_lsp_types::Uri;
use temple_ide::Preview;
use temple_ide::manifest::Target;

use super::documents::Document;
use super::key::Key;
use super::shown_manifests::ShownManifests;
use super::source::Source;
use super::token_cache::Tokens;
use crate::server::protocol::error::Error;
use crate::server::protocol::manifest_uri::ManifestUri;
use crate::server::protocol::uri;

/// The result of a feature with an effect, or with an optional one.
pub(crate) type WithEffect<R, E = Effect> = Result<(R, E), Error>;

/// An effect that the owner of the state applies after a request.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Records that the client received generated files of a Templefile, made from this version; `None` if it is not
    /// open.
    FilesServed { key: Key, document: Option<Arc<Document>>, shown: ShownManifests },
    /// Records the semantic tokens that the client received for a document.
    TokensServed { key: Key, tokens: Arc<Tokens> },
    /// Shows the user a generated file.
    Show(Show),
}

/// The file to show to the user after a command has requested a preview.
#[derive(Debug)]
pub(crate) struct Show {
    /// The Templefile.
    document: Uri,
    /// The main file among the generated ones; `None` if there is none.
    pub(crate) main: Option<ManifestUri>,
    /// The number of generated files.
    files: usize,
}

impl Show {
    /// Creates it for the files of a preview.
    pub(crate) fn new(source: &Source, preview: &Preview<'_>, target: Option<Target>) -> Show {
        let files = preview.files();
        let main = Preview::main_file(&files).map(|file| ManifestUri {
            document: source.uri.clone(),
            target,
            path: file.path().to_owned(),
        });
        Show { document: source.uri.clone(), main, files: files.len() }
    }

    /// The message for users whose editor cannot show the files.
    pub(crate) fn message(&self) -> String {
        let Show { document, files, .. } = self;
        let count = match files {
            0 => return format!("No files are generated from {document}."),
            1 => "1 file is".to_owned(),
            many => format!("{many} files are"),
        };
        let help = match uri::to_path(document) {
            Some(path) => format!("Save the Templefile and run `temple-lsp preview {}` in a terminal.", quoted(&path)),
            None => "Save the Templefile to disk and run `temple-lsp preview` on it in a terminal.".to_owned(),
        };
        format!("{count} generated, but this editor can only show files on disk. {help}")
    }
}

/// Quotes a path as an argument in a shell.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    // `\` needs no quotes in the shells of Windows.
    if cfg!(windows) && !path.contains([' ', '\'']) {
        return path;
    }
    // Only text with NUL cannot be quoted, and no path contains it.
    shlex::try_quote(&path).map(Cow::into_owned).unwrap_or(path)
}
