//! Hover: the meaning of a word and its effects in this file.
//!
//! ```text
//! Cart: service
//!
//! create   POST /api/cart
//! read     GET /api/cart/{id}
//! update   PUT /api/cart/{id}
//! delete   DELETE /api/cart/{id}
//!
//! Can be read by anyone (#readable(all), set in the project).
//! Can be updated and deleted only by its creator (#writable(this), set in the service).
//! Runs as cart with database cart-db. Listens on port 1026 and serves metrics on port 1027.
//! ```

mod attribute;
mod entity;
mod problems;
mod unknown;
mod word;

use temple_model::catalogue::BuiltIn;
use temple_model::grouped_digits;
use temple_syntax::ast::{self, Argument, Number};
use temple_syntax::{SyntaxKind, TextRange, TextSize};

use crate::Analysis;
use crate::occurrences::Occurrence;
use crate::symbol::{Owner, Symbol};

/// The result of a hover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The range of the word, in bytes.
    pub range: TextRange,
    /// The text to show, in Markdown.
    pub markdown: String,
}

impl Analysis {
    /// Returns the hover at an offset. Returns `None` if there is nothing to show.
    pub fn hover(&self, offset: TextSize) -> Option<Hover> {
        let mut sides = self.sides_at(offset);
        sides.find_map(|side| side.hover_of_side(offset))
    }

    fn hover_of_side(&self, offset: TextSize) -> Option<Hover> {
        let side = self;
        if let Some((occurrence, range)) = side.occurrence_with_sign(offset) {
            let markdown = match occurrence.symbol {
                Symbol::Project => side.hover_project()?,
                Symbol::Entity(id) => side.hover_entity(id, Some(occurrence.range))?,
                Symbol::Attribute(id, index) => side.hover_attribute(id, index, Some(occurrence.range))?,
                symbol => side.hover_word(symbol, occurrence.range)?,
            };
            return Some(Hover { range, markdown });
        }
        side.hover_number(offset).or_else(|| side.hover_unknown(offset))
    }

    /// Returns the documentation of a symbol in Markdown, regardless of a position: that of the catalogue for words of
    /// the language, and the consequences in this text for declared symbols.
    pub fn documentation(&self, symbol: Symbol) -> Option<String> {
        match symbol {
            Symbol::Project => self.hover_project(),
            Symbol::Entity(id) => self.hover_entity(id, None),
            Symbol::Attribute(id, index) => self.hover_attribute(id, index, None),
            word => word.documentation(),
        }
    }

    /// Returns the occurrence at the offset, and the range to show it for. The `#` or `@` before a word counts as part
    /// of it.
    fn occurrence_with_sign(&self, offset: TextSize) -> Option<(Occurrence, TextRange)> {
        if let Some(occurrence) = self.occurrence_at(offset) {
            return Some((occurrence, occurrence.range));
        }
        let rest = self.text()[usize::from(offset)..].strip_prefix(['#', '@'])?;
        let gap = TextSize::of(&rest[..rest.len() - rest.trim_start().len()]);
        let occurrence = self.occurrence_at(offset + TextSize::of('#') + gap)?;
        Some((occurrence, TextRange::new(offset, occurrence.range.end())))
    }

    /// Returns the hover of a number: its parameter, and its value if it has a suffix.
    fn hover_number(&self, offset: TextSize) -> Option<Hover> {
        let path = self.parse().path_to(TextRange::empty(offset));
        let number = path.iter().rev().copied().find_map(Number::cast)?;
        let parameter = path.iter().rev().copied().find_map(ast::Type::cast).and_then(|ty| parameter_of(ty, number));
        let markdown = paragraphs([self.real_value(number), parameter.and_then(Symbol::documentation)]);
        (!markdown.is_empty()).then(|| Hover { range: number.range(), markdown })
    }

    /// Returns the value of a number that has a suffix, or whose value differs from its spelling.
    fn real_value(&self, number: Number<'_>) -> Option<String> {
        let text = &self.text()[std::ops::Range::<usize>::from(number.range())];
        if number.float().is_some_and(f64::is_infinite) {
            return Some(format!("`{text}` is too large and becomes infinity."));
        }
        if number.is_integer() && number.integer().is_none() {
            return Some(format!("`{text}` does not fit in 32 bits."));
        }
        let value = number.integer().filter(|_| number.suffix().is_some())?;
        Some(match value.overflowed {
            None => format!("`{text}` is {}.", grouped_digits(value.value.into())),
            Some(written) => format!(
                "`{text}` is {}, which does not fit in 32 bits. The compiler reads it as {}.",
                grouped_digits(written),
                grouped_digits(value.value.into())
            ),
        })
    }

    /// Returns the comments directly above a block or attribute.
    fn documentation_of(&self, declaration: TextRange) -> Option<String> {
        let path = self.parse().path_to(declaration);
        let at = path.iter().rposition(|node| matches!(node.kind(), SyntaxKind::BLOCK | SyntaxKind::ATTRIBUTE))?;
        temple_syntax::documentation(*path.get(at.checked_sub(1)?)?, path[at]).map(|text| contained(&text))
    }
}

/// Returns the parameter that a number among the arguments of a type belongs to.
fn parameter_of(ty: ast::Type<'_>, number: Number<'_>) -> Option<Symbol> {
    let owner = Owner::BuiltIn(BuiltIn::from_name(ty.name()?.text())?);
    let mut arguments = ty.arguments()?.iter().enumerate();
    let parameter = arguments.find_map(|(index, argument)| match argument {
        Argument::Positional(value) if value.range() == number.range() => owner.parameters().get(index),
        Argument::Keyword(keyword) if keyword.range().contains_range(number.range()) => {
            let name = keyword.name()?;
            owner.parameters().iter().find(|parameter| parameter.name == name.text())
        }
        _ => None,
    });
    parameter.map(|parameter| Symbol::Parameter(owner, parameter))
}

/// Turns the text of a user's comment into Markdown that cannot affect the rest of the hover: `<` is escaped, and an
/// open code block is closed.
fn contained(comment: &str) -> String {
    let mut open: Option<&str> = None;
    let lines = comment.lines().map(|line| {
        let sign = fence(line);
        match (open, sign) {
            (None, None) => return without_html(line),
            (None, Some(_)) => open = sign,
            // A code block ends with at least as many of the characters that it started with.
            (Some(fence), Some(sign)) if sign.starts_with(fence) && line.trim() == sign => open = None,
            _ => {}
        }
        line.to_owned()
    });
    let mut lines: Vec<String> = lines.collect();
    lines.extend(open.map(str::to_owned));
    lines.join("\n")
}

/// Returns the characters that start or end a code block. A line that starts one with backticks contains no others.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let rest = line.trim_start_matches(sign);
    let fence = &line[..line.len() - rest.len()];
    (fence.len() >= 3 && (sign == '~' || !rest.contains('`'))).then_some(fence)
}

/// Escapes every `<` outside of code spans.
fn without_html(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    // A backtick without a partner does not start code.
    let is_code = |at: usize| at % 2 == 1 && at + 1 < parts.len();
    let parts: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| if is_code(at) { (*part).to_owned() } else { part.replace("\\<", "<").replace('<', "\\<") })
        .collect();
    parts.join("`")
}

/// Joins the parts that are not empty, as paragraphs.
fn paragraphs(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Formats text as Templefile code.
fn code(text: &str) -> String {
    format!("```temple\n{text}\n```")
}

#[cfg(test)]
mod tests;
