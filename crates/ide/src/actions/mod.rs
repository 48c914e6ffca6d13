//! Code actions: repairs of what is wrong, and rewritings: those that keep the meaning, a struct made of some attributes,
//! and endpoints left out.
//!
//! ```text
//! #omit[read, read];    ▶  Remove this one
//! total: int(5, 1);     ▶  Name the arguments
//! ```

mod arguments;
mod defaults;
mod endpoints;
mod extract;
mod insert;
mod pieces;
mod quick_fixes;

use temple_model::{Code, Edit};
use temple_syntax::ast::Block;
use temple_syntax::{Node, TextRange};

use crate::Analysis;

/// A change that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it does, as an imperative.
    pub title: String,
    /// What kind of change it is.
    pub kind: ActionKind,
    /// The edits, sorted by place and without overlap.
    pub edits: Vec<Edit>,
    /// The diagnostic that it repairs, by its code and place; absent for rewritings.
    pub repairs: Option<(Code, TextRange)>,
    /// Whether it is the one repair that is surely meant.
    pub is_preferred: bool,
}

/// The kinds of changes that editors tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// Repairs what a diagnostic reports.
    QuickFix,
    /// Makes something of its own from a part.
    Extract,
    /// Puts the thing itself in the place of another name for it.
    Inline,
    /// Says the same in another way.
    Rewrite,
    /// Repairs everything that can be repaired safely.
    FixAll,
}

impl ActionKind {
    /// All kinds.
    pub const ALL: &[ActionKind] =
        &[ActionKind::QuickFix, ActionKind::Extract, ActionKind::Inline, ActionKind::Rewrite, ActionKind::FixAll];

    /// The name by which editors ask for it.
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
    /// The changes that are offered for a selection, or a cursor, of the wanted kinds.
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

/// What a change is asked for.
struct Selection<'a> {
    analysis: &'a Analysis,
    range: TextRange,
    /// The nodes that hold all of it, from the root down.
    path: Vec<Node<'a>>,
}

impl<'a> Selection<'a> {
    fn action(&self, title: impl Into<String>, kind: ActionKind, edits: Vec<Edit>) -> Action {
        Action { title: title.into(), kind, edits, repairs: None, is_preferred: false }
    }

    /// The narrowest node of a kind around.
    fn node<T>(&self, cast: impl Fn(Node<'a>) -> Option<T>) -> Option<T> {
        self.path.iter().rev().find_map(|&node| cast(node))
    }

    /// The narrowest block around, where the selection is in its header: its name, its kind.
    fn block_header(&self) -> Option<Block<'a>> {
        let block = self.node(Block::cast)?;
        let body = block.body()?;
        (self.range.end() <= body.range().start()).then_some(block)
    }

    /// Whether a node has no syntax error in it. What is broken is repaired, not rewritten.
    fn is_sound(&self, node: Node<'_>) -> bool {
        let errors = self.analysis.parse().errors();
        errors.iter().all(|error| error.range.intersect(node.range()).is_none())
    }

    fn text(&self, range: TextRange) -> &'a str {
        &self.analysis.text()[std::ops::Range::<usize>::from(range)]
    }
}

#[cfg(test)]
mod tests;
