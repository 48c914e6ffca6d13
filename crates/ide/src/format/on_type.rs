//! Formatting while typing: of the block or entry that a `}` or `;` ends.

use std::ops::Range;

use temple_model::Edit;
use temple_syntax::SyntaxKind::*;
use temple_syntax::{Node, TextRange, TextSize, comments_above};

use super::gaps::LevelIndent;
use super::tokens::{self, Damage};
use super::well_formed::Errors;
use super::white_space::{indentation_start, line_ends, replace};
use super::{FormatOptions, gaps, new_line};
use crate::Analysis;

/// Returns the edits in the block or entry that ends with the `}` or `;` before `offset`, including its indentation and
/// that of the comments directly above. Text after the sign, and text before the block or entry on its line, stays
/// unchanged. Empty if the sign ends nothing, or something with syntax errors.
pub(super) fn closed(analysis: &Analysis, offset: TextSize, options: &FormatOptions) -> Vec<Edit> {
    let start = offset.checked_sub(1.into());
    let Some(sign) = start.map(|start| TextRange::new(start, offset)) else { return Vec::new() };
    let path = analysis.parse().path_to(sign);
    let is_sign = |node: &Node<'_>| node.tokens().any(|token| token.range() == sign);
    let (ended, ancestors) = match path.as_slice() {
        [ancestors @ .., block, body] if body.kind() == BODY && is_sign(body) => (block, ancestors),
        [ancestors @ .., entry] if matches!(entry.kind(), BLOCK | ATTRIBUTE | METADATA) && is_sign(entry) => {
            (entry, ancestors)
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
    let blocks = || ancestors.iter().filter(|node| node.kind() == BLOCK);
    let is_on_one_line = line_ends(&text[Range::<usize>::from(whole)]) == 0;
    // If an enclosing block is not closed yet, the nesting level has to be found from the lines.
    let damage = match blocks().all(|block| errors.is_frame_well_formed(*block)) {
        true => Damage::Spreads,
        false if is_first || (ended.kind() != BLOCK && is_on_one_line) => Damage::Stays,
        false => return Vec::new(),
    };
    let above = ancestors.last().filter(|_| is_first).map(|parent| comments_above(*parent, *ended)).unwrap_or_default();
    let first = above.first().and_then(|first| line_before(text, first.range().start())).unwrap_or(line);
    // It is indented like its neighbours, even if the file as a whole should be indented otherwise.
    let now = &before[line_start..];
    let wanted = is_first.then(|| new_line::of_entry(analysis, first.start(), now, options)).flatten();
    let wanted = wanted.or_else(|| (is_first && damage == Damage::Stays).then(|| now.to_owned()));
    let base = wanted.map(|indentation| LevelIndent { level: blocks().count(), indentation });
    let range = first.cover(whole);
    // Its content uses the same steps as its surroundings.
    let indent = if base.is_some() { options.indent.of_file(analysis) } else { options.indent };
    let options = &FormatOptions { indent, ..*options };
    let mut edits = gaps::edits(text, range, &tokens::of(analysis, range, damage), options, base.as_ref());
    let is_inside = |edit: &Edit| whole.contains_range(edit.range) && edit.range.start() > whole.start();
    let lines = TextRange::new(first.start(), whole.start());
    edits.retain(|edit| is_inside(edit) || (is_first && base.is_none() && lines.contains_range(edit.range)));
    let Some(base) = base else { return edits };
    // The text before may have errors, but these lines have none, so their indentation is replaced directly.
    let starts = above.iter().map(|comment| comment.range().start()).chain([whole.start()]);
    let mut all = Vec::new();
    for line in starts.filter_map(|start| line_before(text, start)) {
        replace(text, line, &base.indentation, &mut all);
    }
    all.append(&mut edits);
    all
}

/// Returns the range from the start of the line to `offset`, or `None` if anything but white space precedes it.
fn line_before(text: &str, offset: TextSize) -> Option<TextRange> {
    let before = &text[..usize::from(offset)];
    let start = indentation_start(before)?;
    before[start..].trim_ascii().is_empty().then(|| TextRange::new(TextSize::of(&text[..start]), offset))
}
