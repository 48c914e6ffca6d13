//! Extracts attributes of a service to a new struct.

use temple_model::Edit;
use temple_model::catalogue::BlockKind;
use temple_syntax::ast::{Attribute, Block, Entry};
use temple_syntax::{Node, SyntaxKind, TextRange, comment_after, comments_above};

use super::{Action, ActionKind, Selection};

/// The name of the new struct. The user is expected to rename it.
const NAME: &str = "Details";

impl Selection<'_> {
    /// Offers to replace the selected attributes of a service by a struct that contains them.
    pub(super) fn extract_struct(&self, actions: &mut Vec<Action>) {
        let Some(block) = self.node(Block::cast).filter(|_| !self.range.is_empty()) else { return };
        let is_service = block.kind().is_some_and(|kind| BlockKind::from_name(kind.text()) == Some(BlockKind::Service));
        let selected: Vec<Entry<'_>> = block.entries().filter(|entry| self.is_selected(*entry)).collect();
        let attributes: Vec<Attribute<'_>> = selected
            .iter()
            .filter_map(|entry| match entry {
                Entry::Attribute(attribute) => Some(*attribute),
                _ => None,
            })
            .collect();
        let (Some(&first), Some(&last), Some(body)) = (attributes.first(), attributes.last(), block.body()) else {
            return;
        };
        if !is_service || attributes.len() != selected.len() || !self.is_well_formed(block.node()) {
            return;
        }
        let whole = with_comments(body, first, last);
        let layout = self.layout();
        let line_end = layout.line_end();
        let indent = self.analysis.indent_at(whole.start());
        // The step by which this block indents its own entries, or else that of the whole text.
        let own = indent.strip_prefix(self.analysis.indent_at(block.range().start()));
        let step = own.filter(|own| !own.is_empty()).unwrap_or(layout.step());
        let end = if last.node().token(SyntaxKind::SEMICOLON).is_some() { "" } else { ";" };
        let text = |start, end| self.text(TextRange::new(start, end));
        let (attributes, comment) = (text(whole.start(), last.range().end()), text(last.range().end(), whole.end()));
        let name = self.free_name();
        let kind = BlockKind::Struct.as_str();
        // Attributes that share their line with other text become a struct on that line, before its comment.
        let edit = match self.has_lines(whole) || attributes.contains('\n') {
            true => {
                let inner = indented(&format!("{attributes}{end}{comment}"), step);
                let text = format!("{name}: {kind} {{{line_end}{indent}{step}{inner}{line_end}{indent}}}");
                Edit { range: whole, text }
            }
            false => {
                let range = TextRange::new(whole.start(), last.range().end());
                Edit { range, text: format!("{name}: {kind} {{ {attributes}{end} }}") }
            }
        };
        let edits = vec![edit];
        actions.push(self.action(format!("Extract to a struct `{name}`"), ActionKind::Extract, edits));
    }

    /// Returns true if the lines of the range contain nothing else.
    fn has_lines(&self, range: TextRange) -> bool {
        let text = self.analysis.text();
        let (before, after) = (&text[..usize::from(range.start())], &text[usize::from(range.end())..]);
        let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let after = after.split(['\n', '\r']).next().unwrap_or_default();
        before.trim().is_empty() && after.trim().is_empty()
    }

    fn is_selected(&self, entry: Entry<'_>) -> bool {
        let range = match entry {
            Entry::Block(block) => block.range(),
            Entry::Attribute(attribute) => attribute.range(),
            Entry::Metadata(metadata) => metadata.range(),
        };
        range.intersect(self.range).is_some_and(|common| !common.is_empty())
    }

    /// Returns a name that no block or attribute has.
    fn free_name(&self) -> String {
        let model = self.analysis.model();
        let entities =
            model.all_services().flat_map(|service| std::iter::once(&service.entity).chain(&service.structs));
        let mut taken: Vec<&str> = entities.map(|entity| entity.name.source.as_str()).collect();
        // A struct must not have the name of an attribute of its service.
        let attributes = model.all_services().flat_map(|service| &service.entity.attributes);
        taken.extend(attributes.filter_map(|attribute| attribute.source.as_ref()).map(|name| name.source.as_str()));
        taken.extend(model.project.as_ref().map(|project| project.name.source.as_str()));
        let numbered = (2..).map(|number| format!("{NAME}{number}"));
        let mut names = std::iter::once(NAME.to_owned()).chain(numbered);
        names.find(|name| !taken.iter().any(|taken| taken.eq_ignore_ascii_case(name))).unwrap_or_default()
    }
}

/// Returns the range from one attribute to another, with the comments above the first and after the last.
fn with_comments(body: Node<'_>, first: Attribute<'_>, last: Attribute<'_>) -> TextRange {
    let start = comments_above(body, first.node()).first().map_or(first.range().start(), |above| above.range().start());
    let end = comment_after(body, last.range().end()).map_or(last.range().end(), |(_, end)| end);
    TextRange::new(start, end)
}

/// Indents every line of a text by one more step, except for the first line and blank ones.
fn indented(text: &str, step: &str) -> String {
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| {
        let step = if line.trim().is_empty() { "" } else { step };
        format!("{text}\n{step}{line}")
    })
}
