//! Settings of single services.

use super::{check, check_in, facts};
use crate::{Context, Facts};

#[test]
fn services_are_those_of_the_templefile() {
    check(
        r#"
[service.order]
         ^^^^^ deploy-unknown-service: `order` is a generated name. Write `Order`
cpu = 1
[service.shop-order]
         ^^^^^^^^^^ deploy-unknown-service: `shop-order` is a generated name. Write `Order`
cpu = 1
[environment.a.service.Purchas]
                       ^^^^^^^ deploy-unknown-service: Did you mean `Purchase`?
cpu = 1
[environment.a.service.price-list]
                       ^^^^^^^^^^ deploy-unknown-service: Write `PriceList`
cpu = 1
[environment.a.service.Xyz]
                       ^^^ deploy-unknown-service: Add it there, or remove this table
cpu = 1
"#,
    );
    check("[service.Order]\ncpu = 1\n[environment.a.service.Purchase]\ncpu = 1\n[service.auth]\ncpu = 1\n");
}

#[test]
fn accounts_need_an_auth_method() {
    let context = Facts { has_accounts: false, ..facts() };
    check_in(
        &Context { facts: Some(&context), target: None },
        r#"
[service.auth]
         ^^^^ deploy-unknown-service: no `#authMethod`
cpu = 1
"#,
    );
}

#[test]
fn a_file_without_templefile_is_checked_as_far_as_possible() {
    check_in(
        &Context::default(),
        r#"tag = "1"
| deploy-without-templefile: Name the file `<name>.deploy.toml` after the Templefile
[service.Anything]
cpu = 65
      ^^ deploy-bad-value
"#,
    );
    check("tag = \"1\"\n");
}

#[test]
fn the_service_for_accounts_runs_once() {
    check(
        r#"
[service.auth]
replicas = 2
           ^ auth-runs-once: `auth` always runs once
update = "rolling"
         ^^^^^^^^^ auth-runs-once: always stopped before
"#,
    );
    check("[service.auth]\nreplicas = { min = 1, max = 1 }\nupdate = \"recreate\"\ncpu = 1\n");
}

#[test]
fn settings_of_a_service_hide_those_of_an_environment() {
    check(
        r#"
tag = "1"
[service.Order]
replicas = 2
           ~ hidden-value: the value that applies
[service.Purchase]
replicas = 5
           ~ hidden-value: the value that applies
[environment.a]
replicas = 3
           ^ hidden-value: does not apply to `Order`: `[service.Order]` sets `replicas`
[environment.a.service.Purchase]
replicas = 4
[environment.b]
replicas = 2
           ^ hidden-value: does not apply to `Purchase`
"#,
    );
    check("[service.Order]\nreplicas = 2\n[environment.a.service.Order]\nreplicas = 3\n[environment.a]\ncpu = 2\n");
}

#[test]
fn an_extended_environment_protects_its_values_too() {
    check(
        r#"
tag = "1"
[service.Order]
replicas = 2
[environment.a.service.Order]
replicas = 3
[environment.b]
extends = "a"
replicas = 4
"#,
    );
}
