//! The names in a text, for the workspace symbol search.

use std::sync::Arc;

use gen_lsp_types as lsp;
use temple_ide::{Analysis, OutlineItem, OutlineKind, TextRange};

use crate::limits::MAX_FILE_SYMBOLS;
use crate::server::protocol::to_lsp;
use crate::text::{Encoding, Text};

/// A block or attribute.
#[derive(Debug, Clone)]
pub(crate) struct NamedSymbol<P> {
    pub(crate) name: String,
    /// The names of the enclosing blocks, outermost first, separated by dots.
    pub(crate) container: Option<Arc<str>>,
    pub(crate) kind: OutlineKind,
    /// The range of the name.
    pub(crate) range: P,
}

/// The symbols of a file that is not open.
pub(crate) type FileSymbols = Vec<NamedSymbol<lsp::Range>>;

/// Returns the blocks and attributes of a text; only the first ones if there are too many.
pub(crate) fn of_file(analysis: &Analysis, text: &Text, encoding: Encoding) -> FileSymbols {
    let named = named(analysis.outline()).into_iter().take(MAX_FILE_SYMBOLS).map(|named| NamedSymbol {
        range: to_lsp::range(text, named.range, encoding),
        name: named.name,
        container: named.container,
        kind: named.kind,
    });
    named.collect()
}

/// Returns the blocks and attributes of an outline.
pub(crate) fn named(outline: Vec<OutlineItem>) -> Vec<NamedSymbol<TextRange>> {
    fn add(items: Vec<OutlineItem>, container: Option<&Arc<str>>, found: &mut Vec<NamedSymbol<TextRange>>) {
        for item in items {
            let path = || match container {
                Some(container) => Arc::from(format!("{container}.{}", item.name)),
                None => Arc::from(item.name.as_str()),
            };
            let inner = (!item.children.is_empty()).then(path);
            // Metadata items are found by their service.
            if item.kind != OutlineKind::Metadata {
                let container = container.cloned();
                found.push(NamedSymbol { name: item.name, container, kind: item.kind, range: item.selection });
            }
            add(item.children, inner.as_ref(), found);
        }
    }
    let mut found = Vec::new();
    add(outline, None, &mut found);
    found
}
