//! Binding of arguments to parameters, by the same rules for types and metadata items.

use std::fmt;

use temple_syntax::ast::{Argument, Arguments, KeywordArgument, Value};
use temple_syntax::{Node, SyntaxKind, TextRange, Token};

use crate::catalogue::{Access, Item, Parameter, ParameterKind};
use crate::repair::{self, Child};
use crate::sink::Sink;
use crate::suggest::{and_list, did_you_mean_or, nearest};
use crate::{Code, Edit, Fix};

/// The type or metadata item that takes the arguments, for messages and ranges.
#[derive(Clone, Copy)]
pub(crate) struct Callee<'a> {
    /// The sign before the name: `#` for metadata items, otherwise empty.
    pub(crate) sign: &'static str,
    pub(crate) name: &'a str,
    /// The range of the name.
    pub(crate) range: TextRange,
    pub(crate) parameters: &'static [Parameter],
    /// True if something around the arguments failed to parse. Then no argument is reported as missing.
    pub(crate) damaged: bool,
}

impl fmt::Display for Callee<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.sign, self.name)
    }
}

/// The arguments as written: in parentheses, or a bare list that is the value of the first parameter.
#[derive(Clone, Copy)]
pub(crate) enum GivenArguments<'a> {
    Nothing,
    Parenthesised(Arguments<'a>),
    List(Value<'a>),
}

/// The largest number of parameters that any type or metadata item has.
const MAX_PARAMETERS: usize = 3;

/// The largest number of arguments for which removing one is offered as a fix.
const MAX_REMOVABLE: usize = 16;

/// The minimum length in bytes of a wrong name that is matched as a part of a parameter's name.
const MIN_PART_BYTES: usize = 3;

/// The value for each parameter, in the order of the parameters.
pub(crate) type Bound<'a> = [Option<Value<'a>>; MAX_PARAMETERS];

/// Finds the value of each parameter, and reports every argument that fits none. A value of the wrong kind is
/// reported and left out.
pub(crate) fn bind<'a>(callee: Callee<'_>, given: GivenArguments<'a>, sink: &mut Sink) -> Bound<'a> {
    let mut binding = Binding {
        callee,
        bound: [None; MAX_PARAMETERS],
        ranges: [None; MAX_PARAMETERS],
        given: None,
        list: None,
        sink,
    };
    match given {
        GivenArguments::Nothing => {}
        GivenArguments::List(list) => binding.list(list),
        GivenArguments::Parenthesised(arguments) => binding.arguments(arguments),
    }
    binding.require(given);
    binding.bound
}

struct Binding<'a, 'c, 's> {
    callee: Callee<'c>,
    bound: Bound<'a>,
    /// The range of the argument for each parameter, whether its value is valid or not.
    ranges: [Option<TextRange>; MAX_PARAMETERS],
    /// True for each parameter that an argument sets, by position or by name. Computed on first use.
    given: Option<[bool; MAX_PARAMETERS]>,
    /// The fix that puts the arguments into one list, if they are the entries of one.
    list: Option<Fix>,
    sink: &'s mut Sink,
}

impl<'a> Binding<'a, '_, '_> {
    fn list(&mut self, list: Value<'a>) {
        if self.callee.parameters.is_empty() {
            self.unexpected(list.range());
        } else {
            self.assign(0, list, list.range(), true);
        }
    }

    fn arguments(&mut self, arguments: Arguments<'a>) {
        if self.callee.parameters.is_empty() {
            if arguments.iter().next().is_some() {
                self.unexpected(arguments.range());
            }
            return;
        }
        self.list = list_fix(self.callee, arguments);
        let children = repair::children(arguments.node());
        let given = children.filter_map(|child| Some((child, Argument::cast(child.node)?)));
        for (index, (child, argument)) in given.enumerate() {
            match argument {
                Argument::Positional(value) if index < self.callee.parameters.len() => {
                    self.assign_once(index, value, child);
                }
                Argument::Positional(_) => self.too_many(child),
                Argument::Keyword(keyword) => {
                    let Some(name) = keyword.name() else { continue };
                    match self.callee.parameters.iter().position(|parameter| parameter.name == name.text()) {
                        None => self.unknown(name, keyword, arguments),
                        Some(parameter) => match keyword.value() {
                            Some(value) => self.assign_once(parameter, value, child),
                            None => self.ranges[parameter] = Some(keyword.range()),
                        },
                    }
                }
            }
        }
    }

