//! The settings that apply.

use crate::{DeployFile, Environment, Expose, Key, Nodes, Provenance, Replicas, Settings, TablePath, Update};

const SHOP: &str = r#"
registry = "ghcr.io/acme"
tag = "1.4.0"

[environment.development]
tag = "dev"
gateway.expose = "nodePort"

[environment.staging]
replicas = 2
cluster.nodes = 2

[environment.production]
extends = "staging"
replicas = { min = 3, max = 12 }
gateway.replicas = { min = 2, max = 6 }

[environment.production.service.Purchase]
replicas = { min = 4, max = 20, cpu = 60 }
database.storage = "100Gi"
"#;

#[track_caller]
fn environment<'f>(file: &'f DeployFile, name: &str) -> Environment<'f> {
    file.environments().get(name).expect("an environment")
}

#[test]
fn an_absent_file_has_one_environment_with_the_defaults() {
    let file = DeployFile::default();
    let names: Vec<&str> = file.environments().iter().map(Environment::name).collect();
    assert_eq!(names, ["default"]);
    let settings = environment(&file, "default").service("Order");
    assert_eq!(settings, Settings::default());
    for key in Key::ALL {
        let default = (key.entry().default)();
        assert_eq!(settings.display(*key), default.map(|default| (default, Provenance::BuiltIn)), "{key}");
    }
}

#[test]
fn a_file_without_environments_has_one() {
    let (file, _) = DeployFile::read("replicas = 3\n");
    assert_eq!(environment(&file, "default").settings().replicas.value, Replicas::Fixed(3));
}

#[test]
fn environments_are_in_the_order_of_the_file() {
    let (file, problems) = DeployFile::read(SHOP);
    assert_eq!(problems, []);
    let names: Vec<&str> = file.environments().iter().map(Environment::name).collect();
    assert_eq!(names, ["development", "staging", "production"]);
}

#[test]
fn values_are_inherited_and_replaced_as_a_whole() {
    let (file, _) = DeployFile::read(SHOP);
    let production = environment(&file, "production");
    let settings = production.settings();
    assert_eq!(settings.tag.value, "1.4.0");
    assert_eq!(settings.cluster_nodes.value, Nodes { min: 2, max: 2 });
    assert_eq!(settings.replicas.value, Replicas::Between { min: 3, max: 12, cpu: 70 });
    assert_eq!(settings.replicas_of_gateway().value, Replicas::Between { min: 2, max: 6, cpu: 70 });
    assert_eq!(environment(&file, "staging").settings().replicas_of_gateway().value, Replicas::Fixed(2));
    assert_eq!(environment(&file, "development").settings().gateway_expose.value, Expose::NodePort);
    let purchase = production.service("Purchase");
    assert_eq!(purchase.replicas.value, Replicas::Between { min: 4, max: 20, cpu: 60 });
    assert_eq!(purchase.database_storage.value.to_string(), "100Gi");
    assert_eq!(production.service("Customer").replicas, settings.replicas);
}

#[test]
fn values_know_where_they_come_from() {
    let (file, _) = DeployFile::read(SHOP);
    let purchase = environment(&file, "production").service("Purchase");
    let source = |provenance: &Provenance| {
        let range = provenance.location().map(|location| location.value).unwrap_or_default();
        (provenance.to_string(), &SHOP[std::ops::Range::<usize>::from(range)])
    };
    let path = "[environment.production.service.Purchase]".to_owned();
    assert_eq!(source(&purchase.replicas.provenance), (path, "{ min = 4, max = 20, cpu = 60 }"));
    assert_eq!(source(&purchase.tag.provenance), ("the top level".to_owned(), "\"1.4.0\""));
    assert_eq!(source(&purchase.cluster_nodes.provenance), ("[environment.staging]".to_owned(), "2"));
    assert_eq!(source(&purchase.memory.provenance), ("built in".to_owned(), ""));
}

