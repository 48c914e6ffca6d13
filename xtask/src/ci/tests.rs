//! Runs the tests of the workspace, and parses the output of cargo and the test programs about failures.

use std::time::Duration;

use xshell::Shell;

use crate::limit::{ended_well, limited};
use crate::outcome::{Failure, Outcome};
use crate::{relay, target};

/// The time limit for building and running the tests: several times the time on a busy machine.
const LIMIT: Duration = Duration::from_secs(7200);

/// The variables of the user's environment that affect the output.
const DISTURBING: [&str; 3] = ["RUST_TEST_NOCAPTURE", "CARGO_TERM_QUIET", "CARGO_TERM_VERBOSE"];

/// Runs all tests, including those in documentation, and relays their output, including that of tests that pass.
pub(super) fn run(sh: &Shell) -> anyhow::Result<Outcome> {
    let mut command = limited(LIMIT, "cargo");
    let options = ["test", "--locked", "--workspace", "--no-fail-fast", "--color", "never", "--", "--show-output"];
    command.args(options).current_dir(sh.current_dir()).env(target::VARIABLE, target::directory(sh)?);
    DISTURBING.iter().for_each(|name| {
        command.env_remove(name);
    });
    let mut report = Report::default();
    let status = relay::relay(&mut command, |line| report.add(line))?;
    Ok(report.outcome(ended_well("cargo test", LIMIT, status)))
}

/// The parsed output of cargo and of one test program after the other.
#[derive(Default)]
struct Report {
    passed: u32,
    failures: Vec<Failure>,
    /// The test program that is running.
    program: Program,
    part: Part,
    /// The messages of cargo, which explain a failure to run the tests.
    complaint: Vec<String>,
}

/// The parsed output of a test program so far.
#[derive(Default)]
struct Program {
    failed: Vec<Failed>,
    /// True once the results of all its tests are known.
    has_ended: bool,
}

/// A failed test, with its output.
struct Failed {
    name: String,
    output: Option<String>,
}

/// The parts of the output to which a line can belong.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The output of cargo.
    #[default]
    Cargo,
    /// The results of a test program.
    Tests,
    /// The output of passed tests, and the lists of names.
    Rest,
    /// The output of failed tests.
    Failures,
    /// The output of one failed test, by its index.
    Failure(usize),
    /// The reason why a test program ended prematurely: the message of the last failure.
    Death,
}

impl Report {
    /// Parses a line of the output of `cargo test -- --show-output`.
    fn add(&mut self, line: &str) {
        if line.starts_with("running ") && self.part == Part::Cargo {
            (self.program, self.part) = (Program::default(), Part::Tests);
        } else if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += passed(result);
            (self.program.has_ended, self.part) = (true, Part::Cargo);
        } else if let Some(program) = rerun(line) {
            self.end(program);
        } else if let (Part::Tests, Some(name)) = (self.part, failed(line)) {
            self.program.failed.push(Failed { name: name.to_owned(), output: None });
        } else if line == "successes:" && self.part == Part::Tests {
            self.part = Part::Rest;
        } else if line == "failures:" && self.part != Part::Cargo {
            // The second heading starts the list of names.
            self.part = if matches!(self.part, Part::Tests | Part::Rest) { Part::Failures } else { Part::Rest };
        } else if let (Part::Failures | Part::Failure(_), Some(test)) = (self.part, self.program.starts(line)) {
            self.program.failed[test].output = Some(String::new());
            self.part = Part::Failure(test);
        } else {
            self.keep(line);
        }
    }

    /// Stores a line if it is part of a message.
    fn keep(&mut self, line: &str) {
        let starts_program = ["Running ", "Doc-tests ", "error: "].iter().any(|it| line.trim_start().starts_with(it));
        match self.part {
            Part::Failure(test) => {
                let output = self.program.failed[test].output.get_or_insert_default();
                *output += line;
                output.push('\n');
            }
            Part::Death if !starts_program => {
                if let Some(failure) = self.failures.last_mut() {
                    failure.message += &format!("{line}\n");
                }
            }
            Part::Death => self.part = Part::Cargo,
            Part::Cargo if line.starts_with("error") || !self.complaint.is_empty() => {
                self.complaint.push(line.to_owned());
            }
            Part::Cargo | Part::Tests | Part::Rest | Part::Failures => {}
        }
    }

    /// Records that a test program has failed. `arguments` are those with which cargo runs it alone.
    fn end(&mut self, arguments: &str) {
        let program = std::mem::take(&mut self.program);
        self.failures.extend(program.failed.into_iter().map(|Failed { name, output }| Failure {
            repeat: format!("cargo test --locked {arguments} -- {}", filter(&name)),
            name: format!("{name} ({arguments})"),
            message: message(&output.unwrap_or_default()),
        }));
        self.part = Part::Cargo;
        if !program.has_ended {
            let message = "ended in the middle of its tests\n".to_owned();
            let repeat = format!("cargo test --locked {arguments}");
            self.failures.push(Failure { name: arguments.to_owned(), message, repeat });
            self.part = Part::Death;
        }
    }

    /// Returns the outcome of all tests. `ended_well` is true if cargo succeeded.
    fn outcome(self, ended_well: bool) -> Outcome {
        let mut outcome = Outcome { passed: self.passed, failures: self.failures };
        if outcome.is_success() && !ended_well {
            let complaint = match self.complaint.is_empty() {
                true => format!("failed, or took longer than {LIMIT:?}"),
                false => self.complaint.join("\n"),
            };
            outcome += Outcome::failed("cargo test", complaint, "cargo xtask ci tests");
        }
        outcome
    }
}

