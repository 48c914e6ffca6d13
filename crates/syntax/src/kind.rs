//! The kinds of tokens and nodes, and the `T!` macro that names a token by its text.

macro_rules! kinds {
    (
        $(trivia $(#[doc = $trivia_doc:literal])* $trivia:ident;)*
        $(token $(#[doc = $token_doc:literal])* $token:ident $show:literal;)*
        $(punctuation $(#[doc = $punct_doc:literal])* $punct:ident [$text:tt] $punct_show:literal;)*
        $(node $(#[doc = $node_doc:literal])* $node:ident;)*
    ) => {
        /// The kind of a token or a node.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(non_camel_case_types, reason = "kinds are written as in every rowan tree")]
        pub enum SyntaxKind {
            $($(#[doc = $trivia_doc])* $trivia,)*
            $($(#[doc = $token_doc])* $token,)*
            $($(#[doc = $punct_doc])* $punct,)*
            $($(#[doc = $node_doc])* $node,)*
            /// The end of the text, after the last token. Never in a tree.
            EOF,
        }

        impl SyntaxKind {
            const ALL: &[SyntaxKind] = &[
                $(SyntaxKind::$trivia,)* $(SyntaxKind::$token,)* $(SyntaxKind::$punct,)* $(SyntaxKind::$node,)*
                SyntaxKind::EOF,
            ];

            /// The name of a token of this kind in messages, without an article; empty for nodes and trivia.
            pub fn describe(self) -> &'static str {
                match self {
                    $(SyntaxKind::$token => $show,)*
                    $(SyntaxKind::$punct => $punct_show,)*
                    SyntaxKind::EOF => "end of file",
                    _ => "",
                }
            }
        }

        /// The kind of a punctuation token by its text: `T![:]`, `T!['{']`.
        macro_rules! T {
            $([$text] => { $crate::SyntaxKind::$punct };)*
        }
    };
}

kinds! {
    trivia #[doc = "A run of white space."] WHITESPACE;
    trivia #[doc = "`// …` up to, and without, the line feed."] LINE_COMMENT;
    trivia #[doc = "`/* … */`, or up to the end of the file where it is not closed."] BLOCK_COMMENT;
    trivia #[doc = "A line that a merge tool wrote around the sides of a conflict, without its line end."] CONFLICT_MARKER;
    trivia #[doc = "The lines of a conflict that are not parsed, since the other side is."] CONFLICT_SIDE;
    trivia #[doc = "Characters that no token starts with."] ERROR_TOKEN;
    token #[doc = "A name or identifier."] IDENT "name";
    token #[doc = "Digits, perhaps with a minus sign."] INTEGER "number";
    token #[doc = "Digits with a fraction or an exponent."] FLOAT "number";
    punctuation #[doc = "`:`"] COLON [:] "`:`";
    punctuation #[doc = "`;`"] SEMICOLON [;] "`;`";
    punctuation #[doc = "`,`"] COMMA [,] "`,`";
    punctuation #[doc = "`#`"] HASH [#] "`#`";
    punctuation #[doc = "`@`"] AT [@] "`@`";
    punctuation #[doc = "`{`"] L_BRACE ['{'] "`{`";
    punctuation #[doc = "`}`"] R_BRACE ['}'] "`}`";
    punctuation #[doc = "`(`"] L_PAREN ['('] "`(`";
    punctuation #[doc = "`)`"] R_PAREN [')'] "`)`";
    punctuation #[doc = "`[`"] L_BRACKET ['['] "`[`";
    punctuation #[doc = "`]`"] R_BRACKET [']'] "`]`";
    node #[doc = "The whole text."] FILE;
    node #[doc = "`Name: kind { … }`"] BLOCK;
    node #[doc = "`{ … }` of a block, with its entries."] BODY;
    node #[doc = "`name: type @annotation;`"] ATTRIBUTE;
    node #[doc = "`string(maxLength: 5)` or `Customer`"] TYPE;
    node #[doc = "`@unique`"] ANNOTATION;
    node #[doc = "`#provider(kubernetes);`"] METADATA;
    node #[doc = "`(…)` after a type or a metadata item."] ARGUMENTS;
    node #[doc = "`max: 5` in an argument list."] KEYWORD_ARGUMENT;
    node #[doc = "`kubernetes` as a value."] WORD;
    node #[doc = "`-5`, `10k`, `1.5` as a value."] NUMBER;
    node #[doc = "`[create, read]`"] LIST;
    node #[doc = "What the parser could not use. Always has an error at or directly before it."] ERROR;
}

impl SyntaxKind {
    /// Returns true if the grammar ignores tokens of this kind: white space, comments, and text that is reported
    /// separately: merge conflicts and characters that cannot start a token.
    pub fn is_trivia(self) -> bool {
        self <= SyntaxKind::ERROR_TOKEN
    }

    /// Returns true if it is a line comment or a block comment.
    pub fn is_comment(self) -> bool {
        matches!(self, SyntaxKind::LINE_COMMENT | SyntaxKind::BLOCK_COMMENT)
    }
}

impl From<SyntaxKind> for rowan::SyntaxKind {
    fn from(kind: SyntaxKind) -> rowan::SyntaxKind {
        rowan::SyntaxKind(kind as u16)
    }
}

impl From<rowan::SyntaxKind> for SyntaxKind {
    /// Converts a raw kind. Only this crate builds trees, so every raw kind is one of these.
    fn from(raw: rowan::SyntaxKind) -> SyntaxKind {
        SyntaxKind::ALL.get(usize::from(raw.0)).copied().unwrap_or(SyntaxKind::ERROR)
    }
}
