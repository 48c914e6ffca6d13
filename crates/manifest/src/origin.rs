//! Where a line of a generated file comes from.

use std::fmt;

use temple_model::TextRange;

/// Where a line of a generated file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A place in the Templefile, in bytes: the narrowest thing that the line follows from. The name of a service for
    /// a line that holds it, the whole block for one that is there because the block is, an attribute for its column.
    Source(TextRange),
    /// The line follows from nothing in the Templefile.
    Reason(Reason),
}

impl From<TextRange> for Origin {
    fn from(range: TextRange) -> Origin {
        Origin::Source(range)
    }
}

impl From<Reason> for Origin {
    fn from(reason: Reason) -> Origin {
        Origin::Reason(reason)
    }
}

/// Why a line is there that no part of the Templefile accounts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Part of every file of the kind.
    EveryFile,
    /// Kong, its database and its migrations.
    EverySystemHasAGateway,
    /// The API document.
    EverySystemHasADocument,
    /// The registry that the cluster pulls the images from.
    EveryClusterHasARegistry,
    /// The provider was chosen on the command line or in the editor.
    ChosenProvider,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::EveryFile => "every file of this kind has this",
            Reason::EverySystemHasAGateway => "every system has a gateway",
            Reason::EverySystemHasADocument => "every system has an API document",
            Reason::EveryClusterHasARegistry => "every cluster has an image registry",
            Reason::ChosenProvider => "the provider was chosen for this preview",
        })
    }
}

/// Lines that have an origin in common. A line that follows from several places lies in several spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first line, counted from 0.
    pub first: u32,
    /// The last line, counted from 0 and included.
    pub last: u32,
    /// Where they come from.
    pub origin: Origin,
}
