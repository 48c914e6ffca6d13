//! Tables for services that the Templefile does not have.

use rustc_hash::{FxHashMap, FxHashSet};
use temple_model::{Edit, TextRange, TextSize, did_you_mean, kebab_case, nearest};

use super::checker::Checker;
use crate::code::Code;
use crate::facts::{ACCOUNTS, Facts};
use crate::file::ServiceTable;
use crate::names::EXTENSION;

/// The number of unknown names for which similar ones are searched, since each search looks at all services.
const MAX_SEARCHES: usize = 20;

pub(super) fn run(checker: &mut Checker<'_>) {
    let Some(facts) = checker.context.facts else {
        let message = format!(
            "There is no Templefile for this file, so its services cannot be checked. \
             Name the file `<name>{EXTENSION}` after the Templefile `<name>.temple` in the same folder."
        );
        checker.sink.report(Code::WithoutTemplefile, TextRange::empty(TextSize::default()), message);
        return;
    };
    let names: FxHashSet<&str> = facts.names().collect();
    let unknown = checker.service_tables().map(|(_, table)| table).filter(|table| !names.contains(table.name.as_str()));
    let others = other_names(facts);
    for (number, table) in unknown.enumerate() {
        let also = others.get(table.name.as_str()).copied();
        let search = || (number < MAX_SEARCHES).then(|| nearest(&table.name, facts.names())).flatten();
        let near = also.or_else(search);
        report(checker, table, also.is_some(), near);
    }
}

/// Returns the other forms of the names of services, each with the name in the Templefile.
fn other_names(facts: &Facts) -> FxHashMap<String, &str> {
    let mut names = FxHashMap::default();
    for service in &facts.services {
        for name in [&service.name, &service.generated] {
            names.insert(kebab_case(name), service.name.as_str());
        }
        if service.generated != service.name {
            names.insert(service.generated.to_string(), service.name.as_str());
        }
    }
    names
}

fn report(checker: &mut Checker<'_>, table: &ServiceTable, is_also_called: bool, near: Option<&str>) {
    let name = &table.name;
    let message = match near {
        _ if name == ACCOUNTS => "There is no service for accounts, because the project has no `#authMethod`. \
                                  Remove the table, or add `#authMethod`."
            .to_owned(),
        Some(right) if is_also_called => {
            format!("`{name}` is a generated name. Write `{right}`, the name of the service in the Templefile.")
        }
        Some(_) => format!("There is no service `{name}` in the Templefile.{}", did_you_mean("", near)),
        None => format!("There is no service `{name}` in the Templefile. Add it there, or remove this table."),
    };
    let diagnostic = checker.sink.report(Code::UnknownService, table.range(), message);
    if let Some(right) = near.filter(|_| name != ACCOUNTS) {
        let edits = table.names.iter().map(|range| Edit { range: *range, text: right.to_owned() });
        diagnostic.repair(format!("Replace with `{right}`"), edits.collect());
    }
}
