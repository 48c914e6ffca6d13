//! Runs the built program as a user does.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

use crate::cases;

/// The path of the program, which is built if it is missing or older than its sources.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    // A test run of the workspace uses the same options, including those of the program for its integration tests. With
    // others, the program would be built again with different features of its dependencies.
    let options = ["test", "--workspace", "--test", "*", "--no-run"];
    build(cargo().args(options), |message| {
        message["target"]["name"] == "temple-lsp" && message["profile"]["test"] == false
    })
});

/// Returns a command that runs cargo at the root of the repository, with the target directory of these tests.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // A relative path in the environment would be another directory here.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a directory of the target directory");
    cargo.env("CARGO_TARGET_DIR", target).current_dir(cases::root());
    cargo
}

/// Runs a cargo that builds. Returns the executable whose message `is_wanted` accepts.
pub(crate) fn build(cargo: &mut Command, is_wanted: impl Fn(&Value) -> bool) -> PathBuf {
    cargo.args(["--locked", "--message-format", "json-render-diagnostics"]).stderr(Stdio::inherit());
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "the program does not build");
    let messages = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    let message = |line| serde_json::from_str::<Value>(line).expect("cargo writes JSON");
    let executable = |message: Value| message["executable"].as_str().filter(|_| is_wanted(&message)).map(PathBuf::from);
    messages.lines().map(message).find_map(executable).expect("cargo says where the program lies")
}

/// Returns the program without the environment of the tests, which could have settings for colours or for git.
fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(&*PROGRAM);
    command.args(arguments).env_clear();
    // Programs do not start on Windows without it.
    command.envs(std::env::var_os("SystemRoot").map(|folder| ("SystemRoot", folder)));
    command
}

/// Runs the program at the root of the repository and waits for it.
pub(crate) fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Output {
    let mut command = command(arguments);
    command.current_dir(cases::root()).stdin(Stdio::null());
    command.output().expect("the program runs")
}

/// Runs the program with a text as its standard input.
pub(crate) fn run_with_input<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>, input: &str) -> Output {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // The program reads everything before it prints, so there is no deadlock.
    let mut stdin = child.stdin.take().expect("a standard input");
    stdin.write_all(input.as_bytes()).expect("the program reads");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// Returns the output of a run, as text.
pub(crate) fn printed(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("the program prints UTF-8")
}
