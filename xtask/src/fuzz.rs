//! Runs the fuzz targets with cargo-fuzz on the stable toolchain.

use std::path::PathBuf;

use clap::Args;
use xshell::{Shell, cmd};

use crate::target;
use crate::tools::{self, Extension};

/// The options of `cargo xtask fuzz`.
#[derive(Args)]
pub(crate) struct Options {
    /// The seconds that each target runs.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// The target to run; all of them where none is named.
    target: Option<String>,
}

/// Runs the targets one after the other. Returns true if none of them found anything.
pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<bool> {
    let _path = tools::cargo_extension(sh, Extension { name: "fuzz", version: "0.13.2" })?;
    // The instrumentation needs unstable flags, which the stable compiler only accepts with this variable.
    let _unstable = sh.push_env("RUSTC_BOOTSTRAP", "1");
    let known = cmd!(sh, "cargo fuzz list").quiet().read()?;
    let targets: Vec<&str> = match &options.target {
        Some(target) => vec![target],
        None => known.lines().collect(),
    };
    let built = directory(sh)?;
    let time = format!("-max_total_time={}", options.seconds);
    let mut clean = true;
    for target in targets {
        let corpus = format!("fuzz/corpus/{target}");
        sh.create_dir(&corpus)?;
        // New inputs go to the first folder; the others are only read.
        let seeds = seeds(sh, target);
        let run = cmd!(
            sh,
            "cargo fuzz run --target-dir {built} {target} {corpus} {seeds...} -- {time} -print_final_stats=1 -timeout=10 -detect_leaks=0"
        );
        clean &= run.run().is_ok();
    }
    Ok(clean)
}

/// Returns the folder for building the targets, which use other compiler settings than the rest.
pub(crate) fn directory(sh: &Shell) -> anyhow::Result<PathBuf> {
    Ok(target::directory(sh)?.join("fuzz"))
}

/// Returns the folders with initial inputs: the target's own, or else the examples.
fn seeds(sh: &Shell, target: &str) -> Vec<String> {
    let own = format!("fuzz/seeds/{target}");
    if sh.path_exists(&own) { vec![own] } else { vec!["examples".to_owned(), "fuzz/seeds/templefiles".to_owned()] }
}
