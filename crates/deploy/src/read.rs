//! Reads a deploy file: finds the table of each environment and service, and the values in each table.

use temple_model::{Edit, did_you_mean, did_you_mean_or, nearest};

use crate::code::Code;
use crate::file::{DeployFile, EnvironmentTable, ServiceTable, Tables};
use crate::forms::{self, Form};
use crate::keys::{GROUPS, Key, Layer};
use crate::provenance::{Location, TablePath};
use crate::reader::Reader;
use crate::scope::Level;
use crate::toml::{self, Entry, Table, Value};
use crate::{Diagnostic, Scope};

/// The name of the table of all environments.
pub(crate) const ENVIRONMENTS: &str = "environment";
/// The name of the table of all services.
pub(crate) const SERVICES: &str = "service";

impl DeployFile {
    /// Returns the values of a text, and the problems that each table has on its own, sorted by range.
    pub fn read(text: &str) -> (DeployFile, Vec<Diagnostic>) {
        let (document, problems) = toml::parse(text);
        let mut reader = Reader::new(text, &document);
        for problem in problems {
            let diagnostic = reader.sink.report(Code::DeploySyntax, problem.range, problem.message);
            if let Some(first) = problem.first {
                diagnostic.relate(first, "first set here");
            }
            if let Some(replacement) = problem.replacement {
                diagnostic.respell(&replacement);
            }
        }
        let file = FileReader { reader: &mut reader }.file(document.root());
        (file, reader.sink.into_sorted())
    }
}

struct FileReader<'r, 'a> {
    reader: &'r mut Reader<'a>,
}

impl FileReader<'_, '_> {
    fn file(&mut self, root: Table<'_>) -> DeployFile {
        let top = self.layer(root, Level::Top, TablePath::default());
        let services = self.services(root, None);
        let mut environments = Tables::default();
        for (entry, table) in self.named(root, ENVIRONMENTS, forms::ENVIRONMENT) {
            let path = TablePath { environment: Some(entry.name.clone()), service: None };
            let layer = self.layer(table, Level::Environment, path);
            let services = self.services(table, Some(entry));
            let names = entry.names.clone();
            environments.push(EnvironmentTable { name: entry.name.clone(), names, layer, services, parent: None });
        }
        let mut file = DeployFile { top, services, environments };
        resolve_parents(&mut file, self.reader);
        file
    }

    /// Reads the tables of services at the top level or in an environment.
    fn services(&mut self, parent: Table<'_>, environment: Option<&Entry>) -> Tables<ServiceTable> {
        let mut services = Tables::default();
        for (entry, table) in self.named(parent, SERVICES, forms::SERVICE) {
            let environment = environment.map(|entry| entry.name.clone());
            let path = TablePath { environment, service: Some(entry.name.clone()) };
            let layer = self.layer(table, Level::Service, path);
            services.push(ServiceTable { name: entry.name.clone(), names: entry.names.clone(), layer });
        }
        services
    }

    /// Returns the tables in the table `name` of `parent`. Reports values that are not tables, and names of
    /// environments that do not have the form.
    fn named<'d>(&mut self, parent: Table<'d>, name: &str, form: &'static Form) -> Vec<(&'d Entry, Table<'d>)> {
        let Some(all) = parent.get(name) else { return Vec::new() };
        let Some(table) = parent.inner(all) else {
            self.reader.wrong_type(name, &all.item, &format!("tables with names, as in `[{name}.{}]`", form.example));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in table.entries() {
            if !self.reader.matches(form, &entry.name) {
                self.report_name(name, entry, form);
            }
            match table.inner(entry) {
                Some(inner) => tables.push((entry, inner)),
                None => {
                    let expected = format!("a table with settings, as in `[{name}.{}]`", entry.name);
                    self.reader.wrong_type(&entry.name, &entry.item, &expected);
                }
            }
        }
        tables
    }

    fn report_name(&mut self, table: &str, entry: &Entry, form: &Form) {
        // A service by another name is reported with the names of the Templefile.
        if table == ENVIRONMENTS {
            let message = format!("`{}` cannot be the name of an environment. Use {}.", entry.name, form.expected);
            self.reader.sink.report(Code::BadValue, entry.key(), message);
        }
    }

