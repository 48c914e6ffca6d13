//! Document symbols: the outline of a file, as a tree of its blocks and their content.
//!
//! ```text
//! Shop   project
//!   #provider   (dockerCompose)
//! Cart   service
//!   total   float(min: 0)
//!   Line    struct
//! ```

mod merge_sides;

use temple_model::catalogue::BlockKind;
use temple_syntax::TextRange;
use temple_syntax::ast::{self, Entry};

use crate::Analysis;
use crate::one_line::one_line;

/// An item of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// The name as written; for a metadata item, with its `#`.
    pub name: String,
    /// Text shown after the name: the kind of a block, the type of an attribute, or the value of a metadata item.
    pub detail: String,
    /// The kind of item.
    pub kind: OutlineKind,
    /// The whole item, in bytes.
    pub range: TextRange,
    /// Its name, in bytes; inside `range`.
    pub selection: TextRange,
    /// The items in it, in the order of the text.
    pub children: Vec<OutlineItem>,
}

/// The kinds of outline items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutlineKind {
    /// The project block.
    Project,
    /// A service, or a block of an unknown kind.
    Service,
    /// A struct.
    Struct,
    /// An attribute.
    Attribute,
    /// A metadata item.
    Metadata,
}

impl Analysis {
    /// Returns the outline, in the order of the text. Unnamed blocks and entries are left out.
    pub fn outline(&self) -> Vec<OutlineItem> {
        let mut sides = self.sides().map(|side| side.parse().file().blocks().filter_map(outline_block).collect());
        let first = sides.next().unwrap_or_default();
        match sides.next() {
            Some(second) => merge_sides::merged(first, second),
            None => first,
        }
    }
}

fn outline_block(block: ast::Block<'_>) -> Option<OutlineItem> {
    let name = block.name()?;
    let kind = block.kind();
    let children = block.entries().filter_map(|entry| match entry {
        Entry::Block(inner) => outline_block(inner),
        Entry::Attribute(attribute) => outline_attribute(attribute),
        Entry::Metadata(metadata) => outline_metadata(metadata),
    });
    Some(OutlineItem {
        name: name.text().to_owned(),
        detail: kind.map(|kind| kind.text().to_owned()).unwrap_or_default(),
        kind: match kind.and_then(|kind| BlockKind::from_name(kind.text())) {
            Some(BlockKind::Project) => OutlineKind::Project,
            Some(BlockKind::Struct) => OutlineKind::Struct,
            Some(BlockKind::Service) | None => OutlineKind::Service,
        },
        range: block.range(),
        selection: name.range(),
        children: children.collect(),
    })
}

fn outline_attribute(attribute: ast::Attribute<'_>) -> Option<OutlineItem> {
    let name = attribute.name()?;
    let parts = attribute.ty().map(ast::Type::node).into_iter();
    let parts = parts.chain(attribute.annotations().map(ast::Annotation::node));
    Some(OutlineItem {
        name: name.text().to_owned(),
        detail: one_line(parts),
        kind: OutlineKind::Attribute,
        range: attribute.range(),
        selection: name.range(),
        children: Vec::new(),
    })
}

fn outline_metadata(metadata: ast::Metadata<'_>) -> Option<OutlineItem> {
    let (hash, name) = (metadata.hash()?, metadata.name()?);
    let arguments = metadata.arguments().map(ast::Arguments::node);
    let value = arguments.or(metadata.list().map(ast::List::node));
    Some(OutlineItem {
        name: format!("#{}", name.text()),
        detail: one_line(value),
        kind: OutlineKind::Metadata,
        range: metadata.range(),
        selection: hash.range().cover(name.range()),
        children: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Expect) {
        fn show(items: &[OutlineItem], indent: usize, text: &str, out: &mut String) {
            for item in items {
                let selection = &text[std::ops::Range::<usize>::from(item.selection)];
                assert!(item.range.contains_range(item.selection));
                assert_eq!(selection.replace(' ', ""), item.name);
                let line = format!("{:indent$}{:?} {}: {}", "", item.kind, item.name, item.detail);
                out.push_str(line.trim_end());
                out.push('\n');
                show(&item.children, indent + 2, text, out);
            }
        }
        let mut shown = String::new();
        show(&Analysis::new(text).outline(), 0, text, &mut shown);
        expected.assert_eq(&shown);
    }

    #[test]
    fn outlines_a_text() {
        check(
            "P: project { # provider(kubernetes); }\nS: service {\n  a: string(\n    5) @unique;\n  #omit[read];\n  T: struct { b: int; };\n}",
            expect![[r#"
                Project P: project
                  Metadata #provider: (kubernetes)
                Service S: service
                  Attribute a: string(5) @unique
                  Metadata #omit: [read]
                  Struct T: struct
                    Attribute b: int
            "#]],
        );
    }

    #[test]
    fn outlines_half_typed_text() {
        check(
            "S: service { a: ; #; : int; T: str",
            expect![[r#"
            Service S: service
              Attribute a:
              Attribute T: str
        "#]],
        );
        check(
            "S: servce { a: int; }",
            expect![[r#"
            Service S: servce
              Attribute a: int
        "#]],
        );
    }
}