#[test]
fn the_service_for_accounts_runs_once_whatever_the_file_says() {
    let (file, _) = DeployFile::read("replicas = 3\nmemory = \"1Gi\"\n[service.auth]\nreplicas = 2\ncpu = 2\n");
    let auth = environment(&file, "default").service("auth");
    assert_eq!((auth.replicas.value, auth.update.value), (Replicas::Fixed(1), Update::Recreate));
    assert_eq!((auth.cpu.value.as_thousandths(), auth.memory.value.mebibytes()), (2000, 1024));
}

#[test]
fn zones_follow_the_region_and_the_availability() {
    let zones = |text: &str| {
        let (file, _) = DeployFile::read(text);
        environment(&file, "default").settings().zones().value.join(" ")
    };
    assert_eq!(zones(""), "eu-west-1a eu-west-1b");
    assert_eq!(
        zones("availability = \"high\"\ncloud.region = \"ca-central-1\""),
        "ca-central-1a ca-central-1b ca-central-1d"
    );
    assert_eq!(zones("cloud.zones = [\"eu-west-1c\", \"eu-west-1a\"]"), "eu-west-1c eu-west-1a");
}

/// The tables that apply to a service, the weakest first. `b` extends `a`.
const TABLES: [(&str, Option<&str>, Option<&str>); 6] = [
    ("", None, None),
    ("[environment.a]", Some("a"), None),
    ("[environment.b]\nextends = \"a\"", Some("b"), None),
    ("[service.Order]", None, Some("Order")),
    ("[environment.a.service.Order]", Some("a"), Some("Order")),
    ("[environment.b.service.Order]", Some("b"), Some("Order")),
];

/// Keys of all kinds of values that services take, each with a value for every table.
const VALUES: [(Key, [&str; 6]); 7] = [
    (Key::Tag, ["\"0\"", "\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\""]),
    (Key::Replicas, ["2", "3", "{ min = 4, max = 5, cpu = 70 }", "5", "6", "{ min = 7, max = 7, cpu = 50 }"]),
    (Key::Cpu, ["1", "2", "3", "0.5", "4.25", "5"]),
    (Key::Memory, ["\"1Mi\"", "\"2Mi\"", "\"3Mi\"", "\"1Gi\"", "\"4Mi\"", "\"5Mi\""]),
    (
        Key::Update,
        [
            "\"recreate\"",
            "\"rolling\"",
            "\"recreate\"",
            "{ surge = 2, unavailable = \"25%\" }",
            "\"rolling\"",
            "\"recreate\"",
        ],
    ),
    (Key::DatabaseBackups, ["0", "1", "2", "3", "4", "5"]),
    (Key::DatabaseClass, ["\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\""]),
];

#[test]
fn the_strongest_table_wins_for_every_key() {
    for (key, values) in VALUES {
        for set in 0_usize..1 << TABLES.len() {
            let is_set = |index: usize| set & (1 << index) != 0;
            let tables = TABLES.iter().zip(values).enumerate().map(|(index, ((header, _, _), value))| {
                let line = if is_set(index) { format!("{key} = {value}\n") } else { String::new() };
                format!("{header}\n{line}")
            });
            let text: String = tables.collect();
            let (file, problems) = DeployFile::read(&text);
            assert_eq!(problems, [], "{text}");
            let found = environment(&file, "b").service("Order").display(key);
            let strongest = (0..TABLES.len()).rev().find(|index| is_set(*index));
            let expected = strongest.map(|index| {
                let (_, environment, service) = TABLES[index];
                let path = TablePath { environment: environment.map(Into::into), service: service.map(Into::into) };
                (values[index].to_owned(), path.to_string())
            });
            let expected = expected.or_else(|| Some(((key.entry().default)()?, "built in".to_owned())));
            assert_eq!(found.map(|(value, from)| (value, from.to_string())), expected, "{text}");
        }
    }
}
