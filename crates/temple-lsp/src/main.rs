//! The temple-lsp binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    temple_lsp::cli::main()
}
