//! Hovers of attributes: the column, who sets and sees them, and the final name.

use temple_manifest::{Blocks, Deployment, FileLanguage, Origin, Rendered};
use temple_model::{Model, Project};
use temple_syntax::TextRange;
use temple_syntax::ast::Attribute;

use super::{code, paragraphs};
use crate::Analysis;
use crate::one_line::one_line;
use crate::symbol::{EntityId, Symbol};

impl Analysis {
    pub(super) fn hover_attribute(
        &self,
        id: EntityId,
        index: usize,
        already_shown: Option<TextRange>,
    ) -> Option<String> {
        let attribute = id.attribute(index, self.model())?;
        let ranges = attribute.ranges?;
        let text =
            one_line(self.parse().path_to(ranges.whole).into_iter().find_map(Attribute::cast).map(Attribute::node));
        let visibility = attribute.visibility;
        let yes = |is: bool| if is { "yes" } else { "no" };
        let seen = format!(
            "In requests: {} · in responses: {} · stored: {}",
            yes(visibility.in_requests()),
            yes(visibility.in_responses()),
            yes(visibility.is_stored())
        );
        let problems = self.problems(&[ranges.whole], already_shown);
        let head = paragraphs([self.documentation_of(ranges.whole), Some(code(&text)), problems.text]);
        if problems.has_error {
            return Some(head);
        }
        Some(paragraphs([
            Some(head),
            attribute.source.as_ref().and_then(|name| self.renamed(name)),
            Some(seen),
            self.column(id, index),
            self.json(id, index),
        ]))
    }

    /// Returns the generated line that declares the column.
    pub(super) fn column(&self, id: EntityId, index: usize) -> Option<String> {
        let lines = self.lines_from(id, index, FileLanguage::Sql)?;
        let column = lines.first()?.trim().trim_end_matches(',');
        Some(format!("```sql\n{column}\n```"))
    }

    /// Returns the generated schema in the API document.
    fn json(&self, id: EntityId, index: usize) -> Option<String> {
        let lines = self.lines_from(id, index, FileLanguage::Yaml)?;
        // Every request and response repeats the schema, so the first occurrence is enough.
        let indent = |line: &str| line.len() - line.trim_start().len();
        let first = lines.first()?;
        let same = lines.iter().enumerate().take_while(|(at, line)| *at == 0 || indent(line) > indent(first));
        let schema: Vec<&str> = same.map(|(_, line)| &line[indent(first)..]).collect();
        Some(format!("```yaml\n{}\n```", schema.join("\n")))
    }

    /// Returns the first consecutive lines that come from an attribute, in the first generated file of that language.
    fn lines_from(&self, id: EntityId, index: usize, language: FileLanguage) -> Option<Vec<String>> {
        let ranges = id.attribute(index, self.model())?.ranges?;
        // To be independent of the size of the system, renders only this service and the one it refers to, without a
        // provider, which does not affect these lines.
        let referred =
            ranges.ty.and_then(|ty| self.occurrence_at(ty.start())).and_then(|occurrence| match occurrence.symbol {
                Symbol::Entity(other) if other.service != id.service => other.service(self.model()),
                _ => None,
            });
        let services = id.service(self.model()).into_iter().chain(referred).cloned().collect();
        let project = self.model().project.clone().map(|project| Project { provider: None, metrics: None, ..project });
        let model = Model { project, services, ..Model::default() };
        let deployment = Deployment::new(&model, None);
        let files = deployment.files();
        let rendered = files.iter().filter(|file| file.language() == language).map(|file| file.render());
        rendered
            .map(|rendered| lines_in(&rendered, &deployment.plan.blocks, ranges.whole))
            .find(|lines| !lines.is_empty())
    }
}

/// Returns the first consecutive lines of a generated file that come from a part of the Templefile.
fn lines_in(rendered: &Rendered, blocks: &Blocks, part: TextRange) -> Vec<String> {
    let is_from_part = |origin: Origin| match origin {
        Origin::Source(range) => blocks.absolute(range).is_some_and(|range| part.contains_range(range)),
        Origin::Reason(_) => false,
    };
    let mut spans = rendered.spans.iter().filter(|span| is_from_part(span.origin)).map(|span| (span.first, span.last));
    let Some((first, mut last)) = spans.next() else { return Vec::new() };
    // Spans are sorted by their first lines.
    for (start, end) in spans {
        if start > last + 1 {
            break;
        }
        last = last.max(end);
    }
    let lines = rendered.text.lines().zip(0..).skip_while(|&(_, line)| line < first);
    lines.take_while(|&(_, line)| line <= last).map(|(text, _)| text.to_owned()).collect()
}
