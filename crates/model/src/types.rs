//! Reading the type of an attribute.

use smol_str::SmolStr;
use temple_syntax::ast::{self, Number, Value};
use temple_syntax::{Node, TextRange, Token};

use crate::arguments::{Bound, Callee, Given, bind};
use crate::catalogue::BuiltIn;
use crate::repair::swap;
use crate::sink::Sink;
use crate::suggest::{did_you_mean, nearest};
use crate::{Code, Type};

/// Reads a type, and reports what no value could have. Answers nothing for a type that does not exist.
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
    let bound = bind(callee, arguments.map_or(Given::Nothing, Given::Parenthesised), sink);
    Some(match built_in {
        BuiltIn::Bool => Type::Bool,
        BuiltIn::Date => Type::Date,
        BuiltIn::Time => Type::Time,
        BuiltIn::DateTime => Type::DateTime,
        BuiltIn::String => string(bound, sink),
        BuiltIn::Int => int(bound, sink),
        BuiltIn::Float => float(bound, sink),
        BuiltIn::Data => data(bound, sink),
    })
}

/// Whether the name is that of a built-in type.
pub(crate) fn is_built_in(ty: ast::Type<'_>) -> bool {
    ty.name().is_some_and(|name| BuiltIn::from_name(name.text()).is_some())
}

/// Whether the name is that of a built-in type, be it in another case: `String`.
pub(crate) fn is_built_in_but_for_case(ty: ast::Type<'_>) -> bool {
    ty.name().is_some_and(|name| BuiltIn::ALL.iter().any(|it| it.as_str().eq_ignore_ascii_case(name.text())))
}

/// Reports a type that does not exist. `blocks` are the names that can be referred to where it stands.
pub(crate) fn report_unknown<'n>(name: Token<'_>, blocks: impl Iterator<Item = &'n str>, sink: &mut Sink) {
    let text = name.text();
    // An identifier with other characters is a syntax error already.
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    let elsewhere = BuiltIn::ALL.iter().find(|ty| ty.entry().elsewhere.iter().any(|it| it.eq_ignore_ascii_case(text)));
    let near = elsewhere.map(|ty| ty.as_str());
    let near = near.or_else(|| nearest(text, blocks.chain(BuiltIn::ALL.iter().map(|ty| ty.as_str()))));
    let rule = match near {
        Some(_) => did_you_mean("", near),
        None => {
            let all: Vec<&str> = BuiltIn::ALL.iter().map(|ty| ty.as_str()).collect();
            format!(" The types are {}, and the names of services and of structs of this service.", all.join(", "))
        }
    };
    let diagnostic = sink.report(Code::UnknownType, name.range(), format!("There is no type `{text}`.{rule}"));
    if let Some(near) = near {
        diagnostic.respell(near);
    }
}

/// A number with its place.
#[derive(Clone, Copy)]
struct Placed<'a, T> {
    value: T,
    range: TextRange,
    node: Node<'a>,
}

fn number(value: Option<Value<'_>>) -> Option<Number<'_>> {
    match value? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// The value of an integer, with a warning where a suffix takes it past 32 bits. Absent where it is none.
fn integer<'a>(number: Number<'a>, sink: &mut Sink) -> Option<Placed<'a, i32>> {
    let (range, integer) = (number.range(), number.integer()?);
    if let Some(exact) = integer.overflowed {
        let message =
            format!("{exact} does not fit 32 bits: the number becomes {}. Write a number that fits.", integer.value);
        sink.report(Code::SuffixOverflow, range, message).replace(
            format!("Replace with what it becomes, {}", integer.value),
            range,
            integer.value.to_string(),
        );
    }
    Some(Placed { value: integer.value, range, node: number.node() })
}

/// The value of an integer or a float, with a warning where it becomes another number.
fn real<'a>(number: Number<'a>, sink: &mut Sink) -> Option<Placed<'a, f64>> {
    if number.is_integer() {
        return integer(number, sink).map(|it| Placed { value: f64::from(it.value), range: it.range, node: it.node });
    }
    let (range, value) = (number.range(), number.float()?);
    if value.is_infinite() {
        sink.report(
            Code::InfiniteBound,
            range,
            "This number is so large that it becomes infinity, and limits nothing.",
        );
    }
    Some(Placed { value, range, node: number.node() })
}

fn string([max, min, _]: Bound<'_>, sink: &mut Sink) -> Type {
    let max = number(max).and_then(|it| integer(it, sink));
    let min = number(min).and_then(|it| integer(it, sink));
    check_size(max, sink);
    check_range(max, min, BuiltIn::String, sink);
    if let Some(min) = min.filter(|min| min.value < 0) {
        let message = "A length is never below 0, so that this minimum has no effect.";
        sink.report(Code::NegativeMinLength, min.range, message).replace("Replace with `0`", min.range, "0");
    }
    Type::String { max_length: max.map(|it| it.value), min_length: min.map(|it| it.value) }
}

