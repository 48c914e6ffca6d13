//! Runs everything that continuous integration runs, in one command and with the same result on every machine.

mod tests;

use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Args;
use xshell::{Shell, cmd};

use crate::outcome::{Failure, Outcome};
use crate::tools::{self, Extension};
use crate::{codegen, editors, extension, fuzz, grammars, relay, target, tidy, validate};

/// The options of `cargo xtask ci`.
#[derive(Args)]
pub(crate) struct Options {
    /// The steps, by their names; all of them where none is named.
    #[arg(value_parser = STEPS.map(|step| step.name))]
    steps: Vec<String>,
}

/// A part of continuous integration.
#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    run: fn(&Shell) -> anyhow::Result<Outcome>,
}

/// Every step, quick ones first.
const STEPS: [Step; 14] = [
    Step { name: "format", run: format },
    Step { name: "codegen", run: |sh| codegen::run(sh, true) },
    Step { name: "tidy", run: tidy::run },
    Step { name: "lints", run: lints },
    Step { name: "fuzz-lints", run: fuzz_lints },
    Step { name: "documentation", run: documentation },
    Step { name: "tests", run: tests::run },
    Step { name: "validators", run: |sh| validate::run(sh, &validate::Options::default()) },
    Step { name: "grammars", run: |sh| grammars::run(sh, &grammars::Options::default()) },
    Step { name: "lua", run: editors::lua::lint },
    Step { name: "extension", run: extension::run },
    Step { name: "editors", run: |sh| editors::run(sh, &editors::Options::default()) },
    Step { name: "editors-without-server", run: |sh| editors::run(sh, &editors::Options::self_test()) },
    Step { name: "deny", run: deny },
];

/// Runs the steps, and continues after a failure. At the end, prints the time that each step took, what failed and how
/// to repeat it. The last line counts all tests and checks: `N passed, N failed`. Returns true if nothing failed.
pub(crate) fn run(sh: &Shell, options: &Options) -> bool {
    let is_asked_for = |step: &&Step| options.steps.is_empty() || options.steps.iter().any(|name| name == step.name);
    let mut outcome = Outcome::default();
    let mut times = Vec::new();
    for step in STEPS.iter().filter(is_asked_for) {
        let start = Instant::now();
        outcome += step.run(sh);
        times.push((step.name, start.elapsed()));
    }
    print!("{}{}", time_table(&times), summary(&outcome));
    outcome.is_success()
}

impl Step {
    /// Runs the step between two headings. An error that prevents it from running counts as a failure.
    fn run(&self, sh: &Shell) -> Outcome {
        println!("\n== {}", self.name);
        let start = Instant::now();
        let outcome = (self.run)(sh).unwrap_or_else(|error| {
            println!("{error:#}");
            Outcome::failed(self.name, format!("{error:#}"), format!("cargo xtask ci {}", self.name))
        });
        let result = if outcome.is_success() { "ok" } else { "FAILED" };
        println!("== {}: {result} in {:.0?}", self.name, start.elapsed());
        outcome
    }
}

/// Returns a table of the time that each step took and of their sum, in whole seconds.
fn time_table(times: &[(&str, Duration)]) -> String {
    let total = ("total", times.iter().map(|(_, time)| *time).sum::<Duration>());
    let width = times.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(total.0.len());
    let mut table = String::from("\n== Times\n");
    for (name, time) in times.iter().chain([&total]) {
        let seconds = time.as_secs_f64();
        let _ = writeln!(table, "{name:width$} {seconds:6.0} s");
    }
    table
}

/// The number of failures printed with their messages. If more fail, they usually have a common cause.
const MAX_MESSAGES: usize = 20;

/// The number of lines printed of each message.
const MAX_MESSAGE_LINES: usize = 20;

/// Returns the end of a run: every failure with its message and the command that repeats it, then the counts.
fn summary(outcome: &Outcome) -> String {
    let mut text = String::from("\n");
    if outcome.is_success() {
        text += "Everything passed.\n";
    } else {
        text += "== What failed\n";
    }
    for (index, Failure { name, message, repeat }) in outcome.failures.iter().enumerate() {
        let _ = writeln!(text, "\n{name}");
        if index < MAX_MESSAGES {
            let lines: Vec<&str> = message.trim_end().lines().collect();
            for line in lines.iter().take(MAX_MESSAGE_LINES) {
                text += format!("    {line}").trim_end();
                text.push('\n');
            }
            if lines.len() > MAX_MESSAGE_LINES {
                let _ = writeln!(text, "    … and {} more lines above", lines.len() - MAX_MESSAGE_LINES);
            }
        }
        let _ = writeln!(text, "  repeat: {repeat}");
    }
    let _ = writeln!(text, "\n{} passed, {} failed", outcome.passed, outcome.failures.len());
    text
}

