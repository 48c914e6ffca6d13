//! Fixes for annotations in the wrong position, or without their `@`.

use temple_syntax::{Element, Node, Parse, SyntaxError, SyntaxKind, TextRange, Token, ast};

use super::error_context::{ErrorContext, is_near, next, tokens};
use crate::catalogue::Annotation;
use crate::{Edit, Fix};

impl ErrorContext<'_> {
    /// Fixes annotations without `@`: `a: int unique`.
    pub(super) fn annotations_without_sign(&self) -> Option<Fix> {
        let skipped = self.path.last().filter(|node| node.kind() == SyntaxKind::ERROR)?;
        let words: Vec<Token<'_>> = skipped.descendant_tokens().filter(|token| !token.kind().is_trivia()).collect();
        let annotations: Vec<Annotation> =
            words.iter().map(|word| Annotation::from_name(word.text())).collect::<Option<_>>()?;
        // More than one of the annotations that exclude each other would be another error.
        let specified =
            self.node(ast::Attribute::cast)?.annotations().filter_map(|it| Annotation::from_name(it.name()?.text()));
        let exclusive = specified.chain(annotations.iter().copied()).filter(|it| it.visibility().is_some()).count();
        let written: Vec<String> = annotations.iter().map(|it| format!("@{}", it.as_str())).collect();
        let edits = words.iter().map(|word| Edit::insert(word.range().start(), "@")).collect();
        (exclusive <= 1).then(|| Fix::new(format!("Replace with `{}`", written.join(" ")), edits))
    }

    /// Fixes annotations before or after the attribute: `@unique a: int;` and `a: int; @unique`.
    pub(super) fn annotation_first(&self) -> Option<Fix> {
        let [.., parent, skipped] = self.path.as_slice() else { return None };
        if skipped.kind() != SyntaxKind::ERROR || !is_near(*parent, skipped.range().start()) {
            return None;
        }
        let words: Vec<Token<'_>> = tokens(*skipped, skipped.range()).filter(|it| !it.kind().is_trivia()).collect();
        let annotations = words.chunks(2).map(|pair| match pair {
            [sign, name] if sign.kind() == SyntaxKind::AT => Annotation::from_name(name.text()),
            _ => None,
        });
        let annotations: Vec<Annotation> = annotations.collect::<Option<_>>()?;
        let written = TextRange::new(skipped.range().start(), words.last()?.range().end());
        if tokens(*skipped, written).any(|token| token.kind().is_comment()) {
            return None;
        }
        let text: String = annotations.iter().map(|it| format!(" @{}", it.as_str())).collect();
        let (attribute, edits) = moved_annotation(*parent, written, &text)?;
        let specified = attribute.annotations().filter_map(|it| Annotation::from_name(it.name()?.text()));
        let exclusive = specified.chain(annotations).filter(|it| it.visibility().is_some()).count();
        (exclusive <= 1).then(|| Fix::new(format!("Move `{}` after the type", text.trim_start()), edits))
    }

    /// Fixes a list after an annotation: `a: int @unique[5];`.
    pub(super) fn list_of_annotation(&self) -> Option<Fix> {
        let skipped = self.path.last().filter(|node| node.kind() == SyntaxKind::ERROR)?;
        let list: Vec<Token<'_>> = skipped.descendant_tokens().filter(|token| !token.kind().is_trivia()).collect();
        let is_one = list.last()?.kind() == SyntaxKind::R_BRACKET
            && list.iter().filter(|token| token.kind() == SyntaxKind::L_BRACKET).count() == 1;
        let whole = self.range.cover(list.last()?.range());
        is_one.then(|| self.fix("Remove the list", whole, "").mark_for_review())
    }

    /// Fixes an annotation that starts with `#`: `name: string #unique;`.
    pub(super) fn annotation_with_hash(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        self.node(ast::Attribute::cast)?;
        let (sign, is_on_new_line) = next(error.at, parse);
        let sign = sign.filter(|sign| sign.kind() == SyntaxKind::HASH && !is_on_new_line)?;
        let name = parse.token_at(sign.range().end())?;
        // Annotations take no arguments.
        if next(name.range().end(), parse).0.is_some_and(|open| open.kind() == SyntaxKind::L_PAREN) {
            return None;
        }
        Annotation::from_name(name.text())
            .map(|it| self.fix(format!("Replace with `@{}`", it.as_str()), sign.range(), "@"))
    }
}

/// Moves annotations before or after an attribute into it: into a previous attribute on the same line, else into the
/// next one, else into the previous one. Returns the attribute and the edits.
fn moved_annotation<'a>(body: Node<'a>, written: TextRange, text: &str) -> Option<(ast::Attribute<'a>, Vec<Edit>)> {
    let before: Vec<Element<'_>> = body.children().take_while(|it| it.range().end() <= written.start()).collect();
    let gap: Vec<Token<'_>> = before.iter().rev().map_while(|it| it.token()).collect();
    let previous = before.iter().rev().find_map(|it| it.node()).and_then(ast::Attribute::cast);
    let previous = previous.and_then(|it| Some((it, it.node().token(SyntaxKind::SEMICOLON)?.range().start())));
    let is_on_line = gap.iter().all(|token| !token.text().contains(['\n', '\r']));
    let remaining = body.children().skip_while(|it| it.range().start() < written.end());
    // An annotation followed by a `;` belongs to the attribute before it.
    let own_end = remaining.clone().find(|it| !it.kind().is_trivia()).filter(|it| it.kind() == SyntaxKind::SEMICOLON);
    let written = own_end.map_or(written, |end| written.cover(end.range()));
    let remaining = remaining.skip_while(move |it| it.range().start() < written.end());
    let space = remaining.clone().next().and_then(Element::token).filter(|it| it.kind() == SyntaxKind::WHITESPACE);
    let following = remaining.filter_map(Element::node).next().and_then(ast::Attribute::cast);
    let is_of_previous = is_on_line || own_end.is_some() || following.is_none();
    if let Some((attribute, end)) = previous.filter(|_| is_of_previous) {
        let swallows = gap.get(1).is_some_and(|token| token.kind() == SyntaxKind::LINE_COMMENT)
            && !space.is_some_and(|space| space.text().contains('\n'));
        let space_before = gap.first().filter(|it| it.kind() == SyntaxKind::WHITESPACE && !swallows);
        let start = space_before.map_or(written.start(), |space| space.range().start());
        return Some((attribute, vec![Edit::insert(end, text), Edit::delete(TextRange::new(start, written.end()))]));
    }
    let attribute = following.filter(|_| own_end.is_none())?;
    let moved = TextRange::new(written.start(), space.map_or(written.end(), |space| space.range().end()));
    Some((attribute, vec![Edit::delete(moved), Edit::insert(attribute.ty()?.range().end(), text)]))
}
