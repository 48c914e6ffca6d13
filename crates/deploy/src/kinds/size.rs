//! Sizes of memory and disks.

use std::fmt;

use serde_json::json;

use super::{Described, Kind, quoted};
use crate::reader::{Hint, Reader};
use crate::toml::{Item, Value};

/// A binary unit of size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Mebibytes.
    Mi,
    /// Gibibytes.
    Gi,
    /// Tebibytes.
    Ti,
}

impl Unit {
    /// The unit as written.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Mi => "Mi",
            Unit::Gi => "Gi",
            Unit::Ti => "Ti",
        }
    }

    /// The number of mebibytes in the unit.
    pub fn mebibytes(self) -> u64 {
        match self {
            Unit::Mi => 1,
            Unit::Gi => 1 << 10,
            Unit::Ti => 1 << 20,
        }
    }
}

/// A size of memory or of a disk, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The number of units, at least 1.
    pub number: u32,
    /// The unit.
    pub unit: Unit,
}

impl Size {
    /// The size in mebibytes.
    pub fn mebibytes(self) -> u64 {
        u64::from(self.number) * self.unit.mebibytes()
    }
}

/// The size as in the deploy file, such as `512Mi`.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number, self.unit.as_str())
    }
}

/// A size in one of these units.
pub(crate) struct SizeKind(&'static [Unit]);

impl SizeKind {
    /// A size of memory.
    pub(crate) const MEMORY: SizeKind = SizeKind(&[Unit::Mi, Unit::Gi]);
    /// A size of a disk.
    pub(crate) const DISK: SizeKind = SizeKind(&[Unit::Gi, Unit::Ti]);

    fn unit(&self, name: &str) -> Option<Unit> {
        self.0.iter().copied().find(|unit| unit.as_str() == name)
    }

    fn example(&self) -> Size {
        match self.0 {
            [Unit::Mi, ..] => Size { number: 512, unit: Unit::Mi },
            _ => Size { number: 20, unit: Unit::Gi },
        }
    }

    /// Returns the size that a text with another unit, or with none, probably means.
    fn probable(&self, digits: &str, unit: &str) -> Option<String> {
        let number: u32 = digits.parse().ok().filter(|number| *number > 0)?;
        let first = unit.trim().chars().next().map(|first| first.to_ascii_lowercase());
        let is_like = |unit: &&Unit| first.is_none_or(|first| unit.as_str().to_ascii_lowercase().starts_with(first));
        let unit = *self.0.iter().find(is_like)?;
        Some(quoted(&Size { number, unit }.to_string()))
    }
}

impl Described for SizeKind {
    fn expected(&self) -> String {
        let units: Vec<&str> = self.0.iter().map(|unit| unit.as_str()).collect();
        format!("a size in {}, as in `\"{}\"`", units.join(" or "), self.example())
    }

    fn schema(&self) -> serde_json::Value {
        let units: Vec<&str> = self.0.iter().map(|unit| unit.as_str()).collect();
        json!({ "type": "string", "pattern": format!("^[1-9][0-9]*({})$", units.join("|")) })
    }
}

impl Kind for SizeKind {
    type Value = Size;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<Size> {
        let text = match &item.value {
            Value::String(text) => text,
            other => {
                let number = if let Value::Integer(number) = other { number.to_string() } else { String::new() };
                reader.wrong_type(name, item, &self.expected()).propose(self.probable(&number, ""));
                return None;
            }
        };
        let (digits, unit) = text.split_at(text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len()));
        let number = digits.parse().ok().filter(|number| *number > 0 && !digits.starts_with('0'));
        if let (Some(number), Some(unit)) = (number, self.unit(unit)) {
            return Some(Size { number, unit });
        }
        let probable = self.probable(digits, unit);
        let hint: Hint<'_> = match unit.to_ascii_lowercase().as_str() {
            "" if !digits.is_empty() => reader.bad_value_because(name, item, "has no unit", &self.expected()),
            "kb" | "mb" | "gb" | "tb" | "k" | "m" | "g" | "t" => {
                reader.bad_value_because(name, item, "has a decimal unit", &self.expected())
            }
            _ => reader.bad_value(name, item, &self.expected()),
        };
        hint.propose(probable);
        None
    }

    fn write(&self, value: &Size) -> String {
        quoted(&value.to_string())
    }
}
