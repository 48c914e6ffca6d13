//! Runs a validator on files.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Context as _;

use crate::parallel::in_parallel;

/// An installed validator: returns the problems of the files, or an error if it cannot run.
pub(crate) type Check = Box<dyn Fn(&[PathBuf]) -> anyhow::Result<Vec<String>>>;

/// The number of files passed at once to a program that accepts several.
const TOGETHER: usize = 100;

/// A command to which the files are added.
#[derive(Clone)]
pub(crate) struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
    environment: Vec<(&'static str, OsString)>,
    /// Text in the output that indicates a problem, even if the program succeeds.
    warning: Option<&'static str>,
}

impl Program {
    pub(crate) fn new(path: impl Into<PathBuf>) -> Program {
        Program { path: path.into(), arguments: Vec::new(), environment: Vec::new(), warning: None }
    }

    pub(crate) fn args(mut self, arguments: impl IntoIterator<Item = impl Into<OsString>>) -> Program {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    pub(crate) fn env(mut self, name: &'static str, value: impl Into<OsString>) -> Program {
        self.environment.push((name, value.into()));
        self
    }

    pub(crate) fn warning(mut self, warning: &'static str) -> Program {
        self.warning = Some(warning);
        self
    }

    /// Runs once for each file, which replaces the argument `{}` or else comes last.
    pub(crate) fn each(self) -> Check {
        Box::new(move |files| in_parallel(files.chunks(1), |file| self.run(file)))
    }

    /// Runs with many files at once, which come last.
    pub(crate) fn together(self) -> Check {
        Box::new(move |files| in_parallel(files.chunks(TOGETHER), |files| self.run(files)))
    }

    /// Returns the problems of the files; `None` if there are none.
    fn run(&self, files: &[PathBuf]) -> anyhow::Result<Option<String>> {
        let mut command = Command::new(&self.path);
        let placed = self.arguments.iter().any(|argument| argument == "{}");
        let fill = |argument: &OsString| if argument == "{}" { files[0].clone().into() } else { argument.clone() };
        command.args(self.arguments.iter().map(fill)).args(files.iter().filter(|_| !placed));
        command.envs(self.environment.iter().map(|(name, value)| (name, value))).stdin(Stdio::null());
        let output = command.output().with_context(|| self.path.display().to_string())?;
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        let warned = self.warning.is_some_and(|warning| text.contains(warning));
        let named = |text: &str| match files {
            [file] => format!("{}: {text}", file.display()),
            _ => text.to_owned(),
        };
        Ok((warned || !output.status.success()).then(|| named(&self.shortened(&text))))
    }

    /// Returns the lines about problems, if the program distinguishes them.
    fn shortened(&self, text: &str) -> String {
        let lines = text.lines().filter(|line| self.warning.is_none_or(|it| line.contains(it) || line.contains("ERR")));
        lines.take(20).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn a_program_that_fails_or_warns_reports_a_problem() {
        let shell = |script: &str| Program::new("sh").args(["-c", script, "sh"]);
        let problems = shell("echo bad $1; test $1 != b").each()(&files(&["a", "b"])).unwrap();
        assert_eq!(problems, ["b: bad b"]);
        let problems = shell("echo WARN $@; echo fine").warning("WARN").together()(&files(&["a", "b"])).unwrap();
        assert_eq!(problems, ["WARN a b"]);
        assert!(shell("exit 0").together()(&files(&["a"])).unwrap().is_empty());
        assert!(Program::new("no such program").each()(&files(&["a"])).is_err());
    }
}
