//! The files to validate: everything generated from the examples and from recorded cases, each text once.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use xshell::Shell;

use crate::facts::Facts;
use crate::parallel::in_parallel;
use crate::tools::must;
use crate::{target, templefiles};

/// The folder for the Templefiles and their generated files, below cargo's target directory. It is emptied first.
const FOLDER: &str = "validate";

/// One in this many accepted cases of the language is used.
const SAMPLE: usize = 8;

/// Known invalid output of the generator: a kind of file, and the note that must refer to it.
const REFUSED: [(Kind, &str); 4] = [
    (Kind::Sql, "varchar-length"),
    (Kind::Sql, "infinite-check"),
    (Kind::Sql, "system-column"),
    (Kind::Openapi, "negative-length"),
];

/// The kind of a generated file, which determines its validators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Compose,
    Dockerfile,
    Json,
    Kubernetes,
    Openapi,
    Prometheus,
    Script,
    Sql,
    Yaml,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Compose,
        Kind::Dockerfile,
        Kind::Json,
        Kind::Kubernetes,
        Kind::Openapi,
        Kind::Prometheus,
        Kind::Script,
        Kind::Sql,
        Kind::Yaml,
    ];

    /// Returns true if a generated file is of this kind. It may be of more than one.
    fn includes(self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        match self {
            Kind::Compose => name == "docker-compose.yml",
            Kind::Dockerfile => name == "Dockerfile",
            Kind::Json => ends(&[".json"]),
            Kind::Kubernetes => path.starts_with("kube/") && ends(&[".yaml"]),
            Kind::Openapi => ends(&[".openapi.yaml"]),
            Kind::Prometheus => path == "prometheus/prometheus.yml",
            Kind::Script => ends(&[".sh"]),
            Kind::Sql => ends(&[".sql"]),
            Kind::Yaml => ends(&[".yml", ".yaml"]),
        }
    }
}

/// The generated files.
pub(crate) struct Corpus {
    templefiles: usize,
    files: usize,
    kinds: BTreeMap<Kind, Vec<PathBuf>>,
    refused: BTreeMap<Kind, Vec<PathBuf>>,
}

impl Corpus {
    /// Returns the files of a kind, one for each text.
    pub(crate) fn files(&self, kind: Kind) -> &[PathBuf] {
        self.kinds.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Returns the files that are known to be rejected.
    pub(crate) fn refused(&self, kind: Kind) -> &[PathBuf] {
        self.refused.get(&kind).map_or(&[], Vec::as_slice)
    }
}

impl fmt::Display for Corpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let different: usize = self.kinds.iter().filter(|(kind, _)| **kind != Kind::Yaml).map(|(_, it)| it.len()).sum();
        write!(f, "{} files generated from {} Templefiles, {different} of them different", self.files, self.templefiles)
    }
}

/// A Templefile, and the target to generate for; `None` for the one in its text.
struct Source {
    name: String,
    text: String,
    target: Option<String>,
}

/// Generates all files.
pub(crate) fn generate(sh: &Shell) -> anyhow::Result<Corpus> {
    let root = sh.current_dir();
    let targets = Facts::read(sh)?.targets()?;
    anyhow::ensure!(!targets.is_empty(), "there are no targets");
    let mut sources = examples(&root, &targets)?;
    sources.extend(recorded(&root, &targets)?);
    // With the same options as a test run of the workspace, so that it is not built twice.
    let program = target::server(sh, &["test", "--workspace", "--test", "*", "--no-run"])?;
    let folder = target::directory(sh)?.join(FOLDER);
    sh.remove_path(&folder)?;
    sh.create_dir(&folder)?;
    let written = in_parallel(&sources, |source| write(&program, &folder, source).map(Some))?;

    let mut corpus = Corpus { templefiles: sources.len(), files: 0, kinds: BTreeMap::new(), refused: BTreeMap::new() };
    let mut known = HashSet::new();
    for Written { folder, notes } in written {
        for path in files(&folder)? {
            corpus.files += 1;
            let text = std::fs::read(&path)?;
            let inside = path.strip_prefix(&folder)?.to_string_lossy().replace('\\', "/");
            let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.includes(&inside)).collect();
            anyhow::ensure!(!kinds.is_empty(), "no validator for {inside}");
            for kind in kinds {
                if known.insert((kind, text.clone())) {
                    let files = if is_refused(kind, &inside, &notes) { &mut corpus.refused } else { &mut corpus.kinds };
                    files.entry(kind).or_default().push(path.clone());
                }
            }
        }
    }
    Ok(corpus)
}

/// Returns true if a note on the file at `path` means that it is known to be rejected as one of this kind.
fn is_refused(kind: Kind, path: &str, notes: &serde_json::Value) -> bool {
    let mut notes = notes.as_array().into_iter().flatten().filter(|note| note["path"] == path);
    notes.any(|note| REFUSED.iter().any(|(of, code)| *of == kind && note["code"] == *code))
}

