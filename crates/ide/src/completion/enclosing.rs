//! The surroundings of a cursor: the enclosing blocks, closed or not, the enclosing node, and the line.

use temple_model::catalogue::BlockKind;
use temple_syntax::ast::Block;
use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize, Token};

use crate::Analysis;

pub(super) fn kind(block: &Block<'_>) -> Option<BlockKind> {
    BlockKind::from_name(block.kind()?.text())
}

/// Returns the kind of the innermost node that starts before the word and ends after it.
pub(super) fn enclosing_kind(analysis: &Analysis, word: TextRange) -> SyntaxKind {
    let path = analysis.parse().path_to(word);
    let is_enclosing = |node: &&Node<'_>| node.range().start() < word.start() && word.end() < node.range().end();
    path.iter().rev().find(is_enclosing).map_or(SyntaxKind::FILE, |node| node.kind())
}

/// Counts the innermost blocks that are not closed and that, by indentation, end before the line that starts at
/// `offset`: they are indented at least as deep. Returns 0 if `offset` is not at the start of its line.
pub(super) fn blocks_ended_by_indentation(analysis: &Analysis, offset: TextSize, blocks: &[Block<'_>]) -> usize {
    let line = line_up_to(analysis.text(), offset);
    let is_left = |block: &Block<'_>| {
        let is_closed = block.body().is_some_and(|body| body.token(SyntaxKind::R_BRACE).is_some());
        !is_closed && line.len() <= analysis.indent_at(block.range().start()).len()
    };
    if line.bytes().all(is_blank) { blocks.iter().take_while(|block| is_left(block)).count() } else { 0 }
}

/// Returns the blocks around a statement that ends at the offset, innermost first. For a `Name:`, leaves out unclosed
/// blocks that are indented at least as deep, because a block that starts there is not part of them.
pub(super) fn blocks_of<'a>(analysis: &'a Analysis, statement: &[Token<'_>], offset: TextSize) -> Vec<Block<'a>> {
    let mut blocks = enclosing_blocks(analysis, offset);
    if let [name, colon] = statement
        && name.text().starts_with(|first: char| first.is_ascii_uppercase())
        && colon.kind() == SyntaxKind::COLON
    {
        let left = blocks_ended_by_indentation(analysis, name.range().start(), &blocks);
        blocks.drain(..left);
    }
    blocks
}

/// Returns the blocks whose braces enclose the offset, innermost first.
fn enclosing_blocks(analysis: &Analysis, offset: TextSize) -> Vec<Block<'_>> {
    let path = analysis.parse().path_to(TextRange::empty(offset));
    let is_enclosing = |block: &Block<'_>| {
        block.body().is_some_and(|body| {
            let is_closed = body.token(SyntaxKind::R_BRACE).is_some();
            let range = body.range();
            range.start() < offset && if is_closed { offset < range.end() } else { offset <= range.end() }
        })
    };
    let mut blocks: Vec<Block<'_>> = path.into_iter().filter_map(Block::cast).filter(is_enclosing).collect();
    // White space and comments at the end of the text are not part of an unclosed block.
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

/// Returns the text of the line before `offset`.
pub(super) fn line_up_to(text: &str, offset: TextSize) -> &str {
    let before = &text[..usize::from(offset)];
    &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..]
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}
