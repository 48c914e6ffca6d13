//! Fixes for names, kinds, types, keywords and values in the wrong order, case or form.

use temple_syntax::ast;
use temple_syntax::{Node, Parse, SyntaxError, SyntaxKind, TextRange, TextSize, Token};

use super::balance::Brackets;
use super::brackets::closes_after;
use super::error_context::{ErrorContext, next};
use crate::catalogue::{BlockKind, BuiltIn, Item, ParameterKind};
use crate::{Fix, Layout};

impl ErrorContext<'_> {
    /// Fixes a block name in lower case: `order: service`.
    pub(super) fn block_in_upper_case(&self, brackets: &Brackets, layout: &Layout<'_>, parse: &Parse) -> Option<Fix> {
        let right = recased(&self.text, char::to_ascii_uppercase).filter(|right| !layout.has_block(right))?;
        let fix = self.respell(&right)?;
        let kind = self.node(ast::Block::cast)?.kind();
        // A word alone on its line may not be the name of the block after it.
        if next(self.range.end(), parse).1 {
            return None;
        }
        if kind.is_some_and(|kind| BuiltIn::from_name(kind.text()).is_some()) {
            return self.brace_as_parenthesis(brackets, layout);
        }
        // With an unknown kind it may not be a block.
        let is_block = kind.is_some_and(|kind| BlockKind::from_name(kind.text()).is_some());
        Some(if is_block { fix } else { fix.mark_for_review() })
    }

    /// Fixes a built-in type in upper case: `String(40)`.
    pub(super) fn type_in_upper_case(&self, layout: &Layout<'_>) -> Option<Fix> {
        let name = self.node(ast::Type::cast)?.name().filter(|name| !layout.has_block(name.text()))?;
        let meant = BuiltIn::ALL.iter().find(|ty| ty.as_str().eq_ignore_ascii_case(name.text()))?;
        Some(self.fix(format!("Replace `{}` with `{}`", name.text(), meant.as_str()), name.range(), meant.as_str()))
    }

    /// Fixes a block with its kind before the name: `service Order`.
    pub(super) fn kind_first(&self) -> Option<Fix> {
        match self.text.split_whitespace().collect::<Vec<_>>().as_slice() {
            [kind, name] if self.takes_block(BlockKind::from_name(kind)?) => self.respell(&format!("{name}: {kind}")),
            _ => None,
        }
    }

    /// Returns true if a block of this kind is allowed here: structs in blocks, and the others outside all blocks.
    fn takes_block(&self, kind: BlockKind) -> bool {
        let is_enclosing = |node: &Node<'_>| node.range().start() < self.range.start();
        let is_inside = self.path.iter().any(|node| node.kind() == SyntaxKind::BLOCK && is_enclosing(node));
        is_inside == (kind == BlockKind::Struct)
    }

    /// Fixes a metadata item without `#`: `auth;`.
    pub(super) fn item_without_sign(&self) -> Option<Fix> {
        let item = Item::from_name(&self.text).filter(|item| item.entry().parameter.is_none())?;
        let mut specified = self.node(ast::Block::cast)?.entries().filter_map(|entry| match entry {
            ast::Entry::Metadata(metadata) => Item::from_name(metadata.name()?.text()),
            _ => None,
        });
        if specified.any(|specified| specified == item) {
            return None;
        }
        Some(self.fix(format!("Replace with `{item}`"), TextRange::empty(self.range.start()), "#"))
    }

    /// Fixes entries and arguments without a colon: `int count`, `Member owner`, `var a: int`, `#provider(docker
    /// compose)`.
    pub(super) fn missing_colon(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        if let Some(keyword) = self.node(ast::KeywordArgument::cast) {
            let is_parameter = keyword.name().is_some_and(|name| self.parameters().any(|it| it == name.text()));
            let add = self.insertion(error)?;
            return self
                .value_of_words(keyword)
                .or_else(|| Some(if is_parameter { add } else { add.mark_for_review() }));
        }
        let attribute = self.node(ast::Attribute::cast)?;
        let (first, second) = (attribute.name()?, attribute.ty()?);
        let name = second.name()?;
        if let Some(colon) = next(name.range().end(), parse).0.filter(|following| following.kind() == SyntaxKind::COLON)
        {
            // A type has to follow the colon; otherwise the text means something else.
            let ty = next(colon.range().end(), parse).0.filter(|ty| ty.kind() == SyntaxKind::IDENT)?;
            let goes_on = next(ty.range().end(), parse).0;
            let is_unclosed =
                goes_on.is_some_and(|open| open.kind() == SyntaxKind::L_PAREN && !closes_after(open, ")", parse));
            if is_unclosed || matches!(goes_on.map(Token::kind), Some(SyntaxKind::L_BRACE | SyntaxKind::IDENT)) {
                return None;
            }
            let superfluous = TextRange::new(first.range().start(), name.range().start());
            return Some(self.fix(format!("Remove `{}`", first.text()), superfluous, "").mark_for_review());
        }
        let is_lower = |name: &str| name.starts_with(|first: char| first.is_ascii_lowercase());
        let is_turned = (BuiltIn::from_name(first.text()).is_some() || !is_lower(first.text()))
            && BuiltIn::from_name(name.text()).is_none()
            && is_lower(name.text())
            && second.arguments().is_none();
        let goes_on =
            next(second.range().end(), parse).0.is_some_and(|following| following.kind() == SyntaxKind::IDENT);
        let is_type = !goes_on && (BuiltIn::from_name(name.text()).is_some() || !is_lower(name.text()));
        match is_turned {
            true => {
                let right = format!("{}: {}", name.text(), first.text());
                Some(self.fix(format!("Replace with `{right}`"), first.range().cover(name.range()), right))
            }
            false => self.insertion(error).map(|add| if is_type { add } else { add.mark_for_review() }),
        }
    }

    /// The names of the parameters of the enclosing type or metadata item.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &'static str> {
        let of_type = self.node(ast::Type::cast).and_then(|ty| BuiltIn::from_name(ty.name()?.text()));
        let of_item = self.node(ast::Metadata::cast).and_then(|it| Item::from_name(it.name()?.text()));
        let parameters = of_type.map(|ty| ty.entry().parameters);
        let parameters = parameters.or(of_item.map(|item| item.entry().parameter.as_slice()));
        parameters.unwrap_or_default().iter().map(|parameter| parameter.name)
    }

    /// Fixes a value written as two words: `docker compose`.
    fn value_of_words(&self, keyword: ast::KeywordArgument<'_>) -> Option<Fix> {
        let ast::Value::Word(value) = keyword.value()? else { return None };
        let joined = format!("{}{}", keyword.name()?.text(), value.token()?.text());
        let word = self.value(&joined)?;
        Some(self.fix(format!("Replace with `{word}`"), keyword.range(), word))
    }

    /// Fixes a value written as two words that were parsed as two values: `docker compose`.
    pub(super) fn value_of_two(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        let before = parse.token_at(error.at.checked_sub(TextSize::new(1))?)?;
        let (following, _) = next(error.at, parse);
        let word = self.value(&format!("{}{}", before.text(), following?.text()))?;
        Some(self.fix(format!("Replace with `{word}`"), before.range().cover(following?.range()), word))
    }

    /// The value of the enclosing metadata item that a text spells.
    pub(super) fn value(&self, text: &str) -> Option<&'static str> {
        let item = Item::from_name(self.node(ast::Metadata::cast)?.name()?.text())?;
        let (ParameterKind::Word(words) | ParameterKind::Words(words)) = item.entry().parameter?.kind else {
            return None;
        };
        words.iter().find(|word| word.is_spelt(text)).map(|word| word.name)
    }

    /// Fixes a block without a kind, as in `Shop: {`. Inside a service it becomes a struct, otherwise a project or a
    /// service depending on its items.
    pub(super) fn block_without_kind(&self, error: &SyntaxError, layout: &Layout<'_>, parse: &Parse) -> Option<Fix> {
        let is_after_colon = parse.token_at(error.at.checked_sub(TextSize::of(':'))?)?.kind() == SyntaxKind::COLON;
        let is_before_body = next(error.at, parse).0?.kind() == SyntaxKind::L_BRACE;
        let is_inside = self.path.iter().filter(|node| node.kind() == SyntaxKind::BLOCK).count() > 1;
        let block = self.node(ast::Block::cast).filter(|_| is_after_colon && is_before_body)?;
        let is_of_project = |entry| match entry {
            ast::Entry::Metadata(metadata) => metadata
                .name()
                .and_then(|name| Item::from_name(name.text()))
                .is_some_and(|item| item.entry().allowed_in == [BlockKind::Project]),
            _ => false,
        };
        let kind = match is_inside {
            true => BlockKind::Struct,
            false if block.entries().any(is_of_project) => BlockKind::Project,
            false => BlockKind::Service,
        };
        if !layout.may_be_kind(block, kind) {
            return None;
        }
        let title = format!("Add the kind `{}`", kind.as_str());
        Some(self.fix(title, TextRange::empty(error.at), format!(" {}", kind.as_str())).mark_for_review())
    }
}

/// Changes the case of a name's first letter. `None` unless the name starts with a letter and contains only letters
/// and digits.
pub(super) fn recased(name: &str, case: fn(&char) -> char) -> Option<String> {
    let mut chars = name.chars();
    let recased: String = chars.next().iter().map(case).chain(chars).collect();
    let is_plain = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain.then_some(recased)
}
