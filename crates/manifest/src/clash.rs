//! Names that two things would have. The compiler keeps the names of services apart from each other and from those of
//! the whole system, but not from what it makes of them: `foo-db` is the database of `Foo`, and the service `FooDb`.

use std::collections::{HashMap, HashSet};

use smol_str::SmolStr;

use crate::deployment::{GATEWAY_DATABASE, Service};
use crate::name::Named;

/// What becomes of one of the things that want a name, where a name can be given once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// No other has the name.
    Alone,
    /// A later one takes its place.
    Replaced,
    /// It takes the place of an earlier one.
    Replaces,
}

/// Names that are given in order, where the last one that wants a name gets it.
#[derive(Debug)]
pub(crate) struct Names<'n>(HashMap<&'n str, Wanted>);

#[derive(Debug, Default)]
struct Wanted {
    turns: usize,
    /// How many have had their turn.
    past: usize,
}

impl<'n> Names<'n> {
    /// The names of all that will have their turn.
    pub(crate) fn new(names: impl IntoIterator<Item = &'n str>) -> Names<'n> {
        let mut wanted: HashMap<&str, Wanted> = HashMap::new();
        for name in names {
            wanted.entry(name).or_default().turns += 1;
        }
        Names(wanted)
    }

    /// What becomes of the next one that wants `name`.
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

/// Which objects of a service on Kubernetes have a name that something before it has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// The name of the service itself, or that of its folder under `kube/`.
    pub name: bool,
    /// The name of its database.
    pub database: bool,
}

/// What every cluster has in the namespace of the services: the Service of its own API, and Kong. The other names of
/// the system are kept free by renaming.
const OBJECTS: [&str; 2] = ["kubernetes", GATEWAY_DATABASE];
/// The folders of the system under `kube/` whose names renaming does not keep free; the second is there with `#metrics`.
const FOLDERS: [&str; 2] = ["deploy", "prom"];

/// Notes of each service which of its names on Kubernetes are taken.
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
