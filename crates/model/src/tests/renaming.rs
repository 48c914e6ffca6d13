//! Renaming of names that would clash in the generated code.

use super::{PROJECT, analysis, check};
use crate::{Model, RenameReason};

/// The names of a file's blocks and attributes, as written and as generated.
fn names(model: &Model) -> Vec<(String, String)> {
    let entities = model.services.iter().flat_map(|it| std::iter::once(&it.entity).chain(&it.structs));
    let names = entities.flat_map(|it| {
        let attributes = it.attributes.iter().filter_map(|attribute| attribute.source.as_ref());
        std::iter::once(&it.name).chain(attributes)
    });
    names.map(|name| (name.source.to_string(), name.as_str().to_owned())).collect()
}

#[track_caller]
fn check_names(text: &str, expected: &[(&str, &str)]) {
    let project = if text.contains(": project") { "" } else { PROJECT };
    let (model, _) = analysis(&format!("{project}{text}"));
    let names = names(&model);
    let names: Vec<(&str, &str)> = names.iter().map(|(source, name)| (source.as_str(), name.as_str())).collect();
    assert_eq!(names, expected);
}

#[test]
fn reports_the_reason_of_a_renaming() {
    check(
        "
         User: service { end: int; for: int; id: int; currentUser: int; Kong: struct { user: int; } }
         ^^^^ renamed: `User` is renamed to `PUser` in the generated code, because it is a PostgreSQL keyword.
                         ^^^ renamed: `end` is renamed to `pEnd` in the generated code, because it is a PostgreSQL keyword.
                                   ^^^ renamed: it is used in the generated Go code
                                             ^^ renamed: `id` is renamed to `pId` in the generated code, because it is the name of a generated attribute.
                                                      ^^^^^^^^^^^ renamed: PostgreSQL
                                                                        ^^^^ renamed: `Kong` is renamed to `PKong` in the generated code, because it is reserved for a component of the generated system.
                                                                                       ^^^^ renamed: `pUser`
         CreateOrder: service {}
         ^^^^^^^^^^^ renamed: `CreateOrder` is renamed to `PCreateOrder` in the generated code, because it has a prefix or suffix that is reserved for generated names.",
    );
}

#[test]
fn a_name_that_stays_unusable_is_an_error() {
    check(
        "
         OrderList: service {}
         ^^^^^^^^^ no-usable-name: `OrderList` conflicts with names in the generated code, even with the project's name as a prefix.
         S: service { UserInput: struct { a: int; } }
                      ^^^^^^^^^ no-usable-name",
    );
}

#[test]
fn renames_names_that_differ_only_in_case() {
    check_names("S: service { ab: int; aB: int; }", &[("S", "S"), ("ab", "pAb"), ("aB", "ppab")]);
}

#[test]
fn renames_again_if_the_new_name_is_taken() {
    check_names("User: service {} PUser: service {}", &[("User", "PPUser"), ("PUser", "PUser")]);
    check_names("S: service { end: int; pEnd: int; }", &[("S", "S"), ("end", "ppEnd"), ("pEnd", "pEnd")]);
}

#[test]
fn an_attribute_of_a_struct_is_not_named_like_the_service() {
    check_names(
        "Shop: service { Item: struct { shop: int; item2: int; } item: int; }",
        &[("Shop", "Shop"), ("item", "item"), ("Item", "Item"), ("shop", "pShop"), ("item2", "item2")],
    );
}

#[test]
fn a_block_is_not_named_like_the_project() {
    check_names("App: project {} APP: service { a: int; }", &[("APP", "AppAPP"), ("a", "a")]);
}

#[test]
fn renames_structs_with_the_same_name_alike() {
    check_names(
        "A: service { User: struct {} } B: service { User: struct {} }",
        &[("A", "A"), ("User", "PUser"), ("B", "B"), ("User", "PUser")],
    );
}

#[test]
fn keeps_the_first_reason() {
    let (model, _) = analysis("P: project {} User: service {} PUser: service {}");
    let renamed = model.services[0].entity.name.renamed.as_ref().expect("a new name");
    assert_eq!((renamed.to.as_str(), renamed.reason), ("PPUser", RenameReason::Database(crate::Database::Postgres)));
}
