//! Texts of a certain form.

use serde_json::json;
use smol_str::SmolStr;

use super::{Described, Kind, quoted};
use crate::forms::Form;
use crate::reader::Reader;
use crate::toml::{Item, Value};

/// A text of this form.
pub(crate) struct Text(pub(crate) &'static Form);

impl Described for Text {
    fn expected(&self) -> String {
        self.0.expected.to_owned()
    }

    fn schema(&self) -> serde_json::Value {
        match self.0.pattern {
            "" => json!({ "type": "string" }),
            pattern => json!({ "type": "string", "pattern": pattern }),
        }
    }
}

impl Kind for Text {
    type Value = SmolStr;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<SmolStr> {
        let Value::String(text) = &item.value else {
            let source = reader.source(item);
            let can_be_quoted = matches!(item.value, Value::Integer(_) | Value::Float(_) | Value::Boolean(_));
            let fits = can_be_quoted && reader.matches(self.0, source);
            reader.wrong_type(name, item, &self.expected()).suggest(fits.then(|| quoted(source)));
            return None;
        };
        if reader.matches(self.0, text) {
            return Some(text.clone());
        }
        reader.bad_value(name, item, &self.expected());
        None
    }

    fn write(&self, value: &SmolStr) -> String {
        quoted(value)
    }
}
