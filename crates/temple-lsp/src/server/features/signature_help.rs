//! `textDocument/signatureHelp`: the parameters of a type or metadata item while its arguments are typed.

use gen_lsp_types as lsp;
use temple_ide::{Owner, Signature};

use crate::server::capabilities::signature_help::SignatureHelpSupport;
use crate::server::protocol::error::Error;
use crate::server::session::snapshot::Snapshot;
use crate::text::Encoding;

/// The signature whose arguments contain a position of an open document.
pub(crate) fn help(
    snapshot: &Snapshot,
    params: lsp::TextDocumentPositionParams,
) -> Result<Option<lsp::SignatureHelp>, Error> {
    let (document, offset) = snapshot.document_at(&params)?;
    let client = &snapshot.settings.client;
    Ok(document.analysis()?.signature(offset).map(|signature| to_lsp(signature, &client.signature)))
}

fn to_lsp(signature: Signature, client: &SignatureHelpSupport) -> lsp::SignatureHelp {
    let (label, ranges) = signature.label();
    // Label offsets are UTF-16 code units for every position encoding.
    let units = |end: usize| u32::try_from(Encoding::Utf16.units(&label[..end])).unwrap_or(u32::MAX);
    let parameters = signature.owner.parameters();
    let informations = parameters.iter().zip(ranges).map(|(parameter, range)| lsp::ParameterInformation {
        label: match client.label_offsets {
            true => lsp::ParameterInformationLabel::Tuple((units(range.start), units(range.end))),
            false => lsp::ParameterInformationLabel::String(parameter.name.to_owned()),
        },
        documentation: Some(lsp::Documentation::MarkupContent(client.format.markup(parameter.summary))),
    });
    let word = match signature.owner {
        Owner::Item(item) => &item.entry().word,
        Owner::BuiltIn(ty) => &ty.entry().word,
    };
    let active = match signature.active {
        Some(index) => Some(lsp::ActiveParameter::Int(u32::try_from(index).unwrap_or(u32::MAX))),
        None => client.no_active_parameter.then_some(lsp::ActiveParameter::Null),
    };
    // Other clients mark the first parameter if none is active, unless the list is empty.
    let informations = active.is_some().then(|| informations.collect());
    lsp::SignatureHelp {
        signatures: vec![lsp::SignatureInformation {
            documentation: Some(lsp::Documentation::MarkupContent(client.format.markup(word.documentation))),
            parameters: informations,
            active_parameter: None,
            label,
        }],
        active_signature: Some(0),
        active_parameter: active,
    }
}
