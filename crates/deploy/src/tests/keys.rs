//! The tables that allow each key.

use super::{analysis, check};
use crate::scope::Level;
use crate::{Code, Context, Key};

#[test]
fn unknown_keys_suggest_the_nearest_one() {
    check(
        r#"
replica = 2
^^^^^^^ deploy-unknown-key: There is no key `replica`. Did you mean `replicas`?
storage = "2Gi"
^^^^^^^ deploy-unknown-key: Did you mean `database.storage`?
flavour = "red"
^^^^^^^ deploy-unknown-key: Remove it
database.strage = "2Gi"
         ^^^^^^ deploy-unknown-key: Did you mean `database.storage`?
enviroment.a.tag = "2"
^^^^^^^^^^ deploy-unknown-key: Did you mean `environment`?
"#,
    );
    check("replicas = 2\ndatabase.storage = \"2Gi\"\n");
}

#[test]
fn keys_of_values_are_known_too() {
    check(
        r#"
replicas = { min = 2, max = 3, mem = 4 }
                               ^^^ deploy-unknown-key: `replicas` has no key `mem`. It takes `min`, `max`, `cpu`.
update = { sugre = 2 }
           ^^^^^ deploy-unknown-key: Did you mean `surge`?
"#,
    );
    check("replicas = { min = 2, max = 3, cpu = 60 }\nupdate = { surge = 2 }\n");
}

#[test]
fn misplaced_keys_name_the_right_table() {
    check(
        r#"
image = "a/b:1"
^^^^^ deploy-unknown-key: `image` is not allowed at the top level. It is allowed in services only
extends = "a"
^^^^^^^ deploy-unknown-key: in environments only
[environment.a]
state = "s3://abc"
^^^^^ deploy-unknown-key: `state` is not allowed in an environment. It is allowed at the top level only
environment.b.tag = "2"
^^^^^^^^^^^ deploy-unknown-key: Move it to the top level
[environment.a.service.Order]
registry = "ghcr.io"
^^^^^^^^ deploy-unknown-key: not allowed for a single service
gateway.domain = "shop.example"
^^^^^^^ deploy-unknown-key: at the top level and in environments only
service.Customer.cpu = 2
^^^^^^^ deploy-unknown-key: Move it to the top level or an environment
"#,
    );
}

/// Returns a file with one line in a table at this level.
fn at(level: Level, line: &str) -> String {
    match level {
        Level::Top => format!("{line}\n"),
        Level::Environment => format!("[environment.a]\n{line}\n[environment.b]\n"),
        Level::Service => format!("[service.Order]\n{line}\n"),
    }
}

/// A value of the right type for the key that differs from the default.
fn example(key: Key) -> &'static str {
    match key {
        Key::Registry => "\"ghcr.io/acme\"",
        Key::Tag => "\"1.4.0\"",
        Key::Image => "\"ghcr.io/acme/order:2\"",
        Key::Availability => "\"high\"",
        Key::Replicas | Key::GatewayReplicas | Key::ClusterNodes => "{ min = 4, max = 6 }",
        Key::Cpu | Key::DatabaseCpu | Key::GatewayCpu => "0.5",
        Key::CpuLimit => "2",
        Key::Memory | Key::DatabaseMemory | Key::GatewayMemory => "\"2Gi\"",
        Key::Update => "\"recreate\"",
        Key::DatabaseStorage | Key::MetricsStorage => "\"20Gi\"",
        Key::DatabaseClass => "\"fast\"",
        Key::DatabaseMachine => "\"db.t4g.small\"",
        Key::DatabaseBackups => "14",
        Key::GatewayExpose => "\"ingress\"",
        Key::GatewayDomain => "\"shop.example\"",
        Key::MetricsRetention => "\"4w\"",
        Key::CloudRegion => "\"us-east-1\"",
        Key::CloudZones => "[\"eu-west-1a\", \"eu-west-1b\", \"eu-west-1c\"]",
        Key::CloudNetwork => "\"10.1.0.0/16\"",
        Key::ClusterKubernetes => "\"1.33.1\"",
        Key::ClusterAccess => "[\"192.0.2.0/24\"]",
        Key::State => "\"s3://acme-state\"",
        Key::Extends => "\"b\"",
        _ => "\"text\"",
    }
}

/// Returns the codes that concern a line in a table at a level.
fn codes(level: Level, line: &str) -> Vec<Code> {
    let facts = super::facts();
    let (_, diagnostics) = analysis(&at(level, line), &Context { facts: Some(&facts), target: None });
    diagnostics.into_iter().map(|it| it.code).collect()
}

const LEVELS: [Level; 3] = [Level::Top, Level::Environment, Level::Service];

const READING: [Code; 4] = [Code::DeploySyntax, Code::UnknownKey, Code::WrongType, Code::BadValue];

#[test]
fn every_key_is_read_where_it_is_allowed_and_nowhere_else() {
    for (key, level) in Key::ALL.iter().flat_map(|key| LEVELS.map(|level| (*key, level))) {
        let codes = codes(level, &format!("{key} = {}", example(key)));
        let problems: Vec<_> = codes.into_iter().filter(|code| READING.contains(code)).collect();
        let expected: &[Code] = if key.entry().scope.allows(level) { &[] } else { &[Code::UnknownKey] };
        assert_eq!(problems, expected, "{key} {level:?}");
    }
}

#[test]
fn every_key_refuses_values_of_other_types() {
    for key in Key::ALL {
        let scope = key.entry().scope;
        let level = LEVELS.into_iter().find(|level| scope.allows(*level)).expect("a table");
        for value in ["true", "1979-05-27", "[[1]]", "[true]"] {
            let codes = codes(level, &format!("{key} = {value}"));
            assert!(codes.contains(&Code::WrongType), "{key} = {value}: {codes:?}");
        }
    }
}

#[test]
fn every_default_is_an_allowed_value() {
    for key in Key::ALL {
        let Some(default) = (key.entry().default)() else { continue };
        let line = format!("{key} = {default}");
        assert!(!codes(Level::Top, &line).iter().any(|code| READING.contains(code)), "{line}");
        assert!(crate::DeployFile::read(&line).0.top.location(*key).is_some(), "{line}");
    }
}

#[test]
fn names_are_unique_and_documented() {
    for key in Key::ALL {
        let entry = key.entry();
        assert_eq!(Key::from_name(entry.name), Some(*key));
        assert!(entry.summary.ends_with('.') && !entry.targets.is_empty(), "{key}");
        assert!(key.parts().0.is_none_or(|group| crate::GROUPS.iter().any(|it| it.name == group)), "{key}");
    }
}
