//! The files that `check` checks: Templefiles and their deploy files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use temple_deploy::{Context, DeployFile, Facts, deploy_file_of, is_deploy_file, templefiles_of};
use temple_ide::Analysis;

use super::files::{Input, ReadError, plain};
use super::render::{Checked, DeployReport};

/// A file to check.
pub(crate) enum Subject {
    /// A Templefile.
    Templefile(Input),
    /// A deploy file.
    Deploy {
        /// The deploy file.
        file: Input,
        /// The Templefiles that it belongs to; `None` if it belongs to standard input.
        templefiles: Option<Vec<PathBuf>>,
    },
}

impl Subject {
    /// The file itself.
    pub(crate) fn input(&self) -> &Input {
        match self {
            Subject::Templefile(input) | Subject::Deploy { file: input, .. } => input,
        }
    }

    /// Reads and checks the file.
    pub(crate) fn check(&self) -> Result<Checked, ReadError> {
        let text = self.input().read()?;
        Ok(match self {
            Subject::Templefile(_) => Checked::Templefile(Box::new(Analysis::new(text))),
            Subject::Deploy { templefiles, .. } => Checked::Deploy(check_deploy(text, templefiles.as_deref())),
        })
    }
}

/// Returns the files to check for the inputs of a command line. The deploy file of a Templefile follows it, unless it
/// is an input itself. With `deploy`, that file belongs to all Templefiles instead.
pub(crate) fn subjects(
    inputs: Vec<Result<Input, ReadError>>,
    deploy: Option<&Path>,
) -> Vec<Result<Subject, ReadError>> {
    let given = inputs.iter().filter_map(|input| path_of(input.as_ref().ok()?));
    let given = given.filter(|path| is_deploy_file(path)).chain(deploy);
    let mut deploy_files: HashSet<PathBuf> = given.map(|path| plain(path).to_owned()).collect();
    let mut subjects = Vec::new();
    let mut templefiles = Vec::new();
    let mut has_stdin = false;
    for input in inputs {
        let path = input.as_ref().ok().and_then(path_of).map(Path::to_owned);
        has_stdin |= matches!(input, Ok(Input::Stdin));
        match path {
            Some(path) if is_deploy_file(&path) => subjects.push(input.map(|file| {
                let beside = templefiles_of(&path).into_iter().filter(|path| path.is_file());
                Subject::Deploy { file, templefiles: Some(beside.collect()) }
            })),
            path => {
                subjects.push(input.map(Subject::Templefile));
                let beside = path.as_deref().map(deploy_file_of).filter(|file| deploy.is_none() && file.is_file());
                if let Some(file) = beside.filter(|file| deploy_files.insert(plain(file).to_owned())) {
                    subjects.push(Ok(Subject::Deploy {
                        file: Input::File(file),
                        templefiles: Some(path.iter().cloned().collect()),
                    }));
                }
                templefiles.extend(path);
            }
        }
    }
    if let Some(file) = deploy {
        let templefiles = (!has_stdin).then_some(templefiles);
        subjects.push(Ok(Subject::Deploy { file: Input::File(file.to_owned()), templefiles }));
    }
    subjects
}

fn path_of(input: &Input) -> Option<&Path> {
    match input {
        Input::Stdin => None,
        Input::File(path) => Some(path),
    }
}

/// Checks a deploy file. A Templefile that cannot be read is reported when it is checked itself.
fn check_deploy(text: String, templefiles: Option<&[PathBuf]>) -> DeployReport {
    let inputs = templefiles.unwrap_or_default().iter().map(|path| Input::File(path.clone()));
    let facts = inputs.filter_map(|input| Some(Facts::of(Analysis::new(input.read().ok()?).model())));
    let facts = facts.reduce(Facts::joined);
    let context = Context { facts: facts.as_ref(), target: None };
    let (_, mut diagnostics) = DeployFile::checked(&text, &context);
    if templefiles.is_none() {
        diagnostics.retain(|diagnostic| diagnostic.code != temple_deploy::Code::WithoutTemplefile);
    }
    DeployReport { text, diagnostics }
}