impl Program {
    /// Returns the index of the failed test whose output starts with this line.
    fn starts(&self, line: &str) -> Option<usize> {
        let name = line.strip_prefix("---- ")?.strip_suffix(" stdout ----")?;
        self.failed.iter().position(|test| test.name == name && test.output.is_none())
    }
}

/// Returns the number of passed tests from the text after `test result: `, such as `ok. 3 passed; 0 failed; …`.
fn passed(result: &str) -> u32 {
    let count = result.split([';', '.']).find_map(|part| part.trim().strip_suffix("passed"));
    count.and_then(|count| count.trim().parse().ok()).unwrap_or(0)
}

/// Returns the name of the failed test in a line such as `test a::b ... FAILED`.
fn failed(line: &str) -> Option<&str> {
    let name = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
    Some(name.strip_suffix(" - should panic").unwrap_or(name))
}

/// Returns the arguments in a line such as ``error: test failed, to rerun pass `-p a --test b` ``.
fn rerun(line: &str) -> Option<&str> {
    let (what, arguments) = line.split_once(" failed, to rerun pass `")?;
    arguments.strip_suffix('`').filter(|_| what == "error: test" || what == "error: doctest")
}

/// Returns the arguments with which a test program runs only the test of this name.
fn filter(name: &str) -> String {
    let is_word = |char: char| char.is_ascii_alphanumeric() || "_:".contains(char);
    if name.chars().all(is_word) { format!("--exact {name}") } else { format!("'{name}'") }
}

