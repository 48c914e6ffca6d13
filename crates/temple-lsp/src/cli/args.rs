//! What may be said on the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use colorchoice_clap::Color;
use temple_ide::{Indent, Severity};

use crate::server::{LevelFilter, Options, Transport};

/// Language server and checker for Templefiles.
///
/// An editor starts it with --stdio; at a terminal or in a build, `temple-lsp check` reports every problem in the
/// Templefiles of a folder.
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

/// How the language server talks to its editor, and where it logs.
#[derive(Debug, Args)]
#[command(next_help_heading = "Language server")]
pub(crate) struct ServerArguments {
    #[command(flatten)]
    transport: TransportArguments,
    /// What the server logs: nothing, or everything from this level up
    #[arg(long, value_name = "LEVEL", value_parser = log_level())]
    log_level: Option<LevelFilter>,
    /// Where the server logs to, instead of standard error
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    log_file: Option<PathBuf>,
    /// The process of the editor; the server ends when it is gone. Editors add this by themselves.
    #[arg(long = "clientProcessId", value_name = "PID", hide = true)]
    client_process_id: Option<i32>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct TransportArguments {
    /// Run the language server over standard input and output
    #[arg(long)]
    stdio: bool,
    /// Run the language server over a connection to this port of the local machine
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    socket: Option<u16>,
    /// Run the language server over this local socket or named pipe
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pipe: Option<PathBuf>,
}

impl ServerArguments {
    /// How to reach the editor, absent where the command line does not ask for the server.
    pub(crate) fn transport(&self) -> Option<Transport> {
        let TransportArguments { stdio, socket, pipe } = &self.transport;
        match (socket, pipe) {
            (Some(port), _) => Some(Transport::Socket(*port)),
            (_, Some(path)) => Some(Transport::Pipe(path.clone())),
            _ => stdio.then_some(Transport::Stdio),
        }
    }

    /// What else the server is told.
    pub(crate) fn options(self) -> Options {
        let defaults = Options::default();
        let log_level = self.log_level.unwrap_or(defaults.log_level);
        Options { log_level, log_file: self.log_file, client_process_id: self.client_process_id, ..defaults }
    }
}

/// The level of a log, by its name.
fn log_level() -> impl TypedValueParser<Value = LevelFilter> {
    PossibleValuesParser::new(["off", "error", "warn", "info", "debug", "trace"])
        .try_map(|name| name.parse::<LevelFilter>())
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(CheckArguments),
    Fmt(FmtArguments),
    Model(ModelArguments),
    Preview(super::preview::PreviewArguments),
    Plan(super::plan::PlanArguments),
    Explain(ExplainArguments),
    Graph(super::graph::GraphArguments),
    /// Print the completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page, in roff
    Man {
        /// The command to print the page of, instead of the page of the program
        command: Option<String>,
    },
}

/// Report every problem in Templefiles
///
/// Exits with 0 when there is no error, with 1 when there is one, and with 2 when something could not be read.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Files, folders to search for *.temple and *.templefile, or - for standard input
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print the problems
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Exit with 1 for warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// The least severity that text and github print; json and sarif hold everything
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = MinSeverity::Information)]
    pub(crate) min_severity: MinSeverity,
    /// Search hidden folders too, and what .gitignore and .ignore files exclude
    #[arg(long)]
    pub(crate) no_ignore: bool,
}

/// Format Templefiles in place, or show what formatting would change
///
/// What has a syntax error is left as it is. Exits with 0 when all is well, with 1 when a file has syntax errors or, with
/// --check, is not formatted, and with 2 when something could not be read or written.
#[derive(Debug, Args)]
pub(crate) struct FmtArguments {
    /// Files, folders to search for *.temple and *.templefile, or - to format standard input to standard output
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Write nothing; print what would change and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,
    /// One step of indentation: a number of spaces from 1 to 16, or tab
    #[arg(long, value_name = "STEP", default_value = "2", value_parser = indent)]
    pub(crate) indent: Indent,
    /// Search hidden folders too, and what .gitignore and .ignore files exclude
    #[arg(long)]
    pub(crate) no_ignore: bool,
}

/// A step of indentation as a command-line value.
fn indent(value: &str) -> Result<Indent, String> {
    let spaces = || value.parse().ok().filter(|spaces| (1..=Indent::MAX_SPACES).contains(spaces));
    match value {
        "tab" | "tabs" => Ok(Indent::Tab),
        _ => spaces().map(Indent::Spaces).ok_or_else(|| format!("use 1 to {} or tab", Indent::MAX_SPACES)),
    }
}

/// Print the resolved model of a Templefile as JSON: final names, implied attributes, endpoints, ports
///
/// Of a file with errors, the model of its sound part; the errors go to standard error, and the exit code is 1.
#[derive(Debug, Args)]
pub(crate) struct ModelArguments {
    /// The Templefile, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
}

/// Explain the code of a diagnostic or of a note on a generated file, or list all codes
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code as `check` or `preview` prints it, for example unknown-type; without it, all codes are listed
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// How `preview` and `plan` print files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FilesFormat {
    /// For people: the folders and files, and what is to be known of them
    Tree,
    /// For reading and pipes: the text of the files, or what changes in it
    Text,
    /// For programs: one JSON document
    Json,
}

/// How `check` prints problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: each problem with the lines of the file that it is about
    Text,
    /// For programs: one JSON object a line for each file
    Json,
    /// For code scanning: one SARIF 2.1.0 log
    Sarif,
    /// For GitHub Actions: workflow commands that annotate a pull request
    Github,
}

/// A severity as a command-line value, from the most serious.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MinSeverity {
    Error,
    Warning,
    Information,
    Hint,
}

impl From<MinSeverity> for Severity {
    fn from(severity: MinSeverity) -> Severity {
        match severity {
            MinSeverity::Error => Severity::Error,
            MinSeverity::Warning => Severity::Warning,
            MinSeverity::Information => Severity::Information,
            MinSeverity::Hint => Severity::Hint,
        }
    }
}
