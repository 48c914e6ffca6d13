//! The surroundings of a deploy file.

use crate::facts::Facts;

/// The surroundings of a deploy file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The facts of the Templefile; `None` if there is none of that name.
    pub facts: Option<&'a Facts>,
    /// The name of the target for which files are generated; `None` if the file is checked for all of them.
    pub target: Option<&'a str>,
}
