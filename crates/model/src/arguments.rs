//! Arguments to parameters: the same rules for types and metadata items.

use std::fmt;

use temple_syntax::TextRange;
use temple_syntax::ast::{Argument, Arguments, Value};

use crate::Code;
use crate::catalogue::{Parameter, ParameterKind};
use crate::sink::Sink;
use crate::suggest::{did_you_mean, nearest};

/// What takes the arguments, for messages and ranges.
#[derive(Clone, Copy)]
pub(crate) struct Callee<'a> {
    /// What stands before the name: `#` or nothing.
    pub(crate) sign: &'static str,
    pub(crate) name: &'a str,
    /// Where the name is.
    pub(crate) range: TextRange,
    pub(crate) parameters: &'static [Parameter],
    /// Whether something around the arguments could not be read, so that nothing can be said to be missing.
    pub(crate) damaged: bool,
}

impl fmt::Display for Callee<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.sign, self.name)
    }
}

/// The arguments as they are written: between parentheses, or a list that stands for the only one.
#[derive(Clone, Copy)]
pub(crate) enum Given<'a> {
    Nothing,
    Parenthesised(Arguments<'a>),
    List(Value<'a>),
}

/// As many as any type or item has parameters.
const MAX_PARAMETERS: usize = 3;

/// The value for each parameter, in the order of the parameters.
pub(crate) type Bound<'a> = [Option<Value<'a>>; MAX_PARAMETERS];

/// Finds the value for each parameter, and reports every argument that there is no place for. A value of the
/// wrong kind is reported and left out.
pub(crate) fn bind<'a>(callee: Callee<'_>, given: Given<'a>, sink: &mut Sink) -> Bound<'a> {
    let mut binding = Binding { callee, bound: [None; MAX_PARAMETERS], places: [None; MAX_PARAMETERS], sink };
    match given {
        Given::Nothing => {}
        Given::List(list) => binding.list(list),
        Given::Parenthesised(arguments) => binding.arguments(arguments),
    }
    binding.require();
    binding.bound
}

struct Binding<'a, 'c, 's> {
    callee: Callee<'c>,
    bound: Bound<'a>,
    /// Where the argument of each parameter stands, be its value right or wrong.
    places: [Option<TextRange>; MAX_PARAMETERS],
    sink: &'s mut Sink,
}

impl<'a> Binding<'a, '_, '_> {
    fn list(&mut self, list: Value<'a>) {
        if self.callee.parameters.is_empty() {
            self.unexpected(list.range());
        } else {
            self.assign(0, list, list.range());
        }
    }

    fn arguments(&mut self, arguments: Arguments<'a>) {
        if self.callee.parameters.is_empty() {
            if arguments.iter().next().is_some() {
                self.unexpected(arguments.range());
            }
            return;
        }
        for (index, argument) in arguments.iter().enumerate() {
            match argument {
                Argument::Positional(value) if index < self.callee.parameters.len() => {
                    self.assign(index, value, value.range());
                }
                Argument::Positional(value) => self.too_many(value.range()),
                Argument::Keyword(keyword) => {
                    let Some(name) = keyword.name() else { continue };
                    match self.callee.parameters.iter().position(|parameter| parameter.name == name.text()) {
                        None => self.unknown(name.text(), name.range()),
                        Some(parameter) => match keyword.value() {
                            Some(value) => self.assign(parameter, value, keyword.range()),
                            None => self.places[parameter] = Some(keyword.range()),
                        },
                    }
                }
            }
        }
    }

    fn assign(&mut self, index: usize, value: Value<'a>, range: TextRange) {
        let parameter = &self.callee.parameters[index];
        if let Some(first) = self.places[index] {
            let message = format!("`{}` is given twice. Remove one of the two.", parameter.name);
            self.sink
                .report(Code::DuplicateArgument, range, message)
                .relate(first, format!("`{}` is given here first.", parameter.name));
            return;
        }
        self.places[index] = Some(range);
        if let Some(wrong) = wrong_part(parameter.kind, value) {
            let message = format!("`{}` takes {}, not this.", parameter.name, parameter.kind.describe());
            self.sink.report(Code::WrongArgumentType, wrong, message);
        } else {
            self.bound[index] = Some(value);
        }
    }

    fn unexpected(&mut self, range: TextRange) {
        let message = format!("`{}` takes no arguments. Remove them.", self.callee);
        self.sink.report(Code::UnexpectedArguments, range, message).remove("Remove the arguments", range);
    }

    fn too_many(&mut self, range: TextRange) {
        if self.callee.damaged {
            return;
        }
        let names: Vec<String> = self.callee.parameters.iter().map(|it| format!("`{}`", it.name)).collect();
        let message = format!("`{}` takes no more than {}. Remove this.", self.callee, names.join(", "));
        self.sink.report(Code::TooManyArguments, range, message);
    }

    fn unknown(&mut self, name: &str, range: TextRange) {
        let names = || self.callee.parameters.iter().map(|parameter| parameter.name);
        let near = nearest(name, names()).or_else(|| names().next().filter(|_| self.callee.parameters.len() == 1));
        let message = format!("`{}` has no parameter `{name}`.{}", self.callee, did_you_mean("", near));
        let diagnostic = self.sink.report(Code::UnknownArgument, range, message);
        if let Some(near) = near {
            diagnostic.respell(near);
        }
    }

    fn require(&mut self) {
        let missing = self.callee.parameters.iter().zip(self.places).find(|(it, place)| it.required && place.is_none());
        if let (Some((parameter, _)), false) = (missing, self.callee.damaged) {
            let message = format!("`{}` needs {}: `{}`.", self.callee, parameter.kind.describe(), parameter.name);
            self.sink.report(Code::MissingArgument, self.callee.range, message);
        }
    }
}

/// The part of a value that is not what the parameter takes; absent where all is well.
fn wrong_part(kind: ParameterKind, value: Value<'_>) -> Option<TextRange> {
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
