//! Clashes between generated names. The compiler keeps the names of services distinct from each other and from those
//! of the system, but not from the names that it derives: `foo-db` is both the database of `Foo` and the service
//! `FooDb`.

use std::collections::{HashMap, HashSet};

use smol_str::SmolStr;

use crate::deployment::{GATEWAY_DATABASE, Service};
use crate::derived_name::DerivedName;

/// The outcome for one user of a name that may be used only once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameUse {
    /// Nothing else uses the name.
    Unique,
    /// A later user replaces this one.
    Overridden,
    /// This one replaces earlier users.
    Overrides,
}

/// Names that are claimed in order. The last user of a name gets it.
#[derive(Debug)]
pub(crate) struct NameUses<'n>(HashMap<&'n str, UseCount>);

#[derive(Debug, Default)]
struct UseCount {
    total: usize,
    /// The number of users so far.
    seen: usize,
}

impl<'n> NameUses<'n> {
    /// Creates the table from the names of all later calls of [`NameUses::next_use`].
    pub(crate) fn new(names: impl IntoIterator<Item = &'n str>) -> NameUses<'n> {
        let mut count: HashMap<&str, UseCount> = HashMap::new();
        for name in names {
            count.entry(name).or_default().total += 1;
        }
        NameUses(count)
    }

    /// Returns the outcome for the next user of `name`.
    pub(crate) fn next_use(&mut self, name: &str) -> NameUse {
        let Some(count) = self.0.get_mut(name) else { return NameUse::Unique };
        count.seen += 1;
        match count.total {
            1 => NameUse::Unique,
            total if count.seen < total => NameUse::Overridden,
            _ => NameUse::Overrides,
        }
    }
}

/// The objects of a service on Kubernetes whose names are already taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameConflicts {
    /// True if the name of the service itself, or that of its folder under `kube/`, is taken.
    pub name: bool,
    /// True if the name of its database is taken.
    pub database: bool,
}

/// The objects in the namespace of the services in every cluster: the Service of the cluster's own API, and Kong.
/// Renaming avoids all other names of the system.
const OBJECTS: [&str; 2] = ["kubernetes", GATEWAY_DATABASE];
/// The folders of the system under `kube/` whose names renaming does not avoid. The second exists only with
/// `#metrics`.
const FOLDERS: [&str; 2] = ["deploy", "prom"];

/// Sets for each service which of its names on Kubernetes are taken.
pub(crate) fn mark_name_conflicts(services: &mut [Service<'_>], has_metrics: bool) {
    let folders = &FOLDERS[..if has_metrics { 2 } else { 1 }];
    let mut names: HashSet<SmolStr> = OBJECTS.iter().chain(folders).copied().map(SmolStr::new_static).collect();
    let mut is_taken = |name: &DerivedName| !names.insert(SmolStr::new(name.as_str()));
    for service in services {
        service.name_conflicts = NameConflicts { name: is_taken(&service.name), database: is_taken(&service.database) };
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
