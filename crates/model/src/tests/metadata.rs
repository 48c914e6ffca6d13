//! Metadata items and their values.

use super::check;

#[test]
fn items_are_known_and_in_their_place() {
    check(
        "
         S: service { #enumrable; #provider(kubernetes); T: struct { #auth; } }
                       ^^^^^^^^^ unknown-metadata: Did you mean `#enumerable`?
                                   ^^^^^^^^ unknown-metadata: is not allowed in a service, only in a project
                                                                      ^^^^ unknown-metadata: only in a service",
    );
}

#[test]
fn an_item_is_said_once() {
    check(
        "
         S: service { a: int; #enumerable; #enumerable ; #enumerable }
                              ~~~~~~~~~~~ duplicate-metadata
                              ~~~~~~~~~~~ duplicate-metadata
                                           ^^^^^^^^^^^ duplicate-metadata: said twice
                                                         ^^^^^^^^^^^ duplicate-metadata",
    );
}

#[test]
fn values_are_known_and_canonical() {
    check(
        "
         P: project { #provider(K8s); #metrics(promtheus); #language(rust); }
                                ^^^ spelling: The standard spelling is `kubernetes`
                                               ^^^^^^^^^ unknown-value: Did you mean `prometheus`?
                                                                     ^^^^ unknown-value: Possible values: `go`",
    );
}

#[test]
fn entries_stand_in_a_list_once() {
    check(
        "
         S: service { a: int; #omit[read, READ, reed]; #uses[S, T, S, U]; }
                                    ~~~~ repeated-entry
                                          ^^^^ repeated-entry: has no effect
                                          ^^^^ spelling
                                                ^^^^ unknown-value: Did you mean `read`?
                                                             ~ repeated-entry
                                                                   ^ repeated-entry
                                                                      ^ unknown-used-service: no service `U`
         T: service {}",
    );
}
