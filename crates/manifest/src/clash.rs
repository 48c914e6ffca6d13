//! Clashes between generated names. The compiler keeps the names of services distinct from each other and from those
//! of the system, but not from the names that it derives: `foo-db` is both the database of `Foo` and the service
//! `FooDb`.

use std::collections::{HashMap, HashSet};

use smol_str::SmolStr;

use crate::deployment::{GATEWAY_DATABASE, Service};
use crate::name::Named;

/// The outcome for one user of a name that may be used only once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nothing else uses the name.
    Alone,
    /// A later user replaces this one.
    Replaced,
    /// This one replaces earlier users.
    Replaces,
}

/// Names that are claimed in order. The last user of a name gets it.
#[derive(Debug)]
pub(crate) struct Names<'n>(HashMap<&'n str, Wanted>);

#[derive(Debug, Default)]
struct Wanted {
    turns: usize,
    /// The number of users so far.
    past: usize,
}

impl<'n> Names<'n> {
    /// Creates the table from the names of all later calls of [`Names::turn`].
    pub(crate) fn new(names: impl IntoIterator<Item = &'n str>) -> Names<'n> {
        let mut wanted: HashMap<&str, Wanted> = HashMap::new();
        for name in names {
            wanted.entry(name).or_default().turns += 1;
        }
        Names(wanted)
    }

    /// Returns the outcome for the next user of `name`.
    pub(crate) fn turn(&mut self, name: &str) -> Turn {
        let Some(wanted) = self.0.get_mut(name) else { return Turn::Alone };
        wanted.past += 1;
        match wanted.turns {
            1 => Turn::Alone,
            turns if wanted.past < turns => Turn::Replaced,
            _ => Turn::Replaces,
        }
    }
}

/// The objects of a service on Kubernetes whose names are already taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
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
pub(crate) fn mark_taken(services: &mut [Service<'_>], has_metrics: bool) {
    let folders = &FOLDERS[..if has_metrics { 2 } else { 1 }];
    let mut names: HashSet<SmolStr> = OBJECTS.iter().chain(folders).copied().map(SmolStr::new_static).collect();
    let mut is_taken = |name: &Named| !names.insert(SmolStr::new(name.as_str()));
    for service in services {
        service.taken = Taken { name: is_taken(&service.name), database: is_taken(&service.database) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_gets_the_name() {
        let mut names = Names::new(["a", "b", "a", "a"]);
        let turns = ["a", "b", "a", "a"].map(|name| names.turn(name));
        assert_eq!(turns, [Turn::Replaced, Turn::Alone, Turn::Replaced, Turn::Replaces]);
    }
}
