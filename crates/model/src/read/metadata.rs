//! Reading of metadata items.

use std::hash::Hash;

use rustc_hash::FxHashMap;
use temple_syntax::ast::{List, Metadata, Value};
use temple_syntax::{TextRange, Token};

use crate::arguments::{Callee, GivenArguments, bind};
use crate::catalogue::{BlockKind, Item, Parameter, ParameterKind, Word};
use crate::repair::{self, Child};
use crate::sink::Sink;
use crate::suggest::{did_you_mean_or, nearest};
use crate::unresolved::{ItemValue, MetadataItem};
use crate::{Code, Edit, Fix};

/// Reads an item in a block of the kind `block_kind`, which is `None` if the kind is not certain. An unknown item, or one
/// that is not allowed there, returns as its error the item that its name probably means.
pub(crate) fn read<'a>(
    metadata: Metadata<'a>,
    child: Child<'a>,
    block_kind: Option<BlockKind>,
    sink: &mut Sink,
) -> Result<MetadataItem<'a>, Option<Item>> {
    let name = metadata.name().ok_or(None)?;
    let Some(item) = Item::from_name(name.text()).filter(|item| block_kind.is_none_or(|kind| item.is_allowed_in(kind)))
    else {
        let near = metadata.hash().and_then(|_| unknown(name, child.out_of_block().range, block_kind, sink));
        return Err(near);
    };
    let given = given(metadata);
    let arguments_damaged = metadata.arguments().is_some_and(|arguments| arguments.node().is_damaged());
    let callee = Callee {
        sign: "#",
        name: item.as_str(),
        range: name.range(),
        parameters: item.entry().parameter.as_slice(),
        damaged: metadata.node().is_damaged() || arguments_damaged,
    };
    let [value, ..] = bind(callee, given, sink);
    let value = match (item.entry().parameter, value) {
        (Some(parameter), Some(value)) => {
            let has_more = metadata.arguments().is_some_and(|arguments| arguments.iter().nth(1).is_some());
            let is_broken =
                arguments_damaged || has_more || metadata.list().is_some_and(|list| list.node().is_damaged());
            read_value(item, parameter, value, is_broken, sink)
        }
        _ => ItemValue::Nothing,
    };
    Ok(MetadataItem { item, range: item_range(metadata), value, child })
}

/// Returns the arguments of an item.
pub(crate) fn given(metadata: Metadata<'_>) -> GivenArguments<'_> {
    match (metadata.arguments(), metadata.list()) {
        (Some(arguments), _) => GivenArguments::Parenthesised(arguments),
        (None, Some(list)) => GivenArguments::List(Value::List(list)),
        (None, None) => GivenArguments::Nothing,
    }
}

/// The range from the `#` to the last token before the `;`.
fn item_range(metadata: Metadata<'_>) -> TextRange {
    let parts = metadata.node().children().filter(|child| !child.kind().is_trivia());
    let end = parts.filter(|child| child.kind() != temple_syntax::SyntaxKind::SEMICOLON).last();
    end.map_or(metadata.range(), |last| TextRange::new(metadata.range().start(), last.range().end()))
}

/// Reports an item that does not exist or is not allowed here. Returns the item that is probably meant.
fn unknown(name: Token<'_>, whole: TextRange, block_kind: Option<BlockKind>, sink: &mut Sink) -> Option<Item> {
    let text = name.text();
    // Names of any other form are already reported as syntax errors.
    if !text.starts_with(|first: char| first.is_ascii_lowercase()) {
        return None;
    }
    if let (Some(item), Some(kind)) = (Item::from_name(text), block_kind) {
        let allowed_kinds: Vec<&str> = item.entry().allowed_in.iter().map(|block_kind| block_kind.as_str()).collect();
        let message =
            format!("`#{text}` is not allowed in a {}, only in a {}.", kind.as_str(), allowed_kinds.join(" or a "));
        sink.report(Code::UnknownMetadata, name.range(), message)
            .propose(format!("Remove `#{text}`"), vec![Edit::delete(whole)]);
        return None;
    }
    let allowed = Item::ALL.iter().filter(|item| block_kind.is_none_or(|kind| item.is_allowed_in(kind)));
    let allowed = || allowed.clone().map(|item| item.as_str());
    let near = nearest(text, allowed());
    let advice = did_you_mean_or("#", near, "items", allowed());
    let message = format!("Unknown metadata item `#{text}`.{advice}");
    sink.report(Code::UnknownMetadata, name.range(), message);
    Item::from_name(near?)
}

/// Reads the value of an item. `is_broken` is true if the surrounding text did not parse; then no replacements are
/// offered, since the words may be misread too.
fn read_value<'a>(
    item: Item,
    parameter: Parameter,
    value: Value<'a>,
    is_broken: bool,
    sink: &mut Sink,
) -> ItemValue<'a> {
    match (parameter.kind, value) {
        (ParameterKind::Word(words), Value::Word(word)) => {
            let found = word.token().and_then(|token| read_word(item, words, token, is_broken, sink));
            found.map_or(ItemValue::Nothing, |index| ItemValue::Word(index, value.range()))
        }
        (ParameterKind::Words(words), Value::List(list)) => read_words(item, words, list, is_broken, sink),
        (ParameterKind::Services, Value::List(list)) => {
            report_repeated(entries(list).map(|(name, child)| (name.text(), child)), sink);
            ItemValue::Names(entries(list).map(|(name, _)| name).collect())
        }
        _ => ItemValue::Nothing,
    }
}

