//! Numbers of replicas.

use serde_json::json;

use super::parts::{self, CPU, MAX, MIN};
use super::{Described, Integer, Kind};
use crate::reader::Reader;
use crate::toml::{Item, Value};

/// The number of instances that run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replicas {
    /// Always the same number.
    Fixed(u32),
    /// A number between bounds, which the load determines.
    Between {
        /// The minimum.
        min: u32,
        /// The maximum, at least the minimum.
        max: u32,
        /// The intended use of the requested processor time, in percent.
        cpu: u32,
    },
}

impl Replicas {
    /// A single instance.
    pub(crate) const ONE: Replicas = Replicas::Fixed(1);

    /// The smallest number.
    pub fn min(self) -> u32 {
        match self {
            Replicas::Fixed(count) => count,
            Replicas::Between { min, .. } => min,
        }
    }

    /// The largest number.
    pub fn max(self) -> u32 {
        match self {
            Replicas::Fixed(count) => count,
            Replicas::Between { max, .. } => max,
        }
    }
}

/// A number of replicas, or bounds.
pub(crate) struct ReplicasKind;

const COUNT: Integer = Integer { min: 1, max: Some(1000) };
const LOAD: Integer = Integer { min: 10, max: Some(95) };
const DEFAULT_LOAD: u32 = 70;

impl Described for ReplicasKind {
    fn expected(&self) -> String {
        format!("{}, or bounds as in `{{ {MIN} = 2, {MAX} = 6 }}`", COUNT.expected())
    }

    fn schema(&self) -> serde_json::Value {
        let mut load = LOAD.schema();
        if let Some(object) = load.as_object_mut() {
            object.insert("default".to_owned(), DEFAULT_LOAD.into());
            let about = "The intended use of the requested processor time, in percent.";
            object.insert("description".to_owned(), about.into());
        }
        let bounds = json!({
            "type": "object",
            "additionalProperties": false,
            "required": [MIN, MAX],
            "properties": { MIN: COUNT.schema(), MAX: COUNT.schema(), CPU: load },
        });
        json!({ "anyOf": [COUNT.schema(), bounds] })
    }
}

impl Kind for ReplicasKind {
    type Value = Replicas;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<Replicas> {
        match item.value {
            Value::Table(_) => bounds(name, item, reader),
            Value::Integer(_) => COUNT.read(name, item, reader).map(Replicas::Fixed),
            _ => {
                reader.wrong_type(name, item, &self.expected());
                None
            }
        }
    }

    fn write(&self, value: &Replicas) -> String {
        match value {
            Replicas::Fixed(count) => count.to_string(),
            Replicas::Between { min, max, cpu } => format!("{{ {MIN} = {min}, {MAX} = {max}, {CPU} = {cpu} }}"),
        }
    }
}

fn bounds(name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<Replicas> {
    let [min, max, cpu] = parts::read(name, item, [MIN, MAX, CPU], reader)?;
    let load = match &cpu {
        Some(entry) => LOAD.read(CPU, &entry.item, reader),
        None => Some(DEFAULT_LOAD),
    };
    let (min, max) = super::nodes::bounds(name, item, [min, max], COUNT, reader)?;
    Some(Replicas::Between { min, max, cpu: load? })
}
