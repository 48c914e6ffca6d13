//! The fixes of problems: each removes its problem and adds none.

use temple_model::apply_edits;

use super::{analysis, facts};
use crate::{Code, Context};

/// Checks the text after the first fix of the first problem.
#[track_caller]
fn check(text: &str, expected: &str) {
    let facts = facts();
    let context = Context { facts: Some(&facts), target: None };
    let (_, before) = analysis(text, &context);
    let fix = before.iter().find_map(|diagnostic| diagnostic.fixes.first()).expect("a fix");
    let fixed = apply_edits(text, &fix.edits);
    assert_eq!(fixed, expected);
    let (_, after) = analysis(&fixed, &context);
    assert!(after.len() < before.len(), "{after:?}");
}

#[test]
fn respells_keys_words_and_names() {
    check("replica = 2\n", "replicas = 2\n");
    check("database.strage = \"2Gi\"\n", "database.storage = \"2Gi\"\n");
    check("storage = \"2Gi\"\n", "database.storage = \"2Gi\"\n");
    check("update = \"recreat\"\n", "update = \"recreate\"\n");
    check(
        "[environment.a]\nextends = \"bb\"\n[environment.b]\n",
        "[environment.a]\nextends = \"b\"\n[environment.b]\n",
    );
    check(
        "[service.shop-order]\ncpu = 1\n[service.shop-order.database]\ncpu = 1\n",
        "[service.Order]\ncpu = 1\n[service.Order.database]\ncpu = 1\n",
    );
}

#[test]
fn repairs_values() {
    check("memory = 256\n", "memory = \"256Mi\"\n");
    check("memory = \"2GB\"\n", "memory = \"2Gi\"\n");
    check("database.storage = \"20\"\n", "database.storage = \"20Gi\"\n");
    check("tag = v1\n", "tag = \"v1\"\n");
    check("tag = 1.4\n", "tag = \"1.4\"\n");
    check("database.backups = \"14\"\n", "database.backups = 14\n");
    check("cpu = \"0.5\"\n", "cpu = 0.5\n");
    check("cluster.access = \"192.0.2.0/24\"\n", "cluster.access = [\"192.0.2.0/24\"]\n");
    check("replicas = { min = 4, max = 2 }\n", "replicas = { min = 2, max = 4 }\n");
}

#[test]
fn removes_settings_with_their_layout() {
    check("cpu = 2\nreplicas = 1 # one\nmemory = \"1Gi\"\n", "cpu = 2\nmemory = \"1Gi\"\n");
    check("database = { cpu = 0.1, storage = \"2Gi\" }\n", "database = { storage = \"2Gi\" }\n");
    check("database = { storage = \"2Gi\", cpu = 0.1 }\n", "database = { storage = \"2Gi\" }\n");
    check("[environment.a]\n  gateway.cpu = 0.25\n", "[environment.a]\n");
    check("[environment.a]\nextends = \"a\"\n", "[environment.a]\n");
}

#[test]
fn a_setting_of_several_lines_is_not_removed_automatically() {
    let facts = facts();
    let text = "[environment.a.replicas]\nmin = 2\nmax = 3\n[environment.a]\ncpu = 1\n[environment.b]\ntag = \"1\"\n\
                extends = \"a\"\n[environment.b.replicas]\nmin = 2\nmax = 3\n";
    let (_, diagnostics) = analysis(text, &Context { facts: Some(&facts), target: None });
    let found: Vec<_> = diagnostics.iter().filter(|it| it.code == Code::UnusedValue).map(|it| it.fixes.len()).collect();
    assert_eq!(found, [0]);
}
