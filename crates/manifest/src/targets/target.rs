//! A target: its names, and the function that lists its files.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::common::Images;
use crate::file::FileList;
use crate::plan::{Network, Plan};

/// Everything that is known about a target.
#[derive(Debug)]
pub struct TargetSpec {
    /// The name on the command line, in settings and in the protocol.
    pub name: &'static str,
    /// Further accepted names.
    pub aliases: &'static [&'static str],
    /// The name of the system, for people.
    pub title: &'static str,
    /// One sentence about the generated files.
    pub summary: &'static str,
    /// True if the compiler generates these files too, so that they are the same, defects included.
    pub is_reference: bool,
    /// The images of third-party software.
    pub images: Images,
    /// Lists the networks of the containers; none if the target separates them by other means.
    pub(crate) networks: for<'p> fn(&'p Plan<'_>) -> Vec<Network>,
    /// Announces the files.
    pub(crate) files: for<'f, 'p> fn(&'f mut FileList<'p>),
}

/// A system that can run what a Templefile describes. Two targets are equal if they have the same name.
#[derive(Clone, Copy)]
pub struct Target(&'static TargetSpec);

impl Target {
    /// Creates the target that `spec` describes.
    pub(crate) const fn new(spec: &'static TargetSpec) -> Target {
        Target(spec)
    }

    /// Everything that is known about the target.
    pub const fn spec(self) -> &'static TargetSpec {
        self.0
    }

    /// The name on the command line, in settings and in the protocol.
    pub fn as_str(self) -> &'static str {
        self.0.name
    }

    /// Returns the networks of the containers; none if the target separates them by other means.
    pub fn networks(self, plan: &Plan<'_>) -> Vec<Network> {
        (self.0.networks)(plan)
    }

    /// Returns true if `text` is the name of the target or one of its aliases. Case is ignored.
    pub fn is_spelt(self, text: &str) -> bool {
        std::iter::once(&self.0.name).chain(self.0.aliases).any(|name| name.eq_ignore_ascii_case(text))
    }
}

impl PartialEq for Target {
    fn eq(&self, other: &Target) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Target {}

impl Hash for Target {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}
