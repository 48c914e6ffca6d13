//! Values of environments that the settings of services hide.

use rustc_hash::FxHashMap;

use super::checker::{Checker, listed};
use crate::code::Code;
use crate::facts::ACCOUNTS;
use crate::file::{EnvironmentTable, ServiceTable};
use crate::keys::Key;

/// The number of services that a message names.
const MAX_NAMED: usize = 8;

pub(super) fn run(checker: &mut Checker<'_>) {
    let mut hiding: FxHashMap<Key, Vec<&ServiceTable>> = FxHashMap::default();
    for table in &checker.file.services {
        for key in Key::ALL.iter().filter(|key| table.layer.location(**key).is_some()) {
            hiding.entry(*key).or_default().push(table);
        }
    }
    for (index, table) in checker.file.environments.iter().enumerate() {
        for (key, services) in hiding.iter().filter(|(key, _)| table.layer.location(**key).is_some()) {
            let mut hidden = services.iter().copied().filter(|service| is_hidden(checker, index, table, *key, service));
            let named: Vec<&ServiceTable> = hidden.by_ref().take(MAX_NAMED).collect();
            let has_more = hidden.next().is_some();
            drop(hidden);
            if !named.is_empty() {
                report(checker, table, *key, &named, has_more);
            }
        }
    }
}

/// Returns true if a service hides the value of a key that an environment sets with another one in all environments.
fn is_hidden(checker: &Checker<'_>, index: usize, table: &EnvironmentTable, key: Key, service: &ServiceTable) -> bool {
    let is_ignored = service.name == ACCOUNTS && matches!(key, Key::Replicas | Key::Update);
    let differs = !table.layer.agrees(&service.layer, key);
    let sets_itself = |table: &EnvironmentTable| {
        table.services.get(&service.name).is_some_and(|inner| inner.layer.location(key).is_some())
    };
    differs && !is_ignored && !checker.file.chain(Some(index)).any(sets_itself)
}

fn report(checker: &mut Checker<'_>, table: &EnvironmentTable, key: Key, hiding: &[&ServiceTable], has_more: bool) {
    let Some(location) = table.layer.location(key) else { return };
    let names = listed(hiding.iter().map(|service| service.name.as_str()));
    let more = if has_more { " and others" } else { "" };
    let (path, first) = (&table.name, hiding.first().map_or("", |service| service.name.as_str()));
    let message = format!(
        "This value does not apply to {names}{more}: `[service.{first}]` sets `{key}` in all environments. \
         To change it here, set it in `[environment.{path}.service.{first}]`."
    );
    let diagnostic = checker.sink.report(Code::HiddenValue, location.value, message);
    for location in hiding.iter().filter_map(|service| service.layer.location(key)) {
        diagnostic.relate(location.value, "the value that applies");
    }
}
