//! The exit codes other than 0.

/// The files were read and contain errors.
pub(crate) const ERRORS_FOUND: u8 = 1;
/// Wrong usage, or something could not be read or written.
pub(crate) const FAILURE: u8 = 2;
