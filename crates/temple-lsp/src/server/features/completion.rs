//! `textDocument/completion` and `completionItem/resolve`.

use std::collections::HashSet;

use gen_lsp_types as lsp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use temple_ide::{Analysis, CompletionItem, CompletionKind, Owner, Symbol, TextRange, TextSize};

use crate::server::capabilities::completion::{CompletionSupport, SUGGEST};
use crate::server::protocol::error::Error;
use crate::server::protocol::{from_lsp, to_lsp};
use crate::server::session::documents::Document;
use crate::server::session::snapshot::Snapshot;
use crate::text::Encoding;

/// The maximum number of items that are sent with their documentation. Computing that of hundreds of services would
/// take too long.
const MAX_DOCUMENTED: usize = 100;

/// Answers `textDocument/completion` with the items for a position.
pub(crate) fn complete(snapshot: &Snapshot, params: lsp::CompletionParams) -> Result<lsp::CompletionList, Error> {
    let (document, offset) = snapshot.document_at(&params.text_document_position_params)?;
    let analysis = document.analysis()?.side_at(offset);
    let typed = params.context.and_then(|context| context.trigger_character);
    if typed.as_deref() == Some(" ") && !needs_continuation(&analysis.text()[..usize::from(offset)]) {
        return Ok(lsp::CompletionList::default());
    }
    let support = &snapshot.settings.client.completion;
    let items = analysis.matching_completions(offset);
    let documents = !support.resolves && items.len() <= MAX_DOCUMENTED;
    let list = List { support, document, analysis, offset, encoding: snapshot.settings.client.encoding, documents };
    Ok(list.of(items))
}

/// Returns true if the grammar requires something after a text. Elsewhere an automatic list would be in the way.
fn needs_continuation(text: &str) -> bool {
    text.trim_end_matches([' ', '\t']).ends_with([':', ',', '(', '['])
}

/// The position at which an item was offered, by which its documentation is found again.
#[derive(Serialize, Deserialize)]
struct Data {
    uri: lsp::Uri,
    position: lsp::Position,
}

/// Answers `completionItem/resolve` by adding the documentation. Further typing does not change it; an item that is no
/// longer offered at its position is returned unchanged.
pub(crate) fn resolve(snapshot: &Snapshot, mut item: Value) -> Result<Value, Error> {
    let Ok(data) = serde_json::from_value::<Data>(item["data"].clone()) else { return Ok(item) };
    let client = &snapshot.settings.client;
    let document = snapshot.documents.get(&data.uri)?;
    let offset = from_lsp::offset(&document.text, data.position, client.encoding);
    let analysis = document.analysis()?.side_at(offset);
    let offered = analysis.completions(offset);
    if let Some(offered) = offered.iter().find(|offered| item["label"] == *offered.label)
        && let Some(documentation) = documentation(analysis, offered, &client.completion)
    {
        item["documentation"] = json!(documentation);
    }
    Ok(item)
}

fn documentation(
    analysis: &Analysis,
    item: &CompletionItem,
    support: &CompletionSupport,
) -> Option<lsp::MarkupContent> {
    Some(support.format.markup(&analysis.documentation(item.subject?)?))
}

/// The context in which items are converted.
struct List<'a> {
    support: &'a CompletionSupport,
    document: &'a Document,
    analysis: &'a Analysis,
    offset: TextSize,
    encoding: Encoding,
    /// True if every item is sent with its documentation.
    documents: bool,
}

/// The parts of the word at the cursor that may be replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ranges {
    /// The range to replace if the rest of the word is kept.
    insert: lsp::Range,
    /// The range of the whole word.
    replace: lsp::Range,
}

