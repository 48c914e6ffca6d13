//! The kinds of syntax errors. Errors are kept separate from the tree.

use std::fmt;

use rowan::{TextRange, TextSize};

use crate::SyntaxKind;

/// A syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The kind of error.
    pub kind: SyntaxErrorKind,
    /// The wrong part of the text, in bytes. If something is missing, an empty range at the end of the previous
    /// token.
    pub range: TextRange,
    /// The position at which the parser noticed the error, in bytes. An insertion that fixes the error goes here.
    pub at: TextSize,
}

/// The kinds of syntax errors. The message of each is its [`fmt::Display`] form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Text outside all blocks that does not start a block.
    ExpectedBlock,
    /// `Name: kind (` instead of `Name: kind {`.
    ParenthesisForBrace,
    /// An entry outside all blocks.
    EntryOutside,
    /// `service Name {` instead of `Name: service {`.
    KindFirst,
    /// `# words`, which is a comment in other languages.
    HashComment,
    /// `#item value` instead of `#item(value)`.
    BareValue,
    /// An annotation before the attribute.
    AnnotationFirst,
    /// Something between arguments that is not an argument.
    UnexpectedInArguments(SyntaxKind),
    /// A `}` without a `{`.
    UnmatchedBrace,
    /// A `{` without a `}`.
    UnclosedBrace,
    /// A block without a name.
    ExpectedBlockName,
    /// A block name that does not start with an upper-case letter, or contains characters other than letters and
    /// digits.
    BlockNameForm,
    /// A missing `:`.
    ExpectedColon,
    /// A block without a kind.
    ExpectedBlockKind,
    /// A block without its `{`.
    ExpectedBrace,
    /// Something in a block that is not an entry.
    ExpectedEntry,
    /// A `;` that does not end an entry.
    StraySemicolon,
    /// A `;` after a block outside all blocks.
    SemicolonAfterBlock,
    /// An attribute without a name.
    ExpectedAttributeName,
    /// A word that is not an entry yet.
    IncompleteEntry,
    /// An attribute without a type.
    ExpectedType,
    /// A type name with characters other than letters and digits.
    TypeNameForm,
    /// An argument list after a reference.
    ReferenceArguments,
    /// An argument list after an annotation.
    AnnotationArguments,
    /// A `@` without a name.
    ExpectedAnnotationName,
    /// A `#` without a name.
    ExpectedMetadataName,
    /// A metadata name that does not start with a lower-case letter, or contains characters other than letters and
    /// digits.
    MetadataNameForm,
    /// `omit[…]` without its `#`.
    ExpectedHash,
    /// An entry without its `;`.
    ExpectedSemicolon,
    /// Something between an entry and its `;`.
    UnexpectedInEntry(SyntaxKind),
    /// A `(` without a `)`.
    UnclosedParenthesis,
    /// A `[` without a `]`.
    UnclosedBracket,
    /// A missing `(`.
    ExpectedParenthesis,
    /// A missing value.
    ExpectedValue,
    /// A missing `,`.
    ExpectedComma,
    /// A `,` without a value before it.
    EmptySlot,
    /// A positional argument after a keyword argument.
    PositionalAfterKeyword,
    /// A suffix after a number with a fraction or an exponent.
    SuffixOnFloat,
    /// An integer whose digits do not fit 32 bits.
    IntegerOverflow,
    /// Letters directly after a number that are not a suffix.
    NumberTail,
    /// Blocks or lists that are nested too deeply.
    TooDeep,
    /// The position at which the parser stopped because a rule made no progress.
    GaveUp,
    /// An unterminated block comment.
    UnterminatedComment,
    /// A line comment at the end of the file without a line feed.
    LineCommentAtEnd,
    /// A byte order mark.
    ByteOrderMark,
    /// An unresolved merge conflict.
    MergeConflict,
    /// Markers of a merge conflict whose other markers are missing.
    LeftoverMergeMarker,
    /// Text in quotes.
    Quoted,
    /// White space that is not white space in the language.
    InvalidSpace,
    /// Other characters that cannot start a token; this is the first of them.
    InvalidCharacter(char),
}

