//! The tests in real editors: `tests/editors/README.md` says what they are given and what they answer.

mod install;
pub(crate) mod lua;
mod tap;

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use xshell::{Shell, cmd};

use crate::limit::{ended_well, limited};
use crate::outcome::Outcome;
use crate::parallel::in_parallel;
use crate::tools::Tools;
use tap::Report;

/// What is run.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// Run everything with a server that does nothing: every test has to fail.
    #[arg(long)]
    self_test: bool,
    /// Take the pictures of the extension for Visual Studio Code anew.
    #[arg(long, conflicts_with = "self_test")]
    pictures: bool,
    /// Only install the editors.
    #[arg(long, conflicts_with = "self_test")]
    install: bool,
    /// The editors, by the names of their folders in `tests/editors`; all of them where none is named.
    editors: Vec<String>,
}

impl Options {
    /// Those of a self-test of all editors.
    pub(crate) fn self_test() -> Options {
        Options { self_test: true, ..Options::default() }
    }
}

/// An editor with a folder of its own in `tests/editors`.
struct Editor {
    name: &'static str,
    /// Installs it. The answer is the environment of its tests.
    install: fn(&Tools) -> anyhow::Result<Environment>,
}

/// Variables that the tests of an editor are given.
type Environment = Vec<(&'static str, OsString)>;

/// The program that takes the place of the server in the self-test.
const NOTHING: &str = "/bin/false";

/// How many seconds a test waits for what should appear: on a busy machine, and where it never will.
const PATIENCE: [&str; 2] = ["30", "1"];

/// How long the tests of one editor may take: several times what they take on a busy machine.
const LIMIT: Duration = Duration::from_secs(600);

/// Installs the editors and runs their tests, also after one that fails.
pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<Outcome> {
    let root = sh.current_dir();
    let tools = Tools::new(&root, "editors");
    cmd!(sh, "cargo build --quiet --locked --package temple-lsp").run()?;
    let server = if options.self_test { PathBuf::from(NOTHING) } else { root.join("target/debug/temple-lsp") };
    let is_asked_for = |editor: &&Editor| match options.pictures {
        true => editor.name == "vscode",
        false => options.editors.is_empty() || options.editors.iter().any(|name| name == editor.name),
    };
    let mut ready = Vec::new();
    for editor in install::ALL.iter().filter(is_asked_for) {
        let start = Instant::now();
        let environment = (editor.install)(&tools).with_context(|| format!("{} cannot be installed", editor.name))?;
        println!("{}: installed in {:.0?}", editor.name, start.elapsed());
        ready.push((editor, environment));
    }
    anyhow::ensure!(!ready.is_empty(), "no editor has such a name");
    let test =
        |(editor, environment): (&Editor, Environment)| editor.test(&root, &server, environment, options).map(Some);
    let outcomes = match options {
        Options { install: true, .. } => Vec::new(),
        // Tests that only wait for what never comes do not disturb each other.
        Options { self_test: true, .. } => in_parallel(ready, test)?,
        _ => ready.into_iter().map(test).filter_map(Result::transpose).collect::<anyhow::Result<_>>()?,
    };
    Ok(outcomes.into_iter().sum())
}

impl Editor {
    /// Runs its tests, and passes on what they print.
    fn test(&self, root: &Path, server: &Path, variables: Environment, options: &Options) -> anyhow::Result<Outcome> {
        let start = Instant::now();
        let output = root.join("target/editors").join(self.name);
        if output.exists() {
            std::fs::remove_dir_all(&output).with_context(|| output.display().to_string())?;
        }
        std::fs::create_dir_all(&output).with_context(|| output.display().to_string())?;
        let program = root.join("tests/editors").join(self.name).join("run");
        let mut command = limited(LIMIT, &program);
        command
            .env("TEMPLE_LSP", server)
            .env("OUTPUT", output)
            .env("PATIENCE", PATIENCE[usize::from(options.self_test)]);
        command.args(options.pictures.then_some("--pictures"));
        command.envs(variables).current_dir(root).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| program.display().to_string())?;
        let mut report = Report::default();
        for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
            let line = line?;
            println!("{}: {line}", self.name);
            report.add(&line);
        }
        report.ended_well = ended_well(self.name, LIMIT, child.wait()?);
        let outcome = report.outcome(options.self_test);
        println!("{}: {} passed, {} failed in {:.0?}", self.name, outcome.passed, outcome.failed, start.elapsed());
        Ok(outcome)
    }
}
