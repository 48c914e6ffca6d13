//! Formatting while somebody types: of what a `}` or `;` has just completed.

use std::ops::Range;

use temple_model::Edit;
use temple_syntax::SyntaxKind::*;
use temple_syntax::{Node, TextRange, TextSize, comments_above};

use super::pieces::{self, Damage};
use super::sound::Errors;
use super::white_space::{indentation_start, line_ends, replace};
use super::{FormatOptions, gaps, new_line};
use crate::Analysis;

/// The edits in what the `}` or `;` before `offset` ends: a block or an entry, with its indentation and that of the comments
/// directly above. Nothing after the sign changes, nor what stands before the block or entry on its line. None where it
/// ends nothing, or something that is broken.
pub(super) fn closed(analysis: &Analysis, offset: TextSize, options: &FormatOptions) -> Vec<Edit> {
    let start = offset.checked_sub(1.into());
    let Some(sign) = start.map(|start| TextRange::new(start, offset)) else { return Vec::new() };
    let path = analysis.parse().path_to(sign);
    let is_sign = |node: &Node<'_>| node.tokens().any(|token| token.range() == sign);
    let (ended, around) = match path.as_slice() {
        [around @ .., block, body] if body.kind() == BODY && is_sign(body) => (block, around),
        [around @ .., entry] if matches!(entry.kind(), BLOCK | ATTRIBUTE | METADATA) && is_sign(entry) => {
            (entry, around)
        }
        _ => return Vec::new(),
    };
    let text = analysis.text();
    let whole = TextRange::new(ended.range().start(), sign.start());
    let before = &text[..usize::from(whole.start())];
    let line_start = indentation_start(before).unwrap_or(0);
    let line = TextRange::new(TextSize::of(&before[..line_start]), whole.start());
    let is_first = before[line_start..].trim_ascii().is_empty();

    let errors = Errors::new(analysis.parse().errors());
    let blocks = || around.iter().filter(|node| node.kind() == BLOCK);
    let is_entry_on_one_line = ended.kind() != BLOCK && line_ends(&text[Range::<usize>::from(whole)]) == 0;
    let damage = match blocks().all(|block| errors.spare_frame(*block)) {
        true => Damage::Spreads,
        // A block around may have no end so far, so that the depth is certain only if the indentation agrees.
        false if is_entry_on_one_line => Damage::Stays,
        false if before[line_start..] == options.indent.steps(blocks().count()) => Damage::Stays,
        false => return Vec::new(),
    };
    let is_certain = is_first && damage == Damage::Spreads;
    let above = around.last().filter(|_| is_certain).map(|parent| comments_above(*parent, *ended)).unwrap_or_default();
    let line = above.first().and_then(|first| line_before(text, first.range().start())).unwrap_or(line);
    let range = line.cover(whole);
    let mut edits = gaps::edits(text, range, &pieces::of(analysis, range, damage), options);
    let is_inside = |edit: &Edit| whole.contains_range(edit.range) && edit.range.start() > whole.start();
    // An entry stands like those before it, however the rest of the file is to be indented.
    let now = &before[line_start..];
    let wanted = (is_first && ended.kind() != BLOCK).then(|| new_line::of_entry(analysis, line.start(), now, options));
    let is_like_next = || around.last().and_then(|body| line_behind(*body, *ended)).is_some_and(|next| next == now);
    match wanted.flatten().or_else(|| is_like_next().then(|| now.to_owned())) {
        Some(wanted) => {
            edits.retain(is_inside);
            let starts = above.iter().map(|comment| comment.range().start()).chain([whole.start()]);
            let mut lines = Vec::new();
            starts
                .filter_map(|start| line_before(text, start))
                .for_each(|line| replace(text, line, &wanted, &mut lines));
            lines.append(&mut edits);
            lines
        }
        None => {
            let lines = TextRange::new(line.start(), whole.start());
            edits.retain(|edit| is_inside(edit) || (is_certain && lines.contains_range(edit.range)));
            edits
        }
    }
}

/// From the start of the line of a place to there. Absent where something else stands before it on the line.
fn line_before(text: &str, place: TextSize) -> Option<TextRange> {
    let before = &text[..usize::from(place)];
    let start = indentation_start(before)?;
    before[start..].trim_ascii().is_empty().then(|| TextRange::new(TextSize::of(&text[..start]), place))
}

/// What stands before the entry behind another one on its line; absent where it does not start one.
fn line_behind<'a>(body: Node<'a>, entry: Node<'_>) -> Option<&'a str> {
    let behind = body.children().skip_while(|child| child.range().start() < entry.range().end());
    let gap = behind.take_while(|child| child.node().is_none()).filter_map(|child| child.token()).last()?;
    let has_next = body.nodes().any(|node| node.range().start() == gap.range().end());
    let start = indentation_start(gap.text()).filter(|_| gap.kind() == WHITESPACE && has_next)?;
    Some(&gap.text()[start..])
}
