//! Reading of attribute types.

mod number;
mod precision;

pub use number::grouped_digits;
pub use precision::rejects_every_max;

use std::fmt::Display;

use smol_str::SmolStr;
use temple_syntax::Token;
use temple_syntax::ast::{self, Argument, Arguments, Number, Value};

use number::{Located, bound, integer, number, overflowed, repair_overflow};

use crate::arguments::{Bound, Callee, GivenArguments, bind};
use crate::catalogue::{BuiltIn, Database};
use crate::repair::{swap, without_argument};
use crate::sink::Sink;
use crate::suggest::{did_you_mean, is_likely_typo, nearest};
use crate::{Code, Type};

/// Reads a type, and reports limits that no value could satisfy. `None` for an unknown type.
pub(crate) fn read(ty: ast::Type<'_>, sink: &mut Sink) -> Option<Type> {
    let Some(name) = ty.name() else { return Some(Type::Unknown) };
    if name.text().starts_with(|first: char| first.is_ascii_uppercase()) {
        return Some(Type::Reference(SmolStr::new(name.text())));
    }
    let built_in = BuiltIn::from_name(name.text())?;
    let arguments = ty.arguments();
    let callee = Callee {
        sign: "",
        name: name.text(),
        range: name.range(),
        parameters: built_in.entry().parameters,
        damaged: arguments.is_some_and(|arguments| arguments.node().is_damaged()),
    };
    let bound = bind(callee, arguments.map_or(GivenArguments::Nothing, GivenArguments::Parenthesised), sink);
    Some(match built_in {
        BuiltIn::Bool => Type::Bool,
        BuiltIn::Date => Type::Date,
        BuiltIn::Time => Type::Time,
        BuiltIn::DateTime => Type::DateTime,
        BuiltIn::String => string(bound, arguments, sink),
        BuiltIn::Int => int(bound, arguments, sink),
        BuiltIn::Float => float(bound, arguments, sink),
        BuiltIn::Data => data(bound, sink),
    })
}

/// Returns true if the type's name is that of a built-in type.
pub(crate) fn is_built_in(ty: ast::Type<'_>) -> bool {
    ty.name().is_some_and(|name| BuiltIn::from_name(name.text()).is_some())
}

/// Returns true if the type's name is that of a built-in type in any case, as in `String`.
pub(crate) fn is_built_in_but_for_case(ty: ast::Type<'_>) -> bool {
    ty.name().is_some_and(|name| BuiltIn::ALL.iter().any(|it| it.as_str().eq_ignore_ascii_case(name.text())))
}

/// Reports an unknown type. `blocks` are the names that can be referred to in this context.
pub(crate) fn report_unknown<'n>(name: Token<'_>, blocks: impl Iterator<Item = &'n str>, sink: &mut Sink) {
    let text = name.text();
    // Other characters are already a syntax error.
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    let foreign_names =
        BuiltIn::ALL.iter().find(|ty| ty.entry().foreign_names.iter().any(|it| it.eq_ignore_ascii_case(text)));
    let near = foreign_names.map(|ty| ty.as_str());
    let near = near.or_else(|| nearest(text, blocks.chain(BuiltIn::ALL.iter().map(|ty| ty.as_str()))));
    let rule = match near {
        Some(_) => did_you_mean("", near),
        None => {
            let all: Vec<String> = BuiltIn::ALL.iter().map(|ty| format!("`{}`", ty.as_str())).collect();
            format!(" Use {}, or the name of a service.", all.join(", "))
        }
    };
    let diagnostic = sink.report(Code::UnknownType, name.range(), format!("Unknown type `{text}`.{rule}"));
    if let Some(near) = near {
        diagnostic.respell(near);
        // A name from another language may correspond to a different type here, and a name that is only similar may
        // belong to a block that is still missing.
        if foreign_names.is_some() || !is_likely_typo(text, near) {
            diagnostic.mark_for_review();
        }
    }
}

/// Reports a type that is the name of `block` in another case. In the block `itself` the right name would be a cycle.
pub(crate) fn report_lower_case(name: Token<'_>, block: &str, itself: &str, sink: &mut Sink) {
    let mut letters = block.chars();
    let right: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let is_other = block != itself;
    let rule = match is_other {
        true => did_you_mean("", Some(&right)),
        false => format!(" `{right}` is not possible here either, because a block cannot refer to itself."),
    };
    let message = format!("Unknown type `{}`.{rule}", name.text());
    let diagnostic = sink.report(Code::UnknownType, name.range(), message);
    // If the name of the block is itself wrong, that has to be corrected first.
    if is_other && right == block {
        diagnostic.respell(&right);
    }
}

/// Reads the bound of a float, and reports one that becomes infinite. `open` is the infinity that every number is within.
fn float_bound<'a>(
    value: Option<Value<'a>>,
    open: f64,
    given: Option<Arguments<'_>>,
    sink: &mut Sink,
) -> Option<Located<'a, f64>> {
    let number = number(value)?;
    if number.is_integer() {
        // Written as a float, the number does not overflow.
        if let Some(digits) = number.digits().filter(|_| number.suffix().is_none()) {
            repair_overflow(number, "the same number as a float", &format!("{}.0", digits.text()), sink);
        }
        return integer(number, sink).map(|it| Located { value: f64::from(it.value), range: it.range, node: it.node });
    }
    let (range, value) = (number.range(), number.float()?);
    if value.is_infinite() {
        let message = format!(
            "This number is too large and becomes infinity, which {} rejects as a bound. Use a smaller number, or remove the bound.",
            Database::Postgres.title()
        );
        let diagnostic = sink.report(Code::InfiniteBound, range, message);
        let parameters = BuiltIn::Float.entry().parameters;
        let edits = given.filter(|_| value == open).and_then(|it| without_argument(it, number.range(), parameters));
        if let Some(edits) = edits {
            diagnostic.repair("Remove this bound", edits);
        }
    }
    Some(Located { value, range, node: number.node() })
}

