//! A deploy file: the values of each of its tables.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use temple_model::TextRange;

use crate::keys::{Key, Layer};
use crate::provenance::Location;

/// The values of a deploy file. The default is that of an absent or empty file.
#[derive(Debug, Clone, Default)]
pub struct DeployFile {
    /// The values of the top level.
    pub top: Layer,
    /// The tables `[service.NAME]`.
    pub services: Tables<ServiceTable>,
    /// The tables `[environment.NAME]`. The first one is the default.
    pub environments: Tables<EnvironmentTable>,
}

/// The settings for one service, in an environment or in all of them.
#[derive(Debug, Clone, Default)]
pub struct ServiceTable {
    /// The name of the service.
    pub name: SmolStr,
    /// The ranges of the name, in bytes.
    pub names: Vec<TextRange>,
    /// The values.
    pub layer: Layer,
}

/// The settings of one environment.
#[derive(Debug, Clone, Default)]
pub struct EnvironmentTable {
    /// The name of the environment.
    pub name: SmolStr,
    /// The ranges of the name, in bytes.
    pub names: Vec<TextRange>,
    /// The values for all services.
    pub layer: Layer,
    /// The tables `[environment.NAME.service.NAME]`.
    pub services: Tables<ServiceTable>,
    /// The index of the environment that this one extends; `None` also if `extends` is wrong.
    pub parent: Option<usize>,
}

/// A table with a name.
pub trait Named {
    /// The name.
    fn name(&self) -> &SmolStr;
}

impl Named for ServiceTable {
    fn name(&self) -> &SmolStr {
        &self.name
    }
}

impl Named for EnvironmentTable {
    fn name(&self) -> &SmolStr {
        &self.name
    }
}

/// Tables with different names, in the order of the file.
#[derive(Debug, Clone)]
pub struct Tables<T> {
    tables: Vec<T>,
    by_name: FxHashMap<SmolStr, usize>,
}

impl<T> Default for Tables<T> {
    fn default() -> Self {
        Tables { tables: Vec::new(), by_name: FxHashMap::default() }
    }
}

impl<T: Named> Tables<T> {
    /// Adds a table whose name is new.
    pub(crate) fn push(&mut self, table: T) {
        self.by_name.insert(table.name().clone(), self.tables.len());
        self.tables.push(table);
    }

    /// Returns the table with this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.at(self.index_of(name)?)
    }

    /// Returns the index of the table with this name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Returns the table with this index.
    pub fn at(&self, index: usize) -> Option<&T> {
        self.tables.get(index)
    }

    pub(crate) fn at_mut(&mut self, index: usize) -> Option<&mut T> {
        self.tables.get_mut(index)
    }

    /// Iterates over the tables.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.tables.iter()
    }

    /// The number of tables.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// Returns true if there are no tables.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

impl<'t, T: Named> IntoIterator for &'t Tables<T> {
    type Item = &'t T;
    type IntoIter = std::slice::Iter<'t, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl ServiceTable {
    /// The first range of the name, in bytes.
    pub fn range(&self) -> TextRange {
        self.names.first().copied().unwrap_or_default()
    }
}

impl EnvironmentTable {
    /// The first range of the name, in bytes.
    pub fn range(&self) -> TextRange {
        self.names.first().copied().unwrap_or_default()
    }
}

impl DeployFile {
    /// Iterates over an environment and those that it extends, the nearest first.
    pub(crate) fn chain(&self, environment: Option<usize>) -> impl Iterator<Item = &EnvironmentTable> {
        let first = environment.and_then(|index| self.environments.at(index));
        std::iter::successors(first, |table| self.environments.at(table.parent?))
    }

    /// Iterates over the tables that apply to all services of an environment, the strongest first.
    pub(crate) fn layers(&self, environment: Option<usize>) -> impl Iterator<Item = &Layer> {
        self.chain(environment).map(|table| &table.layer).chain([&self.top])
    }

    /// Iterates over the tables that apply to one service of an environment, the strongest first.
    pub(crate) fn layers_of<'f>(
        &'f self,
        environment: Option<usize>,
        service: &str,
    ) -> impl Iterator<Item = &'f Layer> {
        let chain = self.chain(environment).filter_map(move |table| table.services.get(service));
        chain.chain(self.services.get(service)).map(|table| &table.layer).chain(self.layers(environment))
    }

    /// The indexes of all environments; one `None` for the environment that exists if the file has none.
    pub(crate) fn indexes(&self) -> impl Iterator<Item = Option<usize>> + Clone {
        let count = self.environments.len();
        (0..count).map(Some).chain((count == 0).then_some(None))
    }

    /// Iterates over all tables of the file, each with every key that it sets.
    pub(crate) fn locations(&self) -> impl Iterator<Item = (&Layer, Key, Location)> {
        let inner = self.environments.iter().flat_map(|table| {
            let services = table.services.iter().map(|service| &service.layer);
            [&table.layer].into_iter().chain(services)
        });
        let services = self.services.iter().map(|service| &service.layer);
        let layers = [&self.top].into_iter().chain(services).chain(inner);
        layers.flat_map(|layer| Key::ALL.iter().filter_map(move |key| Some((layer, *key, layer.location(*key)?))))
    }
}
