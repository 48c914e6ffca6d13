//! Formats a part of a text on one line.

use temple_syntax::SyntaxKind::*;
use temple_syntax::{Node, SyntaxKind};

/// Returns the tokens of some nodes without comments, separated by spaces as the formatter does it.
pub(crate) fn one_line<'a>(nodes: impl IntoIterator<Item = Node<'a>>) -> String {
    let tokens = nodes.into_iter().flat_map(Node::descendant_tokens).filter(|token| !token.kind().is_trivia());
    let (mut line, mut before) = (String::new(), None);
    for token in tokens {
        let space = before.is_some_and(|before| has_space(before, token.kind()));
        line.extend([if space { " " } else { "" }, token.text()]);
        before = Some(token.kind());
    }
    line
}

/// Returns true if the formatter puts a space between two tokens of these kinds.
fn has_space(before: SyntaxKind, after: SyntaxKind) -> bool {
    let is_open = matches!(before, L_PAREN | L_BRACKET | HASH | AT);
    let is_suffix = before == INTEGER && after == IDENT;
    !is_open && !is_suffix && !matches!(after, L_PAREN | L_BRACKET | R_PAREN | R_BRACKET | COMMA | COLON | SEMICOLON)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let parse = temple_syntax::parse(&format!("S: service {{ {text} }}"));
        let block = parse.file().blocks().next().expect("a block");
        assert_eq!(one_line(block.body().expect("a body").nodes()), expected);
    }

    #[test]
    fn drops_comments_and_formats_spaces() {
        check("a :int( // how many\n 5 k ,\n min : -1 )@ unique;", "a: int(5k, min: -1) @unique;");
        check("# omit [ read ,update ] ;", "#omit[read, update];");
        check("#uses( [A /* c */, B] )", "#uses([A, B])");
    }
}
