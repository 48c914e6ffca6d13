//! From our types to the protocol's.

use std::path::Path;

use gen_lsp_types as lsp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::value::RawValue;
use temple_ide::{Diagnostic, Edit, Fix, Severity, Tag, TextRange, TextSize};

use super::client::Client;
use super::documents::Document;
use crate::text::{Encoding, Text};

/// A place in a text.
pub(super) fn position(text: &Text, offset: TextSize, encoding: Encoding) -> lsp::Position {
    let position = text.position(offset, encoding);
    lsp::Position { line: position.line, character: position.character }
}

/// A part of a text.
pub(super) fn range(text: &Text, range: TextRange, encoding: Encoding) -> lsp::Range {
    lsp::Range { start: position(text, range.start(), encoding), end: position(text, range.end(), encoding) }
}

/// A change of a text.
pub(super) fn text_edit(text: &Text, edit: &Edit, encoding: Encoding) -> lsp::TextEdit {
    lsp::TextEdit { range: range(text, edit.range, encoding), new_text: edit.text.clone() }
}

/// A change of a document, for this version of it where the client can tell versions apart.
pub(super) fn workspace_edit(document: &Document, edits: &[Edit], client: &Client) -> lsp::WorkspaceEdit {
    let edits = edits.iter().map(|edit| text_edit(&document.text, edit, client.encoding));
    if !client.versioned_edits {
        let changes = [(document.uri.clone(), edits.collect())].into();
        return lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() };
    }
    let text_document = lsp::OptionalVersionedTextDocumentIdentifier {
        version: i32::try_from(document.version).ok(),
        text_document_identifier: lsp::TextDocumentIdentifier { uri: document.uri.clone() },
    };
    let edit = lsp::TextDocumentEdit { text_document, edits: edits.map(lsp::Edit::TextEdit).collect() };
    lsp::WorkspaceEdit { document_changes: Some(vec![edit.into()]), ..Default::default() }
}

/// The protocol's name of an encoding.
pub(super) fn encoding(encoding: Encoding) -> lsp::PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        Encoding::Utf32 => lsp::PositionEncodingKind::UTF32,
    }
}

/// A diagnostic of a document, with as much as the client can show.
pub(super) fn diagnostic(diagnostic: &Diagnostic, uri: &lsp::Uri, text: &Text, client: &Client) -> lsp::Diagnostic {
    let range = |bytes| range(text, bytes, client.encoding);
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
        let edits = fix.edits.iter().map(|edit| text_edit(text, edit, encoding));
        serde_json::to_value(Repair { title: &fix.title, edits: edits.collect() }).ok()
    };
    (!fixes.is_empty()).then(|| serde_json::json!({ "fixes": fixes.iter().filter_map(repair).collect::<Vec<_>>() }))
}

/// The parameters of `textDocument/publishDiagnostics`.
#[derive(Serialize)]
pub(super) struct Publication<'a> {
    /// The document or file.
    pub(super) uri: &'a lsp::Uri,
    /// The version of the text, absent for a file that is not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<i64>,
    /// The diagnostics as JSON.
    pub(super) diagnostics: &'a RawValue,
}

/// The report on one document, as an answer to a pull.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum DocumentReport {
    /// All diagnostics.
    #[serde(rename_all = "camelCase")]
    Full { result_id: String, items: Box<RawValue> },
    /// Nothing but what the client has already.
    #[serde(rename_all = "camelCase")]
    Unchanged { result_id: String },
}

/// The report on one document among those of the workspace.
#[derive(Serialize)]
pub(super) struct WorkspaceReport {
    /// The document or file.
    pub(super) uri: lsp::Uri,
    /// The version of the text, null for a file that is not open.
    pub(super) version: Option<i64>,
    /// What is to say about it.
    #[serde(flatten)]
    pub(super) report: DocumentReport,
}

/// What a path may hold without being escaped in an address.
pub(super) const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address of a file. `None` for a path that is not UTF-8, which no client could open.
pub(super) fn uri(path: &Path) -> Option<lsp::Uri> {
    let path = path.to_str()?;
    let path = if cfg!(windows) { format!("/{}", path.replace('\\', "/")) } else { path.to_owned() };
    Some(lsp::Uri(format!("file://{}", utf8_percent_encode(&path, PATH))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::from_proto;

    #[test]
    #[cfg(unix)]
    fn addresses_lead_back_to_their_paths() {
        for path in ["/a/b.temple", "/a b/ü#?%/:x", "/"] {
            let uri = uri(Path::new(path)).expect("UTF-8");
            assert_eq!(from_proto::path(&uri).as_deref(), Some(Path::new(path)), "{uri}");
        }
        assert_eq!(uri(Path::new("/a b-c.temple")), Some("file:///a%20b-c.temple".into()));
    }
}
