//! The ways in which a new version replaces an old one.

use std::fmt;

use serde_json::json;
use temple_model::nearest;

use super::parts::{self, SURGE, UNAVAILABLE};
use super::{Described, Integer, Kind, quoted};
use crate::code::Code;
use crate::forms;
use crate::reader::Reader;
use crate::toml::{Entry, Item, Value};

/// The way in which a new version replaces an old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Update {
    /// One instance after the other.
    Rolling,
    /// All instances at once.
    Recreate,
    /// Some instances at a time.
    Steps {
        /// The number of additional instances during the update.
        surge: Amount,
        /// The number of instances that may be missing during the update.
        unavailable: Amount,
    },
}

/// A number of instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// A fixed number.
    Count(u32),
    /// A percentage of the replicas.
    Percent(u32),
}

impl Update {
    /// The steps of an update; `None` if all instances are replaced at once.
    pub fn steps(self) -> Option<(Amount, Amount)> {
        match self {
            Update::Rolling => Some((DEFAULT_SURGE, DEFAULT_UNAVAILABLE)),
            Update::Recreate => None,
            Update::Steps { surge, unavailable } => Some((surge, unavailable)),
        }
    }
}

impl Amount {
    /// The number of instances of `replicas`, rounded up.
    pub fn rounded_up(self, replicas: u32) -> u32 {
        match self {
            Amount::Count(count) => count,
            Amount::Percent(percent) => share(replicas, percent).div_ceil(100).try_into().unwrap_or(u32::MAX),
        }
    }

    /// The number of instances of `replicas`, rounded down.
    pub fn rounded_down(self, replicas: u32) -> u32 {
        match self {
            Amount::Count(count) => count,
            Amount::Percent(percent) => (share(replicas, percent) / 100).try_into().unwrap_or(u32::MAX),
        }
    }
}

/// Returns a hundred times a percentage of the replicas.
fn share(replicas: u32, percent: u32) -> u64 {
    u64::from(replicas) * u64::from(percent)
}

/// The amount as TOML.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Count(count) => write!(f, "{count}"),
            Amount::Percent(percent) => write!(f, "\"{percent}%\""),
        }
    }
}

const DEFAULT_SURGE: Amount = Amount::Count(1);
const DEFAULT_UNAVAILABLE: Amount = Amount::Count(0);
const COUNT: Integer = Integer { min: 0, max: None };
const WORDS: [(&str, Update); 2] = [("rolling", Update::Rolling), ("recreate", Update::Recreate)];

/// A word, or a table with steps.
pub(crate) struct UpdateKind;

impl Described for UpdateKind {
    fn expected(&self) -> String {
        let [rolling, recreate] = WORDS.map(|(word, _)| quoted(word));
        format!("`{rolling}`, `{recreate}`, or steps as in `{{ {SURGE} = 1, {UNAVAILABLE} = 0 }}`")
    }

    fn schema(&self) -> serde_json::Value {
        let share = json!({ "type": "string", "pattern": forms::PERCENTAGE.pattern });
        let amount = json!({ "anyOf": [COUNT.schema(), share] });
        let steps = json!({
            "type": "object",
            "additionalProperties": false,
            "properties": { SURGE: amount, UNAVAILABLE: amount },
        });
        json!({ "anyOf": [{ "enum": WORDS.map(|(word, _)| word) }, steps] })
    }

    fn words(&self) -> Vec<String> {
        WORDS.iter().map(|(word, _)| quoted(word)).collect()
    }
}

impl Kind for UpdateKind {
    type Value = Update;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<Update> {
        match &item.value {
            Value::Table(_) => steps(name, item, reader),
            Value::String(text) => {
                let found = WORDS.iter().find(|(word, _)| word == text);
                if found.is_none() {
                    let near = nearest(text, WORDS.iter().map(|(word, _)| *word));
                    reader.bad_value(name, item, &self.expected()).suggest(near.map(quoted));
                }
                found.map(|(_, update)| *update)
            }
            _ => {
                reader.wrong_type(name, item, &self.expected());
                None
            }
        }
    }

    fn write(&self, value: &Update) -> String {
        match value {
            Update::Steps { surge, unavailable } => {
                format!("{{ {SURGE} = {surge}, {UNAVAILABLE} = {unavailable} }}")
            }
            word => WORDS.iter().find(|(_, update)| update == word).map_or_else(String::new, |(word, _)| quoted(word)),
        }
    }
}

fn steps(name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<Update> {
    let [surge, unavailable] = parts::read(name, item, [SURGE, UNAVAILABLE], reader)?;
    let [surge, unavailable] = [(SURGE, surge, DEFAULT_SURGE), (UNAVAILABLE, unavailable, DEFAULT_UNAVAILABLE)]
        .map(|(key, entry, default)| entry.map_or(Some(default), |entry| amount(key, &entry, reader)));
    let (surge, unavailable) = (surge?, unavailable?);
    if surge.rounded_up(100) == 0 && unavailable.rounded_up(100) == 0 {
        let message =
            "`surge` and `unavailable` are both 0, so an update could not begin. Set one of them to 1 or more.";
        reader.sink.report(Code::BadValue, item.range, message);
        return None;
    }
    Some(Update::Steps { surge, unavailable })
}

/// Reads a number or a percentage.
fn amount(key: &str, entry: &Entry, reader: &mut Reader<'_>) -> Option<Amount> {
    let form = forms::PERCENTAGE;
    match &entry.item.value {
        Value::Integer(_) => COUNT.read(key, &entry.item, reader).map(Amount::Count),
        Value::String(text) => {
            let percent = text.strip_suffix('%').filter(|_| reader.matches(form, text));
            let percent: Option<u32> = percent.and_then(|digits| digits.parse().ok());
            let allowed = percent.filter(|percent| key == SURGE || *percent <= 100);
            if allowed.is_none() {
                let digits = text.trim().parse::<u32>().ok();
                reader.bad_value(key, &entry.item, form.expected).propose(digits.map(|digits| digits.to_string()));
            }
            allowed.map(Amount::Percent)
        }
        _ => {
            reader.wrong_type(key, &entry.item, form.expected);
            None
        }
    }
}
