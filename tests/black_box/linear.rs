//! Time and memory are linear in the length of the text, shown by counting: for a text four times as long, nothing takes
//! more than about four times as many steps, or allocates more than about four times as many bytes.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::available_parallelism;

use crate::{cases, program};

/// The maximum growth of the steps when the text becomes four times as long. Sorting takes a little more than
/// four times as many; a quadratic step takes sixteen times as many.
const MAX_STEPS_GROWTH: f64 = 4.4;

/// The maximum growth of the allocated bytes. A buffer that doubles when it is full may be four or eight times as long.
const MAX_BYTES_GROWTH: f64 = 8.8;

/// Costs below these do not count, since they are negligible even for the longer text. A quadratic step is repeated
/// millions of times in it.
const MIN_STEPS: u64 = 1_000_000;
const MIN_BYTES: u64 = 1_000_000;

/// The flags with which each edge of the control flow calls `__sanitizer_cov_trace_pc`, which counts it.
const COUNTING: [&str; 3] =
    ["-Cpasses=sancov-module", "-Cllvm-args=-sanitizer-coverage-level=3", "-Cllvm-args=-sanitizer-coverage-trace-pc"];

/// The costs of an operation for a text and for one that is four times as long.
struct Growth {
    operation: String,
    steps: [u64; 2],
    bytes: [u64; 2],
}

impl Growth {
    /// Parses a line of the output.
    fn parse(line: &str) -> Growth {
        let cells: Vec<&str> = line.split('\t').collect();
        let [operation, costs @ ..] = &cells[..] else { panic!("{line:?}") };
        let costs: Vec<u64> = costs.iter().map(|cost| cost.parse().expect("a number")).collect();
        let [few_steps, many_steps, few_bytes, many_bytes] = costs[..] else { panic!("{line:?}") };
        Growth { operation: (*operation).to_owned(), steps: [few_steps, many_steps], bytes: [few_bytes, many_bytes] }
    }

    /// Returns the growth of the steps and of the bytes as factors; 1 if the cost is negligible.
    fn factors(&self) -> [f64; 2] {
        let factor = |[few, many]: [u64; 2], min| if many < min { 1.0 } else { many as f64 / few.max(1) as f64 };
        [factor(self.steps, MIN_STEPS), factor(self.bytes, MIN_BYTES)]
    }

    fn is_too_fast(&self) -> bool {
        let [steps, bytes] = self.factors();
        steps > MAX_STEPS_GROWTH || bytes > MAX_BYTES_GROWTH
    }

    fn shown(&self) -> String {
        let Growth { operation, steps: [few, many], bytes: [few_bytes, many_bytes] } = self;
        let [steps, bytes] = self.factors();
        format!(
            "{operation}: {steps:.2} times as many steps ({few} to {many}), {bytes:.2} times as many bytes ({few_bytes} to {many_bytes})"
        )
    }
}

/// Builds the program so that it counts. It has a folder of its own in the target directory.
fn build() -> PathBuf {
    let mut cargo = program::cargo();
    cargo.args(["build", "--package", "temple-linear", "--profile", "test", "--target", &host()]);
    // With a target, the flags are only for what runs there, not for build scripts, which do not count.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", COUNTING.join("\u{1f}"));
    program::build(&mut cargo, |message| message["target"]["name"] == "temple-linear")
}

/// Returns the platform on which the compiler runs.
fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("-vV").current_dir(cases::root()).output().expect("rustc runs").stdout;
    let version = String::from_utf8(version).expect("rustc writes UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc says its platform").to_owned()
}

/// Runs the program for every `step`-th text, from the one at `first` on.
fn run(program: &Path, first: usize, step: usize) -> Vec<Growth> {
    let mut command = Command::new(program);
    command.args([first, step].map(|number| number.to_string())).env_clear().stdin(Stdio::null());
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::str::from_utf8(&output.stdout).expect("UTF-8").lines().map(Growth::parse).collect()
}

#[test]
fn no_cost_grows_faster_than_the_text() {
    let program = build();
    let processes = available_parallelism().map_or(1, NonZero::get);
    let mut growths: Vec<Growth> = std::thread::scope(|scope| {
        let run = |first| run(&program, first, processes);
        let runs: Vec<_> = (0..processes).map(|first| scope.spawn(move || run(first))).collect();
        runs.into_iter().flat_map(|run| run.join().expect("the program can be read")).collect()
    });
    let analyses = growths.iter().filter(|it| it.operation.ends_with(": analysis"));
    assert!(analyses.clone().count() > 30 && analyses.clone().all(|it| it.steps[0] > 0), "steps are not counted");
    growths.sort_by(|one, other| other.factors()[0].total_cmp(&one.factors()[0]));
    println!("costs of {} operations for texts four times as long, the fastest growing:", growths.len());
    growths.iter().take(5).for_each(|growth| println!("{}", growth.shown()));
    let too_fast: Vec<String> = growths.iter().filter(|it| it.is_too_fast()).map(Growth::shown).collect();
    let count = too_fast.len();
    assert!(too_fast.is_empty(), "{count} costs grow too fast, such as\n{}", too_fast[..count.min(20)].join("\n"));
}
