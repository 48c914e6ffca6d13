//! Text that is assembled from fragments and keeps the origin of every line.

mod block;
mod derived_name;
mod fragment;
mod origin;
mod rendered;
mod writer;

pub use block::{Block, BlockId, BlockRange, Blocks};
pub use derived_name::DerivedName;
pub(crate) use fragment::{Fragment, Null, WithOrigin};
pub use origin::{Origin, Reason, Span};
pub use rendered::Rendered;
pub(crate) use writer::{RecordedText, Writer};
