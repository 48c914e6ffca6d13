//! Formatting: the server's capabilities.

use gen_lsp_types as lsp;

/// The capability of the server to format ranges.
pub(crate) fn range_options(formats_ranges: bool) -> lsp::DocumentRangeFormattingProvider {
    if !formats_ranges {
        return true.into();
    }
    lsp::DocumentRangeFormattingOptions { ranges_support: Some(true), ..Default::default() }.into()
}

/// The capability of the server to format on typing, with the characters that trigger it.
pub(crate) fn on_type_options() -> lsp::DocumentOnTypeFormattingOptions {
    lsp::DocumentOnTypeFormattingOptions {
        first_trigger_character: "}".to_owned(),
        more_trigger_character: Some(vec![";".to_owned(), "\n".to_owned()]),
    }
}
