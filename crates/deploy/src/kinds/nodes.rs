//! Numbers of nodes of a cluster.

use serde_json::json;

use super::parts::{self, MAX, MIN};
use super::{Described, Integer, Kind};
use crate::reader::Reader;
use crate::toml::{Entry, Item, Value};

/// The number of nodes of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nodes {
    /// The minimum.
    pub min: u32,
    /// The maximum, at least the minimum.
    pub max: u32,
}

/// A number of nodes, or bounds.
pub(crate) struct NodesKind;

const COUNT: Integer = Integer { min: 1, max: None };

impl Described for NodesKind {
    fn expected(&self) -> String {
        format!("{}, or bounds as in `{{ {MIN} = 2, {MAX} = 6 }}`", COUNT.expected())
    }

    fn schema(&self) -> serde_json::Value {
        let bounds = json!({
            "type": "object",
            "additionalProperties": false,
            "required": [MIN, MAX],
            "properties": { MIN: COUNT.schema(), MAX: COUNT.schema() },
        });
        json!({ "anyOf": [COUNT.schema(), bounds] })
    }
}

impl Kind for NodesKind {
    type Value = Nodes;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<Nodes> {
        match item.value {
            Value::Table(_) => {
                let entries = parts::read(name, item, [MIN, MAX], reader)?;
                bounds(name, item, entries, COUNT, reader).map(|(min, max)| Nodes { min, max })
            }
            Value::Integer(_) => COUNT.read(name, item, reader).map(|count| Nodes { min: count, max: count }),
            _ => {
                reader.wrong_type(name, item, &self.expected());
                None
            }
        }
    }

    fn write(&self, value: &Nodes) -> String {
        match value {
            Nodes { min, max } if min == max => min.to_string(),
            Nodes { min, max } => format!("{{ {MIN} = {min}, {MAX} = {max} }}"),
        }
    }
}

/// Reads a minimum and a maximum, both of which must be set.
pub(super) fn bounds(
    name: &str,
    item: &Item,
    entries: [Option<Entry>; 2],
    kind: Integer,
    reader: &mut Reader<'_>,
) -> Option<(u32, u32)> {
    for (key, entry) in [MIN, MAX].into_iter().zip(&entries) {
        if entry.is_none() {
            parts::report_missing(name, key, item, reader);
        }
    }
    let [min, max] = &entries;
    let min = min.as_ref().map(|entry| (entry, kind.read(MIN, &entry.item, reader)));
    let max = max.as_ref().map(|entry| (entry, kind.read(MAX, &entry.item, reader)));
    let ((min_entry, Some(min)), (max_entry, Some(max))) = (min?, max?) else { return None };
    if min > max {
        parts::report_order(name, min_entry, max_entry, reader);
        return None;
    }
    Some((min, max))
}
