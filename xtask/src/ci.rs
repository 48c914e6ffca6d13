//! Everything that continuous integration runs, in one command and with the same result on every machine.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context as _;
use xshell::{Shell, cmd};

use crate::{codegen, editors, extension, tidy, tools, validate};

/// A step: what it is called, and what it does. The answer of a step is whether all is well.
type Step<'a> = (&'a str, &'a dyn Fn() -> anyhow::Result<bool>);

/// Runs every step, also after one that fails. The last line counts the tests, those in editors too, and each validator as
/// one: `N passed, N failed`.
pub(crate) fn run(sh: &Shell) -> anyhow::Result<bool> {
    let tests = std::cell::Cell::new(Tests::default());
    let validators = std::cell::Cell::new(validate::Outcome::default());
    let in_editors = std::cell::Cell::new(editors::Outcome::default());
    let steps: &[Step<'_>] = &[
        ("format", &|| {
            let fuzz = ok(cmd!(sh, "cargo fmt --manifest-path fuzz/Cargo.toml --check"))?;
            Ok(ok(cmd!(sh, "cargo fmt --all --check"))? && fuzz)
        }),
        ("generated files", &|| codegen::run(sh, true)),
        ("tidy", &|| tidy::run(sh)),
        ("lints", &|| ok(cmd!(sh, "cargo clippy --locked --workspace --all-targets -- -D warnings"))),
        ("lints of the fuzz targets", &|| {
            let options = ["--no-default-features", "--target-dir", "target/fuzz", "--", "-D", "warnings"];
            ok(cmd!(sh, "cargo clippy --manifest-path fuzz/Cargo.toml {options...}"))
        }),
        ("documentation", &|| {
            let _strict = sh.push_env("RUSTDOCFLAGS", "-D warnings");
            ok(cmd!(sh, "cargo doc --locked --workspace --no-deps --document-private-items"))
        }),
        ("tests", &|| {
            tests.set(test(sh)?);
            Ok(tests.get().failed == 0 && tests.get().status)
        }),
        ("validators", &|| {
            validators.set(validate::run(sh, &validate::Options::default())?);
            Ok(validators.get().failed == 0)
        }),
        ("extension for Visual Studio Code", &|| extension::run(sh)),
        ("editors", &|| {
            in_editors.set(editors::run(sh, &editors::Options::default())?);
            Ok(in_editors.get().failed == 0)
        }),
        ("licences and sources of dependencies", &|| deny(sh)),
    ];
    let mut failed = Vec::new();
    for (name, step) in steps {
        println!("\n== {name}");
        let start = Instant::now();
        let well = step().unwrap_or_else(|error| {
            println!("{error:#}");
            false
        });
        println!("== {name}: {} in {:.0?}", if well { "ok" } else { "FAILED" }, start.elapsed());
        if !well {
            failed.push(*name);
        }
    }
    let Tests { passed, failed: tests_failed, .. } = tests.get();
    match failed.as_slice() {
        [] => println!("\nEverything is well."),
        steps => println!("\nFailed: {}.", steps.join(", ")),
    }
    let (validators, in_editors) = (validators.get(), in_editors.get());
    let passed = passed + validators.passed + in_editors.passed;
    println!("{passed} passed, {} failed", tests_failed + validators.failed + in_editors.failed);
    Ok(failed.is_empty())
}

/// Runs a command that answers by its exit code.
fn ok(command: xshell::Cmd<'_>) -> anyhow::Result<bool> {
    Ok(command.run().is_ok())
}

/// What `cargo test` says about all its test programs together.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
struct Tests {
    passed: u32,
    failed: u32,
    /// Whether the command itself ended well: it does not where a test fails to compile.
    status: bool,
}

impl Tests {
    /// Adds a line of the form `test result: ok. 3 passed; 0 failed; …`; other lines count nothing.
    fn add(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else { return };
        let count = |word: &str| {
            let part = result.split([';', '.']).find_map(|part| part.trim().strip_suffix(word));
            part.and_then(|number| number.trim().parse::<u32>().ok()).unwrap_or(0)
        };
        self.passed += count("passed");
        self.failed += count("failed");
    }
}

/// Runs all tests, those in documentation included, and passes on what they print, figures of tests that pass as well.
fn test(sh: &Shell) -> anyhow::Result<Tests> {
    let mut command = Command::new("cargo");
    command.args(["test", "--locked", "--workspace", "--no-fail-fast", "--", "--show-output"]);
    let mut child = command.current_dir(sh.current_dir()).stdout(Stdio::piped()).spawn()?;
    let mut tests = Tests::default();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let line = line?;
        println!("{line}");
        tests.add(&line);
    }
    tests.status = child.wait()?.success();
    Ok(tests)
}

/// Runs cargo-deny. Its check for advisories needs their database from the network, so that one is left out here.
fn deny(sh: &Shell) -> anyhow::Result<bool> {
    let _path = tools::cargo_extension(sh, "deny")?;
    ok(cmd!(sh, "cargo deny check licenses bans sources"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_programs_are_added_up() {
        let mut tests = Tests::default();
        for line in [
            "test a ... ok",
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.50s",
        ] {
            tests.add(line);
        }
        assert_eq!(tests, Tests { passed: 15, failed: 2, status: false });
    }
}
