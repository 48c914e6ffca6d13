//! The effects of requests: what follows from an answer once it is given. A feature returns them and sends nothing itself.

use std::path::Path;
use std::sync::Arc;

use gen_lsp_types::Uri;
use temple_ide::Preview;
use temple_ide::model::Provider;

use super::documents::Document;
use super::key::Key;
use super::shown_manifests::ShownManifests;
use super::source::Source;
use super::token_cache::Tokens;
use crate::server::protocol::error::Error;
use crate::server::protocol::manifest_uri::ManifestUri;
use crate::server::protocol::uri;

/// The result of a feature with an effect, which is absent where nothing follows.
pub(crate) type WithEffect<R, E = Effect> = Result<(R, E), Error>;

/// Something that the owner of the state does after a request.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Remembers that the client got generated files of a Templefile, made from this version; `None` if it is not open.
    FilesServed { key: Key, document: Option<Arc<Document>>, shown: ShownManifests },
    /// Remembers the semantic tokens that the client got of a document.
    TokensServed { key: Key, tokens: Arc<Tokens> },
    /// Shows the user a generated file.
    Show(Show),
}

/// The file that the user gets to see after a preview was asked for by a command.
#[derive(Debug)]
pub(crate) struct Show {
    /// The Templefile.
    document: Uri,
    /// The most important of the generated files, absent where there is none.
    pub(crate) main: Option<ManifestUri>,
    /// The number of generated files.
    files: usize,
}

impl Show {
    /// The files of a preview.
    pub(crate) fn new(source: &Source, preview: &Preview<'_>, target: Option<Provider>) -> Show {
        let files = preview.files();
        let main = Preview::main_file(&files).map(|file| ManifestUri {
            document: source.uri.clone(),
            target,
            path: file.path().to_owned(),
        });
        Show { document: source.uri.clone(), main, files: files.len() }
    }

    /// The message for somebody whose editor cannot show the files.
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

/// A path as an argument in a shell.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |char: char| char.is_alphanumeric() || "/._-+:\\".contains(char);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
