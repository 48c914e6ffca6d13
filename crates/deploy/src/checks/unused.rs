//! Settings that change nothing.

use rustc_hash::FxHashMap;
use temple_model::TextRange;

use super::checker::Checker;
use crate::code::Code;
use crate::facts::ACCOUNTS;
use crate::file::{DeployFile, ServiceTable};
use crate::keys::{Key, Layer};
use crate::kinds::Expose;
use crate::provenance::Location;

pub(super) fn run(checker: &mut Checker<'_>) {
    check_layers(checker);
    check_ingress(checker);
    check_metrics(checker);
}

/// Returns true if the default of a key depends on the target, so that the same value may differ from it.
fn has_other_defaults(key: Key) -> bool {
    matches!(key, Key::Registry | Key::CloudNetwork)
}

/// Returns true if the key has the same value for a service whatever is set. Setting it is reported as such.
fn is_fixed(layer: &Layer, key: Key) -> bool {
    let is_accounts = layer.table.service.as_deref() == Some(ACCOUNTS);
    is_accounts && matches!(key, Key::Replicas | Key::Update)
}

/// Finds values that would also apply if they were not set.
fn check_layers(checker: &mut Checker<'_>) {
    let file = checker.file;
    check_layer(checker, &file.top, |_| Weaker::Default);
    for (index, table) in file.environments.iter().enumerate() {
        check_layer(checker, &table.layer, |key| weaker(file.layers(Some(index)).skip(1), key));
    }
    let everywhere: FxHashMap<Key, Weaker<'_>> = match file.services.is_empty() {
        true => FxHashMap::default(),
        false => Key::ALL.iter().map(|key| (*key, in_every_environment(file, *key))).collect(),
    };
    for table in &file.services {
        check_layer(checker, &table.layer, |key| everywhere.get(&key).copied().unwrap_or(Weaker::Various));
    }
    let is_extended = extended(checker);
    for (index, table) in file.environments.iter().enumerate() {
        // Removing a value here could change an environment that extends this one.
        if is_extended.get(index) != Some(&true) {
            for ServiceTable { name, layer, .. } in &table.services {
                check_layer(checker, layer, |key| weaker(file.layers_of(Some(index), name).skip(1), key));
            }
        }
    }
}

/// The value that would apply without the one that is checked.
#[derive(Clone, Copy)]
enum Weaker<'a> {
    Default,
    Given(&'a Layer, Location),
    /// It differs between environments.
    Various,
}

fn weaker<'a>(mut layers: impl Iterator<Item = &'a Layer>, key: Key) -> Weaker<'a> {
    let given = layers.find_map(|layer| Some((layer, layer.location(key)?)));
    given.map_or(Weaker::Default, |(layer, location)| Weaker::Given(layer, location))
}

/// Returns the value that applies to all services in every environment.
fn in_every_environment(file: &DeployFile, key: Key) -> Weaker<'_> {
    let values = file.indexes().map(|index| weaker(file.layers(index), key));
    let same = values.reduce(|one, other| if is_same(&one, &other, key) { one } else { Weaker::Various });
    same.unwrap_or(Weaker::Default)
}

fn is_same(one: &Weaker<'_>, other: &Weaker<'_>, key: Key) -> bool {
    match (one, other) {
        (Weaker::Default, Weaker::Default) => true,
        (Weaker::Given(one, _), Weaker::Given(other, _)) => one.agrees(other, key),
        (Weaker::Given(layer, _), Weaker::Default) | (Weaker::Default, Weaker::Given(layer, _)) => {
            layer.is_default(key)
        }
        _ => false,
    }
}

fn check_layer<'a>(checker: &mut Checker<'_>, layer: &Layer, weaker: impl Fn(Key) -> Weaker<'a>) {
    for key in Key::ALL.iter().copied().filter(|key| *key != Key::Extends) {
        let Some(location) = layer.location(key).filter(|_| !is_fixed(layer, key)) else { continue };
        let (reason, related) = match weaker(key) {
            Weaker::Default if layer.is_default(key) && !has_other_defaults(key) => {
                (format!("This is the default of `{key}`"), None)
            }
            Weaker::Given(other, location) if layer.agrees(other, key) => {
                (format!("`{key}` already has this value in {}", other.table), Some(location))
            }
            _ => continue,
        };
        report(checker, location, &reason, related);
    }
}

/// Returns a flag for each environment, which is true if another one extends it.
fn extended(checker: &Checker<'_>) -> Vec<bool> {
    let mut extended = vec![false; checker.file.environments.len()];
    for parent in checker.file.environments.iter().filter_map(|table| table.parent) {
        if let Some(flag) = extended.get_mut(parent) {
            *flag = true;
        }
    }
    extended
}

/// Finds settings of an Ingress that no environment has.
fn check_ingress(checker: &mut Checker<'_>) {
    let mut uses: FxHashMap<TextRange, (Location, Key, bool)> = FxHashMap::default();
    for (_, _, settings) in &checker.environments {
        let has_ingress = settings.gateway_expose.value == Expose::Ingress;
        for (key, setting) in [
            (Key::GatewayIssuer, &settings.gateway_issuer),
            (Key::GatewayIngressClass, &settings.gateway_ingress_class),
        ] {
            if let Some(location) = setting.as_ref().and_then(|setting| setting.provenance.location()) {
                uses.entry(location.value).or_insert((location, key, false)).2 |= has_ingress;
            }
        }
    }
    for (location, key, _) in uses.into_values().filter(|(_, _, is_used)| !is_used) {
        report(checker, location, &format!("`{key}` has no effect without `gateway.expose = \"ingress\"`"), None);
    }
}

/// Finds settings of metrics in a system without metrics.
fn check_metrics(checker: &mut Checker<'_>) {
    if checker.context.facts.is_none_or(|facts| facts.has_metrics) {
        return;
    }
    let locations: Vec<(Key, Location)> = checker
        .file
        .locations()
        .filter(|(_, key, _)| matches!(key, Key::MetricsStorage | Key::MetricsRetention))
        .map(|(_, key, location)| (key, location))
        .collect();
    for (key, location) in locations {
        report(checker, location, &format!("`{key}` has no effect, because the Templefile has no `#metrics`"), None);
    }
}

/// Reports a setting that changes nothing. The first reason is enough.
fn report(checker: &mut Checker<'_>, location: Location, reason: &str, related: Option<Location>) {
    let removal = checker.removal(location);
    let message = format!("{reason}. Remove this setting.");
    let Some(diagnostic) = checker.report_once(Code::UnusedValue, location.entry, message) else { return };
    if let Some(other) = related {
        diagnostic.relate(other.value, "the same value");
    }
    if let Some(edits) = removal {
        diagnostic.repair("Remove this setting", edits);
    }
}
