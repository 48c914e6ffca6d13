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
        SyntaxErrorKind::UnclosedBrace => place.unclosed_block(error, layout),
        SyntaxErrorKind::UnclosedParenthesis | SyntaxErrorKind::UnclosedBracket => {
            place.wrong_bracket(error, parse).or_else(|| place.unclosed_brackets(error))
        }
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
        let add =
            self.fix(format!("Add `{}`", error.kind.insertion()?), TextRange::empty(error.at), error.kind.insertion()?);
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
        let ordinary: String = self.text.chars().map(ordinary).collect::<Option<_>>().unwrap_or_default();
        match odd {
            _ if !ordinary.is_empty() => self.respell(&ordinary),
            '=' if self.node(ast::Arguments::cast).is_some() => self.respell(":").filter(|_| self.text == "="),
            '=' if self.text != "=" => self.default_value(),
            '=' => self.value_of_item(),
            // What is meant is not to be told.
            '-' => None,
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
            "." if behind == Some(SyntaxKind::INTEGER) && !self.has_suffix(parse) => self.respell("0."),
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

    /// `@unique a: int;`
    fn annotation_first(&self) -> Option<Fix> {
        let [.., parent, skipped] = self.path.as_slice() else { return None };
        if skipped.kind() != SyntaxKind::ERROR || !is_near(*parent, skipped.range().start()) {
            return None;
        }
        let mut behind = parent.nodes().skip_while(|node| node.range().start() < skipped.range().end());
        let attribute = behind.next().and_then(ast::Attribute::cast);
        let words: String = tokens(*skipped, skipped.range()).map(Token::text).collect();
        let annotation = words.trim_end();
        let is_annotation = Annotation::from_name(annotation.trim_start_matches(['@', ' '])).is_some();
        let before: Vec<Element<'_>> =
            parent.children().take_while(|it| it.range().end() <= skipped.range().start()).collect();
        let end = self.range.start() + TextSize::of(annotation);
        let edits = match before.as_slice() {
            _ if !is_annotation => return None,
            // `a: int; @unique`, on the line of what it belongs to.
            [.., Element::Node(entry), Element::Token(space)] if is_on_line(*space) => {
                let semicolon =
                    entry.token(SyntaxKind::SEMICOLON).filter(|_| entry.kind() == SyntaxKind::ATTRIBUTE)?.range();
                let moved = TextRange::new(semicolon.end(), end);
                vec![Edit::insert(semicolon.start(), format!(" {annotation}")), Edit::delete(moved)]
            }
            _ => {
                let attribute = attribute?;
                let moved = TextRange::new(skipped.range().start(), attribute.range().start());
                vec![Edit::delete(moved), Edit::insert(attribute.ty()?.range().end(), format!(" {annotation}"))]
            }
        };
        Some(Fix::new(format!("Put `{annotation}` behind the type"), edits))
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
        let value = format!("{:?}", number.float()? * factor);
        // Rust writes very large numbers in a way of its own.
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

    /// `int(5]`
    fn wrong_bracket(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        let right = error.kind.insertion()?;
        let is_outer = |node: &Node<'_>| node.kind() == SyntaxKind::ARGUMENTS;
        let (_, around) = self.path.split_last()?;
        let wrong = parse.token_at(error.at)?;
        let is_bracket = matches!(wrong.kind(), SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET) && wrong.text() != right;
        // In `([read)`, the one of the two that there is closes the outer one.
        (is_bracket && !around.iter().any(is_outer))
            .then(|| self.fix(format!("Replace `{}` with `{right}`", wrong.text()), wrong.range(), right))
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

/// Puts a value in parentheses, directly behind what stands before the gap.
fn in_parentheses(gap: TextRange, value: TextRange) -> Fix {
    let edits = vec![Edit::replace(gap, "("), Edit::insert(value.end(), ")")];
    Fix::new("Put it in parentheses", edits)
}

/// Whether it is white space within one line.
fn is_on_line(token: Token<'_>) -> bool {
    token.kind() == SyntaxKind::WHITESPACE && !token.text().contains(['\n', '\r'])
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
