//! Adding an entry to a block, and taking one out, as a person would.

use temple_model::Edit;
use temple_syntax::ast::Block;
use temple_syntax::{SyntaxKind, TextRange, TextSize};

use super::Selection;

impl Selection<'_> {
    /// Adds an entry as the last one of a block, on a line of its own where the others have one.
    pub(super) fn append(&self, block: Block<'_>, entry: &str) -> Option<Vec<Edit>> {
        let body = block.body()?;
        let brace = body.token(SyntaxKind::L_BRACE)?.range();
        let close = body.token(SyntaxKind::R_BRACE).map(|brace| brace.range().start());
        let last_node = body.nodes().last();
        let last = last_node.map(|node| node.range());
        let anchor = last.unwrap_or(brace).end();
        // A comment behind the last entry stays behind it.
        let rest = self.text(TextRange::new(anchor, close.unwrap_or(body.range().end())));
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let at = anchor + if line.trim_start().starts_with("//") { TextSize::of(line) } else { TextSize::default() };
        let is_on_lines = self.text(body.range()).contains('\n');
        let text = match (is_on_lines, last) {
            (false, _) => format!(" {entry}"),
            (true, Some(last)) => format!("{}{}{entry}", self.line_end(), self.indent(last.start())),
            (true, None) => format!("{}{}  {entry}", self.line_end(), self.indent(block.range().start())),
        };
        // The last entry may have been without its `;`.
        let is_open = last_node.is_some_and(|node| {
            let needs = matches!(node.kind(), SyntaxKind::ATTRIBUTE | SyntaxKind::METADATA);
            needs && node.token(SyntaxKind::SEMICOLON).is_none()
        });
        let end = is_open.then(|| Edit { range: TextRange::empty(anchor), text: ";".to_owned() });
        Some(match end {
            Some(end) if at == anchor => vec![Edit { text: end.text + &text, ..end }],
            end => end.into_iter().chain([Edit { range: TextRange::empty(at), text }]).collect(),
        })
    }

    /// Removes an entry, with its line where it has one of its own.
    pub(super) fn remove(&self, entry: TextRange) -> Edit {
        let text = self.analysis.text();
        let before = &text[..usize::from(entry.start())];
        let blank = before.len() - before.trim_end_matches([' ', '\t']).len();
        let behind = &text[usize::from(entry.end())..];
        let starts_line = before[..before.len() - blank].ends_with(['\n', '\r']);
        let spaces = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let end = ["\r\n", "\n", "\r"].into_iter().find(|end| behind[spaces..].starts_with(end));
        let size = |length: usize| TextSize::try_from(length).unwrap_or_default();
        let range = match end.filter(|_| starts_line) {
            Some(end) => TextRange::new(entry.start() - size(blank), entry.end() + size(spaces + end.len())),
            None => TextRange::new(entry.start() - size(blank), entry.end()),
        };
        Edit { range, text: String::new() }
    }

    /// How lines end in the text.
    pub(super) fn line_end(&self) -> &'static str {
        if self.analysis.text().contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// The white space that the line of a place starts with.
    pub(super) fn indent(&self, offset: TextSize) -> &str {
        let text = self.analysis.text();
        let start = text[..usize::from(offset)].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line = &text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }
}
