//! Repairs of mistakes in the syntax that take more than putting in what is missing or taking out what is too much.

use temple_syntax::ast::{self, Argument, Number};
use temple_syntax::{Element, Node, Parse, SyntaxError, SyntaxErrorKind, SyntaxKind, TextRange, TextSize, Token};

use crate::catalogue::{Annotation, BlockKind, BuiltIn, Item};
use crate::{Edit, Fix, Layout};

/// How far behind the start of its node a mistake is looked for, in bytes: farther would take too long for thousands.
const FARTHEST: u32 = 4_000;

/// How many entries of a block are looked at to tell its kind.
const MAX_ENTRIES: usize = 50;

/// A repair of a mistake, where it is surely one of what people write who come from another language or forget a rule.
pub(crate) fn repair(error: &SyntaxError, parse: &Parse, layout: &Layout<'_>) -> Option<Fix> {
    let place = Place::new(error.range, parse)?;
    match error.kind {
        SyntaxErrorKind::BlockNameForm => place.block_in_upper_case(),
        SyntaxErrorKind::MetadataNameForm => {
            let name = recased(&place.text, char::to_ascii_lowercase)?;
            Item::from_name(&name).and_then(|_| place.respell(&name))
        }
        SyntaxErrorKind::ReferenceArguments => place.type_in_upper_case(),
        SyntaxErrorKind::UnexpectedInEntry(SyntaxKind::COMMA) => place.comma(),
        SyntaxErrorKind::UnexpectedInEntry(SyntaxKind::IDENT) => place.annotations_without_sign(),
        SyntaxErrorKind::UnexpectedInEntry(SyntaxKind::L_BRACKET) => place.list_of_annotation(),
        SyntaxErrorKind::ExpectedComma => place.comma_between(error),
        SyntaxErrorKind::Quoted => place.respell(unquoted(&place.text)?),
        SyntaxErrorKind::OddSpace => Some(place.ordinary_space()),
        SyntaxErrorKind::OddCharacter(odd) => place.odd_character(odd, parse),
        SyntaxErrorKind::HashComment => place.hash_comment(parse),
        SyntaxErrorKind::AnnotationFirst => place.annotation_first(),
        SyntaxErrorKind::BareValue => place.bare_value(),
        SyntaxErrorKind::KindFirst => place.kind_first(),
        SyntaxErrorKind::IncompleteEntry => place.item_without_sign(),
        SyntaxErrorKind::ExpectedColon => place.type_first(),
        SyntaxErrorKind::SuffixOnFloat => place.float_with_suffix(),
        SyntaxErrorKind::NumberTail => place.number_with_tail(),
        SyntaxErrorKind::PositionalAfterKeyword => place.without_keyword(),
        SyntaxErrorKind::UnclosedBrace => {
            let add = place.unclosed_block(error, layout).or_else(|| place.insertion_of_brace(error, layout))?;
            Some(if place.holds_type_as_kind() { add.looked_at() } else { add })
        }
        SyntaxErrorKind::UnclosedParenthesis | SyntaxErrorKind::UnclosedBracket => {
            let behind = Behind::new(error.at, parse);
            place.wrong_sign(error, &behind, layout).or_else(|| {
                let add = place.unclosed_brackets(error).or_else(|| place.insertion(error))?;
                Some(if behind.is_end(layout) { add } else { add.looked_at() })
            })
        }
        SyntaxErrorKind::UnmatchedBrace => Some(place.removal(parse)),
        SyntaxErrorKind::UnterminatedComment => place.comment_of_a_line(error, parse),
        SyntaxErrorKind::ExpectedBrace => place.block_without_body(error),
        SyntaxErrorKind::ExpectedBlockKind => place.block_without_kind(error, parse),
        _ => None,
    }
}

/// What is wrong, and what is around it.
struct Place<'a> {
    range: TextRange,
    /// The nodes that hold all of it, from the root down.
    path: Vec<Node<'a>>,
    /// The text that is wrong.
    text: String,
}

