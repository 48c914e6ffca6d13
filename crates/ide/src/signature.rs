//! Signature help: the parameters of what is being given arguments, and which of them is next.
//!
//! ```text
//! total: int(5, ▏
//! int(max, ⟨min⟩, precision)
//! ```

use temple_syntax::{SyntaxKind, TextSize, Token};

use crate::Analysis;
use crate::completion::statement::{end_of_brackets, open_bracket, owner, statement_before};
use crate::symbol::Owner;

/// What is being given arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// What has the parameters.
    pub owner: Owner,
    /// The parameter that the cursor is at, by its place among [`Owner::parameters`]; absent past the last one, and
    /// behind a keyword that there is not.
    pub active: Option<usize>,
}

impl Signature {
    /// The signature as it is shown, such as `string(maxLength, minLength)`, and where each parameter stands in it, in
    /// bytes.
    pub fn label(self) -> (String, Vec<std::ops::Range<usize>>) {
        let mut label = match self.owner {
            Owner::Item(item) => item.to_string(),
            Owner::BuiltIn(ty) => ty.as_str().to_owned(),
        };
        let mut places = Vec::new();
        label.push('(');
        for (index, parameter) in self.owner.parameters().iter().enumerate() {
            label.push_str(if index == 0 { "" } else { ", " });
            let start = label.len();
            label.push_str(parameter.name);
            places.push(start..label.len());
        }
        label.push(')');
        (label, places)
    }
}

impl Analysis {
    /// The signature of the type or metadata item whose arguments a place is in, also before their bracket is closed.
    pub fn signature(&self, offset: TextSize) -> Option<Signature> {
        let side = self.side_at(offset);
        let statement = statement_before(side, offset)?;
        let open = open_bracket(&statement)?;
        let owner = owner(&statement, open)?;
        // What stands behind brackets that nothing closes is the next entry.
        let end = end_of_brackets(side, &statement);
        if end.is_some_and(|end| statement.last().is_some_and(|last| last.range().start() >= end)) {
            return None;
        }
        // In the list of `#omit(endpoints: [` the parameter is the one that the list is given to.
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
        let active = self.keyword_behind(owner, &statement, offset).or_else(|| active(owner, arguments));
        (!owner.parameters().is_empty()).then_some(Signature { owner, active })
    }
}

impl Analysis {
    /// The parameter whose keyword starts behind a place where no argument stands yet.
    fn keyword_behind(&self, owner: Owner, statement: &[Token<'_>], offset: TextSize) -> Option<usize> {
        let last = statement.last().filter(|last| last.range().end() <= offset)?;
        let is_free = matches!(last.kind(), SyntaxKind::L_PAREN | SyntaxKind::COMMA);
        let rest = self.text()[usize::from(offset)..].trim_start().as_bytes();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let is_keyword = rest[length..].trim_ascii_start().starts_with(b":");
        let is_named = |name: &str| name.as_bytes() == &rest[..length];
        owner.parameters().iter().position(|it| is_named(it.name)).filter(|_| is_free && is_keyword)
    }
}

/// The parameter that the last of some arguments is for.
fn active(owner: Owner, arguments: &[Token<'_>]) -> Option<usize> {
    let parameters = owner.parameters();
    let position = |name: &str| parameters.iter().position(|parameter| parameter.name == name);
    let arguments = separated(arguments);
    let (last, before) = arguments.split_last()?;
    if let Some(name) = keyword(last) {
        return position(name);
    }
    // A keyword that its colon may not follow yet. No value of a type is a word, and other things have one parameter.
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
    // Behind a keyword stands another one.
    free.next()
}

/// The tokens of each argument.
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

    /// The signature with its active parameter in `⟨⟩`.
    #[track_caller]
    fn check(marked: &str, expected: Option<&str>) {
        let (analysis, offset) = cursor(marked);
        let shown = analysis.signature(offset).map(|signature| {
            let (mut label, places) = signature.label();
            if let Some(place) = signature.active.map(|active| &places[active]) {
                label.insert(place.end, '⟩');
                label.insert(place.start, '⟨');
            }
            label
        });
        assert_eq!(shown.as_deref(), expected);
    }

    #[test]
    fn parameters_are_told_by_position() {
        check("S: service { a: string($0", Some("string(⟨maxLength⟩, minLength)"));
        check("S: service { a: string(5$0); }", Some("string(⟨maxLength⟩, minLength)"));
        check("S: service { a: string(5, $0", Some("string(maxLength, ⟨minLength⟩)"));
        check("S: service { a: string(5, 1, $0", Some("string(maxLength, minLength)"));
    }

    #[test]
    fn parameters_are_told_by_keyword() {
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
    fn outside_of_arguments_there_is_none() {
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
