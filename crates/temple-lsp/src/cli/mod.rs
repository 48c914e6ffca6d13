//! The command line: reads the arguments, starts the server or runs a command, and answers with an exit code.

mod args;
mod check;
mod explain;
mod files;
mod model;
mod ordered;
mod output;
mod render;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, error::ErrorKind};

use args::{Arguments, Command};

/// What the exit code 1 says: the files were read, and there are errors in them.
const FOUND: u8 = 1;
/// What the exit code 2 says: wrong usage, or something could not be read or written.
const TROUBLE: u8 = 2;

/// Runs the program with the arguments of the process.
///
/// The exit code is 0 where all is well, 1 where a file has errors, 2 for wrong usage and for input or output that
/// failed.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.write_global();
    match (arguments.command, arguments.server.transport()) {
        (Some(_), Some(_)) => conflict(),
        (None, Some(transport)) => crate::server::run(transport, arguments.server.options()),
        // Clap has asked for a transport already, so this command line cannot come about.
        (None, None) => ExitCode::from(TROUBLE),
        (Some(Command::Check(check)), _) => check::run(&check),
        (Some(Command::Model(model)), _) => model::run(&model.file),
        (Some(Command::Explain(explain)), _) => explain::run(explain.code.as_deref()),
        (Some(Command::Completions { shell }), _) => completions(shell),
        (Some(Command::Man), _) => manual_page(),
    }
}

fn conflict() -> ExitCode {
    Arguments::command()
        .error(ErrorKind::ArgumentConflict, "a command cannot be combined with --stdio, --socket or --pipe")
        .exit()
}

/// Prints the completion script for `shell`.
fn completions(shell: clap_complete::Shell) -> ExitCode {
    // The generator panics where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "temple-lsp", &mut script);
    output::print(|out| out.write_all(&script))
}

/// Prints the manual page of the program and of each command.
fn manual_page() -> ExitCode {
    output::print(|out| {
        let mut command = Arguments::command().disable_help_subcommand(true);
        command.build();
        clap_mangen::Man::new(command.clone()).render(out)?;
        for subcommand in command.get_subcommands() {
            let title = format!("COMMAND {}", subcommand.get_name().to_uppercase());
            writeln!(out, ".SH {title}")?;
            let page = clap_mangen::Man::new(subcommand.clone());
            page.render_description_section(out)?;
            page.render_options_section(out)?;
        }
        Ok(())
    })
}
