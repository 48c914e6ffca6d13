//! What a Templefile means: the catalogue of the language, the resolved model, and every check.
//!
//! [`analyze`] goes from a tree to the model and the diagnostics in three steps: each block is read on its own
//! (`read`), what several blocks say is compared (`checks`, `references`), and names, defaults and endpoints are
//! resolved (`resolve`, `rename`). Everything is reported at once: no step stops at an error.

mod arguments;
pub mod catalogue;
mod checks;
mod code;
mod conflicts;
mod diagnostic;
mod draft;
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

pub use arguments::are_for;
pub use catalogue::{Access, AuthMethod, Database, Endpoint, Language, Metrics, Provider, Visibility};
pub use checks::auth_method;
pub use code::{Code, Severity, Tag};
pub use diagnostic::{Diagnostic, Edit, Fix, Related};
pub use insertion::{Layout, put_entry, remove_entry};
pub use names::{kebab_case, snake_case};
pub use repair::without_argument;
pub use resolved::*;
use temple_syntax::Parse;
pub use temple_syntax::TextRange;
pub use types::rejects_every_max;

/// What a parsed Templefile means, and everything that is wrong with it, sorted by place. Of a broken file, the
/// model is that of its sound part; of one with merge conflicts, that of their first sides.
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
    let draft = read::file(parse.file(), &mut sink);
    checks::run(&draft, &mut sink);
    let model = resolve::model(draft, &mut sink);
    let mut diagnostics = sink.into_sorted();
    let others = diagnostics.iter_mut().filter(|it| it.code != Code::MergeConflict);
    others.for_each(|it| it.fixes.retain(|fix| syntax_repairs::fit(fix, it.code, parse)));
    (model, diagnostics)
}
