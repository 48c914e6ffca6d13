//! From a word to where it is declared, and to everywhere else that it is mentioned.

use gen_lsp_types as lsp;
use serde::Serialize;
use temple_ide::{Analysis, Declaration, Role, TextRange, TextSize};

use crate::server::protocol::error::Error;
use crate::server::protocol::to_lsp;
use crate::server::session::documents::Document;
use crate::server::session::snapshot::Snapshot;

/// The declaration of something. Nothing has two.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Target {
    /// The way: from the whole word to the whole declaration.
    Link([lsp::LocationLink; 1]),
    /// The place of the name.
    Location(lsp::Location),
}

/// `textDocument/definition`: where what is mentioned is declared.
pub(crate) fn definition(snapshot: &Snapshot, params: lsp::DefinitionParams) -> Result<Option<Target>, Error> {
    let links = snapshot.settings.client.links.definition;
    target(snapshot, &params.text_document_position_params, links, Analysis::definition)
}

/// `textDocument/declaration`: the same, for whoever is used to that key. In this language the one is the other.
pub(crate) fn declaration(snapshot: &Snapshot, params: lsp::DeclarationParams) -> Result<Option<Target>, Error> {
    let links = snapshot.settings.client.links.declaration;
    target(snapshot, &params.text_document_position_params, links, Analysis::definition)
}

/// `textDocument/typeDefinition`: where the service or struct is declared that an attribute refers to.
pub(crate) fn type_definition(snapshot: &Snapshot, params: lsp::TypeDefinitionParams) -> Result<Option<Target>, Error> {
    let links = snapshot.settings.client.links.type_definition;
    target(snapshot, &params.text_document_position_params, links, Analysis::type_definition)
}

fn target(
    snapshot: &Snapshot,
    params: &lsp::TextDocumentPositionParams,
    links: bool,
    find: fn(&Analysis, TextSize) -> Option<(TextRange, Declaration)>,
) -> Result<Option<Target>, Error> {
    let (document, offset) = snapshot.document_at(params)?;
    let Some((word, declaration)) = find(document.analysis()?, offset) else { return Ok(None) };
    if !links {
        return Ok(Some(Target::Location(location(snapshot, document, declaration.name))));
    }
    let range = |range| to_lsp::range(&document.text, range, snapshot.settings.client.encoding);
    Ok(Some(Target::Link([lsp::LocationLink {
        origin_selection_range: Some(range(word)),
        target_uri: document.uri.clone(),
        target_range: range(declaration.range),
        target_selection_range: range(declaration.name),
    }])))
}

fn location(snapshot: &Snapshot, document: &Document, range: TextRange) -> lsp::Location {
    let range = to_lsp::range(&document.text, range, snapshot.settings.client.encoding);
    lsp::Location { uri: document.uri.clone(), range }
}

/// `textDocument/references`: everywhere that it is mentioned.
pub(crate) fn references(snapshot: &Snapshot, params: lsp::ReferenceParams) -> Result<Vec<lsp::Location>, Error> {
    let (document, offset) = snapshot.document_at(&params.text_document_position_params)?;
    let occurrences = document.analysis()?.references(offset, params.context.include_declaration);
    Ok(occurrences.into_iter().map(|occurrence| location(snapshot, document, occurrence.range)).collect())
}

/// `textDocument/documentHighlight`: the same, told apart by what each does.
pub(crate) fn highlights(
    snapshot: &Snapshot,
    params: lsp::DocumentHighlightParams,
) -> Result<Vec<lsp::DocumentHighlight>, Error> {
    let (document, offset) = snapshot.document_at(&params.text_document_position_params)?;
    let analysis = document.analysis()?;
    let highlights = analysis.references(offset, true).into_iter().map(|occurrence| {
        let kind = match occurrence.role {
            Role::Declaration => lsp::DocumentHighlightKind::Write,
            Role::Reference | Role::Use if occurrence.symbol.is_declared() => lsp::DocumentHighlightKind::Read,
            // The words of the language.
            Role::Reference | Role::Use => lsp::DocumentHighlightKind::Text,
        };
        let range = to_lsp::range(&document.text, occurrence.range, snapshot.settings.client.encoding);
        lsp::DocumentHighlight { range, kind: Some(kind) }
    });
    Ok(highlights.collect())
}
