//! `workspace/executeCommand`: what users run by a key, a menu or a code lens.

use gen_lsp_types::{ExecuteCommandParams, Uri};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};
use temple_ide::Preview;

use super::documents::Entry;
use super::event::Event;
use super::from_proto;
use super::generated::{Answer, Generated};
use super::manifest_uri::ManifestUri;
use super::preview::{self, PreviewParams};
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::snapshot::Snapshot;
use super::source::Source;
use super::state::{Asked, State};
use super::{graph, plan};
use crate::json::JsonPreview;

/// Previews the files that are generated from a Templefile.
pub(super) const PREVIEW: &str = "temple.previewManifests";

/// Compares them with what is in a folder.
const PLAN: &str = "temple.planManifests";

/// Draws the system.
const GRAPH: &str = "temple.graph";

/// Every command.
pub(super) const NAMES: [&str; 3] = [PREVIEW, PLAN, GRAPH];

/// Runs a command. The result is that of the request of the same name.
pub(super) fn execute(snapshot: &Snapshot, params: ExecuteCommandParams) -> Result<Box<RawValue>, Failure> {
    let argument = params.arguments.unwrap_or_default().into_iter().next();
    match params.command.as_str() {
        PREVIEW => run(snapshot, argument, preview),
        PLAN => run(snapshot, argument, plan::command),
        GRAPH => run(snapshot, argument, graph::graph),
        unknown => Err(Failure::new(ErrorCode::InvalidParams, format_args!("there is no command `{unknown}`"))),
    }
}

/// Reads the argument, runs the command, and writes its result.
fn run<P: DeserializeOwned, R: Serialize>(
    snapshot: &Snapshot,
    argument: Option<Value>,
    command: fn(&Snapshot, P) -> Result<R, Failure>,
) -> Result<Box<RawValue>, Failure> {
    let params = serde_json::from_value(completed(snapshot, argument)?);
    let params = params.map_err(|error| Failure::new(ErrorCode::InvalidParams, error))?;
    let result = to_raw_value(&command(snapshot, params)?);
    result.map_err(|error| Failure::new(ErrorCode::InternalError, error))
}

/// The parameters that an argument stands for: an object as it is, or the address of a Templefile. Without a
/// Templefile, the only one that is open is meant.
fn completed(snapshot: &Snapshot, argument: Option<Value>) -> Result<Value, Failure> {
    let mut params = match argument {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(params)) => params,
        Some(Value::String(uri)) => Map::from_iter([("textDocument".to_owned(), json!({ "uri": uri }))]),
        Some(other) => {
            let what = format_args!("expected the address of a Templefile or an object, but got {other}");
            return Err(Failure::new(ErrorCode::InvalidParams, what));
        }
    };
    if !params.contains_key("textDocument") {
        params.insert("textDocument".to_owned(), json!({ "uri": the_only_one(snapshot)? }));
    }
    Ok(Value::Object(params))
}

fn the_only_one(snapshot: &Snapshot) -> Result<Uri, Failure> {
    let open = snapshot.documents.iter().map(|(_, entry)| match entry {
        Entry::Open(document) => &document.uri,
        Entry::Lost(uri) => uri,
    });
    let what = match open.filter(|uri| !ManifestUri::is_scheme_of(uri)).collect::<Vec<_>>()[..] {
        [one] => return Ok(one.clone()),
        [] => "no Templefile is open".to_owned(),
        ref many => format!("{} Templefiles are open; name one of them", many.len()),
    };
    Err(Failure::new(ErrorCode::InvalidParams, what))
}

/// What the user gets to see after a preview was asked for by a command.
#[derive(Debug)]
pub(super) struct Show {
    /// The Templefile.
    document: Uri,
    /// The most important of the generated files, absent where there is none.
    main: Option<ManifestUri>,
    /// How many generated files there are.
    files: usize,
}

/// `temple.previewManifests`: as the request, and shows the most important file.
fn preview(snapshot: &Snapshot, params: PreviewParams) -> Result<Answer<JsonPreview>, Failure> {
    let source = params.source(snapshot)?;
    let preview = snapshot.preview(&source, params.target);
    snapshot.tell(Event::Show(Show::new(&source, &preview, &params)));
    Ok(preview::answer(snapshot, Generated::new(&source, &preview), &params))
}

impl Show {
    fn new(source: &Source, preview: &Preview<'_>, params: &PreviewParams) -> Show {
        let files = preview.files();
        let main = Preview::main_file(&files).map(|file| ManifestUri {
            document: source.uri.clone(),
            target: params.target,
            path: file.path().to_owned(),
        });
        Show { document: source.uri.clone(), main, files: files.len() }
    }

    /// What to tell somebody whose editor cannot show the files.
    fn message(&self) -> String {
        let Show { document, files, .. } = self;
        let count = match files {
            0 => return format!("Nothing is generated from {document}."),
            1 => "One file is".to_owned(),
            many => format!("{many} files are"),
        };
        let help = match from_proto::path(document) {
            Some(path) => format!("Save the Templefile and run `temple-lsp preview {}` in a terminal.", quoted(&path)),
            None => "Save the Templefile in a file and run `temple-lsp preview` on it in a terminal.".to_owned(),
        };
        format!("{count} generated, but this editor cannot show what is not on disk. {help}")
    }
}

/// A path as an argument in a shell.
fn quoted(path: &std::path::Path) -> String {
    let path = path.display().to_string();
    let plain = |char: char| char.is_alphanumeric() || "/._-+:\\".contains(char);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

impl State {
    /// Shows a generated file, or says how to see it. Nothing is written to disk for it.
    pub(super) fn show(&mut self, show: &Show) {
        let client = &self.now.settings.client;
        match show.main.as_ref().filter(|_| client.shows_documents && client.virtual_documents) {
            Some(main) => {
                const METHOD: &str = "window/showDocument";
                let params = json!({ "uri": main.to_uri(), "takeFocus": true });
                self.ask(METHOD, &params, Asked::Other(METHOD));
            }
            None => self.sender.inform_user(&show.message()),
        }
    }
}
