//! The commands of the server.

use gen_lsp_types as lsp;

/// Previews the files that are generated from a Templefile.
pub(crate) const PREVIEW: &str = "temple.previewManifests";

/// Compares the generated files with a folder.
pub(crate) const PLAN: &str = "temple.planManifests";

/// Draws the system.
pub(crate) const GRAPH: &str = "temple.graph";

/// Every command.
pub(crate) const NAMES: [&str; 3] = [PREVIEW, PLAN, GRAPH];

/// The capability of the server.
pub(crate) fn options() -> lsp::ExecuteCommandOptions {
    lsp::ExecuteCommandOptions { commands: NAMES.map(str::to_owned).to_vec(), ..Default::default() }
}
