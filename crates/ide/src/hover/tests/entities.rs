//! The project, services and structs.

use expect_test::expect;

use super::check;

#[test]
fn hovers_a_service() {
    check(
        "Shop: project { #authMethod(email); #readable(all); #provider(k8s); }\n// Who buys.\nUs$0er: service { #auth; #enumerable; a: int; }\n\
         Order: service { #uses[User]; by: User; }",
        expect![[r#"
            Who buys.

            ```temple
            User: service
            ```

            **Warning**: `#enumerable` in a service with `#auth` passes validation but crashes the generator, unless the service itself has `#readable(all)`. Add it, or remove `#enumerable`.

            `User` is renamed to `ShopUser` in the generated code, because it is a PostgreSQL keyword.

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/shop-user` |
            | read | `GET /api/shop-user/{id}` |
            | update | `PUT /api/shop-user/{id}` |
            | delete | `DELETE /api/shop-user/{id}` |
            | list | `GET /api/shop-user/all` |
            | identify | `GET /api/shop-user` |

            - Can be read by anyone with an account (`#readable(all)`, set in the project).
            - Can be updated and deleted only by its creator (`#writable(this)`, the default with `#authMethod`).

            Stored in table `shop_user` of database `shop-user-db`.

            Runs as `shop-user` with database `shop-user-db`. Listens on port 1026.

            Referenced by `Order` (`#uses`), `Order.by`."#]],
    );
}

#[test]
fn hovers_a_struct() {
    check(
        "P: project {}\nS: service { T$0: struct { a: int; #omit[delete]; }; }",
        expect![[r#"
            ```temple
            T: struct
            ```

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s/{parent_id}/t` |
            | read | `GET /api/s/{parent_id}/t/{id}` |
            | update | `PUT /api/s/{parent_id}/t/{id}` |

            - Can be read by anyone (`#readable(all)`, the default without `#authMethod`).
            - Can be updated by anyone (`#writable(all)`, the default without `#authMethod`).

            Stored in table `t` of database `s-db`."#]],
    );
}

#[test]
fn hovers_the_project() {
    check(
        "P$0: project { #provider(kubernetes); }\nS: service {}",
        expect![[r#"
            ```temple
            P: project
            ```

            Deployed with `kubernetes`. 1 service, 20 generated files."#]],
    );
}

#[test]
fn describes_access_of_existing_endpoints_only() {
    check(
        "P: project {}\nS$0: service { a: int; #omit[read, update, delete]; }",
        expect![[r#"
            ```temple
            S: service
            ```

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s` |

            Stored in table `s` of database `s-db`.

            Listens on port 1026."#]],
    );
    check(
        "P: project {}\nS: service { T$0: struct { #omit[read, delete]; #enumerable; }; }",
        expect![[r#"
            ```temple
            T: struct
            ```

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s/{parent_id}/t` |
            | list | `GET /api/s/{parent_id}/t/all` |

            - Can be read by anyone (`#readable(all)`, the default without `#authMethod`).

            Stored in table `t` of database `s-db`."#]],
    );
}

#[test]
fn explains_access() {
    check(
        "P: project { #authMethod(email); }\nS$0: service { #auth; #readable(all); }",
        expect![[r#"
            ```temple
            S: service
            ```

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s` |
            | read | `GET /api/s/{id}` |
            | delete | `DELETE /api/s/{id}` |
            | identify | `GET /api/s` |

            - Can be read by anyone with an account (`#readable(all)`, set in the service).
            - Can be deleted only by its creator (`#writable(this)`, the default with `#authMethod`).

            Stored in table `s` of database `s-db`.

            Listens on port 1026."#]],
    );
}

#[test]
fn shows_nothing_generated_for_a_duplicate_service() {
    let text = "P: project { #authMethod(email); }\nA: service { #auth; }\nA: service { T$0: struct { x: int; }; }";
    check(
        text,
        expect![[r#"
        ```temple
        T: struct
        ```"#]],
    );
}
