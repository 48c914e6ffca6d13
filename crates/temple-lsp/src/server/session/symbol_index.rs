//! The names in a text, for the search through the workspace.

use std::sync::Arc;

use gen_lsp_types as lsp;
use temple_ide::{Analysis, OutlineItem, OutlineKind, TextRange};

use crate::server::protocol::to_lsp;
use crate::text::{Encoding, Text};

/// The most symbols of a file on disk that are remembered.
const MAX_FILE_SYMBOLS: usize = 20_000;

/// A block or attribute of a text.
#[derive(Debug, Clone)]
pub(crate) struct NamedSymbol<P> {
    pub(crate) name: String,
    /// The names of the blocks around it, from outside in, with dots between.
    pub(crate) container: Option<Arc<str>>,
    pub(crate) kind: OutlineKind,
    /// The place of the name.
    pub(crate) range: P,
}

/// The names in a file that is not open.
pub(crate) type FileSymbols = Vec<NamedSymbol<lsp::Range>>;

/// The blocks and attributes of a text, those in the beginning where there are too many to remember.
pub(crate) fn of_file(analysis: &Analysis, text: &Text, encoding: Encoding) -> FileSymbols {
    let named = named(analysis.outline()).into_iter().take(MAX_FILE_SYMBOLS).map(|named| NamedSymbol {
        range: to_lsp::range(text, named.range, encoding),
        name: named.name,
        container: named.container,
        kind: named.kind,
    });
    named.collect()
}

/// The blocks and attributes of an outline.
pub(crate) fn named(outline: Vec<OutlineItem>) -> Vec<NamedSymbol<TextRange>> {
    fn add(items: Vec<OutlineItem>, container: Option<&Arc<str>>, found: &mut Vec<NamedSymbol<TextRange>>) {
        for item in items {
            let path = || match container {
                Some(container) => Arc::from(format!("{container}.{}", item.name)),
                None => Arc::from(item.name.as_str()),
            };
            let inner = (!item.children.is_empty()).then(path);
            // What a service is set to is found in the service.
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
