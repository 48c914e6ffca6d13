//! Renaming: what the server offers.

use gen_lsp_types as lsp;

/// What we can do for this client.
pub(crate) fn options(prepares_rename: bool) -> lsp::RenameProvider {
    if !prepares_rename {
        return true.into();
    }
    lsp::RenameOptions { prepare_provider: Some(true), ..Default::default() }.into()
}
