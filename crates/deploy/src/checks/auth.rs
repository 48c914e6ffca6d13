//! Settings that the generated service for accounts ignores.

use super::checker::Checker;
use crate::code::Code;
use crate::facts::ACCOUNTS;
use crate::kinds::{Replicas, Update};

pub(super) fn run(checker: &mut Checker<'_>) {
    let tables: Vec<_> = checker.service_tables().filter(|(_, table)| table.name == ACCOUNTS).collect();
    for (_, table) in tables {
        let replicas = table.layer.replicas.as_ref().filter(|given| given.value.max() != Replicas::ONE.max());
        let update = table.layer.update.as_ref().filter(|given| given.value != Update::Recreate);
        let locations = [
            replicas.map(|given| (given.location, "always runs once")),
            update.map(|given| (given.location, "is always stopped before the new version starts")),
        ];
        for (location, rule) in locations.into_iter().flatten() {
            let message = format!(
                "`{ACCOUNTS}` {rule}, because it keeps its key in memory and registers it when it starts. Remove this setting."
            );
            let removal = checker.removal(location);
            let diagnostic = checker.sink.report(Code::AuthRunsOnce, location.value, message);
            if let Some(edits) = removal {
                diagnostic.repair("Remove this setting", edits);
            }
        }
    }
}
