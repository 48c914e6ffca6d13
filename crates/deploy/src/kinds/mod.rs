//! The kinds of values that keys take. Each reads values, writes them, and describes itself for messages and the
//! schema.

mod cores;
mod list;
mod nodes;
mod number;
mod parts;
mod replicas;
mod size;
mod text;
mod update;
mod words;

pub use cores::Cores;
pub(crate) use cores::CoresKind;
pub(crate) use list::ListKind;
pub use list::{List, ListEntry};
pub use nodes::Nodes;
pub(crate) use nodes::NodesKind;
pub(crate) use number::Integer;
pub use replicas::Replicas;
pub(crate) use replicas::ReplicasKind;
pub(crate) use size::SizeKind;
pub use size::{Size, Unit};
pub(crate) use text::Text;
pub(crate) use update::UpdateKind;
pub use update::{Amount, Update};
pub(crate) use words::Words;
pub use words::{Availability, Expose};

use toml_writer::{ToTomlValue as _, TomlStringBuilder};

use crate::reader::Reader;
use crate::toml::Item;

/// A kind of value.
pub(crate) trait Kind: Described {
    /// The Rust type of the values.
    type Value: Clone + PartialEq;

    /// Reads the value of the key `name`. Reports a value that is not of this kind, and returns `None` for it.
    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<Self::Value>;

    /// Returns a value as TOML.
    fn write(&self, value: &Self::Value) -> String;
}

/// The parts of a kind of value that do not depend on its Rust type.
pub trait Described: Sync {
    /// The kind of value with an example, to follow "Write".
    fn expected(&self) -> String;

    /// The kind of value as a JSON schema.
    fn schema(&self) -> serde_json::Value;

    /// The allowed words, as TOML; empty if the kind is not a choice of words.
    fn words(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Returns a text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}
