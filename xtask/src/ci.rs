//! Everything that continuous integration runs, in one command and with the same result on every machine.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use xshell::{Shell, cmd};

use crate::limit::{ended_well, limited};
use crate::outcome::Outcome;
use crate::{codegen, editors, extension, grammars, tidy, tools, validate};

/// A step: what it is called, and what it does. The answer of a step is whether all is well.
type Step<'a> = (&'a str, &'a dyn Fn() -> anyhow::Result<bool>);

/// How long the tests may take, together with building them: several times what they take on a busy machine.
const LIMIT: Duration = Duration::from_secs(2400);

/// Runs every step, also after one that fails. The last line counts the tests, those in editors too, and each
/// validator and check of a grammar as one: `N passed, N failed`.
pub(crate) fn run(sh: &Shell) -> anyhow::Result<bool> {
    let all = std::cell::Cell::new(Outcome::default());
    let counted = |outcome: Outcome| {
        all.set(all.get() + outcome);
        Ok(outcome.is_well())
    };
    let steps: &[Step<'_>] = &[
        ("format", &|| {
            let fuzz = ok(cmd!(sh, "cargo fmt --manifest-path fuzz/Cargo.toml --check"))?;
            Ok(ok(cmd!(sh, "cargo fmt --all --check"))? && fuzz)
        }),
        ("generated files", &|| codegen::run(sh, true)),
        ("tidy", &|| tidy::run(sh)),
        ("lints", &|| ok(cmd!(sh, "cargo clippy --locked --workspace --all-targets -- -D warnings"))),
        ("lints of the fuzz targets", &|| {
            let options = ["--locked", "--no-default-features", "--target-dir", "target/fuzz", "--", "-D", "warnings"];
            ok(cmd!(sh, "cargo clippy --manifest-path fuzz/Cargo.toml {options...}"))
        }),
        ("documentation", &|| {
            let _strict = sh.push_env("RUSTDOCFLAGS", "-D warnings");
            ok(cmd!(sh, "cargo doc --locked --workspace --no-deps --document-private-items"))
        }),
        ("tests", &|| {
            let tests = test(sh)?;
            Ok(counted(tests.outcome)? && tests.status)
        }),
        ("validators", &|| counted(validate::run(sh, &validate::Options::default())?)),
        ("grammars", &|| counted(grammars::run(sh, &grammars::Options::default())?)),
        ("lints of Lua", &|| editors::lua::lint(sh)),
        ("extension for Visual Studio Code", &|| extension::run(sh)),
        ("editors", &|| counted(editors::run(sh, &editors::Options::default())?)),
        ("editors without a server", &|| counted(editors::run(sh, &editors::Options::self_test())?)),
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
    match failed.as_slice() {
        [] => println!("\nEverything is well."),
        steps => println!("\nFailed: {}.", steps.join(", ")),
    }
    println!("{} passed, {} failed", all.get().passed, all.get().failed);
    Ok(failed.is_empty())
}

/// Runs a command that answers by its exit code.
fn ok(command: xshell::Cmd<'_>) -> anyhow::Result<bool> {
    Ok(command.run().is_ok())
}

/// What `cargo test` says about all its test programs together.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
struct Tests {
    outcome: Outcome,
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
        self.outcome += Outcome { passed: count("passed"), failed: count("failed") };
    }
}

/// Runs all tests, those in documentation included, and passes on what they print, figures of tests that pass as well.
fn test(sh: &Shell) -> anyhow::Result<Tests> {
    let mut command = limited(LIMIT, "cargo");
    command.args(["test", "--locked", "--workspace", "--no-fail-fast", "--", "--show-output"]);
    let mut child = command.current_dir(sh.current_dir()).stdout(Stdio::piped()).spawn()?;
    let mut tests = Tests::default();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let line = line?;
        println!("{line}");
        tests.add(&line);
    }
    tests.status = ended_well("cargo test", LIMIT, child.wait()?);
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
        assert_eq!(tests, Tests { outcome: Outcome { passed: 15, failed: 2 }, status: false });
    }
}
