//! Fixes for syntax errors that need more than inserting a missing token or removing a superfluous one.

mod annotations;
mod balance;
mod brackets;
mod characters;
mod error_context;
mod neighbours;
mod numbers;
mod words;

use temple_syntax::ast::{self, Argument};
use temple_syntax::{Parse, SyntaxError, SyntaxErrorKind, SyntaxKind, TextRange, TextSize, Token};

use crate::catalogue::{BlockKind, BuiltIn, Item};
use crate::{Fix, Layout};
pub(crate) use balance::Brackets;
use brackets::FollowingTokens;
use error_context::{ErrorContext, in_parentheses, next, tokens};
pub(crate) use neighbours::fit;
use words::recased;

/// Returns a fix for a syntax error if its cause is clear, such as a habit from another language or a forgotten rule.
pub(crate) fn repair(error: &SyntaxError, brackets: &Brackets, parse: &Parse, layout: &Layout<'_>) -> Option<Fix> {
    let context = ErrorContext::new(error.range, parse)?;
    let fix = match error.kind {
        SyntaxErrorKind::InvalidCharacter(_) | SyntaxErrorKind::Quoted if context.is_skipped_outside_blocks(parse) => {
            return None;
        }
        SyntaxErrorKind::BlockNameForm => context.block_in_upper_case(brackets, layout, parse),
        SyntaxErrorKind::MetadataNameForm => {
            let name = recased(&context.text, char::to_ascii_lowercase)?;
            Item::from_name(&name).and_then(|_| context.respell(&name))
        }
        SyntaxErrorKind::ReferenceArguments | SyntaxErrorKind::AnnotationArguments
            if context.is_before(SyntaxKind::L_PAREN, parse) =>
        {
            return None;
        }
        SyntaxErrorKind::ReferenceArguments => context.type_in_upper_case(layout),
        SyntaxErrorKind::UnexpectedInEntry(SyntaxKind::COMMA) => context.comma(),
        SyntaxErrorKind::UnexpectedInEntry(SyntaxKind::IDENT) => context.annotations_without_sign(),
        SyntaxErrorKind::UnexpectedInEntry(SyntaxKind::L_BRACKET) => context.list_of_annotation(),
        SyntaxErrorKind::UnexpectedInEntry(SyntaxKind::L_BRACE) if layout.unmatched_braces() == (0, 0) => {
            context.braces_of_item(parse)
        }
        SyntaxErrorKind::ExpectedComma => {
            let one = context.number_with_unit(error, parse).or_else(|| context.value_of_two(error, parse));
            return one.or_else(|| context.comma_between(error, parse));
        }
        // Unquoted and before a `{`, the word would start a block and change the meaning of the text around it.
        SyntaxErrorKind::Quoted if context.is_before(SyntaxKind::L_BRACE, parse) => None,
        SyntaxErrorKind::Quoted => {
            let word = unquoted(&context.text)?;
            let is_block = context.is_head_of_block(parse);
            // The word would give a block an invalid name.
            if is_block && !word.starts_with(|first: char| first.is_ascii_uppercase()) {
                return None;
            }
            context.respell(&word)
        }
        SyntaxErrorKind::InvalidSpace => context.ordinary_space(parse),
        SyntaxErrorKind::InvalidCharacter(character) => context.invalid_character(character, parse),
        SyntaxErrorKind::HashComment => context.hash_comment(parse),
        SyntaxErrorKind::AnnotationFirst => context.annotation_first(),
        SyntaxErrorKind::BareValue => context.bare_value(),
        SyntaxErrorKind::KindFirst => context.kind_first(),
        SyntaxErrorKind::IncompleteEntry => context.item_without_sign(),
        // A word alone on its line may not be a name.
        SyntaxErrorKind::ExpectedColon if next(error.at, parse).1 => return None,
        SyntaxErrorKind::ExpectedColon => context.missing_colon(error, parse),
        SyntaxErrorKind::SuffixOnFloat => context.float_with_suffix(),
        SyntaxErrorKind::NumberTail => context.number_with_tail(),
        SyntaxErrorKind::PositionalAfterKeyword => context.without_keyword(),
        SyntaxErrorKind::UnclosedBrace
        | SyntaxErrorKind::UnmatchedBrace
        | SyntaxErrorKind::ExpectedBrace
        | SyntaxErrorKind::SemicolonAfterBlock
            if !brackets.are_known(error, layout) =>
        {
            return None;
        }
        SyntaxErrorKind::UnclosedBrace => {
            let wrong = context.wrong_brace().or_else(|| context.unclosed_block(error, layout));
            let add = wrong.or_else(|| context.insertion_of_brace(error, layout))?;
            Some(if context.holds_type_as_kind() { add.mark_for_review() } else { add })
        }
        SyntaxErrorKind::UnclosedParenthesis | SyntaxErrorKind::UnclosedBracket => {
            let following = FollowingTokens::new(error.at, parse);
            let right = context.wrong_sign(error, &following, layout, parse);
            // Annotations belong to attributes, so the `@` would be the next error.
            let is_before_annotation = following.is_before_annotation() && context.node(ast::Attribute::cast).is_none();
            // After the kind of a block, the `(` is a mistake for `{` and should not be closed.
            if right.is_some() || is_before_annotation || context.is_after_block_kind() {
                return right;
            }
            let add = context.unclosed_brackets(error);
            let add = add.or_else(|| context.insertion(error).filter(|_| !context.is_in_unclosed_brackets()))?;
            return Some(if following.is_end(layout, error, parse) { add } else { add.mark_for_review() });
        }
        SyntaxErrorKind::UnmatchedBrace | SyntaxErrorKind::SemicolonAfterBlock => {
            let remove = context.removal(parse);
            // Inside a block, removing it decides which entries belong to the block.
            let is_outside = context.node(ast::Block::cast).is_none();
            let is_brace = error.kind == SyntaxErrorKind::UnmatchedBrace;
            let is_only = brackets.braces + brackets.semicolons + brackets.others == 1;
            let is_certain = is_only && is_outside && is_brace == layout.has_stray_brace();
            Some(if is_certain { remove } else { remove.mark_for_review() })
        }
        SyntaxErrorKind::ExpectedSemicolon => {
            let add = context.annotation_with_hash(error, parse).or_else(|| context.insertion(error))?;
            Some(if FollowingTokens::new(error.at, parse).starts_entry(parse) { add } else { add.mark_for_review() })
        }
        SyntaxErrorKind::UnterminatedComment => return context.comment_of_a_line(error, parse),
        SyntaxErrorKind::ExpectedBrace => {
            let whole = context.block_without_body(error, layout, parse);
            // Only if there is a `}` that closes it.
            return whole.or_else(|| context.insertion(error).filter(|_| layout.unmatched_braces() == (1, 0)));
        }
        // With other errors about braces, the `{` may belong to another block.
        SyntaxErrorKind::ExpectedBlockKind if !brackets.are_paired() || layout.unmatched_braces() != (0, 0) => {
            return None;
        }
        SyntaxErrorKind::ExpectedBlockKind => context.block_without_kind(error, layout, parse),
        _ => None,
    };
    fix.or_else(|| context.insertion_or_removal(error, layout))
}

