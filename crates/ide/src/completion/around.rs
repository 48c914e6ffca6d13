//! What is around a cursor: blocks, closed or not, the node, the line.

use temple_model::catalogue::BlockKind;
use temple_syntax::ast::Block;
use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize, Token};

use crate::Analysis;

pub(super) fn kind(block: &Block<'_>) -> Option<BlockKind> {
    BlockKind::from_name(block.kind()?.text())
}

/// The kind of the innermost node that starts before a word and ends behind it.
pub(super) fn kind_around(analysis: &Analysis, word: TextRange) -> SyntaxKind {
    let path = analysis.parse().path_to(word);
    let is_around = |node: &&Node<'_>| node.range().start() < word.start() && word.end() < node.range().end();
    path.iter().rev().find(is_around).map_or(SyntaxKind::FILE, |node| node.kind())
}

/// How many of the innermost blocks nothing closes, and are indented no less than a line that starts at a place; none
/// where it starts no line.
pub(super) fn left_behind(analysis: &Analysis, place: TextSize, blocks: &[Block<'_>]) -> usize {
    let line = line_up_to(analysis.text(), place);
    let is_left = |block: &Block<'_>| {
        let is_closed = block.body().is_some_and(|body| body.token(SyntaxKind::R_BRACE).is_some());
        !is_closed && line.len() <= analysis.indent_at(block.range().start()).len()
    };
    if line.bytes().all(is_blank) { blocks.iter().take_while(|block| is_left(block)).count() } else { 0 }
}

/// The blocks around a statement that ends at a place, the innermost first. A `Name:` is in none that nothing closes and
/// that is indented no less.
pub(super) fn blocks_of<'a>(analysis: &'a Analysis, statement: &[Token<'_>], offset: TextSize) -> Vec<Block<'a>> {
    let mut blocks = blocks_around(analysis, offset);
    if let [name, colon] = statement
        && name.text().starts_with(|first: char| first.is_ascii_uppercase())
        && colon.kind() == SyntaxKind::COLON
    {
        let left = left_behind(analysis, name.range().start(), &blocks);
        blocks.drain(..left);
    }
    blocks
}

/// The blocks whose braces are around a place, the innermost first.
fn blocks_around(analysis: &Analysis, offset: TextSize) -> Vec<Block<'_>> {
    let path = analysis.parse().path_to(TextRange::empty(offset));
    let is_around = |block: &Block<'_>| {
        block.body().is_some_and(|body| {
            let is_closed = body.token(SyntaxKind::R_BRACE).is_some();
            let range = body.range();
            range.start() < offset && if is_closed { offset < range.end() } else { offset <= range.end() }
        })
    };
    let mut blocks: Vec<Block<'_>> = path.into_iter().filter_map(Block::cast).filter(is_around).collect();
    // White space and comments at the end of the text lie outside of a block that is not closed.
    let gap = |child: &Element<'_>| child.kind() == SyntaxKind::WHITESPACE || child.kind().is_comment();
    let before = || analysis.parse().root().children().take_while(|child| child.range().start() < offset);
    if blocks.is_empty()
        && let Some(last) = before().filter(|child| !gap(child)).last().and_then(Element::node).and_then(Block::cast)
        && last.range().end() <= offset
    {
        let mut open = Some(last);
        while let Some(block) =
            open.filter(|block| block.body().is_some_and(|it| it.token(SyntaxKind::R_BRACE).is_none()))
        {
            blocks.insert(0, block);
            let inner = block.body().and_then(|body| body.nodes().last()).and_then(Block::cast);
            open = inner;
        }
    }
    blocks.sort_by_key(|block| std::cmp::Reverse(block.range().start()));
    blocks
}

/// What stands before a place on its line.
pub(super) fn line_up_to(text: &str, place: TextSize) -> &str {
    let before = &text[..usize::from(place)];
    &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..]
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}