/// Returns the message of a test, without the stack trace.
fn message(output: &str) -> String {
    let stack = ["\nstack backtrace:\n", "\nnote: run with `RUST_BACKTRACE"];
    let end = stack.iter().filter_map(|start| output.find(start)).min().unwrap_or(output.len());
    output[..end].trim().to_owned()
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[track_caller]
    fn check(output: &str, ended_well: bool, passed: u32, failures: &[(&str, &str, &str)]) {
        let mut report = Report::default();
        output.lines().for_each(|line| report.add(line));
        let failure = |&(name, message, repeat): &(&str, &str, &str)| Failure {
            name: name.to_owned(),
            message: message.to_owned(),
            repeat: repeat.to_owned(),
        };
        let outcome = report.outcome(ended_well);
        assert_eq!(outcome, Outcome { passed, failures: failures.iter().map(failure).collect() });
    }

    const FIRST: &str = "   Compiling a v0.1.0 (/a b)
     Running unittests src/lib.rs (target/debug/deps/a-2f5cb745fb5fedf3)

running 3 tests
test one ... ok
test two ... ok
test sub::bad ... FAILED

successes:

---- one stdout ----
a figure
test of what ... FAILED

successes:
    one
    two

failures:

---- sub::bad stdout ----
---- one stdout ----

thread 'sub::bad' (7) panicked at src/lib.rs:7:55:
assertion `left == right` failed: oh
  left: 1
 right: 2
stack backtrace:
   0: __rustc::rust_begin_unwind


failures:
    sub::bad

test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.35s

error: test failed, to rerun pass `-p a --lib`
";

    const SECOND: &str = "     Running tests/it/main.rs (target/debug/deps/it-6ee1618db80c1c7b)

running 2 tests
test m::calm - should panic ... FAILED
test m::result ... FAILED

successes:

successes:

failures:

---- m::calm stdout ----
note: test did not panic as expected at tests/it.rs:3:29
---- m::result stdout ----
Error: \"returned\"


failures:
    m::calm
    m::result

test result: FAILED. 0 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.41s

error: test failed, to rerun pass `-p a --test it`
   Doc-tests a

running 1 test
test src/lib.rs - f (line 2) ... FAILED

failures:

---- src/lib.rs - f (line 2) stdout ----
Test executable failed (exit status: 101).


failures:
    src/lib.rs - f (line 2)

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.87s

error: doctest failed, to rerun pass `-p a --doc`
error: 3 targets failed:
    `-p a --lib`
    `-p a --test it`
    `-p a --doc`
";

    #[test]
    fn every_failed_test_has_its_message_and_the_command_that_repeats_it() {
        let bad = "---- one stdout ----\n\nthread 'sub::bad' (7) panicked at src/lib.rs:7:55:\n\
                   assertion `left == right` failed: oh\n  left: 1\n right: 2";
        let failures = [
            ("sub::bad (-p a --lib)", bad, "cargo test --locked -p a --lib -- --exact sub::bad"),
            (
                "m::calm (-p a --test it)",
                "note: test did not panic as expected at tests/it.rs:3:29",
                "cargo test --locked -p a --test it -- --exact m::calm",
            ),
            (
                "m::result (-p a --test it)",
                "Error: \"returned\"",
                "cargo test --locked -p a --test it -- --exact m::result",
            ),
            (
                "src/lib.rs - f (line 2) (-p a --doc)",
                "Test executable failed (exit status: 101).",
                "cargo test --locked -p a --doc -- 'src/lib.rs - f (line 2)'",
            ),
        ];
        check(&format!("{FIRST}{SECOND}"), false, 2, &failures);
    }

    #[test]
    fn a_program_that_dies_is_a_separate_failure() {
        let output = "running 3 tests
test one ... ok
error: test failed, to rerun pass `-p a --lib`

Caused by:
  process didn't exit successfully: `a` (signal: 6, SIGABRT: process abort signal)
     Running tests/it.rs (target/debug/deps/it-6ee1618db80c1c7b)

running 1 test
test fine ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.41s

error: 1 target failed:
    `-p a --lib`
";
        let message = "ended in the middle of its tests\n\nCaused by:\n  \
                       process didn't exit successfully: `a` (signal: 6, SIGABRT: process abort signal)\n";
        check(output, false, 1, &[("-p a --lib", message, "cargo test --locked -p a --lib")]);
    }

    #[test]
    fn tests_that_do_not_compile_are_one_failure() {
        let output = "   Compiling a v0.1.0\nerror[E0425]: cannot find value `x`\n --> src/lib.rs:1:1\n";
        let message = "error[E0425]: cannot find value `x`\n --> src/lib.rs:1:1";
        check(output, false, 0, &[("cargo test", message, "cargo xtask ci tests")]);
        let nothing = format!("failed, or took longer than {LIMIT:?}");
        check("", false, 0, &[("cargo test", &nothing, "cargo xtask ci tests")]);
    }

    #[test]
    fn adds_up_results_of_several_programs() {
        let program = "running 2 tests\ntest a ... ok\ntest b ... ok\n\nsuccesses:\n\nsuccesses:\n    a\n    b\n\n\
                       test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\n";
        check(&program.repeat(2), true, 4, &[]);
    }
}
