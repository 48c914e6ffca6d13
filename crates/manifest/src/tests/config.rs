//! The configuration of services: the addresses of databases and of other services.

use expect_test::expect;

use super::{check, model};
use crate::Deployment;

#[test]
fn config_lists_the_addresses_of_referenced_services() {
    check(
        "Shop: project { #metrics(prometheus); }
Customer: service {}
Order: service {
  by: Customer;
  Line: struct { product: Type; };
}
Type: service {}",
        None,
        "shop-order/config.json",
        expect![[r#"
            Order: service {               | {
            Order: service {               |   "user": "postgres",
            Order: service {               |   "dbName": "postgres",
            Order + Shop                   |   "host": "shop-order-db",
            Order: service {               |   "sslMode": "disable",
            Order: service {               |   "services": {
            Customer + Customer            |     "customer": "http://customer:1026/customer",
            Type + Type + Shop             |     "shop-type": "http://shop-type:1030/shop-type"
            Order: service {               |   },
            Order: service {               |   "ports": {
            Order: service {               |     "service": 1028,
            #metrics(prometheus)           |     "prometheus": 1029
            Order: service {               |   }
            Order: service {               | }
        "#]],
    );
}

#[test]
fn config_of_accounts_has_the_gateway() {
    check(
        "Shop: project { #authMethod(email); }\nUser: service { #auth; }",
        None,
        "auth/config.json",
        expect![[r##"
        #authMethod(email)             | {
        #authMethod(email)             |   "user": "postgres",
        #authMethod(email)             |   "dbName": "postgres",
        #authMethod(email)             |   "host": "auth-db",
        #authMethod(email)             |   "sslMode": "disable",
        #authMethod(email)             |   "services": {
        #authMethod(email)             |     "kong-admin": "http://kong:8001"
        #authMethod(email)             |   },
        #authMethod(email)             |   "ports": {
        #authMethod(email)             |     "service": 1024
        #authMethod(email)             |   }
        #authMethod(email)             | }
    "##]],
    );
}

/// Checks the services whose addresses the last service gets.
#[track_caller]
fn check_peers(last: &str, expected: &[&str]) {
    let source = format!("Shop: project {{}}\nA: service {{}}\nB: service {{}}\n{last}");
    let model = model(&source);
    let deployment = Deployment::new(&model, None);
    let peers = &deployment.plan.services.last().expect("a service").peers;
    let names: Vec<&str> = peers.iter().map(|peer| deployment.plan.peer(peer).name.as_str()).collect();
    assert_eq!(names, expected);
}

#[test]
fn config_lists_each_service_once_in_reference_order() {
    check_peers("C: service { a: B; b: A; c: B; }", &["b", "a"]);
    check_peers("C: service { S: struct { a: A; }; b: B; }", &["b", "a"]);
}

#[test]
fn config_leaves_out_services_that_are_only_used() {
    check_peers("C: service { #uses[A, B]; a: int; }", &[]);
    check_peers("C: service { #uses[A, B]; b: B; }", &["b"]);
}

#[test]
fn config_leaves_out_structs_and_the_service_itself() {
    check_peers("C: service { A: struct { a: int; }; a: A; }", &[]);
    check_peers("C: service { S: struct { c: C; }; }", &[]);
    check_peers("C: service { a: Nobody; }", &[]);
}