impl SyntaxErrorKind {
    /// The text that fixes the error if inserted at [`SyntaxError::at`]. `None` if no insertion fixes it.
    pub fn insertion(self) -> Option<&'static str> {
        match self {
            SyntaxErrorKind::ExpectedColon => Some(":"),
            SyntaxErrorKind::ExpectedBrace => Some(" {"),
            SyntaxErrorKind::ExpectedParenthesis => Some("("),
            SyntaxErrorKind::UnclosedBrace => Some("\n}"),
            SyntaxErrorKind::UnclosedParenthesis => Some(")"),
            SyntaxErrorKind::UnclosedBracket => Some("]"),
            SyntaxErrorKind::ExpectedHash => Some("#"),
            SyntaxErrorKind::ExpectedSemicolon => Some(";"),
            SyntaxErrorKind::ExpectedComma => Some(","),
            SyntaxErrorKind::LineCommentAtEnd => Some("\n"),
            SyntaxErrorKind::UnterminatedComment => Some(" */"),
            _ => None,
        }
    }

    /// Returns true if the error is an incomplete comment. Such a comment may extend beyond a part of a text.
    pub(crate) fn is_of_comment(self) -> bool {
        matches!(self, SyntaxErrorKind::UnterminatedComment | SyntaxErrorKind::LineCommentAtEnd)
    }

    /// Returns true if the error is about markers of a merge conflict ([`crate::Parse::conflicts`]).
    pub fn is_of_conflict(self) -> bool {
        matches!(self, SyntaxErrorKind::MergeConflict | SyntaxErrorKind::LeftoverMergeMarker)
    }

    /// Returns true if removing the error's range fixes it.
    pub fn is_superfluous(self) -> bool {
        use SyntaxErrorKind as E;
        matches!(
            self,
            E::UnmatchedBrace
                | E::StraySemicolon
                | E::SemicolonAfterBlock
                | E::ByteOrderMark
                | E::EmptySlot
                | E::ReferenceArguments
                | E::AnnotationArguments
        )
    }
}

