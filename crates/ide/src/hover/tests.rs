//! What is said of each kind of word.

use expect_test::{Expect, expect};

use crate::fixture::cursor;

#[track_caller]
fn check(marked: &str, expected: Expect) {
    let (analysis, offset) = cursor(marked);
    let hover = analysis.hover(offset);
    if let Some(hover) = &hover {
        assert!(hover.range.contains_inclusive(offset));
    }
    expected.assert_eq(&hover.map_or_else(String::new, |hover| hover.markdown));
}

#[test]
fn a_service() {
    check(
        "Shop: project { #authMethod(email); #readable(all); }\n// Who buys.\nUs$0er: service { #auth; #enumerable; a: int; }\n\
         Order: service { #uses[User]; by: User; }",
        expect![[r#"
            Who buys.

            ```temple
            User: service
            ```

            `User` becomes `ShopUser` in the generated code, because that is a word of PostgreSQL.

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/shop-user` |
            | read | `GET /api/shop-user/{id}` |
            | update | `PUT /api/shop-user/{id}` |
            | delete | `DELETE /api/shop-user/{id}` |
            | list | `GET /api/shop-user/all` |
            | identify | `GET /api/shop-user` |

            Read: `#readable(all)`, the project says so. Written: `#writable(this)`, the default.

            Stored in table `shop_user` of `shop-user-db`.

            Runs as `shop-user` with its database `shop-user-db`, on port 1026; metrics on 1027.

            Referred to by `Order`, `Order.by`."#]],
    );
}

#[test]
fn a_struct() {
    check(
        "P: project {}\nS: service { T$0: struct { a: int; #omit[delete]; }; }",
        expect![[r#"
        ```temple
        T: struct
        ```

        | endpoint | request |
        | --- | --- |
        | create | `POST /api/s/{parent-id}/t` |
        | read | `GET /api/s/{parent-id}/t/{id}` |
        | update | `PUT /api/s/{parent-id}/t/{id}` |

        Read: `#readable(all)`, the default. Written: `#writable(all)`, the default.

        Stored in table `t` of `s-db`."#]],
    );
}

#[test]
fn the_project() {
    check(
        "P$0: project { #provider(kubernetes); }\nS: service {}",
        expect![[r#"
            ```temple
            P: project
            ```

            Runs with `kubernetes`. 1 service, 20 generated files."#]],
    );
}

#[test]
fn an_attribute() {
    check(
        "P: project {}\nS: service {\n  /* How\n   * many. */\n  end$0: int(max: 5k) @serverSet\n    @unique; }",
        expect![[r#"
            How
            many.

            ```temple
            end: int(max: 5k) @serverSet @unique;
            ```

            `end` becomes `pEnd` in the generated code, because that is a word of PostgreSQL.

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

#[test]
fn words_of_the_language() {
    check(
        "P: project {}\nS: service { a: str$0ing(5, 1); }",
        expect![[r#"
        **string**: Text, of any length or within limits.

        Text, stored as `TEXT`, or as `VARCHAR` where a maximum is given.

        - `maxLength` (an integer): At most so many characters, 0 or more.
        - `minLength` (an integer): At least so many characters, at most `maxLength`.

        ```temple
        name: string(maxLength: 40, minLength: 2);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#types)

        ```sql
        a VARCHAR(5) CHECK (length(a) >= 1) NOT NULL
        ```"#]],
    );
    check(
        "P: project { #provider(ku$0be); }\nS: service {}",
        expect![[r#"
        **kubernetes**: Kubernetes manifests.

        Generates deployments, services and volumes for every service, its database and the Kong gateway, with scripts that build, push and deploy.

        Also written `kube`, `k8s`, `kubernooties`.

        ```temple
        #provider(kubernetes);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)

        Here it brings 20 files:

        - `api/p.openapi.yaml`
        - `deploy.sh`
        - `kong/configure-kong.sh`
        - `kube/deploy/deploy-daemon-set.yaml`
        - `kube/deploy/deploy-replication-controller.yaml`
        - `kube/deploy/deploy-service.yaml`
        - `kube/kong/kong-db-deployment.yaml`
        - `kube/kong/kong-db-service.yaml`
        - `kube/kong/kong-deployment.yaml`
        - `kube/kong/kong-migration-job.yaml`
        - `kube/kong/kong-service.yaml`
        - `kube/s/db-deployment.yaml`

        … and 8 more."#]],
    );
    check(
        "P: project { #metr$0ics(prometheus); }",
        expect![[r#"
        **metrics**: Metrics of every service.

        Adds scraping, dashboards and their containers. Without it there are no metrics.

        - `metrics` (a word): What reads them. Possible: `prometheus`.

        ```temple
        #metrics(prometheus);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)"#]],
    );
    check(
        "S: service { a: int @un$0ique; }",
        expect![[r#"
        **unique**: No two entries share the value.

        The column gets a `UNIQUE` constraint. Combines with each of the other annotations.

        ```temple
        email: string @unique;
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#annotations)"#]],
    );
    check(
        "S: ser$0vice {}",
        expect![[r#"
        **service**: A microservice with its own database and API.

        A service stands outside all other blocks. Its attributes are what it stores and exchanges; its metadata say which endpoints it has, who may use them, and which other services it calls. It may hold structs.

        ```temple
        Customer: service {
          name: string;
        }
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#blocks)"#]],
    );
    check(
        "S: service { a: int(prec$0ision: 4); }",
        expect!["`precision` (an integer, 4 where it is not given): How many bytes it takes, 1 to 8."],
    );
}

#[test]
fn a_number_with_a_suffix() {
    check("S: service { a: data(5$0M); }", expect!["`5M` is 5 000 000."]);
    check("S: service { a: data(5M$0); }", expect!["`5M` is 5 000 000."]);
    check("S: service { a: data(5$0); }", expect![""]);
}

#[test]
fn nothing_to_say() {
    check("S: service { a: Foo$0; }", expect![""]);
    check("$0", expect![""]);
    check("S: service {$0 }", expect![""]);
}
