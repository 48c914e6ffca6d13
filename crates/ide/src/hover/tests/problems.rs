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

        **Error**: `srvice` is no kind of block here. Outside all blocks there are `project` and `service`. Did you mean `service`?"#]],
    );
    check(
        "P: project {}\nS: service { a: Thing$0List; }\nThingList: service {}",
        expect![[r#"
        ```temple
        ThingList: service
        ```

        **Error**: The generated code makes names like `ThingList` itself, and putting the project's name in front does not help. Choose another name.

        Referred to by `S.a`."#]],
    );
    check(
        "P: project {}\nS: service { a$0: strng; }",
        expect![[r#"
        ```temple
        a: strng;
        ```

        **Error**: There is no type `strng`. Did you mean `string`?"#]],
    );
    check(
        "P: project {}\nS: service { t$0: T; T: struct { b: int; }; }",
        expect![[r#"
        ```temple
        t: T;
        ```

        **Warning**: A reference to the struct `T` passes validation, but generating then crashes. Refer to a service instead.

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

        What runs it is not certain: its `#provider` is wrong. 0 services, 1 generated file."#]],
    );
    check(
        "P: project { #readable(foo); }\nS$0: service { #writable(); a: int; }",
        expect![[r#"
            ```temple
            S: service
            ```

            **Error**: `#writable` needs a word: `by`.

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s` |
            | read | `GET /api/s/{id}` |
            | update | `PUT /api/s/{id}` |
            | delete | `DELETE /api/s/{id}` |

            - Who reads it is not certain: what says so is wrong.
            - Who changes it is not certain: what says so is wrong.

            Stored in table `s` of `s-db`.

            Listens on port 1026."#]],
    );
    check(
        "P: project {}\nS$0: service { a: int; #readable(this); }",
        expect![[r#"
            ```temple
            S: service
            ```

            **Error**: `this` means the account that made an entry, for which the project needs `#authMethod`.

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s` |
            | read | `GET /api/s/{id}` |
            | update | `PUT /api/s/{id}` |
            | delete | `DELETE /api/s/{id}` |

            - Read by its creator only: the service says `#readable(this)`.
            - Updated and deleted by anyone: the default without `#authMethod` is `#writable(all)`.

            Stored in table `s` of `s-db`.

            Listens on port 1026."#]],
    );
}

#[test]
fn lists_allowed_words_for_an_unknown_word() {
    check(
        "P: project {}\nS: servise$0 {}",
        expect![[r#"
        `servise` means nothing here. Possible:

        - `project`: The settings of the whole system.
        - `service`: A microservice with its own database and API."#]],
    );
    check(
        "S: service { T: struct { #fo$0o; }; }",
        expect![[r#"
        `foo` means nothing here. Possible:

        - `#enumerable`: Entries can be listed.
        - `#omit`: Endpoints that are not generated."#]],
    );
    check(
        "S: service { a: str$0ng; }",
        expect![[r#"
        `strng` means nothing here. Possible:

        - `bool`: True or false.
        - `date`: A day, without time.
        - `time`: A time of day, without date.
        - `datetime`: A point in time.
        - `string`: Text, of any length or within limits.
        - `int`: A whole number.
        - `float`: A number with a fraction.
        - `data`: Binary data."#]],
    );
    check(
        "S: service { a: int @fo$0o; }",
        expect![[r#"
        `foo` means nothing here. Possible:

        - `@unique`: No two entries share the value.
        - `@server`: Set and seen by server code only.
        - `@serverSet`: Set by server code, readable by clients.
        - `@client`: Sent by the client, never stored."#]],
    );
    check(
        "S: service { a: int(fo$0o: 5); }",
        expect![[r#"
        `foo` means nothing here. Possible:

        - `max`: The highest value.
        - `min`: The lowest value, at most `max`.
        - `precision`: How many bytes it takes, 1 to 8."#]],
    );
    check(
        "S: service { #readable(fo$0o); }",
        expect![[r#"
        `foo` means nothing here. Possible:

        - `all`: Anyone may do so.
        - `this`: Only who created the entry."#]],
    );
    check("S: service { a: Ca$0rt; #uses[B]; }", expect![[""]]);
}