impl fmt::Display for SyntaxErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use SyntaxErrorKind as E;
        f.write_str(match self {
            E::ExpectedBlock => "Only blocks, such as `Name: service { … }`, are allowed at the top level.",
            E::ParenthesisForBrace => "Put the contents of a block between `{` and `}`, not in parentheses.",
            E::EntryOutside => "Attributes and metadata items must be inside a block. Check for an extra `}` above.",
            E::KindFirst => "The block name comes first, followed by `:` and the kind: `Name: service { … }`.",
            E::HashComment => "Comments start with `//`, not `#`.",
            E::BareValue => "Put the value of a metadata item in parentheses: `#item(value);`.",
            E::AnnotationFirst => "Annotations come after the type: `name: type @annotation;`.",
            E::UnmatchedBrace => "Unmatched `}`. Remove it, or add the missing `{`.",
            E::UnclosedBrace => "Unclosed `{`. Add a `}` where the block ends.",
            E::ExpectedBlockName => "Missing block name. Write one before the `:`, starting with an upper-case letter.",
            E::BlockNameForm => {
                "A block name must start with an upper-case letter (A–Z) and contain only letters (A–Z, a–z) and digits."
            }
            E::ExpectedColon => "Missing `:` after the name.",
            E::ExpectedBlockKind => "Missing block kind. Write one between the `:` and the `{`.",
            E::ExpectedBrace => "Missing `{` at the start of the block.",
            E::ExpectedEntry => {
                "Expected an attribute (`name: type;`), a metadata item (`#item;`) or a block (`Name: kind { … }`)."
            }
            E::StraySemicolon => "Unexpected `;`. Remove it.",
            E::SemicolonAfterBlock => "No `;` is allowed after a top-level block. Remove it.",
            E::ExpectedAttributeName => "Missing attribute name. Write one before the `:`.",
            E::IncompleteEntry => "Incomplete attribute or metadata item. Write `name: type;` or `#item;`.",
            E::ExpectedType => "Missing type. Write one after the `:`.",
            E::TypeNameForm => "A type name can contain only letters (A–Z, a–z) and digits.",
            E::ReferenceArguments => {
                "References take no arguments. Remove the arguments, or start the name with a lower-case letter if you mean a built-in type."
            }
            E::AnnotationArguments => "Annotations take no arguments. Remove the arguments.",
            E::ExpectedAnnotationName => "Missing annotation name after `@`.",
            E::ExpectedMetadataName => "Missing metadata item name after `#`.",
            E::MetadataNameForm => {
                "A metadata item name must start with a lower-case letter (a–z) and contain only letters (A–Z, a–z) and digits."
            }
            E::ExpectedHash => "Missing `#` before the metadata item.",
            E::ExpectedSemicolon => "Missing `;`.",
            E::UnexpectedInArguments(kind) => {
                let kind = kind.describe();
                return write!(f, "Unexpected {kind}. Arguments are words, numbers and lists, separated by `,`.");
            }
            E::UnexpectedInEntry(SyntaxKind::COMMA) => "Attributes and metadata items end with `;`, not `,`.",
            E::UnexpectedInEntry(SyntaxKind::L_BRACKET) => "Unexpected `[`. Only metadata items take a list.",
            E::UnexpectedInEntry(SyntaxKind::IDENT) => {
                "Unexpected name. Add a `;` before it, or an `@` if it is an annotation."
            }
            E::UnexpectedInEntry(kind) => {
                return write!(f, "Unexpected {}. Remove it.", kind.describe());
            }
            E::UnclosedParenthesis => "Unclosed `(`. Add a `)` after the last argument.",
            E::UnclosedBracket => "Unclosed `[`. Add a `]` after the last value.",
            E::ExpectedParenthesis => "Missing `(` before the arguments.",
            E::ExpectedValue => "Missing value. Write a word, a number or a list.",
            E::ExpectedComma => "Missing `,` between values.",
            E::EmptySlot => "Missing value before `,`. Write one, or remove the `,`.",
            E::PositionalAfterKeyword => {
                "A positional argument cannot follow a keyword argument. Write it as `name: value`, or move it to the front."
            }
            E::SuffixOnFloat => "Only integers can have a suffix. Write the number out, or use an integer.",
            E::IntegerOverflow => "Integer out of range. Use a number from -2147483648 to 2147483647.",
            E::NumberTail => "Invalid number. The only suffixes are `k`, `M` and `G`, in upper or lower case.",
            E::TooDeep => "Blocks or lists are nested too deeply. Reduce the nesting.",
            E::GaveUp => "The text cannot be parsed from here on.",
            E::UnterminatedComment => "Unterminated comment. Add `*/` where it ends.",
            E::LineCommentAtEnd => "Missing line break after the comment at the end of the file.",
            E::ByteOrderMark => "The file starts with a byte order mark, which the compiler rejects. Save it as UTF-8 without a byte order mark.",
            E::MergeConflict => {
                "Unresolved merge conflict. Keep the lines you need from either side and delete the markers."
            }
            E::LeftoverMergeMarker => "Leftover merge conflict marker. Delete this line.",
            E::Quoted => "Quotes are not allowed. Remove them.",
            E::InvalidSpace => "Unsupported space character. Replace it with an ordinary space.",
            E::InvalidCharacter(character) => return about_character(*character, f),
        })
    }
}

/// Writes the message for a character that cannot start a token.
fn about_character(character: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // The full-width forms have the same order in Unicode as ASCII.
    let ordinary =
        u32::from(character).checked_sub(0xFEE0).filter(|code| (0x21..0x7f).contains(code)).and_then(char::from_u32);
    match (character, ordinary) {
        (_, Some(ordinary)) => write!(f, "Unexpected full-width `{character}`. Use the ordinary `{ordinary}`."),
        ('=', _) => {
            f.write_str("Unexpected `=`. Write `name: type;` or `#item(value);`. Attributes have no default values.")
        }
        ('-', _) => {
            write!(f, "Unexpected `-`. Names cannot contain `-`, and comments start with `//`.")
        }
        _ if is_invisible(character) => write!(f, "Unexpected character U+{:04X}. Remove it.", u32::from(character)),
        _ => write!(f, "Unexpected character `{character}`. Remove it."),
    }
}

/// Returns true if a character has no glyph of its own, so that quoting it would show nothing: control characters,
/// soft hyphens, joiners, direction marks and variation selectors.
fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{ad}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(char, '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Returns the text with its first letter in upper case.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
