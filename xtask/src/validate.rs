//! Runs independent validators on all generated files. Each first has to reject files with planted defects, because a
//! check that cannot fail is worthless.

mod check;
mod corpus;
mod kubernetes;
mod postgres;
mod validators;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use clap::Args;
use xshell::Shell;

use crate::outcome::Outcome;
use crate::tools::Tools;
use check::Check;
use corpus::{Corpus, Kind};

/// The options of `cargo xtask validate`.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// Only refuse the planted defects; generate nothing.
    #[arg(long)]
    self_test: bool,
    /// The validators to run, by a part of their names; all of them where none is named.
    validators: Vec<String>,
}

/// A program that validates a kind of file.
struct Validator {
    name: &'static str,
    kind: Kind,
    /// The folders of files that it must reject, in `tests/validators/defects`.
    defects: &'static [&'static str],
    /// Prepares the validator, installing it if necessary.
    install: fn(&Tools) -> anyhow::Result<Check>,
}

/// Installs and runs every validator, and continues after a failure.
pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let is_asked_for = |validator: &&Validator| {
        options.validators.is_empty() || options.validators.iter().any(|part| validator.name.contains(part.as_str()))
    };
    anyhow::ensure!(validators::ALL.iter().any(|it| is_asked_for(&it)), "no validator has such a name");
    let corpus = match options.self_test {
        true => None,
        false => Some(corpus::generate(sh).context("generating the files")?),
    };
    if let Some(corpus) = &corpus {
        println!("{corpus} in {:.1?}", start.elapsed());
    }
    let tools = Tools::new(sh)?;
    let mut outcome = Outcome::default();
    for validator in validators::ALL.iter().filter(is_asked_for) {
        outcome.count(validator.name, validator.run(&tools, corpus.as_ref()), validator.command(options));
    }
    println!("validators: {} passed, {} failed in {:.0?}", outcome.passed, outcome.failures.len(), start.elapsed());
    Ok(outcome)
}

/// The number of problems to show per validator.
const SHOWN: usize = 10;

impl Validator {
    /// Returns the command that runs only this validator.
    fn command(&self, options: &Options) -> String {
        format!("cargo xtask validate {}'{}'", if options.self_test { "--self-test " } else { "" }, self.name)
    }

    /// Installs the validator, tries it on planted defects, then on the files. Returns a summary on success.
    fn run(&self, tools: &Tools, corpus: Option<&Corpus>) -> anyhow::Result<String> {
        let start = Instant::now();
        let check = (self.install)(tools).context("cannot be installed")?;
        let installed = start.elapsed();
        let mut defects = defects(tools.root(), self.defects)?;
        defects.extend(corpus.into_iter().flat_map(|corpus| corpus.refused(self.kind)).cloned());
        for defect in &defects {
            let refused = !check(std::slice::from_ref(defect))?.is_empty();
            anyhow::ensure!(refused, "accepts {}, which it ought to refuse", defect.display());
        }
        let ready = format!("{} defects refused", defects.len());
        let Some(corpus) = corpus else { return Ok(ready) };
        let files = corpus.files(self.kind);
        anyhow::ensure!(!files.is_empty(), "no files");
        let start = Instant::now();
        let problems = check(files)?;
        anyhow::ensure!(problems.is_empty(), "{}", listed(&problems));
        Ok(format!("{} files in {:.1?}, {ready}, ready in {installed:.1?}", files.len(), start.elapsed()))
    }
}

/// Returns the files in these folders of planted defects.
fn defects(root: &Path, folders: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in folders.iter().map(|folder| root.join("tests/validators/defects").join(folder)) {
        let entries = std::fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        files.extend(entries.flatten().map(|entry| entry.path()));
    }
    files.sort();
    anyhow::ensure!(!files.is_empty(), "no planted defects");
    Ok(files)
}

/// Returns the first problems, one per line.
fn listed(problems: &[String]) -> String {
    let mut text = format!("{} problems", problems.len());
    problems
        .iter()
        .take(SHOWN)
        .for_each(|problem| text.push_str(&format!("\n     {}", problem.trim_end().replace('\n', "\n     "))));
    text
}