    fn assign_once(&mut self, index: usize, value: Value<'a>, child: Child<'_>) {
        let range = child.node.range();
        let Some(first) = self.ranges[index] else { return self.assign(index, value, range, false) };
        let name = self.callee.parameters[index].name;
        let message = format!("`{name}` is set twice. Remove one of the two arguments.");
        let diagnostic = self.sink.report(Code::DuplicateArgument, range, message);
        diagnostic.relate(first, format!("`{name}` is first set here."));
        // In damaged arguments the end of this one is not certain.
        if !self.callee.damaged {
            diagnostic.propose("Remove this argument", child.out_of_list());
        }
    }

    fn assign(&mut self, index: usize, value: Value<'a>, range: TextRange, is_bare: bool) {
        let parameter = &self.callee.parameters[index];
        self.ranges[index] = Some(range);
        if let Some(wrong) = misfit_range(parameter.kind, value) {
            let right = converted_to_kind(parameter.kind, value);
            let advice = right.as_ref().map_or_else(String::new, |right| format!(" Write `{right}`."));
            let message = format!("`{}` must be {}.{advice}", parameter.name, parameter.kind.describe());
            let diagnostic = self.sink.report(Code::WrongArgumentType, wrong, message);
            if let Some(list) = &self.list {
                diagnostic.fixes.push(list.clone());
            } else if let Some(right) = right {
                // Only a list may be written without parentheses.
                diagnostic.respell(&if is_bare { format!("({right})") } else { right });
            }
        } else {
            self.bound[index] = Some(value);
        }
    }

    fn unexpected(&mut self, range: TextRange) {
        let message = format!("`{}` takes no arguments. Remove the arguments.", self.callee);
        // The arguments may mean the opposite of the item, as in `#auth(false)`.
        self.sink
            .report(Code::UnexpectedArguments, range, message)
            .remove("Remove the arguments", range)
            .mark_for_review();
    }

    fn too_many(&mut self, child: Child<'_>) {
        if self.callee.damaged {
            return;
        }
        let names: Vec<String> = self.callee.parameters.iter().map(|it| format!("`{}`", it.name)).collect();
        let fix = match &self.list {
            Some(list) => list.clone(),
            None => Fix::new("Remove this argument", child.out_of_list()).mark_for_review(),
        };
        let message = match &self.list {
            Some(_) => format!("`{}` takes a single list. Put the values between `[` and `]`.", self.callee),
            None => {
                let names = and_list(&names);
                format!("Too many arguments for `{}`, which takes only {names}. Remove this argument.", self.callee)
            }
        };
        self.sink.report(Code::TooManyArguments, child.node.range(), message).fixes.push(fix);
    }

    fn unknown(&mut self, name: Token<'_>, keyword: KeywordArgument<'_>, arguments: Arguments<'_>) {
        let given = *self.given.get_or_insert_with(|| given(self.callee, arguments));
        let fits = |kind| keyword.value().is_none_or(|value| misfit_range(kind, value).is_none());
        let free = || {
            let parameters = self.callee.parameters.iter().enumerate();
            parameters.filter(|&(index, it)| fits(it.kind) && !given[index]).map(|(_, it)| it.name)
        };
        let similar = nearest(name.text(), free());
        let near = similar.or_else(|| free().next().filter(|_| self.callee.parameters.len() == 1));
        let all = self.callee.parameters.iter().map(|parameter| parameter.name);
        let advice = did_you_mean_or("", near, "parameters", all);
        let message = format!("`{}` has no parameter `{}`.{advice}", self.callee, name.text());
        let diagnostic = self.sink.report(Code::UnknownArgument, name.range(), message);
        // Without a colon this may not be a keyword argument.
        if keyword.node().token(SyntaxKind::COLON).is_none() {
            return;
        }
        match near {
            Some(near) if similar.is_some() => _ = diagnostic.respell(near),
            // The only free parameter is not necessarily the one that was meant.
            Some(near) => diagnostic.respell(near).mark_for_review(),
            None => {
                // A part such as `len` may match both a maximum and a minimum.
                let part = name.text().to_ascii_lowercase();
                let has_part = |it: &&str| part.len() >= MIN_PART_BYTES && it.to_ascii_lowercase().contains(&part);
                let parts: Vec<&str> = free().filter(has_part).collect();
                parts.into_iter().for_each(|right| _ = diagnostic.respell(right));
                diagnostic.mark_for_review();
                // Removing an argument takes time linear in the number of arguments.
                let are_few = arguments.iter().take(MAX_REMOVABLE + 1).count() <= MAX_REMOVABLE;
                let remove = || repair::without_argument(arguments, keyword.range(), self.callee.parameters);
                let removed = if are_few { remove() } else { None };
                diagnostic.fixes.extend(removed.map(|edits| Fix::new("Remove this argument", edits).mark_for_review()));
            }
        }
    }

