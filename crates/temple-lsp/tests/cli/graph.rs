//! `graph`.

use crate::{BROKEN, Folder, SOUND};

#[track_caller]
fn check(options: &[&str], start: &str, holds: &str) {
    let run = Folder::new(&[("shop.temple", SOUND)]).run(&[&["graph", "shop.temple"], options].concat());
    run.assert_code(0);
    assert_eq!(run.stderr, "");
    assert!(run.stdout.starts_with(start) && run.stdout.contains(holds) && run.stdout.ends_with('\n'), "{run:#?}");
}

#[test]
fn draws_a_system_in_each_format() {
    check(&[], "flowchart ", "\"/api/customer\"");
    check(&["--format", "mermaid"], "flowchart ", "customer-db");
    check(&["--format", "dot"], "digraph ", "\"service/Customer\"");
    check(&["--format", "svg"], "<svg ", "data-id=\"service/Customer\"");
}

#[test]
fn the_request_can_choose_the_provider() {
    check(&["--format", "dot", "--target", "dockerCompose"], "digraph \"Shop on dockerCompose\"", "customer-network");
    check(&["--format", "dot", "--target", "kubernetes"], "digraph \"Shop on kubernetes\"", "kong-db");
}

#[test]
fn draws_the_valid_part_of_a_broken_file() {
    let run = Folder::new(&[]).run_with(&["graph", "-"], BROKEN);
    run.assert_code(1).assert_says("error[unknown-type]: ").assert_says("<stdin>:3:10");
    assert!(run.stdout.contains("Customer") && run.stdout.contains("class n2 error"), "{run:#?}");
    Folder::new(&[]).run_with(&["graph", "-"], "").assert_code(1);
}

#[test]
fn fails_for_an_unknown_file_or_word() {
    let folder = Folder::new(&[("shop.temple", SOUND)]);
    folder.run(&["graph", "b.temple"]).assert_code(2).assert_says("error: b.temple: no such file or folder");
    folder.run(&["graph", "--format", "png", "shop.temple"]).assert_code(2).assert_says("mermaid, dot, svg");
    folder.run(&["graph", "--target", "k8s", "shop.temple"]).assert_code(2).assert_says("dockerCompose");
    folder.run(&["graph"]).assert_code(2);
}
