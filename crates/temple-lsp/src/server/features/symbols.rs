//! `textDocument/documentSymbol` and `workspace/symbol`: the outline of a document, and names wherever they are.

use std::sync::Arc;

use gen_lsp_types as lsp;
use temple_ide::{OutlineItem, OutlineKind, Rank, TextSize, rank};

use crate::server::capabilities::symbols::SymbolKinds;
use crate::server::protocol::error::Error;
use crate::server::protocol::to_lsp;
use crate::server::session::documents::Entry;
use crate::server::session::snapshot::Snapshot;
use crate::server::session::symbol_index::{NamedSymbol, named};
use crate::text::{Position, Positions};

/// The most symbols of the workspace that are told: more than anybody looks through.
const MAX_SYMBOLS: usize = 512;

/// `textDocument/documentSymbol`: the outline of an open document, as a tree where the client can show one.
pub(crate) fn document(
    snapshot: &Snapshot,
    params: lsp::DocumentSymbolParams,
) -> Result<lsp::DocumentSymbolResponse, Error> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let (analysis, client) = (document.analysis()?, &snapshot.settings.client);
    let positions = Positions::new(analysis.text(), client.encoding);
    let symbols = Tree { positions, kinds: &client.symbols }.of(analysis.outline());
    Ok(if client.hierarchical_symbols {
        lsp::DocumentSymbolResponse::DocumentSymbolList(symbols)
    } else {
        let mut flat = Vec::new();
        flatten(symbols, &document.uri, None, &mut flat);
        lsp::DocumentSymbolResponse::SymbolInformationList(flat)
    })
}

/// The symbols while they are made, each of which starts behind the one before.
struct Tree<'a> {
    positions: Positions<'a>,
    kinds: &'a SymbolKinds,
}

impl Tree<'_> {
    fn of(&mut self, items: Vec<OutlineItem>) -> Vec<lsp::DocumentSymbol> {
        items.into_iter().map(|item| self.symbol(item)).collect()
    }

    fn symbol(&mut self, item: OutlineItem) -> lsp::DocumentSymbol {
        let start = self.position(item.range.start());
        let selection_range =
            lsp::Range { start: self.position(item.selection.start()), end: self.position(item.selection.end()) };
        let children = (!item.children.is_empty()).then(|| self.of(item.children));
        #[expect(deprecated, reason = "the type cannot be built without its deprecated field")]
        lsp::DocumentSymbol {
            name: item.name,
            detail: (!item.detail.is_empty()).then_some(item.detail),
            kind: self.kinds.of(item.kind),
            tags: None,
            deprecated: None,
            range: lsp::Range { start, end: self.position(item.range.end()) },
            selection_range,
            children,
        }
    }

    fn position(&mut self, offset: TextSize) -> lsp::Position {
        let Position { line, character } = self.positions.at(offset);
        lsp::Position { line, character }
    }
}

fn flatten(
    symbols: Vec<lsp::DocumentSymbol>,
    uri: &lsp::Uri,
    container: Option<&str>,
    flat: &mut Vec<lsp::SymbolInformation>,
) {
    for symbol in symbols {
        let location = lsp::Location { uri: uri.clone(), range: symbol.range };
        flat.push(information(symbol.name.clone(), symbol.kind, container.map(str::to_owned), location));
        flatten(symbol.children.unwrap_or_default(), uri, Some(&symbol.name), flat);
    }
}

fn information(
    name: String,
    kind: lsp::SymbolKind,
    container_name: Option<String>,
    location: lsp::Location,
) -> lsp::SymbolInformation {
    #[expect(deprecated, reason = "the type cannot be built without its deprecated field")]
    lsp::SymbolInformation {
        deprecated: None,
        location,
        base_symbol_information: lsp::BaseSymbolInformation { name, kind, tags: None, container_name },
    }
}

/// `workspace/symbol`: the blocks and attributes of the open documents and of the files of the workspace folders whose
/// names fit to what was typed, the best first. With a dot, what stands before it is looked for in the block around, and
/// with another one in the block around that.
pub(crate) fn workspace(
    snapshot: &Snapshot,
    params: lsp::WorkspaceSymbolParams,
) -> Result<Vec<lsp::SymbolInformation>, Error> {
    let (container, name) = match params.query.rsplit_once('.') {
        Some((container, name)) => (Some(container), name),
        None => (None, params.query.as_str()),
    };
    let is_enclosing = |symbol: Option<&str>| {
        let mut blocks = symbol.unwrap_or_default().rsplit('.');
        let mut typed = container.into_iter().flat_map(|container| container.rsplit('.'));
        typed.all(|typed| blocks.next().is_some_and(|block| !block.is_empty() && rank(typed, block).is_some()))
    };
    let client = &snapshot.settings.client;
    let mut found: Vec<SymbolMatch> = Vec::new();
    for (_, entry) in snapshot.documents.iter() {
        let Entry::Open(document) = entry else { continue };
        // A document whose analysis failed must not cost the answer about all others.
        let Ok(analysis) = document.analysis() else { continue };
        for symbol in named(analysis.outline()) {
            if let Some(rank) = rank(name, &symbol.name).filter(|_| is_enclosing(symbol.container.as_deref())) {
                let range = to_lsp::range(&document.text, symbol.range, client.encoding);
                found.push(SymbolMatch::new(rank, document.uri.clone(), symbol, range));
            }
        }
    }
    for (key, file) in snapshot.files.iter().filter(|(key, _)| snapshot.documents.entry(key).is_none()) {
        let Some(uri) = key.uri() else { continue };
        for symbol in &file.symbols {
            if let Some(rank) = rank(name, &symbol.name).filter(|_| is_enclosing(symbol.container.as_deref())) {
                found.push(SymbolMatch::new(rank, uri.clone(), symbol.clone(), symbol.range));
            }
        }
    }
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    found.truncate(MAX_SYMBOLS);
    let symbols = found.into_iter().map(|found| {
        let kind = client.workspace_symbols.of(found.kind);
        information(found.name, kind, found.container.map(|it| it.to_string()), found.location)
    });
    Ok(symbols.collect())
}

/// A symbol that fits.
struct SymbolMatch {
    rank: Rank,
    name: String,
    container: Option<Arc<str>>,
    kind: OutlineKind,
    location: lsp::Location,
}

impl SymbolMatch {
    fn new<P>(rank: Rank, uri: lsp::Uri, symbol: NamedSymbol<P>, range: lsp::Range) -> SymbolMatch {
        let NamedSymbol { name, container, kind, .. } = symbol;
        SymbolMatch { rank, name, container, kind, location: lsp::Location { uri, range } }
    }

    /// The best first, blocks before attributes, and then always in the same order.
    fn order(&self) -> impl Ord {
        let start = self.location.range.start;
        let is_inner = self.kind == OutlineKind::Attribute;
        (self.rank, is_inner, &self.name, &self.location.uri.0, start.line, start.character)
    }
}