    /// Reads the settings of a table and of the groups in it.
    fn layer(&mut self, table: Table<'_>, level: Level, path: TablePath) -> Layer {
        let mut layer = Layer { table: path, ..Layer::default() };
        for entry in table.entries() {
            match entry.name.as_str() {
                SERVICES if level != Level::Service => {}
                ENVIRONMENTS if level == Level::Top => {}
                name if is_group(name) => self.group(table, entry, level, &mut layer),
                name => self.setting(name, table, entry, level, &mut layer),
            }
        }
        layer
    }

    fn group(&mut self, parent: Table<'_>, group: &Entry, level: Level, layer: &mut Layer) {
        let Some(table) = parent.inner(group) else {
            let example = keys_in(&group.name).next().map_or("", Key::name);
            let expected = format!("a table, or one of its keys, as in `{example}`");
            self.reader.wrong_type(&group.name, &group.item, &expected);
            return;
        };
        if !keys_in(&group.name).any(|key| key.entry().scope.allows(level)) {
            self.report_misplaced(&group.name, Scope::Shared, level, group);
            return;
        }
        for entry in table.entries() {
            self.setting(&format!("{}.{}", group.name, entry.name), table, entry, level, layer);
        }
    }

    fn setting(&mut self, name: &str, table: Table<'_>, entry: &Entry, level: Level, layer: &mut Layer) {
        let Some(key) = Key::from_name(name) else {
            self.report_unknown(name, entry, level);
            return;
        };
        if !key.entry().scope.allows(level) {
            self.report_misplaced(name, key.entry().scope, level, entry);
            return;
        }
        if entry.item.value != Value::Broken {
            let is_whole = table.inner(entry).is_none_or(Table::is_inline);
            let location = Location {
                key: entry.key(),
                value: entry.item.range,
                entry: entry.range,
                is_inline: table.is_inline(),
                is_whole,
            };
            layer.read(key, &entry.item, location, self.reader);
        }
    }

    fn report_unknown(&mut self, name: &str, entry: &Entry, level: Level) {
        let near = probable(name, level);
        let message = match entry.name.as_str() {
            ENVIRONMENTS | SERVICES => {
                format!("`{name}` is not allowed {}. Move it to {}.", level.describe(), tables_of(&entry.name))
            }
            _ => {
                let hint = did_you_mean("", near);
                let remedy = if hint.is_empty() { " Remove it, or use a key of the manual.".to_owned() } else { hint };
                format!("There is no key `{name}`.{remedy}")
            }
        };
        let diagnostic = self.reader.sink.report(Code::UnknownKey, entry.key(), message);
        let group = name.strip_suffix(entry.name.as_str()).unwrap_or_default();
        if let Some(replacement) = near.and_then(|near| near.strip_prefix(group)) {
            diagnostic.respell(replacement);
        }
    }

    fn report_misplaced(&mut self, name: &str, scope: Scope, level: Level, entry: &Entry) {
        let message = format!(
            "`{name}` is not allowed {}. It is allowed {} only: move it there.",
            level.describe(),
            scope.describe()
        );
        self.reader.sink.report(Code::UnknownKey, entry.key(), message);
    }
}

/// Returns true if the name is that of a group of keys.
fn is_group(name: &str) -> bool {
    GROUPS.iter().any(|group| group.name == name)
}

/// Iterates over the keys in a group.
fn keys_in(group: &str) -> impl Iterator<Item = Key> {
    Key::ALL.iter().copied().filter(move |key| key.parts().0 == Some(group))
}

/// The tables in which the named tables belong, for messages.
fn tables_of(name: &str) -> &'static str {
    if name == ENVIRONMENTS { "the top level" } else { "the top level or an environment" }
}