fn data([max, ..]: Bound<'_>, sink: &mut Sink) -> Type {
    let max = number(max).and_then(|it| integer(it, sink));
    check_size(max, sink);
    Type::Data { max_size: max.map(|it| it.value) }
}

fn int([max, min, precision]: Bound<'_>, sink: &mut Sink) -> Type {
    let max = number(max).and_then(|it| integer(it, sink));
    let min = number(min).and_then(|it| integer(it, sink));
    let precision = read_precision(number(precision), sink);
    check_range(max, min, BuiltIn::Int, sink);
    let default = default_precision(BuiltIn::Int);
    if let Ok(precision) = precision {
        check_precision_range(max, min, precision.unwrap_or(default), sink);
    }
    let precision = precision.ok().flatten().unwrap_or(default);
    Type::Int { max: max.map(|it| it.value), min: min.map(|it| it.value), precision }
}

fn float([max, min, precision]: Bound<'_>, sink: &mut Sink) -> Type {
    let max = number(max).and_then(|it| real(it, sink));
    let min = number(min).and_then(|it| real(it, sink));
    let precision = read_precision(number(precision), sink).ok().flatten();
    let precision = precision.unwrap_or_else(|| default_precision(BuiltIn::Float));
    check_range(max, min, BuiltIn::Float, sink);
    Type::Float { max: max.map(|it| it.value), min: min.map(|it| it.value), precision }
}

/// Bytes of a number that does not say: the one default among the parameters of its type.
fn default_precision(ty: BuiltIn) -> i8 {
    let default = ty.entry().parameters.iter().find_map(|parameter| parameter.default);
    default.and_then(|default| default.parse().ok()).unwrap_or_default()
}

fn check_size(max: Option<Placed<'_, i32>>, sink: &mut Sink) {
    if let Some(max) = max.filter(|max| max.value < 0) {
        let message = format!("A size cannot be below 0, and this is {}.", max.value);
        sink.report(Code::NegativeSize, max.range, message);
    }
}

fn check_range<T: PartialOrd + std::fmt::Display>(
    max: Option<Placed<'_, T>>,
    min: Option<Placed<'_, T>>,
    ty: BuiltIn,
    sink: &mut Sink,
) {
    let (Some(max), Some(min)) = (max, min) else { return };
    let [max_parameter, min_parameter, ..] = ty.entry().parameters else { return };
    if max.value < min.value {
        let (max_name, min_name) = (max_parameter.name, min_parameter.name);
        let message = format!(
            "No value lies between the `{min_name}` {} and the `{max_name}` {}. The maximum comes first in positional order.",
            min.value, max.value
        );
        sink.report(Code::RangeEmpty, max.range, message)
            .relate(min.range, format!("The `{min_name}` is here."))
            .repair("Swap the two", swap(max.node, min.node));
    }
}

/// The precision in bytes, where it is given. An error where it is not one to eight bytes. The compiler cuts it
/// to an integer, and that to one signed byte.
fn read_precision(number: Option<Number<'_>>, sink: &mut Sink) -> Result<Option<i8>, ()> {
    let Some(number) = number else { return Ok(None) };
    let range = number.range();
    let (written, whole) = match number.float() {
        Some(float) => (float.to_string(), float as i32),
        None => match integer(number, sink) {
            Some(integer) => (integer.value.to_string(), integer.value),
            None => return Err(()),
        },
    };
    let precision = whole as i8;
    if !(1..=8).contains(&precision) {
        sink.report(Code::PrecisionOutOfRange, range, "The precision is a number of bytes, from 1 to 8.");
        return Err(());
    }
    if written != precision.to_string() {
        let message = format!("The precision is cut to one byte: {written} acts as {precision}.");
        sink.report(Code::PrecisionTruncated, range, message).respell(&precision.to_string());
    }
    Ok(Some(precision))
}

/// The range must meet what the precision can hold. With 8 bytes the compiler takes both ends of it as the
/// highest 64-bit number, so that no maximum is high enough.
fn check_precision_range(max: Option<Placed<'_, i32>>, min: Option<Placed<'_, i32>>, precision: i8, sink: &mut Sink) {
    let (lowest, highest) = match precision {
        8 => (i64::MAX, i64::MAX),
        bytes => (-(1_i64 << (8 * bytes - 1)), (1_i64 << (8 * bytes - 1)) - 1),
    };
    let wrong = match (max, min) {
        (Some(max), _) if i64::from(max.value) < lowest => Some(max.range),
        (_, Some(min)) if i64::from(min.value) > highest => Some(min.range),
        _ => None,
    };
    if let Some(range) = wrong {
        let message = match precision {
            8 => "With a precision of 8 the compiler rejects every `max`. Remove the `max`, or use a precision of 7."
                .to_owned(),
            _ => format!(
                "A precision of {precision} holds {lowest} to {highest}, nothing of which is within this limit."
            ),
        };
        sink.report(Code::RangeOutsidePrecision, range, message);
    }
}
