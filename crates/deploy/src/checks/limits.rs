//! Settings of one service that contradict each other: updates that could not begin, and limits below requests.

use super::checker::Checker;
use crate::code::Code;
use crate::keys::{Key, Layer, Settings};
use crate::kinds::Update;

pub(super) fn run(checker: &mut Checker<'_>) {
    // Most files have neither, and there may be many pairs of environments and services.
    let concerns = |key: Key| matches!(key, Key::Update | Key::CpuLimit);
    if !checker.file.locations().any(|(_, key, _)| concerns(key)) {
        return;
    }
    let indexes: Vec<_> = checker.file.indexes().collect();
    for environment in indexes {
        let all: Vec<&Layer> = checker.file.layers(environment).collect();
        check(checker, &all);
        for service in checker.services_in(environment) {
            let layers: Vec<&Layer> = checker.file.layers_of(environment, service).collect();
            check(checker, &layers);
        }
    }
}

/// Checks the settings that tables make together, the strongest first.
fn check(checker: &mut Checker<'_>, layers: &[&Layer]) {
    let has_steps = layers.iter().any(|layer| layer.update.is_some());
    let has_limit = layers.iter().any(|layer| layer.cpu_limit.is_some());
    if has_steps || has_limit {
        let settings = Settings::resolve(layers);
        check_update(checker, &settings);
        check_cpu(checker, &settings);
    }
}

fn check_update(checker: &mut Checker<'_>, settings: &Settings) {
    let Settings { update, replicas, .. } = settings;
    let (Update::Steps { surge, unavailable }, Some(location)) = (update.value, update.provenance.location()) else {
        return;
    };
    let count = replicas.value.min();
    if surge.rounded_up(count) > 0 || unavailable.rounded_down(count) > 0 {
        return;
    }
    let number = if count == 1 { "1 replica".to_owned() } else { format!("{count} replicas") };
    let message = format!(
        "With {number}, `surge` and `unavailable` are both rounded to 0, so an update could not begin. \
         Set `surge` to 1, or raise `unavailable`."
    );
    let diagnostic = checker.report_once(Code::BadValue, location.value, message);
    if let (Some(diagnostic), Some(location)) = (diagnostic, replicas.provenance.location()) {
        diagnostic.relate(location.value, "the number of replicas");
    }
}

fn check_cpu(checker: &mut Checker<'_>, settings: &Settings) {
    let (requested, Some(limit)) = (&settings.cpu, &settings.cpu_limit) else { return };
    let Some(location) = limit.provenance.location().filter(|_| limit.value < requested.value) else { return };
    let message = format!(
        "The limit of {} cores is below the {} cores that are requested. Raise `cpu-limit`, or lower `cpu`.",
        limit.value, requested.value
    );
    let diagnostic = checker.report_once(Code::BadValue, location.value, message);
    if let (Some(diagnostic), Some(location)) = (diagnostic, requested.provenance.location()) {
        diagnostic.relate(location.value, "the requested cores");
    }
}
