//! Repairs of mistakes in the syntax that take more than putting in what is missing or taking out what is too much.

mod annotations;
mod brackets;
mod numbers;

use temple_syntax::ast::{self, Argument};
use temple_syntax::{Node, Parse, SyntaxError, SyntaxErrorKind, SyntaxKind, TextRange, TextSize, Token};

use crate::catalogue::{Annotation, BlockKind, BuiltIn, Item, ParameterKind};
use crate::{Edit, Fix, Layout};
use brackets::Behind;

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
        SyntaxErrorKind::UnexpectedInEntry(SyntaxKind::L_BRACE) => place.braces_of_item(parse),
        SyntaxErrorKind::ExpectedComma => place.number_with_unit(error, parse).or_else(|| place.comma_between(error)),
        SyntaxErrorKind::Quoted => place.respell(&unquoted(&place.text)?),
        SyntaxErrorKind::OddSpace => Some(place.ordinary_space()),
        SyntaxErrorKind::OddCharacter(odd) => place.odd_character(odd, parse),
        SyntaxErrorKind::HashComment => place.hash_comment(parse),
        SyntaxErrorKind::AnnotationFirst => place.annotation_first(),
        SyntaxErrorKind::BareValue => place.bare_value(),
        SyntaxErrorKind::KindFirst => place.kind_first(),
        SyntaxErrorKind::IncompleteEntry => place.item_without_sign(),
        SyntaxErrorKind::ExpectedColon => place.missing_colon(error, parse),
        SyntaxErrorKind::SuffixOnFloat => place.float_with_suffix(),
        SyntaxErrorKind::NumberTail => place.number_with_tail(),
        SyntaxErrorKind::PositionalAfterKeyword => place.without_keyword(),
        SyntaxErrorKind::UnclosedBrace => {
            let wrong = place.wrong_brace().or_else(|| place.unclosed_block(error, layout));
            let add = wrong.or_else(|| place.insertion_of_brace(error, layout))?;
            Some(if place.holds_type_as_kind() { add.looked_at() } else { add })
        }
        SyntaxErrorKind::UnclosedParenthesis | SyntaxErrorKind::UnclosedBracket => {
            let behind = Behind::new(error.at, parse);
            place.wrong_sign(error, &behind, layout, parse).or_else(|| {
                let add = place.unclosed_brackets(error).or_else(|| place.insertion(error))?;
                Some(if behind.is_end(layout) { add } else { add.looked_at() })
            })
        }
        SyntaxErrorKind::UnmatchedBrace | SyntaxErrorKind::SemicolonAfterBlock => {
            let remove = place.removal(parse);
            let is_certain = (error.kind == SyntaxErrorKind::UnmatchedBrace) == layout.has_stray_brace();
            Some(if is_certain { remove } else { remove.looked_at() })
        }
        SyntaxErrorKind::ExpectedSemicolon => {
            let add = place.annotation_with_hash(error, parse).or_else(|| place.insertion(error))?;
            Some(if Behind::new(error.at, parse).starts_entry(parse) { add } else { add.looked_at() })
        }
        SyntaxErrorKind::UnterminatedComment => place.comment_of_a_line(error, parse),
        SyntaxErrorKind::ExpectedBrace => place.block_without_body(error, parse),
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

    fn odd_character(&self, odd: char, parse: &Parse) -> Option<Fix> {
        match odd {
            _ if ordinary(odd).is_some() => {
                let as_ascii = |char: char| if char.is_ascii() { Some(char) } else { ordinary(char) };
                self.respell(&self.text.chars().map(as_ascii).collect::<Option<String>>()?)
            }
            '=' if self.node(ast::Arguments::cast).is_some() => self.respell(":").filter(|_| self.text == "="),
            '<' => self.respell(&self.text.replacen('<', "(", 1)).map(Fix::looked_at),
            '>' if self.text == ">" => self.respell(")").map(Fix::looked_at),
            '=' if self.text != "=" => self.default_value(),
            '=' => self.value_of_item(),
            '-' if self.text != "-." => self.hyphenated_value(parse),
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

    /// `int count`, `Member owner`, `var a: int`, `#provider(docker compose)`
    fn missing_colon(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        if let Some(keyword) = self.node(ast::KeywordArgument::cast) {
            let is_parameter = keyword.name().is_some_and(|name| self.parameters().any(|it| it == name.text()));
            let add = self.insertion(error)?;
            return self.value_of_words(keyword).or_else(|| Some(if is_parameter { add } else { add.looked_at() }));
        }
        let attribute = self.node(ast::Attribute::cast)?;
        let (first, second) = (attribute.name()?, attribute.ty()?);
        let name = second.name()?;
        if next(name.range().end(), parse).0.is_some_and(|behind| behind.kind() == SyntaxKind::COLON) {
            let superfluous = TextRange::new(first.range().start(), name.range().start());
            return Some(self.fix(format!("Remove `{}`", first.text()), superfluous, "").looked_at());
        }
        let is_lower = |name: &str| name.starts_with(|first: char| first.is_ascii_lowercase());
        let is_turned = (BuiltIn::from_name(first.text()).is_some() || !is_lower(first.text()))
            && BuiltIn::from_name(name.text()).is_none()
            && is_lower(name.text())
            && second.arguments().is_none();
        let goes_on = next(second.range().end(), parse).0.is_some_and(|behind| behind.kind() == SyntaxKind::IDENT);
        let is_type = !goes_on && (BuiltIn::from_name(name.text()).is_some() || !is_lower(name.text()));
        match is_turned {
            true => {
                let right = format!("{}: {}", name.text(), first.text());
                Some(self.fix(format!("Write `{right}`"), first.range().cover(name.range()), right))
            }
            false => self.insertion(error).map(|add| if is_type { add } else { add.looked_at() }),
        }
    }

    /// The names of the parameters of the type or item around.
    fn parameters(&self) -> impl Iterator<Item = &'static str> {
        let of_type = self.node(ast::Type::cast).and_then(|ty| BuiltIn::from_name(ty.name()?.text()));
        let of_item = self.node(ast::Metadata::cast).and_then(|it| Item::from_name(it.name()?.text()));
        let parameters = of_type.map(|ty| ty.entry().parameters);
        let parameters = parameters.or(of_item.map(|item| item.entry().parameter.as_slice()));
        parameters.unwrap_or_default().iter().map(|parameter| parameter.name)
    }

    /// `docker compose`
    fn value_of_words(&self, keyword: ast::KeywordArgument<'_>) -> Option<Fix> {
        let ast::Value::Word(value) = keyword.value()? else { return None };
        let joined = format!("{}{}", keyword.name()?.text(), value.token()?.text());
        let word = self.value(&joined)?;
        Some(self.fix(format!("Replace with `{word}`"), keyword.range(), word))
    }

    /// `docker-compose`
    fn hyphenated_value(&self, parse: &Parse) -> Option<Fix> {
        let before = parse.token_at(self.range.start().checked_sub(TextSize::new(1))?)?;
        let behind = parse.token_at(self.range.end()).filter(|_| self.text == "-");
        let end = behind.map_or(self.range.end(), |behind| behind.range().end());
        let rest = behind.map_or(self.text.trim_start_matches('-'), Token::text);
        let word = self.value(&format!("{}{rest}", before.text()))?;
        Some(self.fix(format!("Replace with `{word}`"), TextRange::new(before.range().start(), end), word))
    }

    /// The value of the item around that a text spells.
    fn value(&self, text: &str) -> Option<&'static str> {
        let item = Item::from_name(self.node(ast::Metadata::cast)?.name()?.text())?;
        let (ParameterKind::Word(words) | ParameterKind::Words(words)) = item.entry().parameter?.kind else {
            return None;
        };
        words.iter().find(|word| word.is_spelt(text)).map(|word| word.name)
    }

    /// `name: string #unique;`
    fn annotation_with_hash(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        self.node(ast::Attribute::cast)?;
        let (sign, is_on_new_line) = next(error.at, parse);
        let sign = sign.filter(|sign| sign.kind() == SyntaxKind::HASH && !is_on_new_line)?;
        let name = parse.token_at(sign.range().end())?;
        Annotation::from_name(name.text()).map(|it| self.fix(format!("Write `@{}`", it.as_str()), sign.range(), "@"))
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

    /// Takes out what is wrong, with its line where it has one of its own.
    fn removal(&self, parse: &Parse) -> Fix {
        self.fix("Remove it", whole_line(self.range, parse).unwrap_or(self.range), "")
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

/// What stands between quotes, where it is one word or number, and the sign behind them.
fn unquoted(text: &str) -> Option<String> {
    let is_quote = |char: char| matches!(char, '"' | '\'' | '“' | '”' | '„');
    let sign =
        text.strip_suffix(|char: char| matches!(char, ',' | ';' | ')' | ']')).map_or("", |rest| &text[rest.len()..]);
    let inner = text[..text.len() - sign.len()].trim_matches(is_quote);
    let is_word = inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    (is_word && !inner.is_empty()).then(|| format!("{inner}{sign}"))
}

/// The ordinary form of a full-width character. Those stand in Unicode in the order of ASCII.
fn ordinary(wide: char) -> Option<char> {
    let ordinary = u32::from(wide).checked_sub(0xFEE0).filter(|code| (0x21..0x7f).contains(code));
    ordinary.and_then(char::from_u32)
}
