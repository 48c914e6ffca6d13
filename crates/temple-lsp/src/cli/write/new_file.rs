//! A file to write, as data.

/// A file to write.
#[derive(Debug, Clone)]
pub(crate) struct NewFile {
    /// The path in the folder, with `/` between the names.
    pub(crate) path: String,
    /// The content.
    pub(crate) text: String,
    /// Set if the file is a program.
    pub(crate) executable: bool,
}