/// Returns the valid examples, for each target.
fn examples(root: &Path, targets: &[String]) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in templefiles::in_folder(&root.join("examples"))? {
        let text = std::fs::read_to_string(&path)?;
        let stem = path.file_stem().context("an example without a name")?.to_string_lossy();
        for target in targets {
            let name = format!("{stem}-{target}");
            sources.push(Source { name, text: text.clone(), target: Some(target.clone()) });
        }
    }
    Ok(sources)
}

/// Returns the recorded cases: all with generated files as they are, and a sample of the others with alternating
/// targets.
fn recorded(root: &Path, targets: &[String]) -> anyhow::Result<Vec<Source>> {
    let folder = root.join("tests/conformance");
    let mut sources = Vec::new();
    for file in ["orchestration", "supporting"] {
        let cases = cases(&folder.join("manifests").join(file).with_extension("jsonl"))?;
        sources.extend(cases.into_iter().map(|(name, text, _)| Source {
            name: format!("{file}-{name}"),
            text,
            target: None,
        }));
    }
    for file in ["probes", "random"] {
        let cases = cases(&folder.join("language").join(file).with_extension("jsonl"))?;
        let accepted = cases.into_iter().filter(|(_, _, generates)| *generates).step_by(SAMPLE).enumerate();
        let accepted = accepted.zip(targets.iter().cycle());
        sources.extend(accepted.map(|((number, (name, text, _)), target)| {
            let target = Some(target.clone());
            Source { name: format!("{file}-{number}-{}", plain(&name)), text, target }
        }));
    }
    Ok(sources)
}

/// Reads the cases of a file: the name, the Templefile, and true if generating is recorded as successful.
fn cases(file: &Path) -> anyhow::Result<Vec<(String, String, bool)>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let case = |line| {
        let case: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| -> anyhow::Result<String> {
            Ok(case[name].as_str().with_context(|| format!("a case without {name}"))?.to_owned())
        };
        Ok((field("name")?, field("source")?, case["generates"] == true))
    };
    text.lines().map(case).collect()
}

/// Turns a name into a valid file name.
fn plain(name: &str) -> String {
    name.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '-' }).collect()
}

/// The files generated from a Templefile.
struct Written {
    /// Their folder.
    folder: PathBuf,
    /// The notes on the files, as in the JSON of a preview.
    notes: serde_json::Value,
}

/// Generates the files of one Templefile into a folder.
fn write(program: &Path, folder: &Path, source: &Source) -> anyhow::Result<Written> {
    let file = folder.join(&source.name).with_extension("temple");
    std::fs::write(&file, &source.text)?;
    let out = folder.join(&source.name);
    let mut command = Command::new(program);
    command.args(["preview", "--format", "json"]).arg("--out").arg(&out).arg(&file);
    if let Some(target) = &source.target {
        command.args(["--target", target]);
    }
    let mut preview: serde_json::Value = serde_json::from_str(&must(&mut command)?)?;
    Ok(Written { folder: out, notes: preview["notes"].take() })
}

/// Returns all files in and below a folder, sorted.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_path(Path::cmp).build() {
        let entry = entry?;
        if entry.file_type().is_some_and(|it| it.is_file()) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn determines_the_kind_of_a_file_by_its_path() {
        let kinds = |path: &str| Kind::ALL.into_iter().filter(|kind| kind.includes(path)).collect::<Vec<_>>();
        assert_eq!(kinds("docker-compose.yml"), [Kind::Compose, Kind::Yaml]);
        assert_eq!(kinds("kube/kong/kong-service.yaml"), [Kind::Kubernetes, Kind::Yaml]);
        assert_eq!(kinds("api/shop.openapi.yaml"), [Kind::Openapi, Kind::Yaml]);
        assert_eq!(kinds("prometheus/prometheus.yml"), [Kind::Prometheus, Kind::Yaml]);
        assert_eq!(kinds("order/config.json"), [Kind::Json]);
        assert_eq!(kinds("order-db/init.sql"), [Kind::Sql]);
        assert_eq!(kinds("main.go"), []);
    }

    #[test]
    fn a_file_is_rejected_only_if_a_note_expects_it() {
        let notes = &serde_json::json!([
            {"code": "renamed"},
            {"code": "untagged-image", "path": "kube/a/deployment.yaml"},
            {"code": "varchar-length", "path": "a-db/init.sql"},
        ]);
        assert!(is_refused(Kind::Sql, "a-db/init.sql", notes));
        assert!(!is_refused(Kind::Sql, "b-db/init.sql", notes));
        assert!(!is_refused(Kind::Kubernetes, "kube/a/deployment.yaml", notes));
    }
}
