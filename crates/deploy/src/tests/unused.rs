//! Settings that change nothing.

use super::{check, check_in, facts};
use crate::{Context, Facts};

#[test]
fn a_value_need_not_be_repeated() {
    check(
        r#"
replicas = 1
^^^^^^^^^^^^ unused-value: This is the default of `replicas`
cpu = 2
      ~ unused-value: the same value
[environment.a]
cpu = 2
^^^^^^^ unused-value: `cpu` already has this value in the top level
memory = "1Gi"
         ~~~~~ unused-value
[environment.a.service.Order]
memory = "1Gi"
^^^^^^^^^^^^^^ unused-value: in [environment.a]
"#,
    );
    check("registry = \"localhost:5000\"\ncloud.network = \"10.0.0.0/16\"\n");
}

#[test]
fn a_value_may_protect_a_service_from_an_environment() {
    check(
        r#"
cpu = 2
[service.Order]
cpu = 2
      ~ hidden-value
[environment.a]
cpu = 3
      ^ hidden-value
"#,
    );
    check(
        r#"
cpu = 2
      ~ unused-value
[service.Order]
cpu = 2
^^^^^^^ unused-value
[environment.a]
memory = "1Gi"
"#,
    );
}

#[test]
fn an_extended_environment_may_repeat_a_value() {
    check(
        r#"
tag = "1"
cpu = 2
[environment.a.service.Order]
cpu = 2
[environment.b]
extends = "a"
cpu = 3
"#,
    );
}

#[test]
fn settings_of_an_ingress_need_one() {
    check(
        r#"
gateway.issuer = "letsencrypt"
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unused-value: no effect without `gateway.expose = "ingress"`
[environment.a]
gateway.ingress-class = "nginx"
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unused-value
"#,
    );
    check("gateway.issuer = \"letsencrypt\"\n[environment.a]\ngateway.expose = \"ingress\"\n");
}

#[test]
fn settings_of_metrics_need_metrics() {
    let context = Facts { has_metrics: false, ..facts() };
    let context = Context { facts: Some(&context), target: None };
    check_in(&context, "metrics.storage = \"9Gi\"\n^^^^^^^^^^^^^^^^^^^^^^^ unused-value: no `#metrics`\n");
    check("metrics.storage = \"9Gi\"\n");
}
