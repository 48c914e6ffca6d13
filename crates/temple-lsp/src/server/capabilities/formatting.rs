//! Formatting: what the server offers.

use gen_lsp_types as lsp;

/// What we can do for this client.
pub(crate) fn range_options(formats_ranges: bool) -> lsp::DocumentRangeFormattingProvider {
    if !formats_ranges {
        return true.into();
    }
    lsp::DocumentRangeFormattingOptions { ranges_support: Some(true), ..Default::default() }.into()
}

/// The characters behind which a client asks by itself.
pub(crate) fn on_type_options() -> lsp::DocumentOnTypeFormattingOptions {
    lsp::DocumentOnTypeFormattingOptions {
        first_trigger_character: "}".to_owned(),
        more_trigger_character: Some(vec![";".to_owned(), "\n".to_owned()]),
    }
}
