//! The command line: reads the arguments, starts the server or runs a command, and returns an exit code.

mod args;
mod check;
mod diff;
mod exit;
mod explain;
mod files;
mod fmt;
mod format;
mod graph;
mod model;
mod notes;
mod ordered;
mod output;
mod paint;
mod plan;
mod preview;
mod render;
mod source;
mod subject;
mod tree;
mod write;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, error::ErrorKind};

use args::{Arguments, Command};
use exit::FAILURE;

/// Runs the program with the arguments of the process.
///
/// The exit code is 0 on success, 1 if a file has errors, and 2 for wrong usage and for failed input or output.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.write_global();
    match (arguments.command, arguments.server.transport()) {
        (Some(_), Some(_)) => conflict(),
        (None, Some(transport)) => crate::server::run(transport, arguments.server.options()),
        // Clap already requires a transport if there is no command.
        (None, None) => ExitCode::from(FAILURE),
        (Some(Command::Check(check)), _) => check::run(&check),
        (Some(Command::Fmt(fmt)), _) => fmt::run(&fmt),
        (Some(Command::Model(model)), _) => model::run(&model),
        (Some(Command::Preview(preview)), _) => preview::run(&preview),
        (Some(Command::Plan(plan)), _) => plan::run(&plan),
        (Some(Command::Explain(explain)), _) => explain::run(&explain),
        (Some(Command::Graph(graph)), _) => graph::run(&graph),
        (Some(Command::Completions { shell }), _) => completions(shell),
        (Some(Command::Man { command }), _) => manual_page(command.as_deref()),
    }
}

fn conflict() -> ExitCode {
    Arguments::command()
        .error(ErrorKind::ArgumentConflict, "a command cannot be combined with --stdio, --socket or --pipe")
        .exit()
}

/// Prints the completion script for `shell`.
fn completions(shell: clap_complete::Shell) -> ExitCode {
    // The generator panics if it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "temple-lsp", &mut script);
    output::print(|out| out.write_all(&script))
}

/// Prints the manual page of the program, or of one of its commands.
fn manual_page(name: Option<&str>) -> ExitCode {
    let mut program = Arguments::command();
    program.build();
    let known: Vec<_> = program.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let page = match name {
        None => Some(&program),
        Some(name) => program.find_subcommand(name),
    };
    let Some(page) = page.cloned() else {
        output::print_error(&format!(
            "unknown command `{}`; the commands are {}",
            name.unwrap_or_default(),
            known.join(", ")
        ));
        return ExitCode::from(FAILURE);
    };
    // `build` has set the name of each command's page, such as `temple-lsp-check`.
    let title = page.get_display_name().unwrap_or(page.get_name()).to_owned();
    let source = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    output::print(|out| clap_mangen::Man::new(page).title(title).source(source).render(out))
}
