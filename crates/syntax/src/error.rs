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
            E::ExpectedBlock => "Outside all blocks, only a block may stand, such as `Name: service { … }`.",
            E::ParenthesisForBrace => "What a block holds stands between `{` and `}`, not between parentheses.",
            E::EntryOutside => "Attributes and metadata items stand inside a block. Is there a `}` too many above?",
            E::KindFirst => "The name of a block comes first, then a `:` and its kind: `Name: service { … }`.",
            E::HashComment => "A comment starts with `//`. With `#` starts a metadata item.",
            E::BareValue => "The value of a metadata item stands in parentheses: `#item(value);`.",
            E::AnnotationFirst => "An annotation stands behind the type: `name: type @annotation;`.",
            E::UnmatchedBrace => "This `}` closes nothing. Remove it, or add the `{` that it belongs to.",
            E::UnclosedBrace => "This `{` is never closed. Add a `}` where the block ends.",
            E::ExpectedBlockName => "The block has no name. Write one before the `:`, starting with an upper-case letter.",
            E::BlockNameForm => {
                "The name of a block starts with an upper-case letter A to Z and goes on with letters A to Z and digits."
            }
            E::ExpectedColon => "A `:` is missing after the name.",
            E::ExpectedBlockKind => "The block has no kind. Write one between the `:` and the `{`.",
            E::ExpectedBrace => "The block's `{` is missing.",
            E::ExpectedEntry => {
                "An attribute (`name: type;`), a metadata item (`#item;`) or a block (`Name: kind { … }`) is expected here."
            }
            E::StraySemicolon => "This `;` ends nothing. Remove it.",
            E::SemicolonAfterBlock => "Outside all blocks, no `;` may follow a block. Remove it.",
            E::ExpectedAttributeName => "The attribute has no name. Write one before the `:`.",
            E::IncompleteEntry => "An attribute is `name: type;`, and a metadata item starts with `#`.",
            E::ExpectedType => "A type is missing here.",
            E::TypeNameForm => "The name of a type has only letters A to Z and digits.",
            E::ReferenceArguments => {
                "A reference takes no arguments. Remove them; or, if a type is meant, start its name in lower case."
            }
            E::AnnotationArguments => "An annotation takes no arguments. Remove them.",
            E::ExpectedAnnotationName => "The name of an annotation is missing after `@`.",
            E::ExpectedMetadataName => "The name of a metadata item is missing after `#`.",
            E::MetadataNameForm => {
                "The name of a metadata item starts with a lower-case letter a to z and goes on with letters A to Z and digits."
            }
            E::ExpectedHash => "A metadata item starts with `#`.",
            E::ExpectedSemicolon => "A `;` is missing here.",
            E::UnexpectedInArguments(kind) => {
                let what = capitalized(kind.describe());
                return write!(f, "{what} is not expected here. Arguments are words, numbers and lists, with `,` between.");
            }
            E::UnexpectedInEntry(SyntaxKind::COMMA) => "An entry ends with `;`, not with `,`.",
            E::UnexpectedInEntry(SyntaxKind::L_BRACKET) => "`[` is not expected here. Only metadata items take a list.",
            E::UnexpectedInEntry(SyntaxKind::IDENT) => {
                "A name is not expected here. Is a `;` missing before it, or an `@` for an annotation?"
            }
            E::UnexpectedInEntry(kind) => {
                return write!(f, "{} is not expected here. Is a `;` missing before it?", capitalized(kind.describe()));
            }
            E::UnclosedParenthesis => "This `(` is never closed. Add a `)` after the last argument.",
            E::UnclosedBracket => "This `[` is never closed. Add a `]` after the last entry.",
            E::ExpectedParenthesis => "The `(` before the arguments is missing.",
            E::ExpectedValue => "A value is missing here: a word, a number or a list.",
            E::ExpectedComma => "A `,` is missing here.",
            E::EmptySlot => "There is no value before this `,`. Write one, or remove the `,`.",
            E::PositionalAfterKeyword => {
                "A positional argument may not follow a keyword argument. Name its parameter, or move it to the front."
            }
            E::SuffixOnFloat => "Only an integer takes a suffix. Write the number out, or use an integer.",
            E::IntegerOverflow => "An integer lies between -2147483648 and 2147483647. Write a smaller one.",
            E::NumberTail => "A number may end in one of the suffixes k, M and G, but not like this.",
            E::TooDeep => "This is nested too deep to be read.",
            E::GaveUp => "From here on the text cannot be read.",
            E::UnterminatedComment => "This comment is never closed. Add `*/` where it ends.",
            E::LineCommentAtEnd => "A line comment at the end of the file needs a line break after it.",
            E::ByteOrderMark => "The file starts with a byte order mark, which the compiler rejects. Save it without one.",
            E::MergeConflict => {
                "This merge conflict is unresolved. Keep one of the two sides, or what you need of both, and delete the markers."
            }
            E::LeftoverMergeMarker => "This marker is left over from a merge. Delete its line.",
            E::Quoted => "There are no strings in this language. Write the word without quotes.",
            E::InvalidSpace => "This is a special kind of space, which is not white space here. Replace it with an ordinary one.",
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
        (_, Some(ordinary)) => write!(f, "This is a full-width `{character}`. Write the ordinary `{ordinary}`."),
        ('=', _) => {
            f.write_str(
                "`=` has no meaning here. A type stands after `:`, a value of a metadata item in parentheses, and there are no default values.",
            )
        }
        ('-', _) => {
            write!(f, "`-` has no meaning here. Names have only letters and digits, and comments start with `//`.")
        }
        _ if character.is_control() => write!(f, "The character U+{:04X} has no meaning here. Remove it.", u32::from(character)),
        _ => write!(f, "`{character}` has no meaning here. Remove it."),
    }
}

/// Returns the text with its first letter in upper case.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
