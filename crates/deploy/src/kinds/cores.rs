//! Numbers of processor cores.

use std::fmt;

use serde_json::json;

use super::{Described, Kind};
use crate::reader::Reader;
use crate::toml::{Item, Value};

/// A number of processor cores, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cores(u32);

impl Cores {
    /// Returns a number of thousandths of a core.
    pub const fn thousandths(count: u32) -> Cores {
        Cores(count)
    }

    /// The number of thousandths of a core, at least 1.
    pub fn as_thousandths(self) -> u32 {
        self.0
    }
}

/// The number of cores, without trailing zeros, such as `0.25`.
impl fmt::Display for Cores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", f64::from(self.0) / 1000.0)
    }
}

/// A number of cores.
pub(crate) struct CoresKind;

impl CoresKind {
    const MAX: u32 = 64;
}

impl Described for CoresKind {
    fn expected(&self) -> String {
        format!("a number of cores above 0 and up to {}, as in `0.5`", Self::MAX)
    }

    fn schema(&self) -> serde_json::Value {
        json!({ "type": "number", "exclusiveMinimum": 0, "maximum": Self::MAX })
    }
}

impl Kind for CoresKind {
    type Value = Cores;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<Cores> {
        let number = match &item.value {
            Value::Integer(number) => *number as f64,
            Value::Float(number) => *number,
            other => {
                let number = if let Value::String(text) = other { text.parse().ok().and_then(cores) } else { None };
                reader.wrong_type(name, item, &self.expected()).suggest(number.map(|number| number.to_string()));
                return None;
            }
        };
        let cores = cores(number);
        if cores.is_none() {
            reader.bad_value(name, item, &self.expected());
        }
        cores
    }

    fn write(&self, value: &Cores) -> String {
        value.to_string()
    }
}

/// Returns a number of cores, rounded to thousandths but never to 0; `None` if it is out of range.
fn cores(number: f64) -> Option<Cores> {
    let is_allowed = number > 0.0 && number <= f64::from(CoresKind::MAX);
    is_allowed.then(|| Cores(((number * 1000.0).round() as u32).max(1)))
}
