//! Settings that a target does not support.

use super::{analysis, check_in, facts};
use crate::{Code, Context, Key, targets};

#[track_caller]
fn check(target: &str, fixture: &str) {
    check_in(&Context { facts: Some(&facts()), target: Some(target) }, fixture);
}

#[test]
fn a_target_ignores_what_it_does_not_support() {
    let fixture = r#"
[database]
class = "fast"
        ^^^^^^ environment-ignored: `podman` does not support `database.class`. These targets do: `kustomize` and `kops`.
"#;
    check("podman", fixture);
    check("kustomize", "[database]\nclass = \"fast\"\n");
}

#[test]
fn a_target_ignores_parts_of_values() {
    check(
        "swarm",
        "replicas = { min = 2, max = 4 }\n           ^^^^^^^^^^^^^^^^^^^^ environment-ignored: 2 instances run\n",
    );
    check("kops", "replicas = { min = 2, max = 4 }\n");
    check("nomad", "gateway.expose = \"none\"\n");
    check("nomad", "gateway.expose = \"ingress\"\n                 ^^^^^^^^^ environment-ignored\n");
    check("quadlet", "update = { surge = 2 }\n         ^^^^^^^^^^^^^ environment-ignored\n");
    check("quadlet", "update = \"recreate\"\n");
    check(
        "swarm",
        "update = { surge = 2, unavailable = 1 }\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ environment-ignored\n",
    );
    check("swarm", "update = { surge = 2 }\n");
}

#[test]
fn aws_needs_an_arn() {
    let rest = "gateway.domain = \"shop.example\"\n";
    check(
        "terraform",
        &format!("{rest}gateway.certificate = \"tls\"\n                      ^^^^^ environment-ignored: ARN\n"),
    );
    check("terraform", &format!("{rest}gateway.certificate = \"arn:aws:acm:eu-west-1:1:certificate/1\"\n"));
}

#[test]
fn the_compiler_ignores_every_setting_and_unknown_targets_none() {
    let facts = facts();
    let ignored = |target| {
        let context = Context { facts: Some(&facts), target: Some(target) };
        let (_, diagnostics) =
            analysis("memory = \"1Gi\"\n[environment.a]\nextends = \"b\"\n[environment.b]\n", &context);
        diagnostics.iter().filter(|it| it.code == Code::EnvironmentIgnored).count()
    };
    assert_eq!([targets::KUBERNETES, targets::DOCKER_COMPOSE, "toy"].map(ignored), [1, 1, 0]);
}

#[test]
fn every_target_uses_some_keys() {
    for target in targets::all() {
        assert!(Key::ALL.iter().filter(|key| key.is_used_by(target)).count() > 5, "{target}");
    }
}
