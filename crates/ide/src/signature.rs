//! Signature help: the parameters of the type or metadata item whose arguments are being typed, and the current one.
//!
//! ```text
//! total: int(5, ▏
//! int(max, ⟨min⟩, precision)
//! ```

use temple_syntax::{SyntaxKind, TextSize, Token};

use crate::Analysis;
use crate::completion::statement::{end_of_brackets, open_bracket, owner, statement_before};
use crate::symbol::Owner;

/// The signature of a type or metadata item, while its arguments are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// The owner of the parameters.
    pub owner: Owner,
    /// The index of the current parameter in [`Owner::parameters`]; `None` after the last one and after an unknown
    /// keyword.
    pub active: Option<usize>,
}

impl Signature {
    /// Returns the text to show, such as `string(maxLength, minLength)`, and the range of each parameter in it, in
    /// bytes.
    pub fn label(self) -> (String, Vec<std::ops::Range<usize>>) {
        let mut label = match self.owner {
            Owner::Item(item) => item.to_string(),
            Owner::BuiltIn(ty) => ty.as_str().to_owned(),
        };
        let mut ranges = Vec::new();
        label.push('(');
        for (index, parameter) in self.owner.parameters().iter().enumerate() {
            label.push_str(if index == 0 { "" } else { ", " });
            let start = label.len();
            label.push_str(parameter.name);
            ranges.push(start..label.len());
        }
        label.push(')');
        (label, ranges)
    }
}

impl Analysis {
    /// Returns the signature of the type or metadata item whose arguments contain the offset, closed or not.
    pub fn signature(&self, offset: TextSize) -> Option<Signature> {
        let side = self.side_at(offset);
        let statement = statement_before(side, offset)?;
        let open = open_bracket(&statement)?;
        let owner = owner(&statement, open)?;
        // Text after unclosed brackets belongs to the next entry.
        let end = end_of_brackets(side, &statement);
        if end.is_some_and(|end| statement.last().is_some_and(|last| last.range().start() >= end)) {
            return None;
        }
        // The list in `#omit(endpoints: [` is the value of the parameter itself.
        let is_inner_list = statement[open].kind() == SyntaxKind::L_BRACKET
            && open.checked_sub(1).is_some_and(|before| statement[before].kind() != SyntaxKind::IDENT);
        let arguments = match is_inner_list {
            true => {
                let outer = statement[..open].iter().rposition(|token| token.kind() == SyntaxKind::L_PAREN)?;
                &statement[outer + 1..open]
            }
            false if statement[open].kind() == SyntaxKind::L_BRACKET => &[],
            false => &statement[open + 1..],
        };
        let active = self.keyword_after(owner, &statement, offset).or_else(|| active(owner, arguments));
        (!owner.parameters().is_empty()).then_some(Signature { owner, active })
    }
}

