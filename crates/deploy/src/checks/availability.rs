//! High availability with too few replicas or zones, and zones of other regions.

use temple_model::TextRange;

use super::checker::{Checker, listed};
use crate::code::Code;
use crate::facts::ACCOUNTS;
use crate::keys::Settings;
use crate::kinds::Availability;
use crate::provenance::Provenance;
use crate::regions;

/// The number of services that a message names.
const MAX_NAMED: usize = 3;

/// The number of zones that high availability needs.
const ZONES: usize = 3;

pub(super) fn run(checker: &mut Checker<'_>) {
    let environments = std::mem::take(&mut checker.environments);
    for (index, environment, settings) in &environments {
        check_regions(checker, environment.name(), settings);
        if settings.availability.value == Availability::High {
            check_zones(checker, environment.name(), settings);
            check_replicas(checker, *index, environment.name(), settings);
        }
    }
    checker.environments = environments;
}

fn check_regions(checker: &mut Checker<'_>, name: &str, settings: &Settings) {
    let region = &settings.cloud_region;
    let entries = settings.cloud_zones.iter().flat_map(|zones| &zones.value.0);
    for entry in entries.filter(|entry| !regions::contains(&region.value, &entry.text)) {
        let Some(range) = entry.range else { continue };
        let message = format!(
            "The zone `{}` is not in `{}`, the region of `{name}`. Use zones of the region, or change `cloud.region`.",
            entry.text, region.value
        );
        let diagnostic = checker.report_once(Code::ZonesOutsideRegion, range, message);
        if let (Some(diagnostic), Some(location)) = (diagnostic, region.provenance.location()) {
            diagnostic.relate(location.value, "the region");
        }
    }
}

fn check_zones(checker: &mut Checker<'_>, name: &str, settings: &Settings) {
    let zones = settings.zones().value.len();
    if zones >= ZONES {
        return;
    }
    let given = settings.cloud_zones.as_ref().map(|zones| &zones.provenance);
    let Some(range) = range_of(given.unwrap_or(&settings.availability.provenance)) else { return };
    let message = format!(
        "`{name}` is highly available but has only {zones} zones: with kops, the control plane runs once. \
         Set `cloud.zones` to {ZONES} zones."
    );
    checker.report_once(Code::TooFewZones, range, message);
}

fn check_replicas(checker: &mut Checker<'_>, index: Option<usize>, name: &str, settings: &Settings) {
    let Some(range) = range_of(&settings.availability.provenance) else { return };
    let usual = settings.replicas.value;
    let services: Vec<&str> = match checker.context.facts {
        Some(facts) => facts.services.iter().map(|service| service.name.as_str()).collect(),
        None => checker.services_in(index),
    };
    let is_single = |service: &&str| {
        let given = checker.given(index, service, |layer| layer.replicas.as_ref());
        *service != ACCOUNTS && given.map_or(usual, |given| given.value).min() == 1
    };
    let single: Vec<&str> = services.iter().copied().filter(is_single).collect();
    let who = match (single.len(), services.is_empty() && usual.min() == 1) {
        (0, false) => return,
        (0, true) => "a service".to_owned(),
        (count, _) if count > MAX_NAMED => format!("{count} services"),
        _ => listed(single),
    };
    let message = format!("`{name}` is highly available, but {who} may run only once. Set `replicas` to at least 2.");
    let diagnostic = checker.sink.report(Code::SingleReplica, range, message);
    if let Some(location) = settings.replicas.provenance.location().filter(|_| usual.min() == 1) {
        diagnostic.relate(location.value, "the number of replicas");
    }
}

fn range_of(provenance: &Provenance) -> Option<TextRange> {
    provenance.location().map(|location| location.value)
}
