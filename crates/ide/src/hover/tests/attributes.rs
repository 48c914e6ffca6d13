//! Attributes, and the comments above them.

use expect_test::expect;

use super::check;
use crate::hover::contained;

#[test]
fn shows_an_attribute_once() {
    check(
        "P: project {}\nS: service { #enumerable; a$0: string(5); }",
        expect![[r#"
        ```temple
        a: string(5);
        ```

        In requests: yes · in responses: yes · stored: yes

        ```sql
        a VARCHAR(5) NOT NULL
        ```

        ```yaml
        a:
          type: string
          maxLength: 5
        ```"#]],
    );
    check(
        "P: project {}\nS: service { a$0: bool; b: int; }",
        expect![[r#"
        ```temple
        a: bool;
        ```

        In requests: yes · in responses: yes · stored: yes

        ```sql
        a BOOLEAN NOT NULL
        ```

        ```yaml
        a:
          type: boolean
        ```"#]],
    );
}

#[test]
fn shows_the_target_of_a_reference() {
    check(
        "P: project {}\nS: service { by$0: User; }\nUser: service { a: int; }",
        expect![[r#"
            ```temple
            by: User;
            ```

            In requests: yes · in responses: yes · stored: yes

            ```sql
            by UUID NOT NULL
            ```

            ```yaml
            by:
              type: number
              format: int32
              description: The id of the PUser
            ```"#]],
    );
}

#[test]
fn confines_a_comment_to_its_part() {
    check(
        "P: project { #provider(k8s); }\n// At /a/<id>, `List<A>` or a ` < b.\n// ```js\n// a <b>\nS$0: service {}",
        expect![[r#"
            At /a/\<id>, `List<A>` or a ` \< b.
            ```js
            a <b>
            ```

            ```temple
            S: service
            ```

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s` |
            | read | `GET /api/s/{id}` |
            | delete | `DELETE /api/s/{id}` |

            - Can be read by anyone (`#readable(all)`, the default without `#authMethod`).
            - Can be deleted by anyone (`#writable(all)`, the default without `#authMethod`).

            Stored in table `s` of database `s-db`.

            Runs as `s` with database `s-db`. Listens on port 1026."#]],
    );
}

#[test]
fn closes_a_fence_with_its_own_characters() {
    let check = |comment: &str, expected: &str| assert_eq!(contained(comment), expected);
    check("````\n```\n<b>\n````\n<u>", "````\n```\n<b>\n````\n\\<u>");
    check("```a`b\n<i>", "```a`b\n\\<i>");
    check("~~~ a`b\n<i>", "~~~ a`b\n<i>\n~~~");
    check("\\<img>", "\\<img>");
}

#[test]
fn hovers_an_attribute() {
    check(
        "P: project {}\nS: service {\n  /* How\n   * many. */\n  end$0: int(max: 5k) @serverSet\n    @unique; }",
        expect![[r#"
            How
            many.

            ```temple
            end: int(max: 5k) @serverSet @unique;
            ```

            `end` is renamed to `pEnd` in the generated code, because it is a PostgreSQL keyword.

            In requests: no · in responses: yes · stored: yes

            ```sql
            p_end INT CHECK (p_end <= 5000) UNIQUE NOT NULL
            ```

            ```yaml
            pEnd:
              type: number
              format: int32
              maximum: 5000
            ```"#]],
    );
    check(
        "P: project {}\nS: service { a$0: string @client; }",
        expect![[r#"
        ```temple
        a: string @client;
        ```

        In requests: yes · in responses: no · stored: no

        ```yaml
        a:
          type: string
        ```"#]],
    );
}
