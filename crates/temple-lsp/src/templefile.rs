//! Names of Templefiles.

/// The extensions of Templefiles, by which they are found in folders.
pub(crate) const EXTENSIONS: [&str; 2] = ["temple", "templefile"];
