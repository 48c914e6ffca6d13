//! Metadata items and their values.

use super::check;

#[test]
fn reports_unknown_and_misplaced_items() {
    check(
        "
         S: service { #enumrable; #provider(kubernetes); T: struct { #auth; } }
                       ^^^^^^^^^ unknown-metadata: Did you mean `#enumerable`?
                                   ^^^^^^^^ unknown-metadata: is not allowed in a service, only in a project
                                                                      ^^^^ unknown-metadata: only in a service",
    );
}

#[test]
fn reports_duplicate_items() {
    check(
        "
         S: service { a: int; #enumerable; #enumerable ; #enumerable }
                              ~~~~~~~~~~~ duplicate-metadata
                              ~~~~~~~~~~~ duplicate-metadata
                                           ^^^^^^^^^^^ duplicate-metadata: Duplicate `#enumerable` in this block.
                                                         ^^^^^^^^^^^ duplicate-metadata",
    );
}

#[test]
fn reports_unknown_values_and_aliases() {
    check(
        "
         P: project { #provider(K8s); #metrics(promtheus); #language(rust); }
                                ^^^ spelling: Use the standard spelling `kubernetes`.
                                               ^^^^^^^^^ unknown-value: Did you mean `prometheus`?
                                                                     ^^^^ unknown-value: Possible values: `go`",
    );
}

#[test]
fn reports_duplicate_list_entries() {
    check(
        "
         S: service { a: int; #omit[read, READ, reed]; #uses[S, T, S, U]; }
                                    ~~~~ repeated-entry
                                          ^^^^ repeated-entry: has no effect
                                          ^^^^ spelling
                                                ^^^^ unknown-value: Did you mean `read`?
                                                             ~ repeated-entry
                                                                   ^ repeated-entry
                                                                      ^ unknown-used-service: Unknown service `U`. Did you mean `S`?
         T: service {}",
    );
}