    fn require(&mut self, given: GivenArguments<'_>) {
        let missing = self.callee.parameters.iter().zip(self.ranges).find(|(it, range)| it.required && range.is_none());
        if let (Some((parameter, _)), false) = (missing, self.callee.damaged) {
            let message =
                format!("`{}` requires the argument `{}`, {}.", self.callee, parameter.name, parameter.kind.describe());
            let diagnostic = self.sink.report(Code::MissingArgument, self.callee.range, message);
            let callee = self.callee;
            // The possible values of access depend on the rest of the block and on the project; see
            // `checks::offer_access`.
            let is_access = matches!(parameter.kind, ParameterKind::Word(words) if words.iter().all(|word| Access::ALL.iter().any(|access| access.as_str() == word.name)));
            let values = parameter.kind.values().filter(|_| !is_access);
            diagnostic
                .fixes
                .extend(values.filter_map(|value| add_argument(callee.sign, callee.name, callee.range, given, value)));
        }
    }
}

/// Returns a fix that makes a list of several bare words, as in `#omit(read, delete)`. `None` if the callee takes no
/// list.
fn list_fix(callee: Callee<'_>, arguments: Arguments<'_>) -> Option<Fix> {
    let [Parameter { kind: ParameterKind::Words(_) | ParameterKind::Services, .. }] = callee.parameters else {
        return None;
    };
    // Without its own `)`, a superfluous bracket may follow the words.
    arguments.node().token(SyntaxKind::R_PAREN)?;
    let word = |argument| match argument {
        Argument::Positional(Value::Word(word)) => word.token(),
        _ => None,
    };
    let words: Vec<Token<'_>> = arguments.iter().map(word).collect::<Option<_>>()?;
    let [first, .., last] = words.as_slice() else { return None };
    let texts: Vec<&str> = words.iter().map(|word| word.text()).collect();
    let edits = vec![Edit::insert(first.range().start(), "["), Edit::insert(last.range().end(), "]")];
    Some(Fix::new(format!("Convert to the list `[{}]`", texts.join(", ")), edits))
}

/// Returns a fix that adds `value` as the argument of a type or item at `range`. `None` if it has an argument
/// already, since that one may be the intended one.
pub(crate) fn add_argument(
    sign: &str,
    name: &str,
    range: TextRange,
    given: GivenArguments<'_>,
    value: String,
) -> Option<Fix> {
    // A list may be written without parentheses.
    let call = if value.starts_with('[') { value.clone() } else { format!("({value})") };
    let title = format!("Use `{sign}{name}{call}`");
    let edit = match given {
        GivenArguments::Nothing => Edit::insert(range.end(), call),
        GivenArguments::Parenthesised(arguments) if arguments.iter().next().is_none() => {
            Edit::insert(arguments.node().token(SyntaxKind::L_PAREN)?.range().end(), value)
        }
        GivenArguments::Parenthesised(_) | GivenArguments::List(_) => return None,
    };
    Some(Fix::new(title, vec![edit]))
}

impl ParameterKind {
    /// The values to choose from, as they are written; empty if any number or service is accepted.
    fn values(self) -> impl Iterator<Item = String> {
        let (words, is_list) = match self {
            ParameterKind::Word(words) => (words, false),
            ParameterKind::Words(words) => (words, true),
            ParameterKind::Integer | ParameterKind::Number | ParameterKind::Services => (&[][..], false),
        };
        words.iter().map(move |word| if is_list { format!("[{}]", word.name) } else { word.name.to_owned() })
    }
}

