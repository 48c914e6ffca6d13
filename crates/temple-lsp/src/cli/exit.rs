//! The exit codes besides 0.

/// The files were read, and there are errors in them.
pub(crate) const FOUND: u8 = 1;
/// The usage is wrong, or something could not be read or written.
pub(crate) const TROUBLE: u8 = 2;
