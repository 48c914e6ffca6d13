//! The origins of lines in generated files.

use std::fmt;

use super::block::BlockRange;

/// The origin of a line in a generated file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A range in a block of the Templefile: the most specific part that the line follows from, such as the name of a
    /// service for a line that contains it, a whole block for a line that exists because of the block, or an
    /// attribute for its column. `Blocks::absolute` converts it to a range of the text.
    Source(BlockRange),
    /// The line does not follow from any part of the Templefile.
    Reason(Reason),
}

impl From<BlockRange> for Origin {
    fn from(range: BlockRange) -> Origin {
        Origin::Source(range)
    }
}

impl From<Reason> for Origin {
    fn from(reason: Reason) -> Origin {
        Origin::Reason(reason)
    }
}

/// The reason for a line that does not follow from the Templefile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Part of every file of the kind.
    EveryFile,
    /// Kong, its database and its migrations.
    EverySystemHasAGateway,
    /// The API document.
    EverySystemHasADocument,
    /// The registry from which the cluster pulls the images.
    EveryClusterHasARegistry,
    /// The provider was chosen on the command line or in the editor.
    ChosenProvider,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::EveryFile => "every file of this kind contains this line",
            Reason::EverySystemHasAGateway => "every system has a gateway",
            Reason::EverySystemHasADocument => "every system has an API document",
            Reason::EveryClusterHasARegistry => "every cluster has an image registry",
            Reason::ChosenProvider => "the provider was selected for this preview",
        })
    }
}

/// Consecutive lines with a common origin. A line with several origins is in several spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The zero-based first line.
    pub first: u32,
    /// The zero-based last line, inclusive.
    pub last: u32,
    /// The origin of the lines.
    pub origin: Origin,
}