impl List<'_> {
    fn of(&self, items: Vec<CompletionItem>) -> lsp::CompletionList {
        let mut seen = HashSet::new();
        // Without snippets, a type with parameters is the same as the type alone.
        let items = items.into_iter().filter(|item| self.support.snippets || seen.insert(item.plain()));
        let mut items: Vec<_> =
            items.enumerate().map(|(index, item)| (self.item(index, &item), self.ranges(&item))).collect();
        let mut defaults = lsp::CompletionItemDefaults::default();
        let support = self.support;
        let data = json!({
            "uri": self.document.uri, "position": to_lsp::position(&self.document.text, self.offset, self.encoding)
        });
        if support.resolves && support.has_default("data") {
            defaults.data = Some(data);
        } else if support.resolves {
            items.iter_mut().for_each(|(item, _)| item.data = Some(data.clone()));
        }
        let shared = items.first().map(|(_, ranges)| *ranges).filter(|_| support.has_default("editRange"));
        defaults.edit_range = shared.map(|ranges| self.edit_range(ranges));
        for (item, ranges) in &mut items {
            let text = item.insert_text.take().unwrap_or_default();
            if Some(*ranges) == shared {
                item.text_edit_text = (text != item.label).then_some(text);
            } else {
                item.text_edit = Some(self.text_edit(text, *ranges));
            }
        }
        let mut items: Vec<_> = items.into_iter().map(|(item, _)| item).collect();
        if support.has_default("commitCharacters") {
            defaults.commit_characters = share_defaults(&mut items, |item| &mut item.commit_characters);
        }
        if support.has_default("insertTextFormat") {
            defaults.insert_text_format = share_defaults(&mut items, |item| &mut item.insert_text_format);
        }
        let is_used = defaults != lsp::CompletionItemDefaults::default();
        lsp::CompletionList {
            // The list is recomputed for each typed character, so that it follows spellings and signs and becomes empty
            // once nothing matches. An editor that filters the old list might keep showing stale items.
            is_incomplete: !items.is_empty(),
            items,
            item_defaults: is_used.then_some(defaults),
            ..Default::default()
        }
    }

    /// Converts an item without its edit range.
    fn item(&self, index: usize, item: &CompletionItem) -> lsp::CompletionItem {
        let support = self.support;
        // Neovim filters snippets by their filter text, so that they still match when the next letter is typed; it
        // compares other items by the inserted text.
        let is_snippet = support.snippets && (item.snippet.contains('$') || !item.snippet.starts_with(&item.filter));
        let text = match (support.snippets, support.suggests) {
            (true, true) => item.snippet.clone(),
            (true, false) => item.with_choices(),
            (false, _) => self.plain(item),
        };
        let detail = Some(item.detail.clone()).filter(|detail| !detail.is_empty());
        let description = Some(item.description.clone()).filter(|description| !description.is_empty());
        let in_one = || [item.detail.trim(), &item.description].join("  ").trim().to_owned();
        let additional = item.additional.iter();
        let additional = additional.map(|edit| to_lsp::text_edit(&self.document.text, edit, self.encoding));
        let commit = Some(commit_characters(item)).filter(|it| support.commit_characters && !it.is_empty());
        let opens = support.suggests && support.snippets && item.retrigger;
        let documentation = self.documents.then(|| documentation(self.analysis, item, support)).flatten();
        lsp::CompletionItem {
            label: item.label.clone(),
            kind: Some(self.kind(item.kind)),
            detail: if support.label_details { None } else { Some(in_one()).filter(|detail| !detail.is_empty()) },
            label_details: (support.label_details && (detail.is_some() || description.is_some()))
                .then_some(lsp::CompletionItemLabelDetails { detail, description }),
            documentation: documentation.map(lsp::Documentation::from),
            // Keeps the order of the server instead of sorting by label.
            sort_text: Some(format!("{index:05}")),
            filter_text: Some(item.filter.clone()),
            insert_text_format: is_snippet.then_some(lsp::InsertTextFormat::Snippet),
            insert_text_mode: (support.indents && text.contains('\n'))
                .then_some(lsp::InsertTextMode::AdjustIndentation),
            insert_text: Some(text),
            additional_text_edits: (!item.additional.is_empty()).then(|| additional.collect()),
            commit_characters: commit.map(|it| it.iter().map(|&it| it.to_owned()).collect()),
            command: opens.then(|| lsp::Command {
                title: "Trigger suggestions".to_owned(),
                command: SUGGEST.to_owned(),
                ..Default::default()
            }),
            ..Default::default()
        }
    }

    /// Returns the text that an item inserts, for clients without snippets. Indents its lines if the client does not.
    fn plain(&self, item: &CompletionItem) -> String {
        match self.support.indents {
            true => item.plain(),
            false => item.plain().replace('\n', &format!("\n{}", self.analysis.indent_at(item.range.start()))),
        }
    }

    /// Returns the ranges that an item replaces.
    fn ranges(&self, item: &CompletionItem) -> Ranges {
        let range = |range| to_lsp::range(&self.document.text, range, self.encoding);
        let rest = &self.analysis.text()[usize::from(self.offset)..usize::from(item.range.end())];
        // The rest of the word is never duplicated, even if the label continues after the name.
        let word = item.label.split(['(', ':']).next().unwrap_or_default();
        // Nor is it separated from the inserted text.
        let parts = !item.snippet.ends_with(char::is_alphanumeric);
        let is_kept_whole = word.ends_with(rest) || rest.contains('(') || parts || removes_brackets(item);
        let end = if is_kept_whole { item.range.end() } else { self.offset };
        Ranges { insert: range(TextRange::new(item.range.start(), end)), replace: range(item.range) }
    }

    fn edit_range(&self, Ranges { insert, replace }: Ranges) -> lsp::EditRange {
        match self.support.insert_replace {
            true => lsp::EditRangeWithInsertReplace { insert, replace }.into(),
            false => replace.into(),
        }
    }

    fn text_edit(&self, new_text: String, Ranges { insert, replace }: Ranges) -> lsp::CompletionItemTextEdit {
        match self.support.insert_replace {
            true => lsp::InsertReplaceEdit { new_text, insert, replace }.into(),
            false => lsp::TextEdit { new_text, range: replace }.into(),
        }
    }

    /// The kind, or the nearest one that the client supports.
    fn kind(&self, kind: CompletionKind) -> lsp::CompletionItemKind {
        use lsp::CompletionItemKind as Kind;
        let (best, basic) = match kind {
            CompletionKind::Template => (Kind::Snippet, Kind::Snippet),
            CompletionKind::BlockKind | CompletionKind::BuiltIn => (Kind::Keyword, Kind::Keyword),
            CompletionKind::Metadata => (Kind::Property, Kind::Property),
            CompletionKind::Value => (Kind::EnumMember, Kind::Value),
            CompletionKind::Parameter => (Kind::Field, Kind::Field),
            CompletionKind::Annotation => (Kind::Interface, Kind::Interface),
            CompletionKind::Service => (Kind::Class, Kind::Class),
            CompletionKind::Struct => (Kind::Struct, Kind::Class),
        };
        if self.support.kinds.contains(&u32::from(best)) { best } else { basic }
    }
}