impl ErrorContext<'_> {
    /// Returns true if it is in a line of several words outside all blocks that the parser could not use, which stays
    /// unreadable with one word or character less.
    fn is_skipped_outside_blocks(&self, parse: &Parse) -> bool {
        let Some(skipped) = self.path.last().filter(|node| node.kind() == SyntaxKind::ERROR) else { return false };
        let words = tokens(*skipped, skipped.range()).filter(|token| token.kind() == SyntaxKind::IDENT).take(2);
        self.node(ast::Block::cast).is_none() && words.count() > 1 && !self.is_before(SyntaxKind::COLON, parse)
    }

    /// Returns true if the next token has this kind.
    fn is_before(&self, kind: SyntaxKind, parse: &Parse) -> bool {
        next(self.range.end(), parse).0.is_some_and(|next| next.kind() == kind)
    }

    /// Returns true if a colon, the kind of a block and a `{` follow.
    fn is_head_of_block(&self, parse: &Parse) -> bool {
        let mut at = self.range.end();
        let mut kinds = std::iter::from_fn(|| {
            let token = next(at, parse).0?;
            at = token.range().end();
            Some(token.kind())
        });
        kinds.by_ref().take(3).eq([SyntaxKind::COLON, SyntaxKind::IDENT, SyntaxKind::L_BRACE])
    }

    /// Returns true if one of the arguments around that start before an offset has a keyword.
    fn has_keyword_before(&self, at: TextSize) -> bool {
        let arguments = self.node(ast::Arguments::cast).filter(|_| self.node(ast::List::cast).is_none());
        arguments.is_some_and(|arguments| {
            let mut keywords = arguments.iter().filter_map(|argument| match argument {
                Argument::Keyword(keyword) => Some(keyword.node().range().start()),
                Argument::Positional(_) => None,
            });
            keywords.any(|keyword| keyword < at)
        })
    }

    /// Fixes a comma after an attribute: `a: int,` and `a: int @unique, @server`.
    fn comma(&self) -> Option<Fix> {
        let skipped = self.path.last().filter(|node| node.kind() == SyntaxKind::ERROR)?;
        let mut following = skipped.descendant_tokens().skip_while(|token| token.range().start() < self.range.end());
        match following.find(|token| !token.kind().is_trivia()).map(Token::kind) {
            Some(SyntaxKind::AT) => Some(self.fix(self.removal_title(), self.range, "")),
            Some(_) => None,
            None => self.respell(";"),
        }
    }

    /// Fixes a missing comma: `#omit[read delete]`. In arguments, as in `int(5 1)`, the two values may be one number,
    /// so the fix needs review.
    fn comma_between(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        let add = self.insertion(error)?;
        // After an argument with a keyword, all have one.
        let is_keyword_next = || {
            let (word, _) = next(error.at, parse);
            word.and_then(|word| next(word.range().end(), parse).0).is_some_and(|it| it.kind() == SyntaxKind::COLON)
        };
        if self.has_keyword_before(error.at) && !is_keyword_next() {
            return None;
        }
        let is_in_list = self.path.last().is_some_and(|node| node.kind() == SyntaxKind::LIST);
        Some(if is_in_list { add } else { add.mark_for_review() })
    }

    /// Fixes a comment that starts with `#`: `# words`. `None` if the words may be a metadata item, or if a brace
    /// follows on the line.
    fn hash_comment(&self, parse: &Parse) -> Option<Fix> {
        let mut offset = self.range.end();
        let mut last = None;
        while let Some(token) = parse.token_at(offset).filter(|token| !token.text().contains(['\n', '\r'])) {
            let is_code = matches!(token.kind(), SyntaxKind::L_BRACE | SyntaxKind::R_BRACE);
            let is_first = u32::from(offset - self.range.end()) <= 1;
            if is_code || (is_first && Item::from_name(token.text()).is_some()) {
                return None;
            }
            offset = token.range().end();
            last = Some(token.kind());
        }
        // The head of a block may continue on the next line.
        if last == Some(SyntaxKind::COLON) && is_kind_next(offset, parse) {
            return None;
        }
        Some(self.fix("Convert to a comment", self.range, "//"))
    }

    /// Fixes the value of a metadata item without parentheses: `#readable all`.
    fn bare_value(&self) -> Option<Fix> {
        let metadata = self.node(ast::Metadata::cast)?;
        let gap = TextRange::new(metadata.name()?.range().end(), self.range.start());
        Some(in_parentheses(gap, self.range))
    }

    /// Fixes a positional argument after a keyword argument: `int(max: 5, 1)`.
    fn without_keyword(&self) -> Option<Fix> {
        let ty = self.node(ast::Type::cast)?;
        let parameters = BuiltIn::from_name(ty.name()?.text())?.entry().parameters;
        let (mut given, mut is_after_keyword) = (Vec::new(), false);
        for (index, argument) in ty.arguments()?.iter().enumerate() {
            match argument {
                Argument::Keyword(keyword) => {
                    is_after_keyword = true;
                    given.extend(keyword.name().map(Token::text));
                }
                Argument::Positional(_) if !is_after_keyword => given.extend(parameters.get(index).map(|it| it.name)),
                // With several such arguments, their parameters are not known.
                Argument::Positional(value) if value.range().start() != self.range.start() => return None,
                Argument::Positional(_) => {}
            }
        }
        let free = parameters.iter().find(|parameter| !given.contains(&parameter.name))?;
        let title = format!("Add the parameter name `{}`", free.name);
        // The argument may be the rest of a number.
        Some(self.fix(title, TextRange::empty(self.range.start()), format!("{}: ", free.name)).mark_for_review())
    }

    /// Closes an unterminated block comment at the end of its first line: `/* One.`. `None` if the comment is within
    /// an entry or contains a bracket, since the text after it would then be misread.
    fn comment_of_a_line(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        let (line, _) = parse.token_at(error.range.start())?.text().split_once(['\n', '\r'])?;
        let is_apart = neighbours::before(error.range.start(), parse).is_none_or(|before| {
            matches!(before.kind(), SyntaxKind::SEMICOLON | SyntaxKind::L_BRACE | SyntaxKind::R_BRACE)
        });
        if !is_apart || line.contains(['{', '}', '(', ')', '[', ']']) {
            return None;
        }
        let end = error.range.start() + TextSize::of(line);
        Some(self.fix("Add `*/`", TextRange::empty(end), " */").mark_for_review())
    }

    /// Inserts the missing text or removes the superfluous range that the kind of error implies.
    fn insertion_or_removal(&self, error: &SyntaxError, layout: &Layout<'_>) -> Option<Fix> {
        let Some(text) = error.kind.insertion() else {
            return error.kind.is_superfluous().then(|| self.fix(self.removal_title(), error.range, ""));
        };
        let title = match text.trim() {
            "" => "Add a line break".to_owned(),
            text => format!("Add `{text}`"),
        };
        Some(self.fix(title, TextRange::empty(error.at), text.replace('\n', layout.line_end())))
    }

    /// Removes the range of the error, with its line if nothing else is on it.
    fn removal(&self, parse: &Parse) -> Fix {
        let mut range = self.range;
        while let (Some(next), false) = next(range.end(), parse) {
            // Another `;` after it would still be superfluous.
            if next.kind() != SyntaxKind::SEMICOLON || self.text != ";" {
                break;
            }
            range = range.cover(next.range());
        }
        self.fix(self.removal_title(), whole_line(range, parse).unwrap_or(range), "")
    }
}

