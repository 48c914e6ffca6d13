//! Short names for contents: equal contents have equal names.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A 128-bit hash, so that different contents do not collide by chance. It is the same in every run of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint(u64, u64);

impl Fingerprint {
    /// Returns the fingerprint of a value.
    pub(crate) fn of(value: impl Hash) -> Fingerprint {
        let mut first = DefaultHasher::new();
        let mut second = DefaultHasher::new();
        // The extra byte at the start makes the second hash independent of the first.
        second.write_u8(1);
        value.hash(&mut first);
        value.hash(&mut second);
        Fingerprint(first.finish(), second.finish())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{:016x}", self.0, self.1)
    }
}
