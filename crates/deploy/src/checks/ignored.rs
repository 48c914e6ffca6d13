//! Settings that the chosen target does not support.

use super::checker::{Checker, listed};
use crate::code::Code;
use crate::keys::{Key, Layer};
use crate::kinds::{Expose, Replicas, Update};
use crate::targets::{CLUSTERS, CONTAINERS, FARGATE, QUADLET, SWARM, is_known};

pub(super) fn run(checker: &mut Checker<'_>) {
    let Some(target) = checker.context.target.filter(|target| is_known(target)) else { return };
    let locations: Vec<_> = checker.file.locations().filter(|(_, key, _)| *key != Key::Extends).collect();
    for (layer, key, location) in locations {
        let message = if key.is_used_by(target) { ignored_part(layer, key, target) } else { ignored_key(key, target) };
        if let Some(message) = message {
            checker.sink.report(Code::EnvironmentIgnored, location.value, message);
        }
    }
}

fn ignored_key(key: Key, target: &str) -> Option<String> {
    let targets = key.entry().targets.iter().copied().flatten().copied();
    Some(format!("`{target}` does not support `{key}`. These targets do: {}.", listed(targets)))
}

/// Returns a message about a value that a target uses in part, or not at all although it uses others.
fn ignored_part(layer: &Layer, key: Key, target: &str) -> Option<String> {
    let is_in = |group: &[&str]| group.contains(&target);
    match key {
        Key::Replicas | Key::GatewayReplicas if is_in(CONTAINERS) => {
            let replicas = if key == Key::Replicas { &layer.replicas } else { &layer.gateway_replicas };
            let Replicas::Between { min, .. } = replicas.as_ref()?.value else { return None };
            Some(format!("`{target}` does not scale with the load: {min} instances run. Set `{key}` to a number."))
        }
        Key::GatewayExpose if !is_in(CLUSTERS) => {
            let expose = layer.gateway_expose.as_ref()?.value;
            let message = format!("`{target}` only knows whether `{key}` is `\"none\"`. Remove this value.");
            (expose != Expose::None).then_some(message)
        }
        Key::GatewayCertificate if is_in(FARGATE) => {
            let certificate = &layer.gateway_certificate.as_ref()?.value;
            let message =
                format!("`{target}` needs the ARN of a certificate of ACM. Write one, as in `\"arn:aws:acm:…\"`.");
            (!certificate.starts_with("arn:")).then_some(message)
        }
        Key::Update => ignored_steps(layer.update.as_ref()?.value, target),
        _ => None,
    }
}

fn ignored_steps(update: Update, target: &str) -> Option<String> {
    let Update::Steps { surge, unavailable } = update else { return None };
    let has_both = surge.rounded_up(100) > 0 && unavailable.rounded_up(100) > 0;
    match target {
        QUADLET => Some(format!("`{target}` replaces one instance after the other. Write `\"rolling\"`.")),
        SWARM if has_both => {
            Some(format!("`{target}` ignores `unavailable` if `surge` is above 0. Remove one of them."))
        }
        _ => None,
    }
}
