//! Reading of attributes.

use smol_str::SmolStr;
use temple_syntax::ast::{self, Annotation as AnnotationNode};
use temple_syntax::{TextRange, Token};

use crate::catalogue::{Annotation, BlockKind, Visibility};
use crate::names::normalized;
use crate::repair::{self, Child};
use crate::sink::Sink;
use crate::suggest::{and_list, did_you_mean_or, nearest};
use crate::unresolved::{Reference, UnresolvedBlock};
use crate::{Attribute, AttributeRanges, Code, Diagnostic, Name, Type, types};

/// Reads an attribute of a block into `unresolved`.
pub(crate) fn read<'a>(
    attribute: ast::Attribute<'a>,
    child: Child<'a>,
    unresolved: &mut UnresolvedBlock<'a>,
    sink: &mut Sink,
) {
    let name = attribute.name();
    if let Some(name) = name {
        // Without a colon or a type it may still be being typed; with the kind of a block as its type it is a block.
        let is_block = |ty: ast::Type<'_>| ty.name().is_some_and(|it| BlockKind::from_name(it.text()).is_some());
        if attribute.has_colon() && attribute.ty().is_some_and(|ty| !is_block(ty)) {
            unresolved.wrong_cases.extend(Some(name).filter(|name| !is_lower(name.text())));
        }
    }
    let ty = match attribute.ty() {
        // Without a colon, as in `string name`, the word may not be a type.
        Some(ty) if attribute.has_colon() || types::is_built_in(ty) => types::read(ty, sink),
        _ => Some(Type::Unknown),
    };
    let ty = ty.unwrap_or_else(|| {
        unresolved.unknown_types.extend(attribute.ty().and_then(ast::Type::name));
        Type::Unknown
    });
    // An upper-case built-in type with arguments is already a syntax error, and not meant as a reference.
    let meant = |ty: &ast::Type<'_>| ty.arguments().is_none() || !types::is_built_in_but_for_case(*ty);
    if let (Type::Reference(name), Some(ty)) = (&ty, attribute.ty().filter(meant)) {
        let range = ty.name().map_or(ty.range(), Token::range);
        unresolved.references.push(Reference { name: name.clone(), range });
    }
    let (visibility, unique) = annotations(attribute, sink);
    if let Some(name) = name {
        if let Some((diagnostic, first)) = duplicate(name, unresolved, sink) {
            if (&first.ty, first.visibility, first.unique) == (&ty, visibility, unique) && ty != Type::Unknown {
                diagnostic.remove("Remove this attribute", child.out_of_block().range);
            }
            return;
        }
        unresolved.normals.push(normalized(name.text()));
        let range = name.range();
        let name = SmolStr::new(name.text());
        unresolved.names.push(name.clone());
        let source = Name { source: name.clone(), range, renamed: None };
        let ranges = AttributeRanges { whole: attribute.range(), ty: attribute.ty().map(ast::Type::range) };
        unresolved.attributes.push(Attribute {
            name,
            source: Some(source),
            ranges: Some(ranges),
            ty,
            visibility,
            unique,
        });
    }
}

/// Returns true if a name starts with a lower-case letter. The compiler checks only the first UTF-16 unit, which is a
/// letter only in the basic plane.
fn is_lower(name: &str) -> bool {
    name.starts_with(|first: char| first.is_lowercase() && first <= '\u{ffff}')
}

/// Reports attribute names that do not start with a lower-case letter. Called after all attributes of the block are
/// read, so that suggested names are unused.
pub(crate) fn check_cases(block: &UnresolvedBlock<'_>, sink: &mut Sink) {
    for name in &block.wrong_cases {
        let text = name.text();
        let message = format!("The attribute name `{text}` must start with a lower-case letter.");
        let diagnostic = sink.report(Code::AttributeCase, name.range(), message);
        let lower = lower_case(text);
        let is_free = block.names.with_name(&lower).next().is_none();
        if is_lower(&lower) && is_free {
            diagnostic.respell(&lower);
        }
    }
}

