//! References between blocks.

use super::check;

#[test]
fn resolves_references_to_services() {
    check(
        "
         Visit: service { a: Custmer; b: P; c: Item; d: Zebra; }
                             ^^^^^^^ unknown-reference: Did you mean `Customer`?
                                         ^ unknown-reference: is the project
                                               ^^^^ unknown-reference: a struct of another service
                                                        ^^^^^ unknown-reference: Unknown reference `Zebra`.
         Customer: service { Item: struct {} }
                             ~~~~ unknown-reference",
    );
}

#[test]
fn a_reference_to_a_struct_is_no_error() {
    check(
        "
         S: service { a: T; T: struct { b: U; } U: struct {} }
                         ^ reference-to-struct: A reference to the struct `T` passes validation but crashes the generator.
                            ~ reference-to-struct
                                           ^ reference-to-struct
                                                ~ reference-to-struct",
    );
}

#[test]
fn reports_unknown_used_services() {
    check(
        "
         S: service { T: struct {} #uses[S, T, Servce]; }
                      ~ unknown-used-service
                                            ^ unknown-used-service: `T` is a struct
                                               ^^^^^^ unknown-used-service: Did you mean `Service`?
         Service: service {}",
    );
}

#[test]
fn reports_a_cycle_once_with_every_link() {
    check(
        "
         A: service { x: int; c: C; d: D; }
                                 ^ reference-cycle: Reference cycle: A → C → B → A.
         B: service { e: A; }
                         ~ reference-cycle: `B` refers to `A` here
         C: service { f: B; }
                         ~ reference-cycle: `C` refers to `B` here
         D: service { g: D; }
                         ^ reference-cycle: `D` refers to itself. Remove this reference.",
    );
}

#[test]
fn finds_cycles_through_structs() {
    // The relation of a struct to its service is not an edge of the graph.
    check(
        "
         A: service { b: B; T: struct { c: A; } }
         B: service { U: struct { d: A; } }",
    );
    check(
        "
         A: service { T: struct { b: U; } U: struct { c: T; } }
                                     ^ reference-cycle: T → U → T
                                     ^ reference-to-struct
                                          ~ reference-to-struct
                      ~ reference-to-struct
                                                         ~ reference-cycle: `U` refers to `T`
                                                         ^ reference-to-struct",
    );
}
