//! Words in declarations with problems, and unknown words.

use expect_test::expect;

use super::check;

#[test]
fn shows_problems_instead_of_uncertain_consequences() {
    check(
        "P: project {}\nA$0: srvice { a: int; }",
        expect![[r#"
            ```temple
            A: srvice
            ```

            **Error**: Unknown block kind `srvice`. Only `project` and `service` blocks are allowed at the top level. Did you mean `service`?"#]],
    );
    check(
        "P: project {}\nS: service { a: Thing$0List; }\nThingList: service {}",
        expect![[r#"
        ```temple
        ThingList: service
        ```

        **Error**: `ThingList` conflicts with names in the generated code, even with the project's name as a prefix. Choose a different name.

        Referenced by `S.a`."#]],
    );
    check(
        "P: project {}\nS: service { a$0: strng; }",
        expect![[r#"
        ```temple
        a: strng;
        ```

        **Error**: Unknown type `strng`. Did you mean `string`?"#]],
    );
    check(
        "P: project {}\nS: service { t$0: T; T: struct { b: int; }; }",
        expect![[r#"
        ```temple
        t: T;
        ```

        **Warning**: A reference to the struct `T` passes validation but crashes the generator. Refer to a service instead.

        In requests: yes · in responses: yes · stored: yes

        ```sql
        t UUID NOT NULL
        ```

        ```yaml
        t:
          type: number
          format: int32
        ```"#]],
    );
}

#[test]
fn claims_nothing_about_invalid_settings() {
    check(
        "P$0: project { #provider(foo); }",
        expect![[r#"
        ```temple
        P: project
        ```

        The provider is unknown, because `#provider` is invalid. 0 services, 1 generated file."#]],
    );
    check(
        "P: project { #readable(foo); }\nS$0: service { #writable(); a: int; }",
        expect![[r#"
            ```temple
            S: service
            ```

            **Error**: `#writable` requires the argument `by`, a word.

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s` |
            | read | `GET /api/s/{id}` |
            | update | `PUT /api/s/{id}` |
            | delete | `DELETE /api/s/{id}` |

            - Read access is unknown because of errors.
            - Write access is unknown because of errors.

            Stored in table `s` of database `s-db`.

            Listens on port 1026."#]],
    );
    check(
        "P: project {}\nS$0: service { a: int; #readable(this); }",
        expect![[r#"
            ```temple
            S: service
            ```

            **Error**: `#readable(this)` requires `#authMethod` in the project, because `this` is the account that created the entry.

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s` |
            | read | `GET /api/s/{id}` |
            | update | `PUT /api/s/{id}` |
            | delete | `DELETE /api/s/{id}` |

            - Can be read only by its creator (`#readable(this)`, set in the service).
            - Can be updated and deleted by anyone (`#writable(all)`, the default without `#authMethod`).

            Stored in table `s` of database `s-db`.

            Listens on port 1026."#]],
    );
}

#[test]
fn lists_allowed_words_for_an_unknown_word() {
    check(
        "P: project {}\nS: servise$0 {}",
        expect![[r#"
            Unknown block kind `servise`. Possible block kinds:

            - `project`: Settings for the whole system.
            - `service`: A microservice with its own database and API."#]],
    );
    check(
        "S: service { T: struct { #fo$0o; }; }",
        expect![[r#"
            Unknown metadata item `foo`. Possible metadata items:

            - `#enumerable`: Lets clients list entries.
            - `#omit`: Endpoints that are not generated."#]],
    );
    check(
        "S: service { a: str$0ng; }",
        expect![[r#"
            Unknown type `strng`. Possible types:

            - `bool`: True or false.
            - `date`: A date without a time.
            - `time`: A time of day without a date.
            - `datetime`: A point in time.
            - `string`: Text, optionally with length limits.
            - `int`: An integer.
            - `float`: A floating-point number.
            - `data`: Binary data."#]],
    );
    check(
        "S: service { a: int @fo$0o; }",
        expect![[r#"
            Unknown annotation `foo`. Possible annotations:

            - `@unique`: No two entries have the same value.
            - `@server`: Set and read by server code only.
            - `@serverSet`: Set by server code, readable by clients.
            - `@client`: Sent by clients, never stored."#]],
    );
    check(
        "S: service { a: int(fo$0o: 5); }",
        expect![[r#"
            Unknown parameter `foo`. Possible parameters:

            - `max`: The maximum value.
            - `min`: The minimum value, not greater than `max`.
            - `precision`: The size in bytes, from 1 to 8."#]],
    );
    check(
        "S: service { #readable(fo$0o); }",
        expect![[r#"
            Unknown value `foo`. Possible values:

            - `all`: All clients.
            - `this`: Only the creator of the entry."#]],
    );
    check("S: service { a: Ca$0rt; #uses[B]; }", expect![[""]]);
}
