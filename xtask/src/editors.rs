//! Runs the tests in real editors. `tests/editors/README.md` documents their input and output.

mod install;
pub(crate) mod lua;
mod tap;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use xshell::Shell;

use crate::limit::{ended_well, limited};
use crate::outcome::Outcome;
use crate::parallel::in_parallel;
use crate::relay::relay_as;
use crate::target;
use crate::tools::Tools;
use tap::Report;

/// The options of `cargo xtask editors`.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// Run everything with a server that does nothing: every test has to fail.
    #[arg(long)]
    self_test: bool,
    /// Take the pictures of the extension for Visual Studio Code again.
    #[arg(long, conflicts_with = "self_test")]
    pictures: bool,
    /// Only install the editors.
    #[arg(long, conflicts_with = "self_test")]
    install: bool,
    /// The editors, by the names of their folders in `tests/editors`; all of them where none is named.
    editors: Vec<String>,
}

impl Options {
    /// Returns the options for a self-test of all editors.
    pub(crate) fn self_test() -> Options {
        Options { self_test: true, ..Options::default() }
    }
}

/// An editor with a folder of its own in `tests/editors`.
struct Editor {
    name: &'static str,
    /// Installs the editor, and returns the environment of its tests.
    install: fn(&Tools) -> anyhow::Result<Environment>,
}

/// Environment variables for the tests of an editor.
type Environment = Vec<(&'static str, OsString)>;

/// The program that replaces the server in the self-test.
const NOTHING: &str = "/bin/false";

/// The seconds that a test waits for expected output: on a busy machine, and in the self-test, where it never appears.
const PATIENCE: [&str; 2] = ["120", "1"];

/// The time limit for the tests of one editor: several times the time on a busy machine.
const LIMIT: Duration = Duration::from_secs(1800);

/// Settings that make the tests independent of the user's environment: messages in English, and a shell that all of
/// them know.
const SETTINGS: [(&str, &str); 3] = [("LC_ALL", "C.UTF-8"), ("SHELL", "/bin/sh"), ("TERM", "xterm-256color")];

/// The variables of the user's environment that would affect the tests.
const DISTURBING: [&str; 8] =
    ["LANGUAGE", "NO_COLOR", "COLORTERM", "VIMINIT", "EXINIT", "NVIM_APPNAME", "TMUX", "XDG_CONFIG_DIRS"];

/// Installs the editors and runs their tests, and continues after a failure.
pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<Outcome> {
    let is_asked_for = |editor: &&Editor| match options.pictures {
        true => editor.name == "vscode",
        false => options.editors.is_empty() || options.editors.iter().any(|name| name == editor.name),
    };
    anyhow::ensure!(install::ALL.iter().any(|editor| is_asked_for(&editor)), "no editor has such a name");
    let tools = Tools::new(sh)?;
    let built = target::server(sh, &["build", "--package", "temple-lsp"])?;
    let server = if options.self_test { PathBuf::from(NOTHING) } else { built };
    let output = target::directory(sh)?.join("editors");
    let (ready, outcome) = install_all(install::ALL.iter().filter(is_asked_for), &tools, options);
    let root = tools.root();
    let test = |(editor, environment): (&Editor, Environment)| {
        let result = editor.test(root, &server, &output.join(editor.name), environment, options);
        Ok(Some(result.unwrap_or_else(|problem| editor.failed(problem.context("cannot be tested"), options))))
    };
    let outcomes = match options {
        Options { install: true, .. } => Vec::new(),
        // Tests that only wait do not disturb each other.
        Options { self_test: true, .. } => in_parallel(ready, test)?,
        _ => ready.into_iter().map(test).filter_map(Result::transpose).collect::<anyhow::Result<_>>()?,
    };
    Ok(outcome + outcomes.into_iter().sum())
}

/// Installs editors, and goes on after one that cannot be installed, which is a failure. Returns those that can be tested.
fn install_all<'a>(
    editors: impl IntoIterator<Item = &'a Editor>,
    tools: &Tools,
    options: &Options,
) -> (Vec<(&'a Editor, Environment)>, Outcome) {
    let mut outcome = Outcome::default();
    let mut ready = Vec::new();
    for editor in editors {
        let start = Instant::now();
        match (editor.install)(tools) {
            Ok(environment) => {
                println!("{}: installed in {:.0?}", editor.name, start.elapsed());
                ready.push((editor, environment));
            }
            Err(problem) => outcome += editor.failed(problem.context("cannot be installed"), options),
        }
    }
    (ready, outcome)
}

impl Editor {
    /// Returns the command that runs only the tests of this editor.
    fn command(&self, options: &Options) -> String {
        format!("cargo xtask editors {}{}", if options.self_test { "--self-test " } else { "" }, self.name)
    }

    /// Returns the outcome if the tests of this editor cannot be run.
    fn failed(&self, problem: anyhow::Error, options: &Options) -> Outcome {
        let mut outcome = Outcome::default();
        outcome.count(self.name, Err(problem), self.command(options));
        outcome
    }

    /// Runs the tests and relays their output. They write into the folder `output`.
    fn test(
        &self,
        root: &Path,
        server: &Path,
        output: &Path,
        variables: Environment,
        options: &Options,
    ) -> anyhow::Result<Outcome> {
        let start = Instant::now();
        if output.exists() {
            std::fs::remove_dir_all(output).with_context(|| output.display().to_string())?;
        }
        std::fs::create_dir_all(output).with_context(|| output.display().to_string())?;
        let program = root.join("tests/editors").join(self.name).join("run");
        let mut command = limited(LIMIT, &program);
        command
            .env("TEMPLE_LSP", server)
            .env("OUTPUT", output)
            .env("PATIENCE", PATIENCE[usize::from(options.self_test)]);
        DISTURBING.iter().for_each(|name| {
            command.env_remove(name);
        });
        command.args(options.pictures.then_some("--pictures"));
        command.envs(SETTINGS).envs(variables).current_dir(root);
        let mut report = Report::default();
        let status = relay_as(&format!("{}: ", self.name), &mut command, |line| report.add(line))?;
        report.ended_well = ended_well(self.name, LIMIT, status);
        let outcome = report.outcome(self.name, options.self_test, &self.command(options));
        let (passed, failed) = (outcome.passed, outcome.failures.len());
        println!("{}: {passed} passed, {failed} failed in {:.0?}", self.name, start.elapsed());
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn installs_editors_after_a_failed_one() {
        let folder = tempfile::tempdir().unwrap();
        let sh = Shell::new().unwrap();
        sh.set_var(target::VARIABLE, folder.path());
        let editors = [
            Editor { name: "ed", install: |_| anyhow::bail!("no such package") },
            Editor { name: "vi", install: |_| Ok(Vec::new()) },
        ];
        let (ready, outcome) = install_all(&editors, &Tools::new(&sh).unwrap(), &Options::default());
        assert_eq!(ready.iter().map(|(editor, _)| editor.name).collect::<Vec<_>>(), ["vi"]);
        let message = "cannot be installed: no such package";
        assert_eq!(outcome, Outcome::failed("ed", message, "cargo xtask editors ed"));
    }
}
