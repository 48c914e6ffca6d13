//! Accounts: consistency of the project and the services.

use super::check;

#[test]
fn accounts_need_auth_and_auth_method() {
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
                      ^^^^^ auth-without-auth-method: `#auth` requires `#authMethod` in the project.
         T: service { #auth(); }
                      ^^^^^^^ auth-without-auth-method",
    );
}

#[test]
fn reports_only_the_invalid_item_of_accounts() {
    check(
        "
         P: project { #provider(kubernetes); #authMethod(emial); #writable(this); }
                                                         ^^^^^ unknown-value: Did you mean `email`?
         S: service { #auth; #readable(this); }",
    );
}

#[test]
fn access_for_creators_needs_accounts() {
    check(
        "
         P: project { #provider(kubernetes); #readable(this); }
         ~ readable-this-without-auth
         ~ writable-this-without-auth
                                             ^^^^^^^^^^^^^^^ readable-this-without-auth: `#readable(this)` requires `#authMethod` in the project, because `this` is the account that created the entry.
         S: service { #writable(by: this); }
                      ^^^^^^^^^^^^^^^^^^^ writable-this-without-auth",
    );
}

#[test]
fn writable_by_all_contradicts_readable_by_creator() {
    check(
        "
         P: project { #provider(kubernetes); #authMethod(email); #writable(all); }
         S: service { #auth; #readable(this); }
         T: service { #readable(this); #writable(all); }
                      ~~~~~~~~~~~~~~~ writable-all-readable-this
                                       ^^^^^^^^^^^^^^ writable-all-readable-this: Use `#writable(this)` or `#readable(all)`.",
    );
}

#[test]
fn an_enumerable_auth_service_needs_readable_all() {
    check(
        "
         P: project { #provider(kubernetes); #authMethod(email); #readable(all); }
         S: service { #auth; #enumerable; }
                      ~~~~~ enumerable-auth-service
                             ^^^^^^^^^^^ enumerable-auth-service: `#enumerable` in a service with `#auth` passes validation but crashes the generator,
         T: service { #auth; #enumerable; #readable(all); }
         U: service { #auth; #enumerable; #readable(this); }
                      ~~~~~ enumerable-auth-service
                             ^^^^^^^^^^^ enumerable-auth-service",
    );
}
