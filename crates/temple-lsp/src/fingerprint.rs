//! Short names of contents, equal where the contents are.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The hash of something in 128 bits, so that no two contents ever meet by chance. The same in every run of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint(u64, u64);

impl Fingerprint {
    /// That of a value.
    pub(crate) fn of(value: impl Hash) -> Fingerprint {
        let mut first = DefaultHasher::new();
        let mut second = DefaultHasher::new();
        // Whatever comes first makes all of what follows different.
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
