//! The kinds of tokens and nodes, and the `T!` macro that names a token by its text.

macro_rules! kinds {
    (
        $(trivia $(#[doc = $trivia_doc:literal])* $trivia:ident;)*
        $(token $(#[doc = $token_doc:literal])* $token:ident $show:literal;)*
        $(punctuation $(#[doc = $punct_doc:literal])* $punct:ident [$text:tt] $punct_show:literal;)*
        $(node $(#[doc = $node_doc:literal])* $node:ident;)*
    ) => {
        /// What a token or a node is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(non_camel_case_types, reason = "kinds are written as in every rowan tree")]
        pub enum SyntaxKind {
            $($(#[doc = $trivia_doc])* $trivia,)*
            $($(#[doc = $token_doc])* $token,)*
            $($(#[doc = $punct_doc])* $punct,)*
            $($(#[doc = $node_doc])* $node,)*
            /// Past the last token. Never in a tree.
            EOF,
        }

        impl SyntaxKind {
            const ALL: &[SyntaxKind] = &[
                $(SyntaxKind::$trivia,)* $(SyntaxKind::$token,)* $(SyntaxKind::$punct,)* $(SyntaxKind::$node,)*
                SyntaxKind::EOF,
            ];

            /// How a message names a token of this kind. Nodes have no such name.
            pub fn describe(self) -> &'static str {
                match self {
                    $(SyntaxKind::$token => $show,)*
                    $(SyntaxKind::$punct => $punct_show,)*
                    SyntaxKind::EOF => "the end of the file",
                    _ => "",
                }
            }
        }

        /// The kind of a punctuation token, by its text: `T![:]`, `T!['{']`.
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
    token #[doc = "A name or identifier."] IDENT "a name";
    token #[doc = "Digits, perhaps with a minus sign."] INTEGER "a number";
    token #[doc = "Digits with a fraction or an exponent."] FLOAT "a number";
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
    /// Whether the grammar never sees tokens of this kind: white space, comments, and what is reported once and then
    /// passed over, as markers of merge conflicts are, and characters that no token starts with.
    pub fn is_trivia(self) -> bool {
        self <= SyntaxKind::ERROR_TOKEN
    }

    /// Whether it is a comment of either form.
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
    /// Only this crate builds trees, so every raw kind is one of ours.
    fn from(raw: rowan::SyntaxKind) -> SyntaxKind {
        SyntaxKind::ALL.get(usize::from(raw.0)).copied().unwrap_or(SyntaxKind::ERROR)
    }
}