/// Returns true if an item removes brackets after the word. Then the rest of the word before them cannot be kept.
fn removes_brackets(item: &CompletionItem) -> bool {
    let mut following = item.additional.iter().filter(|edit| edit.range.start() >= item.range.end());
    following.any(|edit| !edit.range.is_empty())
}

/// The characters that accept an item and are inserted after it. None if the word may be a new name, or if the inserted
/// text ends with the character already.
fn commit_characters(item: &CompletionItem) -> &'static [&'static str] {
    match (item.kind, item.subject) {
        // Only a list takes more than one value, and a closed one takes no more.
        (CompletionKind::Value, Some(Symbol::Value(value, _)))
            if value.takes_list() && !item.label.starts_with('[') =>
        {
            &[","]
        }
        (CompletionKind::Annotation, _) => &[";"],
        (CompletionKind::BuiltIn, Some(Symbol::BuiltIn(ty)))
            if item.snippet.trim() == item.label && !Owner::BuiltIn(ty).parameters().is_empty() =>
        {
            &["("]
        }
        _ => &[],
    }
}

/// Moves a property that all items share from the items to the list.
fn share_defaults<T: Clone + PartialEq>(
    items: &mut [lsp::CompletionItem],
    get: fn(&mut lsp::CompletionItem) -> &mut Option<T>,
) -> Option<T> {
    let first = get(items.first_mut()?).clone()?;
    if !items.iter_mut().all(|item| get(item).as_ref() == Some(&first)) {
        return None;
    }
    items.iter_mut().for_each(|item| *get(item) = None);
    Some(first)
}
