//! Clashes between the names of services and databases. The compiler keeps the names of services distinct from each
//! other, but not from the names that it derives: `foo-db` is both the database of `Foo` and the service `FooDb`.

use std::collections::HashSet;

use super::service::Service;

/// The names of a service that an earlier service, or the database of one, already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameConflicts {
    /// True if the name of the service itself is taken.
    pub name: bool,
    /// True if the name of its database is taken.
    pub database: bool,
}

/// Sets for each service which of its names are taken.
pub(super) fn mark(services: &mut [Service<'_>]) {
    let conflicts = find(services);
    services.iter_mut().zip(conflicts).for_each(|(service, conflicts)| service.name_conflicts = conflicts);
}

fn find(services: &[Service<'_>]) -> Vec<NameConflicts> {
    let mut names = HashSet::with_capacity(2 * services.len());
    let conflicts = services.iter().map(|service| NameConflicts {
        name: !names.insert(service.name.as_str()),
        database: !names.insert(service.database.as_str()),
    });
    conflicts.collect()
}
