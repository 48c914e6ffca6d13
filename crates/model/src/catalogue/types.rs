//! The built-in types.

use super::{Parameter, ParameterKind, Word, vocabulary};

/// The catalogue entry of a built-in type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltInEntry {
    /// Its name and documentation.
    pub word: Word,
    /// Its parameters, in positional order; none is required.
    pub parameters: &'static [Parameter],
    /// Names of such a type in other languages, to suggest this one to people who write them.
    pub foreign_names: &'static [&'static str],
}

const fn entry(
    name: &'static str,
    parameters: &'static [Parameter],
    foreign_names: &'static [&'static str],
    summary: &'static str,
    documentation: &'static str,
    example: &'static str,
) -> BuiltInEntry {
    BuiltInEntry { word: Word { name, aliases: &[], summary, documentation, example }, parameters, foreign_names }
}

const fn parameter(name: &'static str, kind: ParameterKind, summary: &'static str) -> Parameter {
    Parameter { name, kind, required: false, default: None, summary }
}

vocabulary! {
    /// A built-in type.
    BuiltIn: BuiltInEntry in "types" {
        Bool => entry(
            "bool",
            &[],
            &["boolean"],
            "True or false.",
            "A Boolean value, stored as `BOOLEAN`. Takes no arguments.",
            "active: bool;",
        ),
        Date => entry(
            "date",
            &[],
            &["day"],
            "A date without a time.",
            "A calendar date, stored as `DATE`. Takes no arguments.",
            "bornOn: date;",
        ),
        Time => entry(
            "time",
            &[],
            &["clock"],
            "A time of day without a date.",
            "A time of day, stored as `TIME`. Takes no arguments.",
            "opensAt: time;",
        ),
        DateTime => entry(
            "datetime",
            &[],
            &["timestamp", "timestamptz", "instant"],
            "A point in time.",
            "A date and time with a time zone, stored as `TIMESTAMPTZ`. Takes no arguments.",
            "placedAt: datetime;",
        ),
        String => entry(
            "string",
            &[
                parameter("maxLength", ParameterKind::Integer, "The maximum number of characters, from 1 to 10485760."),
                parameter("minLength", ParameterKind::Integer, "The minimum number of characters, not greater than `maxLength`."),
            ],
            &["text", "varchar", "char", "uuid", "email", "url"],
            "Text, optionally with length limits.",
            "Text, stored as `TEXT`, or as `VARCHAR` if `maxLength` is set.",
            "name: string(maxLength: 40, minLength: 2);",
        ),
        Int => entry(
            "int",
            &[
                parameter("max", ParameterKind::Integer, "The maximum value."),
                parameter("min", ParameterKind::Integer, "The minimum value, not greater than `max`."),
                Parameter {
                    default: Some("4"),
                    ..parameter("precision", ParameterKind::Integer, "The size in bytes, from 1 to 8.")
                },
            ],
            &["integer", "long", "short", "number", "bigint", "smallint"],
            "An integer.",
            "An integer, stored as `SMALLINT` with a precision of 1 or 2 bytes, as `INT` with 3 or 4, and as `BIGINT` with 5 \
             or more. The range from `min` to `max` must contain at least one value that fits the precision.",
            "count: int(max: 100, min: 1);",
        ),
        Float => entry(
            "float",
            &[
                parameter("max", ParameterKind::Number, "The maximum value."),
                parameter("min", ParameterKind::Number, "The minimum value, not greater than `max`."),
                Parameter {
                    default: Some("8"),
                    ..parameter("precision", ParameterKind::Number, "The size in bytes, from 1 to 8.")
                },
            ],
            &["double", "decimal", "real", "numeric", "money"],
            "A floating-point number.",
            "A floating-point number, stored as `REAL` with a precision of up to 4 bytes, and as `DOUBLE PRECISION` with 5 or \
             more.",
            "price: float(min: 0.0, precision: 4);",
        ),
        Data => entry(
            "data",
            &[parameter("maxSize", ParameterKind::Integer, "The maximum number of bytes, 0 or more.")],
            &["bytes", "blob", "binary", "bytea", "file", "image"],
            "Binary data.",
            "Binary data, such as an image, stored as `BYTEA`.",
            "photo: data(5M);",
        ),
    }
}

impl BuiltIn {
    /// Returns the type with exactly this name.
    pub fn from_name(name: &str) -> Option<BuiltIn> {
        BuiltIn::ALL.iter().copied().find(|ty| ty.as_str() == name)
    }

    /// The name.
    pub fn as_str(self) -> &'static str {
        self.entry().word.name
    }
}
