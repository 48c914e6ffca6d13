//! Files far larger than people write: every problem is found, and nothing recurses.

use std::fmt::Write as _;

use super::{analysis, facts};
use crate::{Code, Context, Facts, ServiceFacts};

const MANY: usize = 5_000;

#[track_caller]
fn check(context: &Context<'_>, start: &str, write: impl Fn(&mut String, usize), expected: &[(Code, usize)]) {
    let mut text = start.to_owned();
    (0..MANY).for_each(|index| write(&mut text, index));
    let (_, diagnostics) = analysis(&text, context);
    let count = |code| diagnostics.iter().filter(|it| it.code == code).count();
    let counts: Vec<(Code, usize)> = expected.iter().map(|&(code, _)| (code, count(code))).collect();
    assert_eq!((counts.as_slice(), diagnostics.len()), (expected, expected.iter().map(|it| it.1).sum()));
}

#[test]
fn checks_many_services() {
    let service = |name: String| ServiceFacts { name: name.as_str().into(), generated: name.as_str().into() };
    let services = (0..MANY).map(|index| service(format!("S{index}"))).collect();
    let facts = Facts { services, ..facts() };
    let context = Context { facts: Some(&facts), target: None };
    let table = |text: &mut String, index| writeln!(text, "[service.S{index}]\ncpu = 2").unwrap();
    check(&context, "", table, &[]);
    check(&context, "[environment.a]\ncpu = 3\n", table, &[(Code::HiddenValue, 1)]);
    let unknown = |text: &mut String, index| writeln!(text, "[service.X{index}]\ncpu = 2").unwrap();
    check(&context, "", unknown, &[(Code::UnknownService, MANY)]);
}

#[test]
fn checks_many_environments_and_keys() {
    let facts = facts();
    let context = Context { facts: Some(&facts), target: None };
    let environment = |text: &mut String, index| writeln!(text, "[environment.e{index}]\ncpu = 2").unwrap();
    check(&context, "tag = \"1\"\n", environment, &[]);
    let key = |text: &mut String, index| writeln!(text, "k{index} = {index}").unwrap();
    check(&context, "", key, &[(Code::UnknownKey, MANY)]);
    let cycle = |text: &mut String, index| {
        writeln!(text, "[environment.e{index}]\nextends = \"e{}\"", (index + 1) % MANY).unwrap();
    };
    check(&context, "tag = \"1\"\n", cycle, &[(Code::ExtendsCycle, 1)]);
}

#[test]
fn checks_many_services_in_many_environments() {
    let facts = facts();
    let context = Context { facts: Some(&facts), target: None };
    let mut text = "tag = \"1\"\n".to_owned();
    (0..MANY).for_each(|index| writeln!(text, "[environment.e{index}]\nmemory = \"1Gi\"").unwrap());
    let table = |text: &mut String, index| writeln!(text, "[service.X{index}]\ncpu = 2").unwrap();
    check(&context, &text, table, &[(Code::UnknownService, MANY)]);
}

#[test]
fn reads_deep_nesting() {
    for (open, close) in [("[", "]"), ("{ a = ", " }")] {
        let text = format!("tag = {}1{}\n", open.repeat(50_000), close.repeat(50_000));
        let (_, diagnostics) = analysis(&text, &Context::default());
        assert!(diagnostics.iter().any(|it| it.code == Code::DeploySyntax));
    }
    let keys = format!("{}a = 1\n", "a.".repeat(50_000));
    assert!(!analysis(&keys, &Context::default()).1.is_empty());
}
