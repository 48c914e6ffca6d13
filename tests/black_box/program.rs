//! Runs the built program as a user does.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use crate::cases;

/// The path of the program, which is built if it is missing or older than its sources.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // A test run of the workspace uses the same options, including those of the program for its integration tests. With
    // others, the program would be built again with different features of its dependencies.
    let options =
        ["test", "--locked", "--workspace", "--test", "*", "--no-run", "--message-format", "json-render-diagnostics"];
    let mut build = Command::new(cargo);
    build.args(options).current_dir(cases::root()).stderr(Stdio::inherit());
    // The target directory of these tests. A relative path in the environment would be another directory here.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a directory of the target directory");
    let build = build.env("CARGO_TARGET_DIR", target).output().expect("cargo runs");
    assert!(build.status.success(), "the program does not build");
    let messages = String::from_utf8(build.stdout).expect("cargo writes UTF-8");
    let message = |line| serde_json::from_str::<serde_json::Value>(line).expect("cargo writes JSON");
    let executable = |message: serde_json::Value| {
        let is_program = message["target"]["name"] == "temple-lsp" && message["profile"]["test"] == false;
        message["executable"].as_str().filter(|_| is_program).map(PathBuf::from)
    };
    let built = messages.lines().map(message).find_map(executable);
    built.expect("cargo says where the program lies")
});

/// Runs the program at the root of the repository and waits for it.
pub(crate) fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Output {
    let mut command = Command::new(&*PROGRAM);
    command.args(arguments).current_dir(cases::root()).stdin(Stdio::null());
    command.output().expect("the program runs")
}

/// Runs the program with a text as its standard input.
pub(crate) fn run_with_input<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>, input: &str) -> Output {
    let mut command = Command::new(&*PROGRAM);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
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
