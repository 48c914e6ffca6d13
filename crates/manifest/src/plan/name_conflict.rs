//! Clashes between the names of services and databases. The compiler keeps the names of services distinct from each
//! other, but not from the names that it derives: `foo-db` is both the database of `Foo` and the service `FooDb`.

use std::collections::HashSet;

/// The names of a service that an earlier service, or the database of one, already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameConflicts {
    /// True if the name of the service itself is taken.
    pub name: bool,
    /// True if the name of its database is taken.
    pub database: bool,
}

/// Returns for each service, given by its name and that of its database, which of the two are taken.
pub(super) fn find<'n>(services: impl Iterator<Item = [&'n str; 2]>) -> Vec<NameConflicts> {
    let mut names = HashSet::new();
    let conflicts =
        services.map(|[name, database]| NameConflicts { name: !names.insert(name), database: !names.insert(database) });
    conflicts.collect()
}