fn string([max, min, _]: Bound<'_>, arguments: Option<Arguments<'_>>, sink: &mut Sink) -> Type {
    let max = size(max, sink);
    let min = bound(min, 0, sink);
    check_range(max, min, BuiltIn::String, arguments, sink);
    if let Some(min) = min.filter(|min| min.value < 0) {
        let message = "A negative minimum length makes the API document invalid. Use 0 or more.";
        sink.report(Code::NegativeMinLength, min.range, message).replace("Replace with `0`", min.range, "0");
    }
    Type::String { max_length: max.map(|it| it.value), min_length: min.map(|it| it.value) }
}

fn data([max, ..]: Bound<'_>, sink: &mut Sink) -> Type {
    Type::Data { max_size: size(max, sink).map(|it| it.value) }
}

fn int([max, min, precision]: Bound<'_>, arguments: Option<Arguments<'_>>, sink: &mut Sink) -> Type {
    let max = bound(max, i32::MIN, sink);
    let min = bound(min, i32::MIN, sink);
    let fits = |bytes| precision::excluding_limit(max, min, bytes).is_none();
    let specified = number(precision);
    let precision = precision::read(specified, fits, sink);
    check_range(max, min, BuiltIn::Int, arguments, sink);
    let default = precision::default(BuiltIn::Int);
    if let Ok(precision) = precision {
        precision::check_range(max, min, precision.unwrap_or(default), specified, sink);
    }
    let precision = precision.ok().flatten().unwrap_or(default);
    Type::Int { max: max.map(|it| it.value), min: min.map(|it| it.value), precision }
}

fn float([max, min, precision]: Bound<'_>, arguments: Option<Arguments<'_>>, sink: &mut Sink) -> Type {
    let max = float_bound(max, f64::INFINITY, arguments, sink);
    let min = float_bound(min, f64::NEG_INFINITY, arguments, sink);
    let precision = precision::read(number(precision), |_| true, sink).ok().flatten();
    let precision = precision.unwrap_or_else(|| precision::default(BuiltIn::Float));
    check_range(max, min, BuiltIn::Float, arguments, sink);
    Type::Float { max: max.map(|it| it.value), min: min.map(|it| it.value), precision }
}

/// Reads a maximum length or size, and reports one below zero.
fn size<'a>(value: Option<Value<'a>>, sink: &mut Sink) -> Option<Located<'a, i32>> {
    let max = bound(value, 0, sink)?;
    if max.value < 0 {
        let message = "A length or size cannot be negative. Use 0 or more.";
        let diagnostic = sink.report(Code::NegativeSize, max.range, message);
        // A suffix may have made the number negative, and the negation of the lowest integer does not fit.
        let number = number(value).filter(|&it| overflowed(it).is_none() && max.value > i32::MIN);
        let digits = number.and_then(Number::digits);
        match digits.and_then(|digits| Some((digits.range(), digits.text().strip_prefix('-')?))) {
            Some((digits, right)) => _ = diagnostic.replace("Remove the sign", digits, right),
            None => _ = diagnostic.respell(&i32::MAX.to_string()),
        }
        diagnostic.mark_for_review();
    }
    Some(max)
}

/// Formats a number for a message.
fn in_words(number: &impl Display) -> String {
    number.to_string().replace("inf", "infinity")
}

fn check_range<T: PartialOrd + Copy + Display + Into<f64>>(
    max: Option<Located<'_, T>>,
    min: Option<Located<'_, T>>,
    ty: BuiltIn,
    arguments: Option<Arguments<'_>>,
    sink: &mut Sink,
) {
    let (Some(max), Some(min)) = (max, min) else { return };
    let [max_parameter, min_parameter, ..] = ty.entry().parameters else { return };
    if max.value < min.value {
        let (max_name, min_name) = (max_parameter.name, min_parameter.name);
        let is_max = |argument: Argument<'_>| matches!(argument, Argument::Positional(it) if it.range() == max.range);
        let is_positional = arguments.is_some_and(|arguments| arguments.iter().any(is_max));
        // An infinite bound would be wrong as the other one too.
        let is_finite = [max.value, min.value].into_iter().all(|value| value.into().is_finite());
        let message = format!(
            "`{min_name}` ({}) is greater than `{max_name}` ({}). {}hange one of them.{}",
            in_words(&min.value),
            in_words(&max.value),
            if is_finite { "Swap the values, or c" } else { "C" },
            if is_positional { " The first positional argument is the maximum." } else { "" }
        );
        let diagnostic = sink.report(Code::RangeEmpty, max.range, message);
        diagnostic.relate(min.range, format!("`{min_name}` is set here."));
        // In damaged arguments the values are not certain.
        if is_finite && arguments.is_some_and(|arguments| !arguments.node().is_damaged()) {
            diagnostic.propose(format!("Swap `{min_name}` and `{max_name}`"), swap(max.node, min.node));
        }
    }
}
