//! Recorded answers of the reference compiler, `conformance/language/*.jsonl`: one case per line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use temple_ide::Model;
use temple_ide::model::catalogue::is_templefile;
use temple_ide::model::{Entity, Service};

/// A Templefile and the answer of the reference compiler.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) source: String,
    pub(crate) verdict: Verdict,
    /// The stage that rejects it; `None` if it is accepted.
    pub(crate) stage: Option<Stage>,
    pub(crate) errors: Vec<RecordedError>,
    /// True if generating works; `None` if the file is rejected.
    pub(crate) generates: Option<bool>,
    /// `None` if the file is rejected.
    pub(crate) model: Option<Facts>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    Accept,
    Reject,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stage {
    Syntax,
    Reading,
    Checking,
    Crash,
}

/// An error reported by the reference compiler.
#[derive(Debug, Deserialize)]
pub(crate) struct RecordedError {
    /// The name of our code.
    pub(crate) kind: String,
    /// Blocks, attribute, and metadata item or type, outermost first. May be shorter than the actual path, since the
    /// reference compiler does not report all.
    pub(crate) path: Vec<String>,
}

/// The recorded facts of a resolved model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Facts {
    pub(crate) project: String,
    pub(crate) services: Vec<EntityFacts>,
}

/// The recorded facts of a service or struct: final names, and attributes in order (a struct's by name).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct EntityFacts {
    pub(crate) name: String,
    pub(crate) attributes: Vec<String>,
    pub(crate) endpoints: Vec<String>,
    /// Absent in a struct.
    #[serde(default)]
    pub(crate) structs: Vec<EntityFacts>,
}

impl Facts {
    /// Returns the same facts of our own model.
    pub(crate) fn of(model: &Model) -> Facts {
        let project = model.project.as_ref().map_or_else(String::new, |project| project.name.as_str().to_owned());
        Facts { project, services: model.services.iter().map(service).collect() }
    }
}

fn service(service: &Service) -> EntityFacts {
    let structs = service.structs.iter().map(|it| {
        let mut facts = entity(it);
        facts.attributes.sort();
        facts
    });
    EntityFacts { structs: structs.collect(), ..entity(&service.entity) }
}

fn entity(entity: &Entity) -> EntityFacts {
    EntityFacts {
        name: entity.name.as_str().to_owned(),
        attributes: entity.attributes.iter().map(|attribute| attribute.name.to_string()).collect(),
        endpoints: entity.endpoints.iter().map(|endpoint| endpoint.as_str().to_owned()).collect(),
        structs: Vec::new(),
    }
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Returns the Templefiles directly in a folder of the repository, sorted.
pub(crate) fn templefiles(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| is_templefile(path)).collect();
    paths.sort();
    paths
}

/// Returns the examples, valid and broken: their paths and texts.
pub(crate) fn examples() -> Vec<(PathBuf, String)> {
    let paths = ["examples", "examples/broken"].into_iter().flat_map(templefiles);
    paths.map(|path| (path.clone(), std::fs::read_to_string(path).expect("an example is UTF-8"))).collect()
}

/// Returns the recorded cases, those of one file after those of another.
pub(crate) fn recorded() -> impl Iterator<Item = Case> {
    language().into_values().flatten()
}

/// Returns the recorded cases by the name of their file: those of the repository, and those of the folder that
/// `TEMPLE_CONFORMANCE` names.
pub(crate) fn language() -> BTreeMap<String, Vec<Case>> {
    let files = folders().into_iter().flat_map(|folder| jsonl(&folder.join("language")));
    let mut cases = BTreeMap::new();
    for file in files {
        let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
        cases.entry(name).or_insert_with(|| read(&file));
    }
    cases
}

/// Returns the folders with recorded cases. Only the environment can add one outside the repository.
fn folders() -> Vec<PathBuf> {
    let more = std::env::var_os("TEMPLE_CONFORMANCE").map(PathBuf::from);
    [root().join("tests/conformance")].into_iter().chain(more).collect()
}

/// Returns the `.jsonl` files of a folder, sorted.
fn jsonl(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|it| it == "jsonl")).collect();
    paths.sort();
    paths
}

fn read<T: for<'a> Deserialize<'a>>(file: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let case = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.lines().map(case).collect()
}

/// Returns the recorded cases of `conformance/manifests/<name>.jsonl`, with the fields that `T` reads.
pub(crate) fn manifests<T: for<'a> Deserialize<'a>>(name: &str) -> Vec<T> {
    read(&root().join("tests/conformance/manifests").join(name).with_extension("jsonl"))
}

/// Returns the Templefiles of the recorded manifests, `conformance/manifests/*.jsonl`. All of them are accepted.
pub(crate) fn generated() -> Vec<Source> {
    jsonl(&root().join("tests/conformance/manifests")).iter().flat_map(|file| read(file)).collect()
}

/// A Templefile. These tests do not read the other recorded fields.
#[derive(Debug, Deserialize)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) source: String,
}