impl Analysis {
    /// Returns the parameter whose keyword follows an offset at which there is no argument yet.
    fn keyword_after(&self, owner: Owner, statement: &[Token<'_>], offset: TextSize) -> Option<usize> {
        let last = statement.last().filter(|last| last.range().end() <= offset)?;
        let is_free = matches!(last.kind(), SyntaxKind::L_PAREN | SyntaxKind::COMMA);
        let rest = self.text()[usize::from(offset)..].trim_start().as_bytes();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let is_keyword = rest[length..].trim_ascii_start().starts_with(b":");
        let is_named = |name: &str| name.as_bytes() == &rest[..length];
        owner.parameters().iter().position(|it| is_named(it.name)).filter(|_| is_free && is_keyword)
    }
}

/// Returns the parameter of the last argument.
fn active(owner: Owner, arguments: &[Token<'_>]) -> Option<usize> {
    let parameters = owner.parameters();
    let position = |name: &str| parameters.iter().position(|parameter| parameter.name == name);
    let arguments = separated(arguments);
    let (last, before) = arguments.split_last()?;
    if let Some(name) = keyword(last) {
        return position(name);
    }
    // A word may become a keyword once its colon is typed: no type takes words as values, and items have one parameter.
    let given = before.iter().enumerate().map(|(index, argument)| keyword(argument).map_or(Some(index), position));
    let given: Vec<usize> = given.flatten().collect();
    let mut free = (0..parameters.len()).filter(|index| !given.contains(index));
    let begun = last.first().filter(|_| last.len() == 1).filter(|word| word.kind() == SyntaxKind::IDENT);
    if let Some(index) = begun.and_then(|word| free.clone().find(|&it| parameters[it].name.starts_with(word.text()))) {
        return Some(index);
    }
    if before.iter().all(|argument| keyword(argument).is_none()) {
        return Some(before.len()).filter(|&index| index < parameters.len());
    }
    // Only keyword arguments may follow a keyword argument.
    free.next()
}

/// Returns the tokens of each argument.
fn separated<'t, 'a>(arguments: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut depth = 0;
    let is_between = |token: &Token<'_>| {
        match token.kind() {
            SyntaxKind::L_BRACKET => depth += 1,
            SyntaxKind::R_BRACKET => depth -= 1,
            _ => {}
        }
        token.kind() == SyntaxKind::COMMA && depth == 0
    };
    arguments.split(is_between).collect()
}

fn keyword<'a>(argument: &[Token<'a>]) -> Option<&'a str> {
    match argument {
        [keyword, colon, ..] if colon.kind() == SyntaxKind::COLON => Some(keyword.text()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::cursor;

    /// Checks the signature with its current parameter in `⟨⟩`.
    #[track_caller]
    fn check(marked: &str, expected: Option<&str>) {
        let (analysis, offset) = cursor(marked);
        let shown = analysis.signature(offset).map(|signature| {
            let (mut label, ranges) = signature.label();
            if let Some(range) = signature.active.map(|active| &ranges[active]) {
                label.insert(range.end, '⟩');
                label.insert(range.start, '⟨');
            }
            label
        });
        assert_eq!(shown.as_deref(), expected);
    }

    #[test]
    fn finds_the_active_parameter_by_position() {
        check("S: service { a: string($0", Some("string(⟨maxLength⟩, minLength)"));
        check("S: service { a: string(5$0); }", Some("string(⟨maxLength⟩, minLength)"));
        check("S: service { a: string(5, $0", Some("string(maxLength, ⟨minLength⟩)"));
        check("S: service { a: string(5, 1, $0", Some("string(maxLength, minLength)"));
    }

    #[test]
    fn finds_the_active_parameter_by_keyword() {
        check("S: service { a: int(precision: $0); }", Some("int(max, min, ⟨precision⟩)"));
        check("S: service { a: int(precision: 4, mi$0", Some("int(max, ⟨min⟩, precision)"));
        check("S: service { a: int(min: 3, $0); }", Some("int(⟨max⟩, min, precision)"));
        check("S: service { a: int(5, precision: 2, $0", Some("int(max, ⟨min⟩, precision)"));
        check("S: service { a: int(precision: 2, max: 5, min: 1, $0", Some("int(max, min, precision)"));
        check("S: service { a: int(foo: $0); }", Some("int(max, min, precision)"));
        check("S: service { a: int(precision$0: 4); }", Some("int(max, min, ⟨precision⟩)"));
        check("S: service { a: int(5, m$0in: 4); }", Some("int(max, ⟨min⟩, precision)"));
        check("S: service { a: int(pre$0", Some("int(max, min, ⟨precision⟩)"));
        check("S: service { a: int(5, m$0) }", Some("int(max, ⟨min⟩, precision)"));
        check("S: service { a: int(max: 5, precision: 2, m$0) }", Some("int(max, ⟨min⟩, precision)"));
        check("S: service { a: string(5, m$0) }", Some("string(maxLength, ⟨minLength⟩)"));
        check("S: service { a: int($0min: 4); }", Some("int(max, ⟨min⟩, precision)"));
        check("S: service { a: int(5, $0 precision : 4); }", Some("int(max, min, ⟨precision⟩)"));
        check("S: service { a: int($0foo: 4); }", Some("int(⟨max⟩, min, precision)"));
        check("S: service { a: int(mi$0n : 4); }", Some("int(max, ⟨min⟩, precision)"));
    }

    #[test]
    fn metadata_have_signatures() {
        check("P: project { #provider($0", Some("#provider(⟨provider⟩)"));
        check("S: service { #omit[$0", Some("#omit(⟨endpoints⟩)"));
        check("S: service { #omit([read, $0", Some("#omit(⟨endpoints⟩)"));
        check("S: service { #omit(endpoints: [read$0", Some("#omit(⟨endpoints⟩)"));
    }

    #[test]
    fn has_no_signature_outside_arguments() {
        check("S: service { a: string(5)$0; }", None);
        check("S: service { a: string$0(5); }", None);
        check("S: service { a: bool($0); }", None);
        check("S: service {\n  a: int(5\n  b: $0int;\n}", None);
        check("S: service {\n  a: int(5\n  b$0: int;\n}", None);
        check("S: service { a: Foo($0); }", None);
        check("S: service { #auth($0); }", None);
        check("S: service { a: string( // $0", None);
    }
}