/// Returns the key that an unknown one probably means: one with a similar name, or with the same last part. Otherwise
/// returns the group or table with a similar name.
fn probable(name: &str, level: Level) -> Option<&'static str> {
    let (group, last) = name.split_once('.').map_or((None, name), |(group, last)| (Some(group), last));
    let allowed = Key::ALL.iter().filter(|key| key.entry().scope.allows(level));
    let allowed: Vec<Key> = allowed.copied().filter(|key| group.is_none() || key.parts().0 == group).collect();
    let near = nearest(name, allowed.iter().map(|key| key.name()));
    if near.is_some() || group.is_some() {
        return near;
    }
    let tables = match level {
        Level::Top => &[ENVIRONMENTS, SERVICES][..],
        Level::Environment => &[SERVICES],
        Level::Service => &[],
    };
    let groups = GROUPS.iter().map(|group| group.name).chain(tables.iter().copied());
    let same = allowed.iter().find(|key| key.parts().1 == last).map(|key| key.name());
    same.or_else(|| nearest(name, groups))
}

/// Resolves the environment that each one extends. Reports names of no environment, and cycles.
fn resolve_parents(file: &mut DeployFile, reader: &mut Reader<'_>) {
    for index in 0..file.environments.len() {
        let Some(table) = file.environments.at(index) else { continue };
        let Some(extends) = &table.layer.extends else { continue };
        let parent = file.environments.index_of(&extends.value);
        if parent.is_none() {
            // An environment that extends itself would be a cycle.
            let others = || file.environments.iter().map(|it| it.name.as_str()).filter(|name| *name != table.name);
            let near = nearest(&extends.value, others());
            let hint = match others().next() {
                Some(_) => did_you_mean_or("", near, "names", others()),
                None => " Add it, or remove this line.".to_owned(),
            };
            let message = format!("There is no environment `{}`.{hint}", extends.value);
            let diagnostic = reader.sink.report(Code::UnknownEnvironment, extends.location.value, message);
            if let Some(near) = near {
                diagnostic.respell(&format!("\"{near}\""));
            }
        }
        if let Some(table) = file.environments.at_mut(index) {
            table.parent = parent;
        }
    }
    for cycle in cycles(file) {
        report_cycle(file, &cycle, reader);
        for index in cycle {
            if let Some(table) = file.environments.at_mut(index) {
                table.parent = None;
            }
        }
    }
}

/// Returns the cycles of environments, each as indexes in the order in which they extend each other.
fn cycles(file: &DeployFile) -> Vec<Vec<usize>> {
    let mut cycles = Vec::new();
    // The environment from which each one was visited first.
    let mut visited: Vec<Option<usize>> = vec![None; file.environments.len()];
    for start in 0..file.environments.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next {
            match visited.get_mut(index) {
                Some(mark @ None) => *mark = Some(start),
                Some(Some(mark)) if *mark == start => {
                    cycles.push(path.into_iter().skip_while(|member| *member != index).collect());
                    break;
                }
                _ => break,
            }
            path.push(index);
            next = file.environments.at(index).and_then(|table| table.parent);
        }
    }
    cycles
}

fn report_cycle(file: &DeployFile, cycle: &[usize], reader: &mut Reader<'_>) {
    let tables: Vec<&EnvironmentTable> = cycle.iter().filter_map(|index| file.environments.at(*index)).collect();
    let links = tables.iter().filter_map(|table| Some((table, table.layer.extends.as_ref()?)));
    let mut links: Vec<_> = links.map(|(table, given)| (table, given.location)).collect();
    links.sort_by_key(|(_, location)| location.value.start());
    let Some(((first, location), others)) = links.split_first() else { return };
    let message = match others {
        [] => format!("The environment `{}` extends itself. Remove `extends`.", first.name),
        _ => {
            let names: Vec<String> = tables.iter().map(|table| format!("`{}`", table.name)).collect();
            format!("The environments {} extend each other in a cycle. Remove one `extends`.", names.join(", "))
        }
    };
    let removed = toml::removal(reader.text, location.entry, location.is_inline);
    let diagnostic = reader.sink.report(Code::ExtendsCycle, location.value, message);
    for (table, other) in others {
        diagnostic.relate(other.value, format!("`{}` extends this one", table.name));
    }
    diagnostic.propose("Remove this `extends`", vec![Edit { range: removed, text: String::new() }]);
}
