//! The lexer. Every byte of the text belongs to exactly one token.

use logos::{Lexer, Logos};
use rowan::TextSize;

use crate::SyntaxKind;
use crate::conflict_marker::{ends_line, marker_length};

/// A token: its kind and its start. It ends where the next one starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lexeme {
    /// The kind of the token; never that of a node.
    pub kind: SyntaxKind,
    /// The start of the token, in bytes.
    pub start: TextSize,
}

/// Splits `text` into tokens, including trivia (`docs/language.md`, Tokens). Never fails: characters that cannot
/// start a token become one [`SyntaxKind::ERROR_TOKEN`] for each run of them. Markers of merge conflicts become
/// [`SyntaxKind::CONFLICT_MARKER`], and both sides are split as usual. The caller must refuse texts of 4 GiB and
/// more, which do not fit the 32-bit offsets of the tree.
pub fn lex(text: &str) -> Vec<Lexeme> {
    // On average a Templefile has a token in every three and a half bytes.
    let mut lexemes: Vec<Lexeme> = Vec::with_capacity(text.len() / 3 + 1);
    let mut lexer = RawToken::lexer(text);
    while let Some(token) = lexer.next() {
        let kind = token.map_or(SyntaxKind::ERROR_TOKEN, RawToken::kind);
        if kind == SyntaxKind::ERROR_TOKEN && lexemes.last().is_some_and(|last| last.kind == kind) {
            continue;
        }
        let start = TextSize::new(u32::try_from(lexer.span().start).unwrap_or(u32::MAX));
        lexemes.push(Lexeme { kind, start });
    }
    lexemes
}

/// The lexer's own token type, which keeps the lexer library out of the interface.
///
/// An identifier is a Java identifier. White space is Java's `\s`, without other Unicode spaces.
#[derive(Logos, Debug, Clone, Copy, PartialEq)]
enum RawToken {
    #[regex(r"[ \t\n\x0B\f\r]+")]
    Whitespace,
    #[regex(r"//[^\n]*", allow_greedy = true)]
    LineComment,
    #[token("/*", block_comment)]
    BlockComment,
    #[token("<<<<<<<", conflict_marker)]
    #[token("|||||||", conflict_marker)]
    #[token("=======", conflict_marker)]
    #[token(">>>>>>>", conflict_marker)]
    ConflictMarker,
    #[regex(r"[A-Za-z_$\p{L}\p{Nl}\p{Sc}\p{Pc}][A-Za-z0-9_$\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}\p{Cf}\x00-\x08\x0E-\x1B\x7F-\x{9F}]*")]
    Ident,
    #[regex(r"-?[0-9]+")]
    Integer,
    #[regex(r"-?[0-9]+(\.[0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)")]
    Float,
    #[token(":")]
    Colon,
    #[token(";")]
    Semicolon,
    #[token(",")]
    Comma,
    #[token("#")]
    Hash,
    #[token("@")]
    At,
    #[token("{")]
    LBrace,
    #[token("}")]
    RBrace,
    #[token("(")]
    LParen,
    #[token(")")]
    RParen,
    #[token("[")]
    LBracket,
    #[token("]")]
    RBracket,
    /// The language has no strings, but one written by mistake should cause one error, not three.
    #[regex(r#""[^"\n]*"?"#)]
    #[regex(r"'[^'\n]*'?")]
    #[regex(r"[“”„][^“”\n]*[“”]?")]
    Quoted,
}

impl RawToken {
    fn kind(self) -> SyntaxKind {
        match self {
            RawToken::Whitespace => SyntaxKind::WHITESPACE,
            RawToken::LineComment => SyntaxKind::LINE_COMMENT,
            RawToken::BlockComment => SyntaxKind::BLOCK_COMMENT,
            RawToken::ConflictMarker => SyntaxKind::CONFLICT_MARKER,
            RawToken::Ident => SyntaxKind::IDENT,
            RawToken::Integer => SyntaxKind::INTEGER,
            RawToken::Float => SyntaxKind::FLOAT,
            RawToken::Colon => SyntaxKind::COLON,
            RawToken::Semicolon => SyntaxKind::SEMICOLON,
            RawToken::Comma => SyntaxKind::COMMA,
            RawToken::Hash => SyntaxKind::HASH,
            RawToken::At => SyntaxKind::AT,
            RawToken::LBrace => SyntaxKind::L_BRACE,
            RawToken::RBrace => SyntaxKind::R_BRACE,
            RawToken::LParen => SyntaxKind::L_PAREN,
            RawToken::RParen => SyntaxKind::R_PAREN,
            RawToken::LBracket => SyntaxKind::L_BRACKET,
            RawToken::RBracket => SyntaxKind::R_BRACKET,
            RawToken::Quoted => SyntaxKind::ERROR_TOKEN,
        }
    }
}