/// Removes leading underscores and makes the first letter lower-case, or all letters if the name has no lower-case
/// one.
fn lower_case(name: &str) -> String {
    let name = name.trim_start_matches('_');
    if !name.contains(|char: char| char.is_ascii_lowercase()) {
        return name.to_lowercase();
    }
    let mut chars = name.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

/// Reads the annotations; returns the visibility of the attribute and true if its values are unique.
fn annotations(attribute: ast::Attribute<'_>, sink: &mut Sink) -> (Visibility, bool) {
    let mut visible: Option<(Visibility, Child<'_>)> = None;
    let mut unique: Option<TextRange> = None;
    for child in repair::children(attribute.node()) {
        let Some(name) = AnnotationNode::cast(child.node).and_then(AnnotationNode::name) else { continue };
        let Some(annotation) = Annotation::from_name(name.text()) else {
            unknown(name, attribute, sink);
            continue;
        };
        match (annotation.visibility(), visible, unique) {
            (Some(visibility), None, _) => visible = Some((visibility, child)),
            (Some(_), Some((_, first)), _) => conflict(child, first, sink),
            (None, _, None) => unique = Some(child.node.range()),
            (None, _, Some(first)) => repeated(child, first, sink),
        }
    }
    (visible.map_or(Visibility::All, |(visibility, _)| visibility), unique.is_some())
}

/// Reports an unknown annotation. Does not suggest annotations that the attribute already has, or that exclude one of
/// them.
fn unknown(name: Token<'_>, attribute: ast::Attribute<'_>, sink: &mut Sink) {
    let specified = || attribute.annotations().filter_map(|it| Annotation::from_name(it.name()?.text()));
    let sees = |annotation: &Annotation| annotation.visibility().is_some();
    let may_stand =
        |it: &&Annotation| !specified().any(|specified| specified == **it || (sees(it) && sees(&specified)));
    let near = nearest(name.text(), Annotation::ALL.iter().filter(may_stand).map(|annotation| annotation.as_str()));
    let all = Annotation::ALL.iter().map(|annotation| annotation.as_str());
    let advice = did_you_mean_or("@", near, "annotations", all);
    let message = format!("Unknown annotation `@{}`.{advice}", name.text());
    let diagnostic = sink.report(Code::UnknownAnnotation, name.range(), message);
    if let Some(near) = near {
        diagnostic.replace(format!("Replace with `@{near}`"), name.range(), near);
    }
}

fn conflict(child: Child<'_>, first: Child<'_>, sink: &mut Sink) {
    let exclusive: Vec<String> = Annotation::ALL
        .iter()
        .filter(|annotation| annotation.visibility().is_some())
        .map(|annotation| format!("`@{}`", annotation.as_str()))
        .collect();
    let message = format!("An attribute can have only one of {}. Remove one of them.", and_list(&exclusive));
    let diagnostic = sink.report(Code::ConflictingAnnotations, child.node.range(), message);
    diagnostic.relate(first.node.range(), "The other annotation is here.");
    for (which, child) in [("this", child), ("the other", first)] {
        diagnostic.propose(format!("Remove {which} annotation"), vec![child.out()]);
    }
}

fn repeated(child: Child<'_>, first: TextRange, sink: &mut Sink) {
    sink.report(
        Code::RepeatedAnnotation,
        child.node.range(),
        "This annotation is repeated and has no effect. Remove it.",
    )
    .relate(first, "The first annotation is here.")
    .remove("Remove this annotation", child.out().range);
}

/// Reports an attribute with the name of an earlier one in the block, and returns the diagnostic and that earlier
/// one.
fn duplicate<'s, 'b>(
    name: Token<'_>,
    block: &'b UnresolvedBlock<'_>,
    sink: &'s mut Sink,
) -> Option<(&'s mut Diagnostic, &'b Attribute)> {
    let first = &block.attributes[block.names.with_name(name.text()).next()?];
    let message = format!("This block already has an attribute named `{}`. Choose a different name.", name.text());
    let diagnostic = sink.report(Code::DuplicateAttribute, name.range(), message);
    diagnostic.relate(first.source.as_ref()?.range, "The other attribute is declared here.");
    Some((diagnostic, first))
}
