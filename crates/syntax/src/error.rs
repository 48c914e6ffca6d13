//! What can be wrong with the syntax. Errors lie beside the tree, not in it.

use std::fmt;

use rowan::{TextRange, TextSize};

use crate::SyntaxKind;

/// One mistake in the syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// The part that is wrong, in bytes. Empty, at the end of the token before, where something is missing.
    pub range: TextRange,
    /// Where the parser noticed it, in bytes: where an insertion would repair it.
    pub at: TextSize,
}

/// The kinds of mistakes. The text of each says what is wrong and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Something outside all blocks that starts no block.
    ExpectedBlock,
    /// `Name: kind (` in place of `Name: kind {`.
    ParenthesisForBrace,
    /// An entry outside all blocks.
    EntryOutside,
    /// `service Name {` in place of `Name: service {`.
    KindFirst,
    /// `# words`, which is a comment elsewhere.
    HashComment,
    /// `#item value` in place of `#item(value)`.
    BareValue,
    /// An annotation before the attribute.
    AnnotationFirst,
    /// Something between arguments that is none.
    UnexpectedInArguments(SyntaxKind),
    /// A `}` that closes nothing.
    UnmatchedBrace,
    /// A `{` that is not closed.
    UnclosedBrace,
    /// A block without a name.
    ExpectedBlockName,
    /// A block's name that does not start upper case, or has other characters than letters and digits.
    BlockNameForm,
    /// A `:` is missing.
    ExpectedColon,
    /// A block without a kind.
    ExpectedBlockKind,
    /// A block without its `{`.
    ExpectedBrace,
    /// Something in a block that is no entry.
    ExpectedEntry,
    /// A `;` that ends nothing.
    StraySemicolon,
    /// A `;` after a block outside all blocks.
    SemicolonAfterBlock,
    /// An attribute without a name.
    ExpectedAttributeName,
    /// A word that is no entry yet.
    IncompleteEntry,
    /// An attribute without a type.
    ExpectedType,
    /// A type with other characters than letters and digits.
    TypeNameForm,
    /// An argument list after a reference.
    ReferenceArguments,
    /// An argument list after an annotation.
    AnnotationArguments,
    /// A `@` without a name.
    ExpectedAnnotationName,
    /// A `#` without a name.
    ExpectedMetadataName,
    /// A metadata item's name that does not start lower case, or has other characters than letters and digits.
    MetadataNameForm,
    /// `omit[…]` without its `#`.
    ExpectedHash,
    /// An entry without its `;`.
    ExpectedSemicolon,
    /// Something between an entry and its `;`.
    UnexpectedInEntry(SyntaxKind),
    /// A `(` that is not closed.
    UnclosedParenthesis,
    /// A `[` that is not closed.
    UnclosedBracket,
    /// A `(` is missing.
    ExpectedParenthesis,
    /// A value is missing.
    ExpectedValue,
    /// A `,` is missing.
    ExpectedComma,
    /// Two commas with nothing between, or one at the start.
    EmptySlot,
    /// A positional argument after a keyword argument.
    PositionalAfterKeyword,
    /// A suffix after a number with fraction or exponent.
    SuffixOnFloat,
    /// An integer whose digits do not fit 32 bits.
    IntegerOverflow,
    /// Letters directly after a number that are no suffix.
    NumberTail,
    /// A list in a list in a list …, or a block in a block in a block ….
    TooDeep,
    /// The parser did not come further.
    GaveUp,
    /// A block comment that is not closed.
    UnterminatedComment,
    /// A line comment at the end of the file, without a line feed.
    LineCommentAtEnd,
    /// A byte order mark.
    ByteOrderMark,
    /// A merge conflict that is not resolved.
    MergeConflict,
    /// Markers of a merge conflict of which others are gone.
    LeftoverMergeMarker,
    /// Text in quotes.
    Quoted,
    /// White space that the language does not know.
    OddSpace,
    /// Other characters that no token starts with; this is the first of them.
    OddCharacter(char),
}

impl SyntaxErrorKind {
    /// The text that, put in at [`SyntaxError::at`], repairs it; absent where that is not enough.
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

    /// Whether a comment is the mistake, which may then go on past the text at hand.
    pub(crate) fn is_of_comment(self) -> bool {
        matches!(self, SyntaxErrorKind::UnterminatedComment | SyntaxErrorKind::LineCommentAtEnd)
    }

    /// Returns true if markers of a merge conflict are the mistake ([`crate::Parse::conflicts`]).
    pub fn is_of_conflict(self) -> bool {
        matches!(self, SyntaxErrorKind::MergeConflict | SyntaxErrorKind::LeftoverMergeMarker)
    }

    /// Whether taking out the error's range repairs it.
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
            E::OddSpace => "This is a special kind of space, which is not white space here. Replace it with an ordinary one.",
            E::OddCharacter(odd) => return about_character(*odd, f),
        })
    }
}

/// What to do about a character that no token starts with.
fn about_character(odd: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // The full-width forms stand in Unicode in the order of ASCII.
    let ordinary =
        u32::from(odd).checked_sub(0xFEE0).filter(|code| (0x21..0x7f).contains(code)).and_then(char::from_u32);
    match (odd, ordinary) {
        (_, Some(ordinary)) => write!(f, "This is a full-width `{odd}`. Write the ordinary `{ordinary}`."),
        ('=', _) => {
            f.write_str(
                "`=` has no meaning here. A type stands after `:`, a value of a metadata item in parentheses, and there are no default values.",
            )
        }
        ('-', _) => {
            write!(f, "`-` has no meaning here. Names have only letters and digits, and comments start with `//`.")
        }
        _ if odd.is_control() => write!(f, "The character U+{:04X} has no meaning here. Remove it.", u32::from(odd)),
        _ => write!(f, "`{odd}` has no meaning here. Remove it."),
    }
}

/// The text with its first letter in upper case, to start a sentence with.
fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