/// Returns true for each parameter that an argument sets, by position or by name.
fn given(callee: Callee<'_>, arguments: Arguments<'_>) -> [bool; MAX_PARAMETERS] {
    let mut given = [false; MAX_PARAMETERS];
    for (index, argument) in arguments.iter().enumerate() {
        let parameter = match argument {
            Argument::Positional(_) => Some(index),
            Argument::Keyword(keyword) => {
                let name = keyword.name().map_or("", Token::text);
                callee.parameters.iter().position(|parameter| parameter.name == name)
            }
        };
        if let Some(parameter) = parameter.and_then(|index| given.get_mut(index)) {
            *parameter = true;
        }
    }
    given
}

/// Converts a value of the wrong kind where the intent is clear: a single word to a list, a list of one word to the
/// word, and a float without fraction to an integer.
fn converted_to_kind(kind: ParameterKind, value: Value<'_>) -> Option<String> {
    match (kind, value) {
        (ParameterKind::Words(_) | ParameterKind::Services, Value::Word(word)) => {
            word.token().map(|word| format!("[{}]", word.text()))
        }
        (ParameterKind::Word(_), Value::List(list)) => {
            let mut values = list.values();
            match (values.next(), values.next()) {
                (Some(Value::Word(word)), None) => word.token().map(|word| word.text().to_owned()),
                _ => None,
            }
        }
        (ParameterKind::Integer, Value::Number(number)) => {
            let value = number.float().filter(|_| !number.node().is_damaged())?;
            let is_whole = value.fract() == 0.0 && value >= i32::MIN.into() && value <= i32::MAX.into();
            is_whole.then(|| format!("{value}"))
        }
        _ => None,
    }
}

/// Returns true if `brackets`, which are arguments or a list, contain only values that fit these parameters. An unknown
/// word fits, since it may be mistyped; a word of another parameter does not.
pub fn fit_parameters(parameters: &[Parameter], brackets: Node<'_>) -> bool {
    let fits = |parameter: Option<&Parameter>, value: Option<Value<'_>>| {
        parameter.is_some_and(|parameter| value.is_none_or(|value| may_fit(parameter.kind, value)))
    };
    if let Some(list) = Value::cast(brackets) {
        return fits(parameters.first(), Some(list));
    }
    let Some(arguments) = Arguments::cast(brackets) else { return false };
    arguments.iter().enumerate().all(|(index, argument)| match argument {
        Argument::Positional(value) => fits(parameters.get(index), Some(value)),
        Argument::Keyword(keyword) => {
            let name = keyword.name().map_or("", Token::text);
            fits(parameters.iter().find(|parameter| parameter.name == name), keyword.value())
        }
    })
}

/// Returns true if a value may be meant for a parameter of this kind.
fn may_fit(kind: ParameterKind, value: Value<'_>) -> bool {
    let is_word_of = |kind: ParameterKind, text: &str| match kind {
        ParameterKind::Word(words) | ParameterKind::Words(words) => words.iter().any(|word| word.is_spelt(text)),
        ParameterKind::Services => text.starts_with(|first: char| first.is_ascii_uppercase()),
        ParameterKind::Integer | ParameterKind::Number => false,
    };
    let is_known = |text: &str| {
        let kinds = Item::ENTRIES.iter().filter_map(|entry| entry.parameter).map(|parameter| parameter.kind);
        kinds.into_iter().any(|kind| is_word_of(kind, text))
    };
    let fits = |value: Value<'_>| match value {
        Value::Word(word) => {
            let text = word.token().map_or("", Token::text);
            is_word_of(kind, text) || (!is_known(text) && !matches!(kind, ParameterKind::Services))
        }
        Value::Number(_) | Value::List(_) => true,
    };
    let of_kind = misfit_range(kind, value).is_none();
    of_kind
        && match value {
            Value::List(list) => list.values().all(fits),
            value => fits(value),
        }
}

/// The range of the part of a value that does not fit the parameter's kind; `None` if all of it fits.
fn misfit_range(kind: ParameterKind, value: Value<'_>) -> Option<TextRange> {
    let fits = match (kind, value) {
        (ParameterKind::Integer, Value::Number(number)) => number.is_integer(),
        (ParameterKind::Number, Value::Number(_)) | (ParameterKind::Word(_), Value::Word(_)) => true,
        (ParameterKind::Words(_) | ParameterKind::Services, Value::List(list)) => {
            return list.values().find(|entry| !matches!(entry, Value::Word(_))).map(Value::range);
        }
        _ => false,
    };
    (!fits).then(|| value.range())
}
