//! Renaming: the server's capability.

use gen_lsp_types as lsp;

/// The capability of the server.
pub(crate) fn options(prepares_rename: bool) -> lsp::RenameProvider {
    if !prepares_rename {
        return true.into();
    }
    lsp::RenameOptions { prepare_provider: Some(true), ..Default::default() }.into()
}
