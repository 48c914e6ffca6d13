//! The meaning of a Templefile: the catalogue of the language, the resolved model, and every check.
//!
//! [`analyze`] turns a tree into the model and the diagnostics in three steps: it reads each block on its own
//! (`read`), compares the blocks with each other (`checks`, `references`), and resolves names, defaults and endpoints
//! (`resolve`, `rename`). No step stops at an error, so all problems are reported at once.

mod arguments;
pub mod catalogue;
mod checks;
mod code;
mod conflicts;
mod diagnostic;
mod hash_order;
mod insertion;
mod names;
mod read;
mod references;
mod rename;
mod repair;
mod reserved;
mod resolve;
mod resolved;
mod sink;
mod suggest;
mod syntax_errors;
mod syntax_repairs;
#[cfg(test)]
mod tests;
mod types;
mod unresolved;

pub use arguments::fit_parameters;
pub use catalogue::{Access, AuthMethod, Database, Endpoint, Language, Metrics, Provider, Visibility};
pub use checks::auth_method;
pub use code::{Code, Severity, Tag};
pub use diagnostic::{Diagnostic, Edit, Fix, Related, apply_edits};
pub use insertion::{Layout, insert_entry, remove_entry};
pub use names::{kebab_case, snake_case};
pub use repair::without_argument;
pub use resolved::*;
pub use sink::Sink;
pub use suggest::{did_you_mean, did_you_mean_or, nearest};
use temple_syntax::Parse;
pub use temple_syntax::{TextRange, TextSize};
pub use types::{grouped_digits, rejects_every_max};

/// Returns the model of a parsed Templefile and all its diagnostics, sorted by range.
///
/// The model of a broken file contains the parts that could be read; that of a file with merge conflicts is built
/// from the first sides. The diagnostics cover both sides.
pub fn analyze(parse: &Parse) -> (Model, Vec<Diagnostic>) {
    let (model, diagnostics) = analyze_side(parse);
    let Some(second) = parse.second_side() else { return (model, diagnostics) };
    let (_, others) = analyze_side(second);
    (model, conflicts::merged(parse, diagnostics, others))
}

fn analyze_side(parse: &Parse) -> (Model, Vec<Diagnostic>) {
    let mut sink = sink::Sink::default();
    syntax_errors::report(parse, &mut sink);
    conflicts::report(parse, &mut sink);
    let unresolved = read::file(parse.file(), &mut sink);
    checks::run(&unresolved, &mut sink);
    let model = resolve::model(unresolved, &mut sink);
    let mut diagnostics = sink.into_sorted();
    let others = diagnostics.iter_mut().filter(|it| it.code != Code::MergeConflict);
    others.for_each(|it| it.fixes.retain(|fix| syntax_repairs::fit(fix, it.code, parse)));
    (model, diagnostics)
}
