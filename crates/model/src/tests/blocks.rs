//! Blocks: their kinds, names and allowed contents.

use super::{check, check_file};

#[test]
fn a_file_has_exactly_one_project() {
    check_file(
        "
         S: service {}
         ^ missing-project: Add one",
    );
    check_file("| missing-project");
    check_file(
        "
         P: project { #provider(kubernetes); }
         ~ duplicate-project: first
         Q: project {}
         ^ duplicate-project: Merge the two",
    );
    check_file(
        "
         P: project {}
         ^ no-provider: Without `#provider`, no deployment files are generated.",
    );
}

#[test]
fn blocks_of_each_kind_have_allowed_positions() {
    check(
        "
         S: servce { T: service {} }
            ^^^^^^ unknown-block-kind: Did you mean `service`?
                        ^^^^^^^ unknown-block-kind: Did you mean `struct`?
         V: struct {}
            ^^^^^^ unknown-block-kind: A struct must be inside a service.
         U: unit {}
            ^^^^ unknown-block-kind: `project` and `service`",
    );
    check(
        "
         P: project { #provider(kubernetes); a: int; T: struct {} }
                                             ^ unexpected-attribute: A project cannot have attributes.
                                                     ^ unexpected-block: A project cannot contain blocks. Move this block out of it.
         S: service { T: struct { U: struct {} } }
                                  ^ unexpected-block: A struct cannot contain blocks. Move this block out of it.",
    );
}

#[test]
fn block_names_are_unique() {
    check(
        "
         S: service { T: struct {} T: struct {} }
                      ~ duplicate-struct
                                   ^ duplicate-struct: struct of this service
         A: service {}
         ~ duplicate-service
         ~ duplicate-service
         A: service {}
         ^ duplicate-service: another service
         A: service {}
         ^ duplicate-service",
    );
}

#[test]
fn a_block_is_not_named_like_one_of_another_kind() {
    check(
        "
         P: project { #provider(kubernetes); }
         ~ duplicate-block-name
         P: service { A: struct {} }
         ^ duplicate-block-name: another block
                      ^ duplicate-block-name
         A: service {}
         ~ duplicate-block-name",
    );
}

#[test]
fn structs_of_different_services_may_share_a_name() {
    check(
        "
         A: service { T: struct {} }
                      ~ shared-struct-name
         B: service { T: struct {} }
                      ^ shared-struct-name: A struct of another service is also named `T`.",
    );
}
