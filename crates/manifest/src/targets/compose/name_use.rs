//! Names that may be used only once, such as those of containers and networks.

use std::collections::HashMap;

/// The outcome for one user of a name that may be used only once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameUse {
    /// Nothing else uses the name.
    Unique,
    /// A later user replaces this one.
    Overridden,
    /// This one replaces earlier users.
    Overrides,
}

/// Names that are claimed in order. The last user of a name gets it.
#[derive(Debug)]
pub(super) struct NameUses<'n>(HashMap<&'n str, UseCount>);

#[derive(Debug, Default)]
struct UseCount {
    total: usize,
    /// The number of users so far.
    seen: usize,
}

impl<'n> NameUses<'n> {
    /// Creates the table from the names of all later calls of [`NameUses::next_use`].
    pub(super) fn new(names: impl IntoIterator<Item = &'n str>) -> NameUses<'n> {
        let mut count: HashMap<&str, UseCount> = HashMap::new();
        for name in names {
            count.entry(name).or_default().total += 1;
        }
        NameUses(count)
    }

    /// Returns the outcome for the next user of `name`.
    pub(super) fn next_use(&mut self, name: &str) -> NameUse {
        let Some(count) = self.0.get_mut(name) else { return NameUse::Unique };
        count.seen += 1;
        match count.total {
            1 => NameUse::Unique,
            total if count.seen < total => NameUse::Overridden,
            _ => NameUse::Overrides,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_user_gets_the_name() {
        let mut names = NameUses::new(["a", "b", "a", "a"]);
        let total = ["a", "b", "a", "a"].map(|name| names.next_use(name));
        assert_eq!(total, [NameUse::Overridden, NameUse::Unique, NameUse::Overridden, NameUse::Overrides]);
    }
}