impl<'a> Place<'a> {
    fn new(range: TextRange, parse: &'a Parse) -> Option<Place<'a>> {
        let path = parse.path_to(range);
        let around = path.last().copied()?;
        let text = match is_near(around, range.start()) {
            true => tokens(around, range).map(Token::text).collect(),
            false => String::new(),
        };
        Some(Place { range, path, text })
    }

    fn node<T>(&self, cast: impl Fn(Node<'a>) -> Option<T>) -> Option<T> {
        self.path.iter().rev().find_map(|&node| cast(node))
    }

    fn fix(&self, title: impl Into<String>, range: TextRange, text: impl Into<String>) -> Fix {
        Fix::new(title, vec![Edit::replace(range, text)])
    }

    fn respell(&self, right: &str) -> Option<Fix> {
        (self.text != right && !self.text.is_empty())
            .then(|| self.fix(format!("Replace with `{right}`"), self.range, right))
    }

    /// `order: service`
    fn block_in_upper_case(&self) -> Option<Fix> {
        let fix = self.respell(&recased(&self.text, char::to_ascii_uppercase)?)?;
        let kind = self.node(ast::Block::cast)?.kind();
        if kind.is_some_and(|kind| BuiltIn::from_name(kind.text()).is_some()) {
            return self.brace_as_parenthesis();
        }
        // What is of no known kind may be no block.
        let is_block = kind.is_some_and(|kind| BlockKind::from_name(kind.text()).is_some());
        Some(if is_block { fix } else { fix.looked_at() })
    }

    /// `String(40)`
    fn type_in_upper_case(&self) -> Option<Fix> {
        let name = self.node(ast::Type::cast)?.name()?;
        let meant = BuiltIn::ALL.iter().find(|ty| ty.as_str().eq_ignore_ascii_case(name.text()))?;
        Some(self.fix(format!("Replace `{}` with `{}`", name.text(), meant.as_str()), name.range(), meant.as_str()))
    }

    /// `a: int,` and `a: int @unique, @server`
    fn comma(&self) -> Option<Fix> {
        let skipped = self.path.last().filter(|node| node.kind() == SyntaxKind::ERROR)?;
        let mut behind = skipped.descendant_tokens().skip_while(|token| token.range().start() < self.range.end());
        match behind.find(|token| !token.kind().is_trivia()).map(Token::kind) {
            Some(SyntaxKind::AT) => Some(self.fix("Remove it", self.range, "")),
            Some(_) => None,
            None => self.respell(";"),
        }
    }

    /// `#omit[read delete]` and `int(5 1)`, which may be one number.
    fn comma_between(&self, error: &SyntaxError) -> Option<Fix> {
        let add = self.insertion(error)?;
        let is_in_list = self.path.last().is_some_and(|node| node.kind() == SyntaxKind::LIST);
        Some(if is_in_list { add } else { add.looked_at() })
    }

    /// `a: int unique`
    fn annotations_without_sign(&self) -> Option<Fix> {
        let skipped = self.path.last().filter(|node| node.kind() == SyntaxKind::ERROR)?;
        let words: Vec<Token<'_>> = skipped.descendant_tokens().filter(|token| !token.kind().is_trivia()).collect();
        let annotations: Vec<Annotation> =
            words.iter().map(|word| Annotation::from_name(word.text())).collect::<Option<_>>()?;
        // More than one of those that exclude each other would be the next mistake.
        let said =
            self.node(ast::Attribute::cast)?.annotations().filter_map(|it| Annotation::from_name(it.name()?.text()));
        let exclusive = said.chain(annotations.iter().copied()).filter(|it| it.visibility().is_some()).count();
        let written: Vec<String> = annotations.iter().map(|it| format!("@{}", it.as_str())).collect();
        let edits = words.iter().map(|word| Edit::insert(word.range().start(), "@")).collect();
        (exclusive <= 1).then(|| Fix::new(format!("Write `{}`", written.join(" ")), edits))
    }

    fn odd_character(&self, odd: char, parse: &Parse) -> Option<Fix> {
        match odd {
            _ if ordinary(odd).is_some() => {
                let as_ascii = |char: char| if char.is_ascii() { Some(char) } else { ordinary(char) };
                self.respell(&self.text.chars().map(as_ascii).collect::<Option<String>>()?)
            }
            '=' if self.node(ast::Arguments::cast).is_some() => self.respell(":").filter(|_| self.text == "="),
            '=' if self.text != "=" => self.default_value(),
            '=' => self.value_of_item(),
            // What is meant is not to be told.
            '-' if self.text != "-." => None,
            _ if self.text.is_empty() || self.text.contains(|char: char| char.is_alphanumeric()) => None,
            _ => self.superfluous(parse),
        }
    }

    /// `a: int?`, `.5`, `2*3`: what no token starts with. What stands next to it tells what it is, if anything does.
    fn superfluous(&self, parse: &Parse) -> Option<Fix> {
        let before =
            self.range.start().checked_sub(TextSize::new(1)).and_then(|before| parse.token_at(before)).map(Token::kind);
        let behind = parse.token_at(self.range.end()).map(Token::kind);
        let is_word = |kind| matches!(kind, SyntaxKind::IDENT | SyntaxKind::INTEGER | SyntaxKind::FLOAT);
        let is_number = matches!(behind, Some(SyntaxKind::INTEGER | SyntaxKind::FLOAT));
        let remove = || self.fix("Remove it", self.range, "");
        let is_inside = self.node(ast::Arguments::cast).is_some() || self.node(ast::List::cast).is_some();
        match self.text.as_str() {
            _ if before.is_some_and(is_word) && behind.is_some_and(is_word) => None,
            "." | "-." if behind == Some(SyntaxKind::INTEGER) && !self.has_suffix(parse) => {
                self.respell(&self.text.replace('.', "0."))
            }
            "−" | "–" | "—" if is_number => self.respell("-"),
            "+" if is_number => Some(remove()),
            text if text.contains(['.', '-', '−', '–', '—']) => None,
            // It may say something in another language, such as that an attribute may be absent, or all of a list.
            _ if is_inside || before.is_some_and(is_word) || behind.is_some_and(is_word) => Some(remove().looked_at()),
            _ => Some(remove()),
        }
    }

    /// Whether the number behind what is wrong has a suffix.
    fn has_suffix(&self, parse: &Parse) -> bool {
        let number = parse.token_at(self.range.end());
        number.and_then(|number| parse.token_at(number.range().end())).is_some_and(|it| it.kind() == SyntaxKind::IDENT)
    }

    /// Only what is space: what follows is judged by itself.
    fn ordinary_space(&self) -> Fix {
        let is_odd = |char: char| (char.is_whitespace() && !char.is_ascii()) || matches!(char, '\u{feff}' | '\u{200b}');
        let rest = self.text.trim_start_matches(is_odd);
        let odd = TextSize::of(&self.text[..self.text.len() - rest.len()]);
        let range = if odd == TextSize::default() { self.range } else { TextRange::at(self.range.start(), odd) };
        self.fix("Write an ordinary space", range, " ")
    }

    /// `# words`, unless they are an item, or something is closed behind them on the line.
    fn hash_comment(&self, parse: &Parse) -> Option<Fix> {
        let mut place = self.range.end();
        while let Some(token) = parse.token_at(place).filter(|token| !token.text().contains(['\n', '\r'])) {
            let is_code = matches!(token.kind(), SyntaxKind::L_BRACE | SyntaxKind::R_BRACE);
            let is_first = u32::from(place - self.range.end()) <= 1;
            if is_code || (is_first && Item::from_name(token.text()).is_some()) {
                return None;
            }
            place = token.range().end();
        }
        Some(self.fix("Make it a comment", self.range, "//"))
    }

    /// `#provider = kubernetes`
    fn value_of_item(&self) -> Option<Fix> {
        let metadata = self.node(ast::Metadata::cast)?;
        let arguments = metadata.arguments()?;
        let value = match arguments.iter().next()? {
            Argument::Positional(value) => value.range(),
            Argument::Keyword(_) => return None,
        };
        let gap = TextRange::new(metadata.name()?.range().end(), value.start());
        let is_bare = gap.contains_range(self.range) && arguments.range() == value;
        is_bare.then(|| in_parentheses(gap, value))
    }

    /// `a: int = 5`
    fn default_value(&self) -> Option<Fix> {
        let attribute = self.node(ast::Attribute::cast)?.node();
        let space = attribute.tokens().find(|it| it.range().end() == self.range.start() && it.kind().is_trivia());
        let space = space.filter(|it| it.kind() == SyntaxKind::WHITESPACE).map_or(self.range, Token::range);
        Some(self.fix("Remove the default value", space.cover(self.range), "").looked_at())
    }

    /// `@unique a: int;` and `a: int; @unique`
    fn annotation_first(&self) -> Option<Fix> {
        let [.., parent, skipped] = self.path.as_slice() else { return None };
        if skipped.kind() != SyntaxKind::ERROR || !is_near(*parent, skipped.range().start()) {
            return None;
        }
        let words: Vec<Token<'_>> = tokens(*skipped, skipped.range()).filter(|it| !it.kind().is_trivia()).collect();
        let annotations = words.chunks(2).map(|pair| match pair {
            [sign, name] if sign.kind() == SyntaxKind::AT => Annotation::from_name(name.text()),
            _ => None,
        });
        let annotations: Vec<Annotation> = annotations.collect::<Option<_>>()?;
        let written = TextRange::new(skipped.range().start(), words.last()?.range().end());
        if tokens(*skipped, written).any(|token| token.kind().is_comment()) {
            return None;
        }
        let text: String = annotations.iter().map(|it| format!(" @{}", it.as_str())).collect();
        let (attribute, edits) = moved_annotation(*parent, written, &text)?;
        let said = attribute.annotations().filter_map(|it| Annotation::from_name(it.name()?.text()));
        let exclusive = said.chain(annotations).filter(|it| it.visibility().is_some()).count();
        (exclusive <= 1).then(|| Fix::new(format!("Put `{}` behind the type", text.trim_start()), edits))
    }

    /// `a: int @unique[5];`
    fn list_of_annotation(&self) -> Option<Fix> {
        let skipped = self.path.last().filter(|node| node.kind() == SyntaxKind::ERROR)?;
        let list: Vec<Token<'_>> = skipped.descendant_tokens().filter(|token| !token.kind().is_trivia()).collect();
        let is_one = list.last()?.kind() == SyntaxKind::R_BRACKET
            && list.iter().filter(|token| token.kind() == SyntaxKind::L_BRACKET).count() == 1;
        let whole = self.range.cover(list.last()?.range());
        is_one.then(|| self.fix("Remove the list", whole, "").looked_at())
    }

    /// `#readable all`
    fn bare_value(&self) -> Option<Fix> {
        let metadata = self.node(ast::Metadata::cast)?;
        let gap = TextRange::new(metadata.name()?.range().end(), self.range.start());
        Some(in_parentheses(gap, self.range))
    }

    /// `service Order`
    fn kind_first(&self) -> Option<Fix> {
        match self.text.split_whitespace().collect::<Vec<_>>().as_slice() {
            [kind, name] => self.respell(&format!("{name}: {kind}")),
            _ => None,
        }
    }

    /// `auth;`
    fn item_without_sign(&self) -> Option<Fix> {
        let item = Item::from_name(&self.text).filter(|item| item.entry().parameter.is_none())?;
        Some(self.fix(format!("Write `{item}`"), TextRange::empty(self.range.start()), "#"))
    }

    /// `int count`
    fn type_first(&self) -> Option<Fix> {
        let attribute = self.node(ast::Attribute::cast)?;
        let (first, second) = (attribute.name()?, attribute.ty()?);
        let name = second.name().filter(|_| second.arguments().is_none())?;
        let is_turned = BuiltIn::from_name(first.text()).is_some()
            && BuiltIn::from_name(name.text()).is_none()
            && name.text().starts_with(|first: char| first.is_ascii_lowercase());
        let right = format!("{}: {}", name.text(), first.text());
        is_turned.then(|| self.fix(format!("Write `{right}`"), first.range().cover(name.range()), right))
    }

    /// `1.5k`
    fn float_with_suffix(&self) -> Option<Fix> {
        let number = self.node(Number::cast)?;
        let factor = match self.text.as_str() {
            "k" | "K" => 1e3,
            "m" | "M" => 1e6,
            "g" | "G" => 1e9,
            _ => return None,
        };
        let value = number.float()? * factor;
        let is_of_float = self.node(ast::Type::cast)?.name().map(Token::text) == Some(BuiltIn::Float.as_str());
        // Rust writes very large numbers in a way of its own.
        let value = if is_of_float || value.fract() != 0.0 { format!("{value:?}") } else { format!("{value}") };
        value.parse::<f64>().ok().filter(|value| value.is_finite())?;
        Some(self.fix(format!("Replace with `{value}`"), number.range().cover(self.range), value))
    }

    /// `1_000`, `10kB`
    fn number_with_tail(&self) -> Option<Fix> {
        let number = self.node(Number::cast)?;
        let digits = number.digits()?.text();
        let grouped =
            self.text.strip_prefix('_').filter(|tail| tail.bytes().all(|it| it.is_ascii_digit() || it == b'_'));
        let right = match (grouped, self.text.strip_suffix(['b', 'B'])) {
            (Some(tail), _) => format!("{digits}{}", tail.replace('_', "")),
            (None, Some(suffix @ ("k" | "K" | "m" | "M" | "g" | "G"))) => format!("{digits}{suffix}"),
            _ => return None,
        };
        let is_small = right.trim_end_matches(|char: char| char.is_ascii_alphabetic()).parse::<i32>().is_ok();
        is_small.then(|| self.fix(format!("Replace with `{right}`"), number.range().cover(self.range), right))
    }

    /// `int(max: 5, 1)`
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
                // With more than one of them it is not to be told which is for what.
                Argument::Positional(value) if value.range().start() != self.range.start() => return None,
                Argument::Positional(_) => {}
            }
        }
        let free = parameters.iter().find(|parameter| !given.contains(&parameter.name))?;
        let title = format!("Name it `{}`", free.name);
        // It may be the rest of a number.
        Some(self.fix(title, TextRange::empty(self.range.start()), format!("{}: ", free.name)).looked_at())
    }

    /// `/* One.` without an end, which would make a comment of the rest of the file.
    fn comment_of_a_line(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        let (line, _) = parse.token_at(error.range.start())?.text().split_once(['\n', '\r'])?;
        let end = error.range.start() + TextSize::of(line);
        Some(self.fix("Add `*/`", TextRange::empty(end), " */").looked_at())
    }

    /// What the grammar wants where the mistake was noticed.
    fn insertion(&self, error: &SyntaxError) -> Option<Fix> {
        let text = error.kind.insertion()?;
        Some(self.fix(format!("Add `{text}`"), TextRange::empty(error.at), text))
    }

    /// The same of a brace, on a line of its own.
    fn insertion_of_brace(&self, error: &SyntaxError, layout: &Layout<'_>) -> Option<Fix> {
        let text = error.kind.insertion()?.replace('\n', layout.line_end());
        Some(self.fix("Add `}`", TextRange::empty(error.at), text))
    }

    /// Takes out what is wrong, with its line where it has one of its own.
    fn removal(&self, parse: &Parse) -> Fix {
        self.fix("Remove it", whole_line(self.range, parse).unwrap_or(self.range), "")
    }

    /// `int(5]`, `int(5};`, `#omit([read)];`, `int(5;10)`, `int(@5)`
    fn wrong_sign(&self, error: &SyntaxError, behind: &Behind<'_>, layout: &Layout<'_>) -> Option<Fix> {
        let right = error.kind.insertion()?;
        let (brackets, around) = self.path.split_last()?;
        let is_inner = around.iter().any(|node| node.kind() == SyntaxKind::ARGUMENTS);
        let sign = behind.first.filter(|_| !behind.is_on_new_line)?;
        let next = behind.second.filter(|next| next.range().start() == sign.range().end());
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
            // In `([read)`, the one of the two that there is closes the outer one.
            SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET if !is_inner && sign.text() != right => Some(replace(right)),
            SyntaxKind::R_BRACE if sign.range().start() == error.at && layout.has_stray_brace() => Some(replace(right)),
            SyntaxKind::SEMICOLON if is_number && brackets.kind() == SyntaxKind::ARGUMENTS => {
                Some(replace(",").looked_at())
            }
            SyntaxKind::AT | SyntaxKind::HASH if is_number => {
                Some(self.fix(format!("Remove `{}`", sign.text()), sign.range(), "").looked_at())
            }
            _ => None,
        }
    }

    /// `a: int{5)`
    fn brace_as_parenthesis(&self) -> Option<Fix> {
        let block = self.node(ast::Block::cast)?;
        let open = block.body()?.token(SyntaxKind::L_BRACE)?.range();
        let is_next = block.kind()?.range().end() == open.start();
        is_next.then(|| self.fix("Replace `{` with `(`", open, "(").looked_at())
    }

    /// Whether the block around has something like `a: int{5)`, so that the braces say little.
    fn holds_type_as_kind(&self) -> bool {
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

    /// `Shop: project`
    fn block_without_body(&self, error: &SyntaxError) -> Option<Fix> {
        let block = self.node(ast::Block::cast)?;
        let is_bare = block.body().is_none() && block.kind().is_some_and(|kind| kind.range().end() == error.at);
        is_bare.then(|| self.fix("Add `{}`", TextRange::empty(error.at), " {}"))
    }

    /// `Shop: {`: what its items belong to, else a service, or in one a struct.
    fn block_without_kind(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        let is_behind_colon = parse.token_at(error.at.checked_sub(TextSize::of(':'))?)?.kind() == SyntaxKind::COLON;
        let is_inside = self.path.iter().filter(|node| node.kind() == SyntaxKind::BLOCK).count() > 1;
        let entries = self.node(ast::Block::cast).filter(|_| is_behind_colon)?.entries();
        let items = entries.take(MAX_ENTRIES).filter_map(|entry| match entry {
            ast::Entry::Metadata(metadata) => Item::from_name(metadata.name()?.text()),
            _ => None,
        });
        let kind = match is_inside {
            true => BlockKind::Struct,
            false if items.into_iter().any(|item| item.entry().places == [BlockKind::Project]) => BlockKind::Project,
            false => BlockKind::Service,
        };
        let title = format!("Make it a {}", kind.as_str());
        Some(self.fix(title, TextRange::empty(error.at), format!(" {}", kind.as_str())).looked_at())
    }

    /// `a: int(5` and `#omit([read` at the end of an entry, which has no `;` either.
    fn unclosed_brackets(&self, error: &SyntaxError) -> Option<Fix> {
        let (brackets, around) = self.path.split_last()?;
        let entry = around.iter().rfind(|it| matches!(it.kind(), SyntaxKind::ATTRIBUTE | SyntaxKind::METADATA))?;
        // With a `;` of its own, or an annotation, the entry goes on behind the brackets.
        if entry.range().end() != brackets.range().end() {
            return None;
        }
        let outer = around.iter().filter(|it| it.kind() == SyntaxKind::ARGUMENTS);
        let outer: String = outer.filter_map(|_| SyntaxErrorKind::UnclosedParenthesis.insertion()).collect();
        let closed = format!("{}{outer};", error.kind.insertion()?);
        Some(self.fix(format!("Add `{closed}`"), TextRange::empty(error.at), closed))
    }

    /// A block in another one, closed below its own first line.
    fn unclosed_block(&self, error: &SyntaxError, layout: &Layout<'_>) -> Option<Fix> {
        let [.., parent, block, _body] = self.path.as_slice() else { return None };
        if parent.kind() == SyntaxKind::FILE || !is_near(*parent, block.range().start()) {
            return None;
        }
        let before = parent.children().take_while(|child| child.range().end() <= block.range().start());
        let space = before.last().and_then(Element::token).filter(|it| it.kind() == SyntaxKind::WHITESPACE)?;
        let (_, indentation) = space.text().rsplit_once('\n')?;
        Some(self.fix("Add `}`", TextRange::empty(error.at), format!("{}{indentation}}}", layout.line_end())))
    }
}

