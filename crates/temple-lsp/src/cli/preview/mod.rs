//! `temple-lsp preview`: shows the files that generating would write and, with `--out`, writes them.

mod arguments;
mod out;
mod unknown_file;
mod view;
mod watch;

use std::process::ExitCode;

use out::{NOT_WRITTEN, may_write, report_written};
use view::View;

use super::exit::FAILURE;
use super::{output, source, write};

pub(crate) use arguments::PreviewArguments;
pub(crate) use view::title;

/// Shows the files and, with `--out`, writes them. The exit code is 1 if the file has errors, and 2 if it cannot be
/// read or the files cannot be written.
pub(crate) fn run(arguments: &PreviewArguments) -> ExitCode {
    if arguments.watch {
        return watch::run(arguments);
    }
    let input = arguments.source.input();
    let analysis = match source::analyze(&input) {
        Ok(analysis) => analysis,
        Err(read_error) => return source::print_error(&read_error),
    };
    let preview = analysis.preview(arguments.source.target);
    let view = match View::new(arguments, &analysis, &preview) {
        Ok(view) => view,
        Err(unknown) => return source::print_error(&unknown),
    };
    let may_write = may_write(arguments, &analysis);
    if let Some(folder) = arguments.out.as_ref().filter(|_| may_write) {
        match write::write(folder, &view.new_files(), |_, _| arguments.force) {
            Ok(written) => report_written(folder, written),
            Err(refusal) => {
                output::print_error(&refusal.to_string());
                return source::report_errors(&input, &analysis, ExitCode::from(FAILURE));
            }
        }
    }
    let printed = output::print(|out| view.print(out, true));
    let code = source::report_errors(&input, &analysis, printed);
    if !may_write {
        output::print_error(NOT_WRITTEN);
    }
    code
}
