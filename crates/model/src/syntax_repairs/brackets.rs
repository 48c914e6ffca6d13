//! Fixes for missing, superfluous and wrong brackets and braces.

use temple_syntax::{Node, Parse, SyntaxError, SyntaxErrorKind, SyntaxKind, TextRange, TextSize, Token, ast};

use super::balance::Brackets;
use super::error_context::{ErrorContext, MAX_ENTRIES, MAX_TOKENS, is_near, is_of_braces, next};
use super::neighbours::before;
use crate::catalogue::{Annotation, BlockKind, BuiltIn, Item};
use crate::repair::{Child, children};
use crate::{Edit, Fix, Layout};

impl ErrorContext<'_> {
    /// Returns true if the error comes after the kind of a block, which was parsed as a type.
    pub(super) fn is_after_block_kind(&self) -> bool {
        self.node(ast::Type::cast).and_then(ast::Type::name).is_some_and(is_kind)
    }

    /// Fixes a wrong token inside brackets: `int(5]`, `int(5};`, `#omit([read)];`, `int(5; 10)`, `int(@5)`,
    /// `string(80, @unique)`.
    pub(super) fn wrong_sign(
        &self,
        error: &SyntaxError,
        following: &FollowingTokens<'_>,
        layout: &Layout<'_>,
        parse: &Parse,
    ) -> Option<Fix> {
        let right = error.kind.insertion()?;
        let (brackets, ancestors) = self.path.split_last()?;
        if self.is_after_block_kind() && brackets.kind() == SyntaxKind::ARGUMENTS {
            let is_body =
                layout.has_stray_brace() && FollowingTokens::new(error.range.end(), parse).starts_entry(parse);
            return is_body.then(|| self.fix("Replace `(` with `{`", error.range, "{").mark_for_review());
        }
        let is_inner = ancestors.iter().any(|node| node.kind() == SyntaxKind::ARGUMENTS);
        let sign = following.first.filter(|_| !following.is_on_new_line)?;
        let next = following.second.filter(|next| next.range().start() == sign.range().end());
        let is_before = |kind| next.is_some_and(|next| next.kind() == kind);
        let is_number = is_before(SyntaxKind::INTEGER) || is_before(SyntaxKind::FLOAT);
        let replace = |right: &str| {
            let title = format!("Replace `{}` with `{right}`", sign.text());
            self.fix(title, sign.range(), right)
        };
        match sign.kind() {
            SyntaxKind::R_PAREN if is_inner && is_before(SyntaxKind::R_BRACKET) => {
                Some(self.fix("Replace `)]` with `])`", sign.range().cover(next?.range()), "])"))
            }
            // In `(read])`, both that are closed have to be opened.
            SyntaxKind::R_BRACKET if right == ")" && is_before(SyntaxKind::R_PAREN) => {
                self.unopened_list(*brackets, sign)
            }
            // In `([read)`, the only closing bracket closes the outer pair.
            SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET if !is_inner && sign.text() != right => Some(replace(right)),
            SyntaxKind::R_BRACE
                if sign.range().start() == error.at
                    && layout.unmatched_braces() == (1, 0)
                    && layout.first_stray_brace().is_some_and(|stray| stray > error.at)
                    && is_before_lone_brace(error, parse) =>
            {
                let goes_on = following.second.filter(|_| !following.is_last_of_line).map(Token::kind);
                matches!(goes_on, Some(SyntaxKind::SEMICOLON | SyntaxKind::AT)).then(|| replace(right))
            }
            SyntaxKind::SEMICOLON
                if self.parameters().next().is_some()
                    && is_between_values(sign, parse)
                    && closes_after(sign, right, parse) =>
            {
                Some(replace(",").mark_for_review())
            }
            SyntaxKind::AT | SyntaxKind::HASH if is_number && closes_after(sign, right, parse) => {
                Some(self.fix(format!("Remove `{}`", sign.text()), sign.range(), "").mark_for_review())
            }
            SyntaxKind::AT if brackets.kind() == SyntaxKind::ARGUMENTS && self.node(ast::Attribute::cast).is_some() => {
                self.annotation_inside(*brackets, sign, parse)
            }
            _ => None,
        }
    }

    /// Opens a list that is only closed, `#omit(read])`, or takes out the `]` where no list is allowed: `int(5])`.
    fn unopened_list(&self, brackets: Node<'_>, close: Token<'_>) -> Option<Fix> {
        let item = self.node(ast::Metadata::cast).and_then(|it| Item::from_name(it.name()?.text()));
        match item.filter(|item| item.takes_list()) {
            Some(_) => {
                let open = brackets.token(SyntaxKind::L_PAREN)?.range().end();
                Some(self.fix("Add `[`", TextRange::empty(open), "["))
            }
            None => Some(self.fix("Remove `]`", close.range(), "")),
        }
    }

    /// Closes all brackets of an entry that also lacks its `;`: `a: int(5` and `#omit([read`.
    pub(super) fn unclosed_brackets(&self, error: &SyntaxError) -> Option<Fix> {
        let (brackets, ancestors) = self.path.split_last()?;
        let entry = ancestors.iter().rfind(|it| matches!(it.kind(), SyntaxKind::ATTRIBUTE | SyntaxKind::METADATA))?;
        // If a `;` or an annotation follows, the entry continues after the brackets.
        if entry.range().end() != brackets.range().end() {
            return None;
        }
        let outer = ancestors.iter().rev().filter_map(|it| match it.kind() {
            SyntaxKind::ARGUMENTS => SyntaxErrorKind::UnclosedParenthesis.insertion(),
            SyntaxKind::LIST => SyntaxErrorKind::UnclosedBracket.insertion(),
            _ => None,
        });
        let outer: String = outer.collect();
        let closed = format!("{}{outer};", error.kind.insertion()?);
        Some(self.fix(format!("Add `{closed}`"), TextRange::empty(error.at), closed))
    }

    /// Returns true if the brackets are inside others that are not closed either.
    pub(super) fn is_in_unclosed_brackets(&self) -> bool {
        let ancestors = self.path.iter().rev().skip(1);
        let mut brackets = ancestors.take_while(|node| {
            matches!(node.kind(), SyntaxKind::LIST | SyntaxKind::ARGUMENTS | SyntaxKind::KEYWORD_ARGUMENT)
        });
        brackets.any(|node| match node.kind() {
            SyntaxKind::LIST => node.token(SyntaxKind::R_BRACKET).is_none(),
            SyntaxKind::ARGUMENTS => node.token(SyntaxKind::R_PAREN).is_none(),
            _ => false,
        })
    }

    /// Fixes an annotation inside the arguments of a type: `string(80, @unique)`.
    fn annotation_inside(&self, brackets: Node<'_>, sign: Token<'_>, parse: &Parse) -> Option<Fix> {
        let name = parse.token_at(sign.range().end()).filter(|name| Annotation::from_name(name.text()).is_some())?;
        let (close, _) = next(name.range().end(), parse);
        let close = close.filter(|close| close.kind() == SyntaxKind::R_PAREN)?.range();
        let before =
            brackets.children().filter(|it| !it.kind().is_trivia() && it.range().end() <= sign.range().start());
        let before = before.last()?;
        let start = if before.kind() == SyntaxKind::COMMA { before.range().start() } else { before.range().end() };
        let title = format!("Move `@{}` after the type", name.text());
        Some(self.fix(title, TextRange::new(start, close.end()), format!(") @{}", name.text())))
    }

    /// Fixes a brace instead of a parenthesis: `a: int{5)`.
    pub(super) fn brace_as_parenthesis(&self, brackets: &Brackets, layout: &Layout<'_>) -> Option<Fix> {
        let block = self.node(ast::Block::cast)?;
        let body = block.body()?;
        let open = body.token(SyntaxKind::L_BRACE)?.range();
        let is_next = block.kind()?.range().end() == open.start();
        let has_close = || body.descendant_tokens().any(|token| token.kind() == SyntaxKind::R_PAREN);
        let close = body.token(SyntaxKind::R_BRACE).filter(|_| !has_line_end(body) && !has_close()).map(Token::range);
        let title = if close.is_some() { "Replace `{}` with `()`" } else { "Replace `{` with `(`" };
        let edits = [Edit::replace(open, "(")].into_iter().chain(close.map(|close| Edit::replace(close, ")")));
        // All other braces must keep their partners.
        let is_known = if close.is_some() { brackets.are_paired() } else { brackets.has_one_unclosed(layout) };
        (is_next && is_known).then(|| Fix::new(title, edits.collect()).mark_for_review())
    }

    /// Fixes braces around the value of a metadata item: `#omit{read}`.
    pub(super) fn braces_of_item(&self, parse: &Parse) -> Option<Fix> {
        let item = Item::from_name(self.node(ast::Metadata::cast)?.name()?.text())?;
        item.entry().parameter?;
        let (open, close) = if item.takes_list() { ("[", "]") } else { ("(", ")") };
        let mut at = self.range.end();
        loop {
            let (token, is_on_new_line) = next(at, parse);
            let token = token.filter(|_| !is_on_new_line)?;
            match token.kind() {
                SyntaxKind::R_BRACE => {
                    let edits = vec![Edit::replace(self.range, open), Edit::replace(token.range(), close)];
                    return Some(Fix::new(format!("Replace `{{}}` with `{open}{close}`"), edits));
                }
                SyntaxKind::IDENT | SyntaxKind::COMMA => at = token.range().end(),
                _ => return None,
            }
        }
    }

    /// Fixes a `)` or `]` instead of the `}` of a block: one without a partner, on a line indented like the block, or
    /// at the block's end.
    pub(super) fn wrong_brace(&self) -> Option<Fix> {
        let [.., parent, block, _body] = self.path.as_slice() else { return None };
        let body = ast::Block::cast(*block)?.body()?;
        let own = indentation(*parent, *block);
        let is_of_block = |child: &Child<'_>| own.is_some() && child.indentation() == own;
        let of_block = children(body).filter(is_of_block).find_map(|child| only_bracket(child.node));
        let wrong = of_block.or_else(|| only_bracket(body.nodes().last()?))?;
        Some(self.fix(format!("Replace `{}` with `}}`", wrong.text()), wrong.range(), "}"))
    }

    /// Returns true if the enclosing block has an attribute like `a: int{5)`. Its braces are then unreliable.
    pub(super) fn holds_type_as_kind(&self) -> bool {
        let is_type = |block: ast::Block<'_>| block.kind().is_some_and(|it| BuiltIn::from_name(it.text()).is_some());
        let mut blocks = self.node(ast::Block::cast).into_iter().flat_map(|block| {
            let inner = block.entries().take(MAX_ENTRIES).filter_map(|entry| match entry {
                ast::Entry::Block(inner) => Some(inner),
                _ => None,
            });
            std::iter::once(block).chain(inner)
        });
        blocks.any(is_type)
    }

    /// Fixes a block without a body: `Shop: project`.
    pub(super) fn block_without_body(&self, error: &SyntaxError, layout: &Layout<'_>, parse: &Parse) -> Option<Fix> {
        let block = self.node(ast::Block::cast)?;
        let is_bare = block.body().is_none() && block.kind().is_some_and(|kind| kind.range().end() == error.at);
        let (sign, _) = next(error.at, parse);
        let sign = sign.filter(|it| matches!(it.kind(), SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET));
        match sign {
            _ if !is_bare => None,
            // The new `{` would not be closed.
            Some(_) if !layout.has_stray_brace() => None,
            Some(sign) => {
                Some(self.fix(format!("Replace `{}` with `{{`", sign.text()), sign.range(), "{").mark_for_review())
            }
            None => Some(self.fix("Add `{}`", TextRange::empty(error.at), " {}")),
        }
    }

    /// Inserts a missing brace on a line of its own.
    pub(super) fn insertion_of_brace(&self, error: &SyntaxError, layout: &Layout<'_>) -> Option<Fix> {
        let text = error.kind.insertion()?.replace('\n', layout.line_end());
        Some(self.fix("Add `}`", TextRange::empty(error.at), text))
    }

    /// Closes a nested block after the last entry that is indented further than the block.
    pub(super) fn unclosed_block(&self, error: &SyntaxError, layout: &Layout<'_>) -> Option<Fix> {
        let [.., parent, block, body] = self.path.as_slice() else { return None };
        if parent.kind() == SyntaxKind::FILE || !is_near(*parent, block.range().start()) {
            return None;
        }
        let own = indentation(*parent, *block)?;
        // An entry that is indented no further than the block comes after it.
        let mut inside = None;
        for child in children(*body) {
            if inside.is_some() && child.indentation().is_some_and(|line| line.len() <= own.len()) {
                break;
            }
            inside = Some(child);
        }
        let is_last = |child: &Child<'_>| body.nodes().last() == Some(child.node);
        let end = |child: Child<'_>| child.comment().map_or(child.node.range().end(), |(_, end)| end);
        let at = inside.filter(|child| !is_last(child)).map_or(error.at, end);
        Some(self.fix("Add `}`", TextRange::empty(at), format!("{}{own}}}", layout.line_end())))
    }
}

