//! The project's own tasks: `cargo xtask help` lists them. They read files and run tools; they link none of the crates.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line talks on its standard streams")]

mod bench;
mod ci;
mod codegen;
mod codes;
mod defects;
mod editors;
mod extension;
mod facts;
mod fuzz;
mod grammars;
mod install;
mod limit;
mod outcome;
mod parallel;
mod picture;
mod relay;
mod repo;
mod target;
mod templefiles;
mod tidy;
mod tools;
mod validate;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xshell::Shell;

/// The project's own tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what the tests need, then run everything that continuous integration runs.
    Ci(ci::Options),
    /// Write the generated files.
    Codegen {
        /// Fail if a file was out of date. It is repaired all the same, so that the second run passes.
        #[arg(long)]
        check: bool,
    },
    /// Check the repository itself: documents, dependencies, conventions.
    Tidy,
    /// Run the benchmarks: reading as multiples of the bare lexer and bare tree, and previews.
    Bench,
    /// Install independent validators and run them over everything that is generated.
    Validate(validate::Options),
    /// Check the extension for Visual Studio Code, and package it.
    Extension,
    /// Build the server and the extension, and install both in Visual Studio Code.
    Install(install::Options),
    /// Check what is written in Lua.
    Lua,
    /// Install real editors and run the tests in them.
    Editors(editors::Options),
    /// Try the grammars that editors colour by: generated files, tests, snapshots, everything that is accepted.
    Grammars(grammars::Options),
    /// Run the fuzz targets, or one of them.
    Fuzz(fuzz::Options),
    /// Draw the pictures in `docs/images` from what the command line prints.
    Picture,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a task from the root of the repository. Returns true if nothing failed.
fn run(task: Task) -> anyhow::Result<bool> {
    let sh = Shell::new()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(1).unwrap_or(Path::new("."));
    target::settle(&sh, root)?;
    sh.change_dir(root);
    match task {
        Task::Ci(options) => Ok(ci::run(&sh, &options)),
        Task::Codegen { check } => Ok(codegen::run(&sh, check)?.is_success()),
        Task::Tidy => Ok(tidy::run(&sh)?.is_success()),
        Task::Bench => bench::run(&sh),
        Task::Validate(options) => Ok(validate::run(&sh, &options)?.is_success()),
        Task::Extension => Ok(extension::run(&sh)?.is_success()),
        Task::Install(options) => install::run(&sh, &options),
        Task::Lua => Ok(editors::lua::lint(&sh)?.is_success()),
        Task::Editors(options) => Ok(editors::run(&sh, &options)?.is_success()),
        Task::Grammars(options) => Ok(grammars::run(&sh, &options)?.is_success()),
        Task::Fuzz(options) => fuzz::run(&sh, &options),
        Task::Picture => picture::run(&sh),
    }
}
