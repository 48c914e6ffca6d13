//! The features, each named as the protocol names it: functions from a snapshot and parameters to a result, and to an effect
//! where something follows from it. Nothing is sent here.

pub(crate) mod call_hierarchy;
pub(crate) mod code_action;
pub(crate) mod code_lens;
pub(crate) mod completion;
pub(crate) mod diagnostics;
pub(crate) mod document_link;
pub(crate) mod execute_command;
pub(crate) mod folding_range;
pub(crate) mod formatting;
pub(crate) mod goto;
pub(crate) mod graph;
pub(crate) mod hover;
pub(crate) mod inlay_hint;
pub(crate) mod plan_manifests;
pub(crate) mod prepare_write;
pub(crate) mod preview_manifests;
pub(crate) mod recompute_manifests;
pub(crate) mod rename;
pub(crate) mod reveal;
pub(crate) mod selection_range;
pub(crate) mod semantic_tokens;
pub(crate) mod signature_help;
pub(crate) mod symbols;
pub(crate) mod text_document_content;