/// The two tokens after the position of a missing bracket, ignoring white space and comments.
pub(super) struct FollowingTokens<'a> {
    first: Option<Token<'a>>,
    second: Option<Token<'a>>,
    /// True if a line ends before the first token.
    is_on_new_line: bool,
    /// True if a line ends before the second token.
    is_last_of_line: bool,
}

impl<'a> FollowingTokens<'a> {
    pub(super) fn new(at: TextSize, parse: &'a Parse) -> FollowingTokens<'a> {
        let (first, is_on_new_line) = next(at, parse);
        let (second, is_last_of_line) = first.map_or((None, true), |first| next(first.range().end(), parse));
        FollowingTokens { first, second, is_on_new_line, is_last_of_line }
    }

    /// Returns true if an annotation starts with it.
    pub(super) fn is_before_annotation(&self) -> bool {
        self.first.is_some_and(|first| first.kind() == SyntaxKind::AT)
    }

    /// Returns true if these tokens certainly start an entry.
    pub(super) fn starts_entry(&self, parse: &Parse) -> bool {
        let Some(first) = self.first else { return true };
        let second = self.second.map_or(SyntaxKind::EOF, Token::kind);
        let third = || self.second.and_then(|second| next(second.range().end(), parse).0).map(Token::kind);
        match first.kind() {
            // This is an attribute, unless it is on the same line, where it may be a keyword argument.
            SyntaxKind::IDENT if second == SyntaxKind::COLON => {
                self.is_on_new_line || third() == Some(SyntaxKind::IDENT)
            }
            SyntaxKind::IDENT => false,
            SyntaxKind::HASH => {
                self.is_on_new_line || self.second.is_some_and(|name| Item::from_name(name.text()).is_some())
            }
            _ => true,
        }
    }

    /// Returns true if the entry certainly ends before these tokens, so that inserting a bracket there is safe.
    pub(super) fn is_end(&self, layout: &Layout<'_>, error: &SyntaxError, parse: &Parse) -> bool {
        let Some(first) = self.first.filter(|it| !self.is_on_new_line || it.kind() == SyntaxKind::AT) else {
            return true;
        };
        let second = self.second.map(Token::kind);
        match first.kind() {
            SyntaxKind::SEMICOLON => self.is_last_of_line || !matches!(second, Some(kind) if is_inside(kind)),
            SyntaxKind::AT | SyntaxKind::HASH => {
                let close = error.kind.insertion().unwrap_or_default();
                second == Some(SyntaxKind::IDENT) && !closes_after(first, close, parse)
            }
            SyntaxKind::R_BRACE => !layout.has_stray_brace(),
            kind => kind != SyntaxKind::L_BRACE,
        }
    }
}

/// Returns true if the brackets around a misplaced `;`, `@` or `#` are closed after it: those around a `;` on the
/// same line, the others before the entry ends.
pub(super) fn closes_after(sign: Token<'_>, close: &str, parse: &Parse) -> bool {
    let is_semicolon = sign.kind() == SyntaxKind::SEMICOLON;
    let (mut at, mut depth) = (sign.range().end(), 0);
    for _ in 0..MAX_TOKENS {
        let (token, is_on_new_line) = next(at, parse);
        let Some(token) = token.filter(|_| !(is_semicolon && is_on_new_line)) else { return false };
        match token.kind() {
            _ if depth == 0 && token.text() == close => return true,
            SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET => depth += 1,
            SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET => depth -= 1,
            SyntaxKind::HASH | SyntaxKind::L_BRACE | SyntaxKind::R_BRACE => return false,
            SyntaxKind::SEMICOLON => return false,
            SyntaxKind::AT if is_semicolon => return false,
            _ => {}
        }
        at = token.range().end();
    }
    false
}

/// Returns true if a whole argument ends before a token, and another one starts after it.
fn is_between_values(sign: Token<'_>, parse: &Parse) -> bool {
    use SyntaxKind as K;
    let value = before(sign.range().start(), parse).filter(|it| matches!(it.kind(), K::IDENT | K::INTEGER | K::FLOAT));
    let outer = value.and_then(|value| before(value.range().start(), parse)).map(Token::kind);
    let (first, _) = next(sign.range().end(), parse);
    let then = first.and_then(|first| next(first.range().end(), parse).0).map(Token::kind);
    matches!(outer, Some(K::L_PAREN | K::L_BRACKET | K::COMMA | K::COLON))
        && matches!(then, Some(K::R_PAREN | K::R_BRACKET | K::COMMA | K::COLON))
}

/// Returns true if the only error about braces is an unmatched `}` after this error, whose `{` is closed by the token
/// that should be replaced.
fn is_before_lone_brace(error: &SyntaxError, parse: &Parse) -> bool {
    // A `;` after the block that ends too early hides the unmatched `}`.
    let is_lone = |kind| matches!(kind, SyntaxErrorKind::UnmatchedBrace | SyntaxErrorKind::SemicolonAfterBlock);
    let mut braces = parse.errors().iter().filter(|error| is_of_braces(error.kind) || is_lone(error.kind));
    let only = braces.next().filter(|_| braces.next().is_none());
    only.is_some_and(|only| is_lone(only.kind) && only.range.start() > error.range.start())
}

/// The `)` or `]` that is the only token of a skipped node.
fn only_bracket(skipped: Node<'_>) -> Option<Token<'_>> {
    let mut tokens = skipped.descendant_tokens().filter(|token| !token.kind().is_trivia());
    let first = tokens.next().filter(|_| skipped.kind() == SyntaxKind::ERROR && tokens.next().is_none())?;
    matches!(first.kind(), SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET).then_some(first)
}

/// The indentation of a block's line. `None` if something else precedes the block on it, or if the parent starts too
/// far away.
fn indentation<'a>(parent: Node<'a>, block: Node<'_>) -> Option<&'a str> {
    if !is_near(parent, block.range().start()) {
        return None;
    }
    children(parent).find(|child| child.node.range() == block.range())?.indentation()
}

/// Returns true if the name is the kind of a block.
fn is_kind(name: Token<'_>) -> bool {
    BlockKind::from_name(name.text()).is_some()
}

fn has_line_end(node: Node<'_>) -> bool {
    node.descendant_tokens().any(|token| token.text().contains(['\n', '\r']))
}

/// Returns true if tokens of this kind occur only inside brackets.
fn is_inside(kind: SyntaxKind) -> bool {
    use SyntaxKind::{COMMA, FLOAT, INTEGER, R_BRACKET, R_PAREN};
    matches!(kind, COMMA | FLOAT | INTEGER | R_BRACKET | R_PAREN)
}