/// Reads the rest of a block comment, or of the text if the comment is not closed. Comments do not nest. The opening
/// `/*` has been read, so its star cannot close the comment.
fn block_comment(lexer: &mut Lexer<'_, RawToken>) {
    let rest = lexer.remainder();
    lexer.bump(rest.find("*/").map_or(rest.len(), |at| at + 2));
}

/// Reads the rest of the line if the signs that have been read are a marker of a merge conflict. Otherwise the signs
/// are unreadable characters, since no token starts with them.
fn conflict_marker(lexer: &mut Lexer<'_, RawToken>) -> Result<(), ()> {
    let start = lexer.span().start;
    let (before, line) = lexer.source().split_at(start);
    let length = marker_length(line).filter(|_| ends_line(before)).ok_or(())?;
    lexer.bump(length - lexer.slice().len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Expect) {
        let lexemes = lex(text);
        let ends = lexemes.iter().skip(1).map(|next| usize::from(next.start)).chain([text.len()]);
        let mut dump = String::new();
        let mut spelt = String::new();
        for (lexeme, end) in lexemes.iter().zip(ends) {
            let token = &text[usize::from(lexeme.start)..end];
            spelt.push_str(token);
            dump.push_str(&format!("{:?} {token:?}\n", lexeme.kind));
        }
        assert_eq!(spelt, text);
        expect.assert_eq(&dump);
    }

    #[test]
    fn lexes_numbers() {
        check(
            "-5 007 10K 1.5 1e3 -1E+9 1. .5 1e",
            expect![[r#"
                INTEGER "-5"
                WHITESPACE " "
                INTEGER "007"
                WHITESPACE " "
                INTEGER "10"
                IDENT "K"
                WHITESPACE " "
                FLOAT "1.5"
                WHITESPACE " "
                FLOAT "1e3"
                WHITESPACE " "
                FLOAT "-1E+9"
                WHITESPACE " "
                INTEGER "1"
                ERROR_TOKEN "."
                WHITESPACE " "
                ERROR_TOKEN "."
                INTEGER "5"
                WHITESPACE " "
                INTEGER "1"
                IDENT "e"
            "#]],
        );
    }

    #[test]
    fn lexes_comments() {
        check(
            "/**//*/ a */ // b\r\n/* c",
            expect![[r#"
                BLOCK_COMMENT "/**/"
                BLOCK_COMMENT "/*/ a */"
                WHITESPACE " "
                LINE_COMMENT "// b\r"
                WHITESPACE "\n"
                BLOCK_COMMENT "/* c"
            "#]],
        );
    }

    #[test]
    fn lexes_identifiers_like_java() {
        check(
            "_a $b é日本 x\u{301}1 €",
            expect![[r#"
                IDENT "_a"
                WHITESPACE " "
                IDENT "$b"
                WHITESPACE " "
                IDENT "é日本"
                WHITESPACE " "
                IDENT "x\u{301}1"
                WHITESPACE " "
                IDENT "€"
            "#]],
        );
    }

    #[test]
    fn joins_adjacent_invalid_characters_into_one_token() {
        check(
            "\u{feff}a\u{a0}+\0 \"x y\" 'z",
            expect![[r#"
                ERROR_TOKEN "\u{feff}"
                IDENT "a"
                ERROR_TOKEN "\u{a0}+\0"
                WHITESPACE " "
                ERROR_TOKEN "\"x y\""
                WHITESPACE " "
                ERROR_TOKEN "'z"
            "#]],
        );
    }
}