/// Runs `cargo <arguments>` as a check, which is a step or a part of one.
fn cargo(sh: &Shell, step: &str, arguments: &str) -> anyhow::Result<Outcome> {
    println!("$ cargo {arguments}");
    let words = arguments.split(' ');
    let mut command = Command::from(cmd!(sh, "cargo {words...}"));
    relay::check(&format!("cargo {arguments}"), &format!("cargo xtask ci {step}"), &mut command)
}

fn format(sh: &Shell) -> anyhow::Result<Outcome> {
    Ok(cargo(sh, "format", "fmt --all --check")? + cargo(sh, "format", "fmt --manifest-path fuzz/Cargo.toml --check")?)
}

fn lints(sh: &Shell) -> anyhow::Result<Outcome> {
    cargo(sh, "lints", "clippy --locked --workspace --all-targets -- -D warnings")
}

fn fuzz_lints(sh: &Shell) -> anyhow::Result<Outcome> {
    let _target = sh.push_env(target::VARIABLE, fuzz::directory(sh)?);
    cargo(sh, "fuzz-lints", "clippy --manifest-path fuzz/Cargo.toml --locked --no-default-features -- -D warnings")
}

fn documentation(sh: &Shell) -> anyhow::Result<Outcome> {
    let _strict = sh.push_env("RUSTDOCFLAGS", "-D warnings");
    cargo(sh, "documentation", "doc --locked --workspace --no-deps --document-private-items")
}

/// Runs cargo-deny, without its check for advisories, whose database is only available from the network.
fn deny(sh: &Shell) -> anyhow::Result<Outcome> {
    let _path = tools::cargo_extension(sh, Extension { name: "deny", version: "0.20.2" })?;
    cargo(sh, "deny", "deny check licenses bans sources")
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[test]
    fn summary_names_failures_and_how_to_repeat_them() {
        let mut outcome = Outcome { passed: 7, failures: Vec::new() };
        assert_eq!(summary(&outcome), "\nEverything passed.\n\n7 passed, 0 failed\n");
        outcome += Outcome::failed("a::b", "left: 1\n\nright: 2\n", "cargo test b");
        outcome += Outcome::failed("hadolint", "1 problems", "cargo xtask validate 'hadolint'");
        let expected = "\n== What failed\n\na::b\n    left: 1\n\n    right: 2\n  repeat: cargo test b\n\n\
                        hadolint\n    1 problems\n  repeat: cargo xtask validate 'hadolint'\n\n7 passed, 2 failed\n";
        assert_eq!(summary(&outcome), expected);
    }

    #[test]
    fn the_end_lists_the_time_of_each_step() {
        let times = [("format", Duration::from_millis(1_600)), ("fuzz-lints", Duration::from_secs(100))];
        assert_eq!(time_table(&times), "\n== Times\nformat          2 s\nfuzz-lints    100 s\ntotal         102 s\n");
        assert_eq!(time_table(&[]), "\n== Times\ntotal      0 s\n");
    }

    #[test]
    fn summary_stays_short_when_much_fails() {
        let long: String = (0..99).map(|line| format!("line {line}\n")).collect();
        let outcome: Outcome = (0..50).map(|number| Outcome::failed(&format!("test {number}"), &*long, "again")).sum();
        let summary = summary(&outcome);
        assert_eq!(summary.matches("line 19\n").count(), MAX_MESSAGES);
        assert_eq!(summary.matches("line 20\n").count(), 0);
        assert_eq!(summary.matches("    … and 79 more lines above\n").count(), MAX_MESSAGES);
        assert_eq!(summary.matches("  repeat: again\n").count(), 50);
        assert!(summary.ends_with("\n0 passed, 50 failed\n"));
    }

    #[test]
    fn a_step_that_cannot_run_is_a_failure() {
        let step = Step { name: "x", run: |_| anyhow::bail!("cannot be installed") };
        let outcome = step.run(&Shell::new().unwrap());
        assert_eq!(outcome, Outcome::failed("x", "cannot be installed", "cargo xtask ci x"));
    }
}
