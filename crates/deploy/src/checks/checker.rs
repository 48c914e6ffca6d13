//! The state of checking one deploy file.

use rustc_hash::FxHashSet;
use temple_model::{Edit, Sink, TextRange};

use super::context::Context;
use crate::code::Code;
use crate::file::{DeployFile, ServiceTable};
use crate::keys::{Layer, Settings};
use crate::provenance::Location;
use crate::resolve::Environment;
use crate::{Diagnostic, toml};

/// The state of checking one deploy file.
pub(super) struct Checker<'a> {
    pub(super) text: &'a str,
    pub(super) file: &'a DeployFile,
    pub(super) context: &'a Context<'a>,
    pub(super) sink: Sink<Code>,
    /// Every environment, with its index and its settings.
    pub(super) environments: Vec<(Option<usize>, Environment<'a>, Settings)>,
    /// The settings of an empty file.
    pub(super) defaults: Settings,
    /// The codes and ranges of the problems about values that may apply to several environments.
    reported: FxHashSet<(Code, TextRange)>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(text: &'a str, file: &'a DeployFile, context: &'a Context<'a>) -> Checker<'a> {
        let environments = file.indexes().zip(file.environments().iter());
        let environments = environments.map(|(index, environment)| (index, environment, environment.settings()));
        let environments = environments.collect();
        let (sink, defaults, reported) = Default::default();
        Checker { text, file, context, sink, environments, defaults, reported }
    }

    /// Reports a problem unless one with this code and range has been reported.
    pub(super) fn report_once(&mut self, code: Code, range: TextRange, message: String) -> Option<&mut Diagnostic> {
        self.reported.insert((code, range)).then(|| self.sink.report(code, range, message))
    }

    /// Returns the edits that remove an entry; `None` if the entry is spread over several lines of a table.
    pub(super) fn removal(&self, location: Location) -> Option<Vec<Edit>> {
        let range = toml::removal(self.text, location.entry, location.is_inline);
        location.is_whole.then(|| vec![Edit { range, text: String::new() }])
    }

    /// Iterates over all tables of single services, each with the index of its environment.
    pub(super) fn service_tables(&self) -> impl Iterator<Item = (Option<usize>, &'a ServiceTable)> + use<'a> {
        let everywhere = self.file.services.iter().map(|table| (None, table));
        let inner = self.file.environments.iter().enumerate();
        everywhere.chain(inner.flat_map(|(index, table)| table.services.iter().map(move |it| (Some(index), it))))
    }

    /// Returns the names of the services with a table that applies to an environment, without duplicates.
    pub(super) fn services_in(&self, environment: Option<usize>) -> Vec<&'a str> {
        let inner = self.file.chain(environment).flat_map(|table| table.services.iter());
        let mut seen = FxHashSet::default();
        let names = self.file.services.iter().chain(inner).map(|table| table.name.as_str());
        names.filter(|name| seen.insert(*name)).collect()
    }

    /// Returns the first table that sets a value for a service of an environment, with that value.
    pub(super) fn given<T>(
        &self,
        environment: Option<usize>,
        service: &str,
        value: impl Fn(&'a Layer) -> Option<&'a T>,
    ) -> Option<&'a T> {
        self.file.layers_of(environment, service).find_map(value)
    }
}

/// Returns names in backticks, separated by commas.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