/// Iterates over the words in a list.
fn entries(list: List<'_>) -> impl Iterator<Item = (Token<'_>, Child<'_>)> {
    repair::children(list.node()).filter_map(|child| match Value::cast(child.node)? {
        Value::Word(word) => Some((word.token()?, child)),
        _ => None,
    })
}

fn read_words<'a>(
    item: Item,
    words: &'static [Word],
    list: List<'a>,
    is_broken: bool,
    sink: &mut Sink,
) -> ItemValue<'a> {
    let mut found = Vec::new();
    for (token, child) in entries(list) {
        if let Some(index) = read_word(item, words, token, is_broken, sink) {
            found.push((index, child));
        }
    }
    report_repeated(found.iter().copied(), sink);
    ItemValue::Words(found)
}

/// Reports every entry that occurs earlier in the list.
fn report_repeated<'a, K: Eq + Hash>(entries: impl Iterator<Item = (K, Child<'a>)>, sink: &mut Sink) {
    let mut seen = FxHashMap::default();
    for (key, child) in entries {
        let first = *seen.entry(key).or_insert(child.node.range());
        if first != child.node.range() {
            let message = "This value is already in the list and has no effect. Remove it.";
            sink.report(Code::RepeatedEntry, child.node.range(), message)
                .relate(first, "The first value is here.")
                .fixes
                .push(remove_from_list("Remove this value", child));
        }
    }
}

/// Returns a fix that removes an entry from a list. It needs review if a comment belongs to the entry.
pub(crate) fn remove_from_list(title: &str, child: Child<'_>) -> Fix {
    let fix = Fix::new(title, child.out_of_list());
    if child.has_comment() { fix.mark_for_review() } else { fix }
}

/// Returns the index of the value that a word spells, and reports a spelling that is not canonical.
fn read_word(item: Item, words: &'static [Word], token: Token<'_>, is_broken: bool, sink: &mut Sink) -> Option<usize> {
    let text = token.text();
    let Some(index) = words.iter().position(|word| word.is_spelt(text)) else {
        let spellings = words.iter().flat_map(|word| word.aliases.iter().copied().chain([word.name]));
        let near = nearest(text, spellings).and_then(|near| words.iter().find(|word| word.is_spelt(near)));
        let all: Vec<String> = words.iter().map(|word| format!("`{}`", word.name)).collect();
        let message = match near {
            Some(near) => format!("Unknown value `{text}` for `{item}`. Did you mean `{}`?", near.name),
            None => format!("Unknown value `{text}` for `{item}`. Possible values: {}.", all.join(", ")),
        };
        let diagnostic = sink.report(Code::UnknownValue, token.range(), message);
        for word in near.map_or(words, std::slice::from_ref).iter().filter(|_| !is_broken) {
            diagnostic.respell(word.name);
        }
        // The only value that exists is not necessarily the one that was meant.
        if near.is_none() {
            diagnostic.mark_for_review();
        }
        return None;
    };
    let canonical = words[index].name;
    if canonical != text {
        let message = format!("Use the standard spelling `{canonical}`.");
        sink.report(Code::Spelling, token.range(), message).respell(canonical);
    }
    Some(index)
}
