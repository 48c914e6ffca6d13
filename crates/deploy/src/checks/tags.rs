//! Tags whose images change.

use temple_model::TextRange;

use super::checker::Checker;
use crate::code::Code;
use crate::provenance::Given;

/// The tag that registries move to the newest image.
const LATEST: &str = "latest";

pub(super) fn run(checker: &mut Checker<'_>) {
    let environments = std::mem::take(&mut checker.environments);
    for (_, environment, settings) in &environments {
        let tag = &settings.tag;
        let name = environment.name();
        let is_later = environment.position() > 0;
        match tag.provenance.location() {
            Some(location) if tag.value == LATEST || (is_later && tag.value == checker.defaults.tag.value) => {
                report(checker, location.value, &tag.value, name);
            }
            None if is_later => {
                if let Some(range) = environment.ranges().first() {
                    report(checker, *range, &tag.value, name);
                }
            }
            _ => {}
        }
    }
    for (name, given) in service_tags(checker) {
        report(checker, given.location.value, &given.value, &name);
    }
    checker.environments = environments;
}

/// Returns the tags of single services that change, each with an environment in which it applies.
fn service_tags<'a>(checker: &Checker<'a>) -> Vec<(String, &'a Given<smol_str::SmolStr>)> {
    let file = checker.file;
    let later = |index: usize| file.environments.at(index).map(|table| table.name.to_string());
    let mut heirs = vec![None; file.environments.len()];
    for (index, table) in file.environments.iter().enumerate() {
        if let Some(heir) = table.parent.and_then(|parent| heirs.get_mut(parent)) {
            *heir = Some(index);
        }
    }
    let mut tags = Vec::new();
    for (environment, table) in checker.service_tables() {
        let Some(given) = &table.layer.tag else { continue };
        let first_later = match environment {
            None => later(1),
            Some(0) => heirs.first().copied().flatten().and_then(later),
            Some(index) => later(index),
        };
        let name = first_later.or_else(|| (given.value == LATEST).then(String::new));
        if let Some(name) = name.filter(|_| given.value == LATEST || given.value == checker.defaults.tag.value) {
            tags.push((name, given));
        }
    }
    tags
}

fn report(checker: &mut Checker<'_>, range: TextRange, tag: &str, environment: &str) {
    let who = if environment.is_empty() { String::new() } else { format!(", and `{environment}` runs them") };
    let message = format!(
        "The images with the tag `{tag}` change{who}. Set the tag of a version, so that a deployment can be repeated."
    );
    checker.report_once(Code::MutableTag, range, message);
}
