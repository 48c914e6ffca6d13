//! Hover: what a word means, and what follows from it here.
//!
//! ```text
//! Cart: service
//!
//! create   POST /api/cart
//! read     GET /api/cart/{id}
//! update   PUT /api/cart/{id}
//! delete   DELETE /api/cart/{id}
//!
//! Read by anyone: the project says #readable(all).
//! Updated and deleted by its creator only: the service says #writable(this).
//! Runs as cart with its database cart-db, on port 1026; metrics on 1027.
//! ```

mod attribute;
mod entity;
mod problems;
mod unknown;
mod word;

use temple_model::catalogue::BuiltIn;
use temple_syntax::ast::{self, Argument, Number};
use temple_syntax::{SyntaxKind, TextRange, TextSize};

use crate::Analysis;
use crate::mentions::Mention;
use crate::symbol::{Owner, Symbol};

/// The answer to a hover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The word that it is about, in bytes.
    pub range: TextRange,
    /// What is said of it, in Markdown.
    pub markdown: String,
}

impl Analysis {
    /// What the word at a place means. Absent where there is nothing to say.
    pub fn hover(&self, offset: TextSize) -> Option<Hover> {
        let mut sides = self.sides_at(offset);
        sides.find_map(|side| side.hover_of_side(offset))
    }

    fn hover_of_side(&self, offset: TextSize) -> Option<Hover> {
        let side = self;
        if let Some((mention, range)) = side.mention_with_sign(offset) {
            let markdown = match mention.symbol {
                Symbol::Project => side.hover_project()?,
                Symbol::Entity(id) => side.hover_entity(id, Some(mention.range))?,
                Symbol::Attribute(id, index) => side.hover_attribute(id, index, Some(mention.range))?,
                symbol => side.hover_word(symbol, mention.range)?,
            };
            return Some(Hover { range, markdown });
        }
        side.hover_number(offset).or_else(|| side.hover_unknown(offset))
    }

    /// What is said of something wherever it is mentioned, in Markdown: of a word of the language what the catalogue
    /// says, of anything else what it means here.
    pub fn documentation(&self, symbol: Symbol) -> Option<String> {
        match symbol {
            Symbol::Project => self.hover_project(),
            Symbol::Entity(id) => self.hover_entity(id, None),
            Symbol::Attribute(id, index) => self.hover_attribute(id, index, None),
            word => word.documentation(),
        }
    }

    /// What is mentioned at a place, be it at the sign before the word, and where it is pointed at.
    fn mention_with_sign(&self, offset: TextSize) -> Option<(Mention, TextRange)> {
        if let Some(mention) = self.mention_at(offset) {
            return Some((mention, mention.range));
        }
        let behind = self.text()[usize::from(offset)..].strip_prefix(['#', '@'])?;
        let gap = TextSize::of(&behind[..behind.len() - behind.trim_start().len()]);
        let mention = self.mention_at(offset + TextSize::of('#') + gap)?;
        Some((mention, TextRange::new(offset, mention.range.end())))
    }

    /// What a number is given for, and its value where it has a suffix.
    fn hover_number(&self, offset: TextSize) -> Option<Hover> {
        let path = self.parse().path_to(TextRange::empty(offset));
        let number = path.iter().rev().copied().find_map(Number::cast)?;
        let parameter = path.iter().rev().copied().find_map(ast::Type::cast).and_then(|ty| parameter_of(ty, number));
        let markdown = paragraphs([self.real_value(number), parameter.and_then(Symbol::documentation)]);
        (!markdown.is_empty()).then(|| Hover { range: number.range(), markdown })
    }

    /// The value of a number that has a suffix, or that is not what it seems to be.
    fn real_value(&self, number: Number<'_>) -> Option<String> {
        let text = &self.text()[std::ops::Range::<usize>::from(number.range())];
        if number.float().is_some_and(f64::is_infinite) {
            return Some(format!("`{text}` is too large, and becomes infinite: it bounds nothing."));
        }
        if number.is_integer() && number.integer().is_none() {
            return Some(format!("`{text}` does not fit 32 bits."));
        }
        let value = number.integer().filter(|_| number.suffix().is_some())?;
        Some(match value.overflowed {
            None => format!("`{text}` is {}.", grouped(value.value.into())),
            Some(written) => format!(
                "`{text}` would be {}, which does not fit 32 bits; the compiler makes it {}.",
                grouped(written),
                grouped(value.value.into())
            ),
        })
    }

    /// The comments directly above a block or attribute.
    fn documentation_of(&self, declaration: TextRange) -> Option<String> {
        let path = self.parse().path_to(declaration);
        let at = path.iter().rposition(|node| matches!(node.kind(), SyntaxKind::BLOCK | SyntaxKind::ATTRIBUTE))?;
        temple_syntax::documentation(*path.get(at.checked_sub(1)?)?, path[at]).map(|text| contained(&text))
    }
}

/// The parameter that a number among the arguments of a type is for.
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

/// What users wrote in comments, as Markdown that neither holds HTML nor goes on into what follows: a `<` is one, and a
/// block of code is closed.
fn contained(comment: &str) -> String {
    let mut open: Option<&str> = None;
    let lines = comment.lines().map(|line| {
        let sign = fence(line);
        match (open, sign) {
            (None, None) => return without_html(line),
            (None, Some(_)) => open = sign,
            // It is closed by nothing but as many of its own signs, or more.
            (Some(fence), Some(sign)) if sign.starts_with(fence) && line.trim() == sign => open = None,
            _ => {}
        }
        line.to_owned()
    });
    let mut lines: Vec<String> = lines.collect();
    lines.extend(open.map(str::to_owned));
    lines.join("\n")
}

/// The signs with which a line starts or ends a block of code. Behind backticks there is none more on the line.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let rest = line.trim_start_matches(sign);
    let fence = &line[..line.len() - rest.len()];
    (fence.len() >= 3 && (sign == '~' || !rest.contains('`'))).then_some(fence)
}

/// A line with every `<` outside of code as that.
fn without_html(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    // Without a partner the last sign is none of code.
    let is_code = |at: usize| at % 2 == 1 && at + 1 < parts.len();
    let parts: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| if is_code(at) { (*part).to_owned() } else { part.replace("\\<", "<").replace('<', "\\<") })
        .collect();
    parts.join("`")
}

/// The parts of a text that are there, as paragraphs.
fn paragraphs(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A piece of a Templefile.
fn code(text: &str) -> String {
    format!("```temple\n{text}\n```")
}

/// A number with its digits in groups of three.
fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::from(if value < 0 { "-" } else { "" });
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests;
