//! Code actions: quick fixes for diagnostics, rewrites that keep the meaning, and refactorings that extract a struct or
//! omit an endpoint.
//!
//! ```text
//! #omit[read, read];    ▶  Remove this value
//! total: int(5, 1);     ▶  Convert to keyword arguments
//! ```

mod arguments;
mod compose_edits;
mod defaults;
mod endpoints;
mod extract;
mod insert;
mod quick_fixes;

use temple_model::{Code, Edit};
use temple_syntax::ast::Block;
use temple_syntax::{Node, TextRange};

use crate::Analysis;

/// A change offered to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The title, in the imperative.
    pub title: String,
    /// The kind of change, by which editors filter.
    pub kind: ActionKind,
    /// The edits, sorted by position and without overlap.
    pub edits: Vec<Edit>,
    /// The code and range of the diagnostic that the action fixes; `None` for rewritings.
    pub repairs: Option<(Code, TextRange)>,
    /// Set if this is the only fix of its diagnostic.
    pub is_preferred: bool,
}

/// The kinds of code actions that editors distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// Fixes a diagnostic.
    QuickFix,
    /// Extracts a part to a declaration of its own.
    Extract,
    /// Replaces an alias by the name it stands for.
    Inline,
    /// Expresses the same in another way.
    Rewrite,
    /// Applies all safe fixes at once.
    FixAll,
}

impl ActionKind {
    /// All kinds.
    pub const ALL: &[ActionKind] =
        &[ActionKind::QuickFix, ActionKind::Extract, ActionKind::Inline, ActionKind::Rewrite, ActionKind::FixAll];

    /// Returns the name of the kind in the Language Server Protocol.
    pub fn as_str(self) -> &'static str {
        match self {
            ActionKind::QuickFix => "quickfix",
            ActionKind::Extract => "refactor.extract",
            ActionKind::Inline => "refactor.inline",
            ActionKind::Rewrite => "refactor.rewrite",
            ActionKind::FixAll => "source.fixAll.temple",
        }
    }
}

impl Analysis {
    /// Returns the actions of the `wanted` kinds for a selection, or for a cursor if `range` is empty.
    pub fn actions(&self, range: TextRange, wanted: impl Fn(ActionKind) -> bool) -> Vec<Action> {
        let mut actions = Vec::new();
        if wanted(ActionKind::QuickFix) {
            self.quick_fixes(range, &mut actions);
        }
        let refactors = [ActionKind::Extract, ActionKind::Inline, ActionKind::Rewrite];
        if refactors.into_iter().any(&wanted) {
            let side = self.side_of(range);
            let selection = Selection { analysis: side, range, path: side.parse().path_to(range) };
            selection.rewrite_arguments(&mut actions);
            selection.default_parameters(&mut actions);
            selection.rewrite_list(&mut actions);
            selection.inline_alias(&mut actions);
            selection.defaults(&mut actions);
            selection.endpoints(&mut actions);
            selection.extract_struct(&mut actions);
            actions.retain(|action| action.repairs.is_some() || self.keeps_conflicts(&action.edits));
        }
        if wanted(ActionKind::FixAll) {
            actions.extend(self.fix_all(|_| true));
        }
        actions.retain(|action| wanted(action.kind));
        actions
    }
}

/// The selection that actions are computed for.
struct Selection<'a> {
    analysis: &'a Analysis,
    range: TextRange,
    /// The nodes that contain the whole selection, from the root down.
    path: Vec<Node<'a>>,
}

impl<'a> Selection<'a> {
    fn action(&self, title: impl Into<String>, kind: ActionKind, edits: Vec<Edit>) -> Action {
        Action { title: title.into(), kind, edits, repairs: None, is_preferred: false }
    }

    /// Returns the innermost enclosing node that `cast` accepts.
    fn node<T>(&self, cast: impl Fn(Node<'a>) -> Option<T>) -> Option<T> {
        self.path.iter().rev().find_map(|&node| cast(node))
    }

    /// Returns the innermost enclosing block if the selection is in its header, before the body.
    fn block_header(&self) -> Option<Block<'a>> {
        let block = self.node(Block::cast)?;
        let body = block.body()?;
        (self.range.end() <= body.range().start()).then_some(block)
    }

    /// Returns true if the node contains no syntax error. Nodes with errors get quick fixes instead of rewritings.
    fn is_well_formed(&self, node: Node<'_>) -> bool {
        let errors = self.analysis.parse().errors();
        errors.iter().all(|error| error.range.intersect(node.range()).is_none())
    }

    fn text(&self, range: TextRange) -> &'a str {
        &self.analysis.text()[std::ops::Range::<usize>::from(range)]
    }
}

#[cfg(test)]
mod tests;