/// Returns true if the next token is the kind of a block.
fn is_kind_next(at: TextSize, parse: &Parse) -> bool {
    next(at, parse).0.is_some_and(|word| BlockKind::from_name(word.text()).is_some())
}

/// The line of a range, including its line ending. `None` if there is anything else on the line.
fn whole_line(range: TextRange, parse: &Parse) -> Option<TextRange> {
    let space = |at: TextSize| parse.token_at(at).filter(|token| token.kind() == SyntaxKind::WHITESPACE);
    let before = space(range.start().checked_sub(TextSize::new(1))?)?;
    let (_, indentation) = before.text().rsplit_once('\n')?;
    let start = range.start() - TextSize::of(indentation);
    let following = space(range.end())?;
    let (rest, _) = following.text().split_once('\n')?;
    Some(TextRange::new(start, range.end() + TextSize::of(rest) + TextSize::of('\n')))
}

/// Removes the quotes around a single word or number, and keeps the punctuation after them. `None` if the text
/// contains anything else.
fn unquoted(text: &str) -> Option<String> {
    let is_quote = |char: char| matches!(char, '"' | '\'' | '“' | '”' | '„');
    let sign =
        text.strip_suffix(|char: char| matches!(char, ',' | ';' | ')' | ']')).map_or("", |rest| &text[rest.len()..]);
    let inner = text[..text.len() - sign.len()].trim_matches(is_quote);
    let is_word = inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    (is_word && !inner.is_empty()).then(|| format!("{inner}{sign}"))
}
