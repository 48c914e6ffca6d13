//! Accounts: consistency of the project and the services.

use super::check;

#[test]
fn accounts_need_both_halves() {
    check(
        "
         P: project { #provider(kubernetes); #authMethod(email); }
                                             ^^^^^^^^^^^^^^^^^^ auth-method-without-auth: requires a service with `#auth`
         S: service {}",
    );
    check(
        "
         P: project { #provider(kubernetes); }
         ~ auth-without-auth-method
         ~ auth-without-auth-method
         S: service { #auth; }
                      ^^^^^ auth-without-auth-method: needs `#authMethod`
         T: service { #auth(); }
                      ^^^^^^^ auth-without-auth-method",
    );
}

#[test]
fn a_broken_half_is_all_that_is_reported() {
    check(
        "
         P: project { #provider(kubernetes); #authMethod(emial); #writable(this); }
                                                         ^^^^^ unknown-value: Did you mean `email`?
         S: service { #auth; #readable(this); }",
    );
}

#[test]
fn only_accounts_can_be_given_rights() {
    check(
        "
         P: project { #provider(kubernetes); #readable(this); }
         ~ readable-this-without-auth
         ~ writable-this-without-auth
                                             ^^^^^^^^^^^^^^^ readable-this-without-auth: needs `#authMethod`
         S: service { #writable(by: this); }
                      ^^^^^^^^^^^^^^^^^^^ writable-this-without-auth",
    );
}

#[test]
fn not_everybody_can_write_what_only_the_creator_reads() {
    check(
        "
         P: project { #provider(kubernetes); #authMethod(email); #writable(all); }
         S: service { #auth; #readable(this); }
         T: service { #readable(this); #writable(all); }
                      ~~~~~~~~~~~~~~~ writable-all-readable-this
                                       ^^^^^^^^^^^^^^ writable-all-readable-this: Say `#writable(this)`",
    );
}

#[test]
fn a_list_of_accounts_is_readable_by_all() {
    check(
        "
         P: project { #provider(kubernetes); #authMethod(email); #readable(all); }
         S: service { #auth; #enumerable; }
                      ~~~~~ enumerable-auth-service
                             ^^^^^^^^^^^ enumerable-auth-service: unless this service itself
         T: service { #auth; #enumerable; #readable(all); }
         U: service { #auth; #enumerable; #readable(this); }
                      ~~~~~ enumerable-auth-service
                             ^^^^^^^^^^^ enumerable-auth-service",
    );
}