/// What stands behind a place where a bracket is missing, white space and comments aside.
struct Behind<'a> {
    first: Option<Token<'a>>,
    second: Option<Token<'a>>,
    /// Whether a line ends before the first one.
    is_on_new_line: bool,
    /// Whether one ends before the second one.
    is_last_of_line: bool,
}

impl<'a> Behind<'a> {
    fn new(at: TextSize, parse: &'a Parse) -> Behind<'a> {
        let (first, is_on_new_line) = next(at, parse);
        let (second, is_last_of_line) = first.map_or((None, true), |first| next(first.range().end(), parse));
        Behind { first, second, is_on_new_line, is_last_of_line }
    }

    /// Whether the entry surely ends before it, so that a bracket may be put there without a look.
    fn is_end(&self, layout: &Layout<'_>) -> bool {
        let Some(first) = self.first.filter(|_| !self.is_on_new_line) else { return true };
        let second = self.second.map(Token::kind);
        match first.kind() {
            SyntaxKind::SEMICOLON => self.is_last_of_line || !matches!(second, Some(kind) if is_inside(kind)),
            SyntaxKind::AT | SyntaxKind::HASH => second == Some(SyntaxKind::IDENT),
            SyntaxKind::R_BRACE => !layout.has_stray_brace(),
            kind => kind != SyntaxKind::L_BRACE,
        }
    }
}

/// Whether it stands in brackets only.
fn is_inside(kind: SyntaxKind) -> bool {
    use SyntaxKind::{COMMA, FLOAT, INTEGER, R_BRACKET, R_PAREN};
    matches!(kind, COMMA | FLOAT | INTEGER | R_BRACKET | R_PAREN)
}

/// The first token from a place on that is neither white space nor comment, and whether a line ends before it.
fn next(mut at: TextSize, parse: &Parse) -> (Option<Token<'_>>, bool) {
    let mut has_line_end = false;
    while let Some(token) = parse.token_at(at) {
        if !token.kind().is_trivia() {
            return (Some(token), has_line_end);
        }
        has_line_end |= token.text().contains('\n');
        at = token.range().end();
    }
    (None, has_line_end)
}

/// The line of a range with its end, where nothing else stands on it. Absent where something does.
fn whole_line(range: TextRange, parse: &Parse) -> Option<TextRange> {
    let space = |at: TextSize| parse.token_at(at).filter(|token| token.kind() == SyntaxKind::WHITESPACE);
    let before = space(range.start().checked_sub(TextSize::new(1))?)?;
    let (_, indentation) = before.text().rsplit_once('\n')?;
    let start = range.start() - TextSize::of(indentation);
    let behind = space(range.end())?;
    let (rest, _) = behind.text().split_once('\n')?;
    Some(TextRange::new(start, range.end() + TextSize::of(rest) + TextSize::of('\n')))
}

/// Moves annotations that stand before or behind an attribute into it: into the one on their line before them, else into
/// the next one, else into the last one. Answers also the attribute.
fn moved_annotation<'a>(body: Node<'a>, written: TextRange, text: &str) -> Option<(ast::Attribute<'a>, Vec<Edit>)> {
    let before: Vec<Element<'_>> = body.children().take_while(|it| it.range().end() <= written.start()).collect();
    let gap: Vec<Token<'_>> = before.iter().rev().map_while(|it| it.token()).collect();
    let previous = before.iter().rev().find_map(|it| it.node()).and_then(ast::Attribute::cast);
    let previous = previous.and_then(|it| Some((it, it.node().token(SyntaxKind::SEMICOLON)?.range().start())));
    let is_on_line = gap.iter().all(|token| !token.text().contains(['\n', '\r']));
    let behind = body.children().skip_while(|it| it.range().start() < written.end());
    let space = behind.clone().next().and_then(Element::token).filter(|it| it.kind() == SyntaxKind::WHITESPACE);
    let following = behind.filter_map(Element::node).next().and_then(ast::Attribute::cast);
    if let Some((attribute, end)) = previous.filter(|_| is_on_line || following.is_none()) {
        let swallows = gap.get(1).is_some_and(|token| token.kind() == SyntaxKind::LINE_COMMENT)
            && !space.is_some_and(|space| space.text().contains('\n'));
        let space_before = gap.first().filter(|it| it.kind() == SyntaxKind::WHITESPACE && !swallows);
        let start = space_before.map_or(written.start(), |space| space.range().start());
        return Some((attribute, vec![Edit::insert(end, text), Edit::delete(TextRange::new(start, written.end()))]));
    }
    let attribute = following?;
    let moved = TextRange::new(written.start(), space.map_or(written.end(), |space| space.range().end()));
    Some((attribute, vec![Edit::delete(moved), Edit::insert(attribute.ty()?.range().end(), text)]))
}

