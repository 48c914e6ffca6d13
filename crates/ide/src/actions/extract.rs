//! Making a struct of some attributes of a service.

use temple_model::Edit;
use temple_model::catalogue::BlockKind;
use temple_syntax::TextRange;
use temple_syntax::ast::{Block, Entry};

use super::{Action, ActionKind, Selection};

/// The name of a new struct, until the user gives it a better one.
const NAME: &str = "Details";

impl Selection<'_> {
    /// Moves the selected attributes of a service to a struct of their own, in their place.
    pub(super) fn extract_struct(&self, actions: &mut Vec<Action>) {
        let Some(block) = self.node(Block::cast).filter(|_| !self.range.is_empty()) else { return };
        let is_service = block.kind().is_some_and(|kind| BlockKind::from_name(kind.text()) == Some(BlockKind::Service));
        let selected: Vec<Entry<'_>> = block.entries().filter(|entry| self.is_selected(*entry)).collect();
        let ranges: Vec<TextRange> = selected
            .iter()
            .filter_map(|entry| match entry {
                Entry::Attribute(attribute) => Some(attribute.range()),
                _ => None,
            })
            .collect();
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return };
        if !is_service || ranges.len() != selected.len() {
            return;
        }
        let whole = first.cover(*last);
        let indent = self.indent(whole.start());
        // With every line one step further in, comments included.
        let inner = self.text(whole).replace('\n', "\n  ");
        let name = self.free_name();
        let line = self.line_end();
        let end = if self.text(whole).ends_with(';') { "" } else { ";" };
        let text = format!("{name}: {} {{{line}{indent}  {inner}{end}{line}{indent}}}", BlockKind::Struct.as_str());
        let edits = vec![Edit { range: whole, text }];
        actions.push(self.action(format!("Extract to a struct `{name}`"), ActionKind::Extract, edits));
    }

    fn is_selected(&self, entry: Entry<'_>) -> bool {
        let range = match entry {
            Entry::Block(block) => block.range(),
            Entry::Attribute(attribute) => attribute.range(),
            Entry::Metadata(metadata) => metadata.range(),
        };
        range.intersect(self.range).is_some_and(|common| !common.is_empty())
    }

    /// A name that nothing has.
    fn free_name(&self) -> String {
        let model = self.analysis.model();
        let entities =
            model.services.iter().flat_map(|service| std::iter::once(&service.entity).chain(&service.structs));
        let mut taken: Vec<&str> = entities.map(|entity| entity.name.source.as_str()).collect();
        // A block may not be called like an attribute of its own.
        let attributes = model.services.iter().flat_map(|service| &service.entity.attributes);
        taken.extend(attributes.filter_map(|attribute| attribute.source.as_ref()).map(|name| name.source.as_str()));
        taken.extend(model.project.as_ref().map(|project| project.name.source.as_str()));
        let numbered = (2..).map(|number| format!("{NAME}{number}"));
        let mut names = std::iter::once(NAME.to_owned()).chain(numbered);
        names.find(|name| !taken.iter().any(|taken| taken.eq_ignore_ascii_case(name))).unwrap_or_default()
    }
}
