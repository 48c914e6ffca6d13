//! Editor features for Templefiles. Plain data in, plain data out: byte ranges, never protocol types.

mod actions;
mod analysis;
mod calls;
mod code_lens;
mod completion;
#[cfg(test)]
mod fixture;
mod folding;
mod format;
mod graph;
mod highlight;
mod hints;
mod hover;
mod links;
mod mentions;
mod navigate;
mod outline;
mod preview;
mod rename;
mod repairs;
mod selection;
mod signature;
mod symbol;

pub use actions::{Action, ActionKind};
pub use analysis::Analysis;
pub use calls::Calls;
pub use code_lens::{CodeLens, LensKind};
pub use completion::{CompletionItem, CompletionKind};
pub use folding::{Fold, FoldKind};
pub use format::{FormatOptions, Indent};
pub use graph::{Edge as GraphEdge, EdgeKind, Graph, GraphFormat, Network, Node as GraphNode, NodeKind};
pub use highlight::{Highlight, HighlightKind, Modifier, Modifiers};
pub use hints::{Hint, HintKind};
pub use hover::Hover;
pub use links::Link;
pub use mentions::{Mention, Role};
pub use navigate::Declaration;
pub use outline::{OutlineItem, OutlineKind};
pub use preview::{Note, Preview};
pub use rename::Refusal;
pub use signature::Signature;
pub use symbol::{EntityId, Owner, Symbol};
pub use temple_manifest as manifest;
pub use temple_model as model;
pub use temple_model::{Code, Diagnostic, Edit, Fix, Model, Related, Severity, Tag};
pub use temple_syntax::{TextRange, TextSize};
