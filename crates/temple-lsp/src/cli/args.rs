//! The arguments of the program: its commands, and the options of the server.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;
use colorchoice_clap::Color;

use super::check::CheckArguments;
use super::explain::ExplainArguments;
use super::fmt::FmtArguments;
use super::graph::GraphArguments;
use super::model::ModelArguments;
use super::plan::PlanArguments;
use super::preview::PreviewArguments;
use crate::server::{LevelFilter, Options, Transport};

/// Language server and checker for Templefiles
///
/// Editors start it with --stdio. In a terminal or a build, `temple-lsp check` reports all problems in the Templefiles
/// of a folder.
#[derive(Debug, Parser)]
#[command(name = "temple-lsp", version, arg_required_else_help = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) server: ServerArguments,
}

/// The options of the language server: its transport, and its log.
#[derive(Debug, Args)]
#[command(next_help_heading = "Language server")]
pub(crate) struct ServerArguments {
    #[command(flatten)]
    transport: TransportArguments,
    /// The least severe messages to log; off logs nothing
    #[arg(long, value_name = "LEVEL", value_parser = log_level())]
    log_level: Option<LevelFilter>,
    /// Write the log to this file instead of standard error
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    log_file: Option<PathBuf>,
    /// The process ID of the editor; the server exits when that process ends. Editors set it automatically.
    #[arg(long = "clientProcessId", value_name = "PID", hide = true)]
    client_process_id: Option<i32>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct TransportArguments {
    /// Run the language server over standard input and output
    #[arg(long)]
    stdio: bool,
    /// Run the language server over a TCP connection to this port on localhost
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    socket: Option<u16>,
    /// Run the language server over this Unix domain socket or named pipe
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pipe: Option<PathBuf>,
}

impl ServerArguments {
    /// Returns the transport to the editor, or `None` if the command line does not start the server.
    pub(crate) fn transport(&self) -> Option<Transport> {
        let TransportArguments { stdio, socket, pipe } = &self.transport;
        match (socket, pipe) {
            (Some(port), _) => Some(Transport::Socket(*port)),
            (_, Some(path)) => Some(Transport::Pipe(path.clone())),
            _ => stdio.then_some(Transport::Stdio),
        }
    }

    /// Returns the other options of the server.
    pub(crate) fn options(self) -> Options {
        let defaults = Options::default();
        let log_level = self.log_level.unwrap_or(defaults.log_level);
        Options { log_level, log_file: self.log_file, client_process_id: self.client_process_id, ..defaults }
    }
}

/// Returns a parser of log levels by name.
fn log_level() -> impl TypedValueParser<Value = LevelFilter> {
    PossibleValuesParser::new(["off", "error", "warn", "info", "debug", "trace"])
        .try_map(|name| name.parse::<LevelFilter>())
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(CheckArguments),
    Fmt(FmtArguments),
    Model(ModelArguments),
    Preview(PreviewArguments),
    Plan(PlanArguments),
    Explain(ExplainArguments),
    Graph(GraphArguments),
    /// Print a shell completion script
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page in roff format
    Man {
        /// The command whose page to print [default: the page of temple-lsp itself]
        command: Option<String>,
    },
}
