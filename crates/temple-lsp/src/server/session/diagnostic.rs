//! A diagnostic as the client gets it.

use gen_lsp_types as lsp;
use serde::Serialize;
use temple_ide::{Diagnostic, Fix, Severity, Tag};

use crate::server::capabilities::client::ClientCapabilities;
use crate::server::protocol::to_lsp;
use crate::text::{Encoding, Text};

/// A diagnostic of a document, with as much as the client can show.
pub(crate) fn to_lsp(
    diagnostic: &Diagnostic,
    uri: &lsp::Uri,
    text: &Text,
    client: &ClientCapabilities,
) -> lsp::Diagnostic {
    let range = |bytes| to_lsp::range(text, bytes, client.encoding);
    let related = diagnostic.related.iter().map(|related| lsp::DiagnosticRelatedInformation {
        location: lsp::Location { uri: uri.clone(), range: range(related.range) },
        message: related.message.clone(),
    });
    let tag = diagnostic.code.tag().map(tag).filter(|tag| client.diagnostic_tags.contains(tag));
    lsp::Diagnostic {
        range: range(diagnostic.range),
        severity: Some(severity(diagnostic.code.severity())),
        code: Some(lsp::Code::String(diagnostic.code.as_str().to_owned())),
        code_description: Some(lsp::CodeDescription { href: lsp::Uri(diagnostic.code.url()) }),
        source: Some("temple".to_owned()),
        message: lsp::Message::String(diagnostic.message.clone()),
        tags: tag.map(|tag| vec![tag]),
        related_information: (client.related_information && related.len() > 0).then(|| related.collect()),
        data: fixes(&diagnostic.fixes, text, client.encoding),
    }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::Error,
        Severity::Warning => lsp::DiagnosticSeverity::Warning,
        Severity::Information => lsp::DiagnosticSeverity::Information,
        Severity::Hint => lsp::DiagnosticSeverity::Hint,
    }
}

fn tag(tag: Tag) -> lsp::DiagnosticTag {
    match tag {
        Tag::Unnecessary => lsp::DiagnosticTag::Unnecessary,
        Tag::Deprecated => lsp::DiagnosticTag::Deprecated,
    }
}

/// The repairs of a diagnostic, which the client hands back when it asks for quick fixes.
fn fixes(fixes: &[Fix], text: &Text, encoding: Encoding) -> Option<serde_json::Value> {
    #[derive(Serialize)]
    struct Repair<'a> {
        title: &'a str,
        edits: Vec<lsp::TextEdit>,
    }
    let repair = |fix: &Fix| {
        let edits = fix.edits.iter().map(|edit| to_lsp::text_edit(text, edit, encoding));
        serde_json::to_value(Repair { title: &fix.title, edits: edits.collect() }).ok()
    };
    (!fixes.is_empty()).then(|| serde_json::json!({ "fixes": fixes.iter().filter_map(repair).collect::<Vec<_>>() }))
}
