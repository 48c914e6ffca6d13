//! Integers in a range.

use serde_json::json;

use super::{Described, Kind};
use crate::reader::Reader;
use crate::toml::{Item, Value};

/// An integer in a range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Integer {
    /// The smallest allowed value.
    pub(crate) min: u32,
    /// The largest allowed value; `None` if there is no limit.
    pub(crate) max: Option<u32>,
}

impl Integer {
    fn allows(self, number: u32) -> bool {
        number >= self.min && self.max.is_none_or(|max| number <= max)
    }
}

impl Described for Integer {
    fn expected(&self) -> String {
        match self.max {
            Some(max) => format!("an integer from {} to {max}", self.min),
            None => format!("an integer of at least {}", self.min),
        }
    }

    fn schema(&self) -> serde_json::Value {
        let mut schema = json!({ "type": "integer", "minimum": self.min });
        if let (Some(max), Some(object)) = (self.max, schema.as_object_mut()) {
            object.insert("maximum".to_owned(), max.into());
        }
        schema
    }
}

impl Kind for Integer {
    type Value = u32;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<u32> {
        match &item.value {
            Value::Integer(number) => {
                let allowed = u32::try_from(*number).ok().filter(|number| self.allows(*number));
                if allowed.is_none() {
                    reader.bad_value(name, item, &self.expected());
                }
                allowed
            }
            other => {
                let number: Option<u32> = if let Value::String(text) = other { text.parse().ok() } else { None };
                let digits = number.filter(|number| self.allows(*number));
                reader.wrong_type(name, item, &self.expected()).suggest(digits.map(|number| number.to_string()));
                None
            }
        }
    }

    fn write(&self, value: &u32) -> String {
        value.to_string()
    }
}
