//! Formatting while somebody types: of what a `}` or `;` has just completed.

use std::ops::Range;

use temple_model::Edit;
use temple_syntax::SyntaxKind::*;
use temple_syntax::{Node, TextRange, TextSize, comments_above};

use super::gaps::Base;
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
    let is_on_one_line = line_ends(&text[Range::<usize>::from(whole)]) == 0;
    // A block around may have no end so far: then the lines tell how deep this one is.
    let damage = match blocks().all(|block| errors.spare_frame(*block)) {
        true => Damage::Spreads,
        false if is_first || (ended.kind() != BLOCK && is_on_one_line) => Damage::Stays,
        false => return Vec::new(),
    };
    let above = around.last().filter(|_| is_first).map(|parent| comments_above(*parent, *ended)).unwrap_or_default();
    let first = above.first().and_then(|first| line_before(text, first.range().start())).unwrap_or(line);
    // It stands like the entries around, however the rest of the file is to be indented.
    let now = &before[line_start..];
    let wanted = is_first.then(|| new_line::of_entry(analysis, first.start(), now, options)).flatten();
    let wanted = wanted.or_else(|| (is_first && damage == Damage::Stays).then(|| now.to_owned()));
    let base = wanted.map(|indentation| Base { level: blocks().count(), indentation });
    let range = first.cover(whole);
    // What is indented like its surroundings has their steps too.
    let indent = if base.is_some() { options.indent.of_file(analysis) } else { options.indent };
    let options = &FormatOptions { indent, ..*options };
    let mut edits = gaps::edits(text, range, &pieces::of(analysis, range, damage), options, base.as_ref());
    let is_inside = |edit: &Edit| whole.contains_range(edit.range) && edit.range.start() > whole.start();
    let lines = TextRange::new(first.start(), whole.start());
    edits.retain(|edit| is_inside(edit) || (is_first && base.is_none() && lines.contains_range(edit.range)));
    let Some(base) = base else { return edits };
    // What stands before the block or entry is broken perhaps, but not its own lines.
    let starts = above.iter().map(|comment| comment.range().start()).chain([whole.start()]);
    let mut all = Vec::new();
    for line in starts.filter_map(|start| line_before(text, start)) {
        replace(text, line, &base.indentation, &mut all);
    }
    all.append(&mut edits);
    all
}

/// From the start of the line of a place to there. Absent where something else stands before it on the line.
fn line_before(text: &str, place: TextSize) -> Option<TextRange> {
    let before = &text[..usize::from(place)];
    let start = indentation_start(before)?;
    before[start..].trim_ascii().is_empty().then(|| TextRange::new(TextSize::of(&text[..start]), place))
}
