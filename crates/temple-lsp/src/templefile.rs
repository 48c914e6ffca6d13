//! Names of Templefiles.

/// The extensions of Templefiles, by which folders are searched for them.
pub(crate) const EXTENSIONS: [&str; 2] = ["temple", "templefile"];
