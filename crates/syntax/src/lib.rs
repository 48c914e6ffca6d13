//! Lossless syntax trees for Templefiles: text in, tree and errors out.
pub use rowan::{TextRange, TextSize};
