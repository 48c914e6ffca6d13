//! The checks that compare tables of a deploy file with each other, with the Templefile, and with a target.

mod auth;
mod availability;
mod certificate;
mod checker;
mod hidden;
mod ignored;
mod limits;
mod services;
mod tags;
mod unused;

use checker::Checker;

use crate::Diagnostic;
use crate::facts::Facts;
use crate::file::DeployFile;

/// The surroundings of a deploy file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The facts of the Templefile; `None` if there is none of that name.
    pub facts: Option<&'a Facts>,
    /// The name of the target for which files are generated; `None` if the file is checked for all of them.
    pub target: Option<&'a str>,
}

/// Returns the problems of a file that concern several of its tables, its Templefile or the target, sorted by range.
/// `text` is the text that the file was read from.
pub fn check(text: &str, file: &DeployFile, context: &Context<'_>) -> Vec<Diagnostic> {
    let mut checker = Checker::new(text, file, context);
    for check in [
        services::run,
        auth::run,
        limits::run,
        tags::run,
        availability::run,
        certificate::run,
        hidden::run,
        unused::run,
        ignored::run,
    ] {
        check(&mut checker);
    }
    checker.sink.into_sorted()
}
