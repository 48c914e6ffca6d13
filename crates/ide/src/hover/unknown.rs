//! Hovers of unknown words: the words that are allowed at this position.

use temple_model::catalogue::{Annotation, BlockKind, BuiltIn, Item, Parameter, ParameterKind, Word};
use temple_syntax::ast::{self, Block};
use temple_syntax::{Node, SyntaxKind, TextSize};

use super::Hover;
use crate::Analysis;

impl Analysis {
    /// Returns the words allowed instead of an unknown word. Returns `None` for known words, and in unknown contexts.
    pub(super) fn hover_unknown(&self, offset: TextSize) -> Option<Hover> {
        let word = |at: TextSize| self.parse().token_at(at).filter(|token| token.kind() == SyntaxKind::IDENT);
        let word = word(offset).or_else(|| word(offset.checked_sub(TextSize::new(1))?))?;
        let path = self.parse().path_to(word.range());
        let (enclosing, path) = path.split_last()?;
        let (what, possible) = match enclosing.kind() {
            SyntaxKind::BLOCK => ("block kind", kinds(*enclosing, path, word.range().start())?),
            SyntaxKind::METADATA => ("metadata item", items(path)),
            SyntaxKind::TYPE if !word.text().starts_with(|first: char| first.is_ascii_uppercase()) => {
                ("type", listed("", BuiltIn::ALL.iter().map(|ty| &ty.entry().word)))
            }
            SyntaxKind::ANNOTATION => {
                ("annotation", listed("@", Annotation::ALL.iter().map(|annotation| annotation.entry())))
            }
            SyntaxKind::KEYWORD_ARGUMENT => ("parameter", parameters(owner(path)?)),
            SyntaxKind::WORD => ("value", values(owner(path)?)?),
            _ => return None,
        };
        let markdown = format!("Unknown {what} `{}`. Possible {what}s:\n\n{possible}", word.text());
        (!possible.is_empty()).then(|| Hover { range: word.range(), markdown })
    }
}

fn listed<'w>(sign: &str, words: impl Iterator<Item = &'w Word>) -> String {
    words.map(|word| format!("- `{sign}{}`: {}", word.name, word.summary)).collect::<Vec<_>>().join("\n")
}

fn kinds(block: Node<'_>, enclosing: &[Node<'_>], word: TextSize) -> Option<String> {
    let kind = Block::cast(block)?.kind().filter(|kind| kind.range().start() == word)?;
    let is_outside = !enclosing.iter().any(|node| node.kind() == SyntaxKind::BLOCK);
    let kinds = BlockKind::ALL.iter().filter(|kind| (**kind == BlockKind::Struct) != is_outside);
    BlockKind::from_name(kind.text()).is_none().then(|| listed("", kinds.map(|kind| kind.entry())))
}

fn items(enclosing: &[Node<'_>]) -> String {
    let block = enclosing.iter().rev().copied().find_map(Block::cast).and_then(Block::kind);
    let kind = block.and_then(|kind| BlockKind::from_name(kind.text()));
    let items = Item::ALL.iter().filter(|item| kind.is_none_or(|kind| item.is_allowed_in(kind)));
    listed("#", items.map(|item| &item.entry().word))
}

/// Returns the parameters of the innermost type or item with arguments.
fn owner(enclosing: &[Node<'_>]) -> Option<&'static [Parameter]> {
    enclosing.iter().rev().find_map(|node| {
        let of_type = || Some(BuiltIn::from_name(ast::Type::cast(*node)?.name()?.text())?.entry().parameters);
        let of_item =
            || Some(Item::from_name(ast::Metadata::cast(*node)?.name()?.text())?.entry().parameter.as_slice());
        of_type().or_else(of_item)
    })
}

fn parameters(parameters: &[Parameter]) -> String {
    parameters.iter().map(|it| format!("- `{}`: {}", it.name, it.summary)).collect::<Vec<_>>().join("\n")
}

fn values(parameters: &[Parameter]) -> Option<String> {
    match parameters.first()?.kind {
        ParameterKind::Word(words) | ParameterKind::Words(words) => Some(listed("", words.iter())),
        ParameterKind::Services | ParameterKind::Integer | ParameterKind::Number => None,
    }
}
