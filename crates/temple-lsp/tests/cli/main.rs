//! The command line as a user sees it: the real program on real folders.

mod deploy;
mod documents;
mod formats;
mod formatting;
mod graph;
mod inputs;
mod plan;
mod preview;
mod usage;
mod watch;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A Templefile without diagnostics.
const SOUND: &str =
    "Shop: project {\n  #provider(kubernetes);\n}\n\nCustomer: service {\n  email: string @unique;\n}\n";
/// A Templefile with one error, at the word `strin` in line 3.
const BROKEN: &str = "Shop: project { #provider(kubernetes); }\nCustomer: service {\n  email: strin;\n}\n";
/// A Templefile with one warning and no error.
const DUBIOUS: &str =
    "Shop: project { #provider(kubernetes); }\nCustomer: service {\n  email: string(maxLength: 9, minLength: -1);\n}\n";
/// A Templefile with one hint and no other diagnostics.
const PLAIN: &str = "Shop: project {}\nCustomer: service {\n  email: string;\n}\n";

/// A folder for one test, removed at its end.
struct Folder(TempDir);

/// The result of running the program.
#[derive(Debug)]
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(TempDir::new().expect("a folder"));
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("the file's folder");
        fs::write(path, bytes).expect("the file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file")
    }

    /// Returns the paths of all files in a folder, including hidden ones, sorted.
    fn listing(&self, name: &str) -> Vec<String> {
        let folder = self.path(name);
        let walk = ignore::WalkBuilder::new(&folder).standard_filters(false).build();
        let files = walk.map(|entry| entry.expect("an entry")).filter(|entry| !entry.path().is_dir());
        let name = |path: &Path| path.strip_prefix(&folder).expect("inside").to_string_lossy().replace('\\', "/");
        let mut names: Vec<String> = files.map(|entry| name(entry.path())).collect();
        names.sort();
        names
    }

    /// Runs the program in this folder with empty standard input.
    fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = self.command(arguments).spawn().expect("the program runs");
        // A program that does not read its input may have ended already.
        let _ = child.stdin.take().expect("standard input").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("the program ends");
        Run {
            code: output.status.code().expect("no signal"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Returns the command without the environment of the tests: no colour settings, no language, and a home without
    /// git's settings, which could name ignore files.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_temple-lsp"));
        command.args(arguments).current_dir(self.0.path()).env_clear().env("HOME", self.path("no-home"));
        // Programs do not start on Windows without it.
        command.envs(std::env::var_os("SystemRoot").map(|folder| ("SystemRoot", folder)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Run {
    /// Returns the files in the output of the format `json`, in order.
    #[track_caller]
    fn json_files(&self) -> Vec<String> {
        let name = |line: &str| {
            let file: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            file["file"].as_str().expect("a name").to_owned()
        };
        self.stdout.lines().map(name).collect()
    }

    #[track_caller]
    fn assert_code(&self, code: i32) -> &Run {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    #[track_caller]
    fn assert_says(&self, words: &str) -> &Run {
        assert!(self.stderr.contains(words), "{words:?} in {self:#?}");
        self
    }
}
