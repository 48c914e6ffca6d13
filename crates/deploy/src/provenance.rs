//! Values with the position in the deploy file that they come from.

use std::fmt;

use smol_str::SmolStr;
use temple_model::TextRange;

/// A value that a table of the deploy file sets.
#[derive(Debug, Clone, PartialEq)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// The position in the deploy file.
    pub location: Location,
}

/// The position of a value in the deploy file. All ranges are in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The last part of the key.
    pub key: TextRange,
    /// The value. If the value is a table of its own, its header or first entry.
    pub value: TextRange,
    /// The whole entry, from the first part of the key to the end of the value.
    pub entry: TextRange,
    /// True if the entry is in braces.
    pub is_inline: bool,
    /// True if key and value are one entry, so that removing its range removes the setting.
    pub is_whole: bool,
}

/// A value that applies, with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// The source of the value.
    pub provenance: Provenance,
}

/// The source of a value that applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// The default of the key.
    BuiltIn,
    /// An entry of the deploy file.
    Given {
        /// The table with the entry.
        table: TablePath,
        /// The position of the entry.
        location: Location,
    },
}

/// A table of the deploy file that holds settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TablePath {
    /// The environment; `None` for tables that apply to all environments.
    pub environment: Option<SmolStr>,
    /// The service; `None` for tables that apply to all services.
    pub service: Option<SmolStr>,
}

impl<T> Setting<T> {
    /// Returns a value that is not set in the deploy file.
    pub(crate) fn built_in(value: T) -> Setting<T> {
        Setting { value, provenance: Provenance::BuiltIn }
    }
}

impl Provenance {
    /// Returns true if the value is not set in the deploy file.
    pub fn is_built_in(&self) -> bool {
        *self == Provenance::BuiltIn
    }

    /// The position in the deploy file; `None` for a built-in value.
    pub fn location(&self) -> Option<Location> {
        match self {
            Provenance::BuiltIn => None,
            Provenance::Given { location, .. } => Some(*location),
        }
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Provenance::BuiltIn => f.write_str("built in"),
            Provenance::Given { table, .. } => table.fmt(f),
        }
    }
}

impl fmt::Display for TablePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.environment, &self.service) {
            (None, None) => f.write_str("the top level"),
            (Some(environment), None) => write!(f, "[environment.{environment}]"),
            (None, Some(service)) => write!(f, "[service.{service}]"),
            (Some(environment), Some(service)) => write!(f, "[environment.{environment}.service.{service}]"),
        }
    }
}