/// Puts a value in parentheses, directly behind what stands before the gap.
fn in_parentheses(gap: TextRange, value: TextRange) -> Fix {
    let edits = vec![Edit::replace(gap, "("), Edit::insert(value.end(), ")")];
    Fix::new("Put it in parentheses", edits)
}

fn is_near(node: Node<'_>, place: TextSize) -> bool {
    u32::from(place - node.range().start()) <= FARTHEST
}

/// The tokens of a node in a part of it.
fn tokens(node: Node<'_>, range: TextRange) -> impl Iterator<Item = Token<'_>> {
    let tokens = node.descendant_tokens().skip_while(move |token| token.range().end() <= range.start());
    tokens.take_while(move |token| token.range().start() < range.end())
}

/// A name with its first letter in another case, where that makes it a plain name.
fn recased(name: &str, case: fn(&char) -> char) -> Option<String> {
    let mut chars = name.chars();
    let recased: String = chars.next().iter().map(case).chain(chars).collect();
    let is_plain = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain.then_some(recased)
}

/// What stands between quotes, where it is one word or number.
fn unquoted(text: &str) -> Option<&str> {
    let inner = text.trim_matches(['"', '\'', '“', '”', '„']);
    let is_word = inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    (is_word && !inner.is_empty()).then_some(inner)
}

/// The ordinary form of a full-width character. Those stand in Unicode in the order of ASCII.
fn ordinary(wide: char) -> Option<char> {
    let ordinary = u32::from(wide).checked_sub(0xFEE0).filter(|code| (0x21..0x7f).contains(code));
    ordinary.and_then(char::from_u32)
}
