//! A file to write, as data.

/// A file to write.
#[derive(Debug, Clone)]
pub(crate) struct NewFile {
    /// Where, from the folder, with `/` between the names.
    pub(crate) path: String,
    /// What it shall hold.
    pub(crate) text: String,
    /// Whether it is a program.
    pub(crate) executable: bool,
}
