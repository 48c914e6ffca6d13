//! The resolved model: endpoints, paths, ports, and effective settings.

use temple_syntax::TextRange;

use super::{PROJECT, analysis, check};
use crate::{Access, Model, Ports, Provenance};

#[track_caller]
fn model(text: &str) -> Model {
    let project = if text.contains(": project") { "" } else { PROJECT };
    analysis(&format!("{project}{text}")).0
}

/// Checks the endpoints of a service that contains `entries`.
#[track_caller]
fn check_endpoints(entries: &str, expected: &str) {
    let service = &model(&format!("S: service {{ {entries} }}")).services[0];
    let endpoints: Vec<&str> = service.entity.endpoints.iter().map(|endpoint| endpoint.as_str()).collect();
    assert_eq!(endpoints.join(" "), expected);
}

#[test]
fn endpoints_follow_from_attributes_and_items() {
    check_endpoints("", "create read delete");
    check_endpoints("a: int @server; b: int @serverSet;", "create read delete");
    check_endpoints("a: int;", "create read update delete");
    check_endpoints("a: int @client;", "create read update delete");
    check_endpoints("a: int; #omit[update, Read];", "create delete");
    check_endpoints("a: int; #enumerable; #omit([create]);", "read update delete list");
    check_endpoints("#auth; #enumerable;", "create read delete list identify");
    check_endpoints("a: int; #omit[create, read, update, delete]; #auth;", "identify");
    check_endpoints("a: int; #omit[create, wrong];", "read update delete");
}

#[test]
fn reports_a_service_without_endpoints() {
    check(
        "
         S: service { T: struct { #omit[create, read, delete]; } #omit[update, create]; }
                      ^ no-endpoints: A block without endpoints passes validation but crashes the generator.
                                                                       ^^^^^^ implied-omit: This block has no `update` endpoint to omit, because clients cannot set any of its attributes.
         U: service { a: int; #omit[update]; }",
    );
}

#[test]
fn builds_paths_from_final_names() {
    let model = model("OrderBook: service { TODOLine: struct {} } User: service { HTTPLog: struct {} }");
    let paths = model.services.iter().flat_map(|service| {
        let structs = service.structs.iter().map(|inner| service.struct_path(inner));
        std::iter::once(service.path()).chain(structs)
    });
    let paths: Vec<String> = paths.collect();
    let expected =
        ["/api/order-book", "/api/order-book/{parent_id}/todo-line", "/api/p-user", "/api/p-user/{parent_id}/http-log"];
    assert_eq!(paths, expected);
}

#[test]
fn assigns_ports_in_the_order_of_the_file() {
    let model = model("A: service { T: struct {} } P: project { #authMethod(email); } B: service { #auth; }");
    let ports: Vec<Ports> = model.services.iter().map(|service| service.ports).collect();
    assert_eq!(ports, [Ports { service: 1026, metrics: 1027 }, Ports { service: 1028, metrics: 1029 }]);
    assert_eq!(model.auth.map(|auth| auth.ports), Some(Ports { service: 1024, metrics: 1025 }));
}

#[test]
fn implied_attributes_come_first() {
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let model = model(text);
        let entities = model.services.iter().flat_map(|it| std::iter::once(&it.entity).chain(&it.structs));
        let names = entities.map(|it| it.attributes.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(" "));
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }
    check("S: service { a: int; T: struct { b: int; } }", &["id a", "id parentID b"]);
    check(
        "P: project { #authMethod(email); } S: service { a: int; } T: service { b: int; #auth; }",
        &["id createdBy a", "id b"],
    );
}

/// Checks the value of `#readable` that applies to the only service, the text of the item that sets it, and true if
/// the service itself contains that item.
#[track_caller]
fn check_readable(text: &str, value: Access, provenance: Option<&str>, own: bool) {
    let readable = model(text).services[0].readable;
    let item = |range: TextRange| text.get(std::ops::Range::<usize>::from(range));
    let source = match readable.source {
        Provenance::Own(range) => (item(range), true),
        Provenance::Project(range) => (item(range), false),
        Provenance::Default => (None, false),
    };
    assert_eq!((readable.value, source), (value, (provenance, own)));
}

#[test]
fn own_settings_override_the_project_and_the_default() {
    check_readable("P: project {} S: service {}", Access::All, None, false);
    check_readable("P: project { #authMethod(email); } S: service { #auth; }", Access::This, None, false);
    check_readable(
        "P: project { #authMethod(email); #readable(all); } S: service { #auth; }",
        Access::All,
        Some("#readable(all)"),
        false,
    );
    check_readable(
        "P: project { #authMethod(email); #readable(all); } S: service { #auth; #readable(by: this) ; }",
        Access::This,
        Some("#readable(by: this)"),
        true,
    );
    // A value that cannot be read has no effect.
    check_readable("P: project {} S: service { #readable(nobody); }", Access::All, None, false);
}

#[test]
fn language_and_database_have_defaults() {
    let service = &model("P: project { #language(go); } S: service { #database(PostgreSQL); }").services[0];
    assert!(matches!(service.language.source, Provenance::Project(_)), "{:?}", service.language);
    assert!(matches!(service.database.source, Provenance::Own(_)), "{:?}", service.database);
    let service = &model("S: service {}").services[0];
    assert_eq!((service.language.source, service.database.source), (Provenance::Default, Provenance::Default));
}
