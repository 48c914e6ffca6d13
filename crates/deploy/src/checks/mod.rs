//! The checks that compare tables of a deploy file with each other, with the Templefile, and with a target.

mod auth;
mod availability;
mod certificate;
mod checker;
mod context;
mod hidden;
mod ignored;
mod limits;
mod services;
mod tags;
mod unused;

use checker::Checker;
pub use context::Context;

use crate::Diagnostic;
use crate::file::DeployFile;

impl DeployFile {
    /// Returns the values of a text, and all its problems, sorted by range.
    pub fn checked(text: &str, context: &Context<'_>) -> (DeployFile, Vec<Diagnostic>) {
        let (file, mut diagnostics) = DeployFile::read(text);
        diagnostics.extend(check(text, &file, context));
        diagnostics.sort_by_key(|it| (it.range.start(), it.range.end(), it.code));
        (file, diagnostics)
    }
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
