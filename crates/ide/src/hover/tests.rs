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
        "Shop: project { #authMethod(email); #readable(all); #provider(k8s); }\n// Who buys.\nUs$0er: service { #auth; #enumerable; a: int; }\n\
         Order: service { #uses[User]; by: User; }",
        expect![[r#"
            Who buys.

            ```temple
            User: service
            ```

            **Warning**: `#enumerable` together with `#auth` passes validation, but generating then crashes, unless this service itself says `#readable(all)`.

            `User` becomes `ShopUser` in the generated code, because that is a word of PostgreSQL.

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/shop-user` |
            | read | `GET /api/shop-user/{id}` |
            | update | `PUT /api/shop-user/{id}` |
            | delete | `DELETE /api/shop-user/{id}` |
            | list | `GET /api/shop-user/all` |
            | identify | `GET /api/shop-user` |

            - Read by anyone with an account: the project says `#readable(all)`.
            - Updated and deleted by its creator only: the default with `#authMethod` is `#writable(this)`.

            Stored in table `shop_user` of `shop-user-db`.

            Runs as `shop-user` with its database `shop-user-db`, on port 1026.

            Referred to by `Order` (`#uses`), `Order.by`."#]],
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
            | create | `POST /api/s/{parent_id}/t` |
            | read | `GET /api/s/{parent_id}/t/{id}` |
            | update | `PUT /api/s/{parent_id}/t/{id}` |

            - Read by anyone: the default without `#authMethod` is `#readable(all)`.
            - Updated by anyone: the default without `#authMethod` is `#writable(all)`.

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
fn an_attribute_is_shown_once() {
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
fn an_attribute_that_refers_says_to_what() {
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
fn what_is_wrong_is_said_in_the_place_of_what_would_follow() {
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
fn a_comment_stays_within_its_part() {
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

            - Read by anyone: the default without `#authMethod` is `#readable(all)`.
            - Deleted by anyone: the default without `#authMethod` is `#writable(all)`.

            Stored in table `s` of `s-db`.

            Runs as `s` with its database `s-db`, on port 1026."#]],
    );
}

#[test]
fn a_fence_is_closed_by_its_own_signs() {
    let check = |comment: &str, expected: &str| assert_eq!(super::contained(comment), expected);
    check("````\n```\n<b>\n````\n<u>", "````\n```\n<b>\n````\n\\<u>");
    check("```a`b\n<i>", "```a`b\n\\<i>");
    check("~~~ a`b\n<i>", "~~~ a`b\n<i>\n~~~");
    check("\\<img>", "\\<img>");
}

#[test]
fn a_number_that_does_not_fit_says_so() {
    check(
        "S: service { a: int(9999999$09999); }",
        expect![[r#"
        `99999999999` does not fit 32 bits.

        `max` (an integer): The highest value."#]],
    );
    check(
        "S: service { a: float(1e40$00); }",
        expect![[r#"
        `1e400` is too large, and becomes infinite: it bounds nothing.

        `max` (a number): The highest value."#]],
    );
}

#[test]
fn access_is_told_of_the_endpoints_that_there_are() {
    check(
        "P: project {}\nS$0: service { a: int; #omit[read, update, delete]; }",
        expect![[r#"
            ```temple
            S: service
            ```

            | endpoint | request |
            | --- | --- |
            | create | `POST /api/s` |

            Stored in table `s` of `s-db`.

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

        - Read by anyone: the default without `#authMethod` is `#readable(all)`.

        Stored in table `t` of `s-db`."#]],
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

            - `maxLength` (an integer): The highest number of characters, 0 or more.
            - `minLength` (an integer): The lowest number of characters, at most `maxLength`.

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

            Here it brings 16 files:

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
            - `kube/s/db-service.yaml`

            … and 4 more."#]],
    );
    check(
        "P: project { #metr$0ics(prometheus); }",
        expect![[r#"
            **#metrics**: Metrics of every service.

            Adds scraping, dashboards and their containers. Without it there are no metrics.

            - `metrics` (a word): What collects and shows them. Possible: `prometheus`.

            ```temple
            #metrics(prometheus);
            ```

            [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)"#]],
    );
    check(
        "S: service { a: int @un$0ique; }",
        expect![[r#"
            **@unique**: No two entries share the value.

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
    check(
        "S: service { a: data(5$0M); }",
        expect![[r#"
        `5M` is 5 000 000.

        `maxSize` (an integer): The highest number of bytes, 0 or more."#]],
    );
    check(
        "S: service { a: data(5M$0); }",
        expect![[r#"
        `5M` is 5 000 000.

        `maxSize` (an integer): The highest number of bytes, 0 or more."#]],
    );
    check(
        "S: service { a: int(min: 5$0G); }",
        expect![[r#"
        `5G` would be 5 000 000 000, which does not fit 32 bits; the compiler makes it 705 032 704.

        `min` (an integer): The lowest value, at most `max`."#]],
    );
}

#[test]
fn a_number_is_for_a_parameter() {
    check(
        "S: service { a: string(5, $01); }",
        expect!["`minLength` (an integer): The lowest number of characters, at most `maxLength`."],
    );
    check(
        "S: service { a: string(minLength: 1$0); }",
        expect!["`minLength` (an integer): The lowest number of characters, at most `maxLength`."],
    );
    check("S: service { a: string(1, 2, 3$0); }", expect![""]);
}

#[test]
fn a_sign_belongs_to_its_word() {
    let (analysis, offset) = cursor("P: project { $0#language(go); }");
    let hover = analysis.hover(offset).expect("something to say");
    assert_eq!(&analysis.text()[std::ops::Range::<usize>::from(hover.range)], "#language");
    check(
        "S: service { a: Foo $0@ unique; }",
        expect![[r#"
        **@unique**: No two entries share the value.

        The column gets a `UNIQUE` constraint. Combines with each of the other annotations.

        ```temple
        email: string @unique;
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#annotations)"#]],
    );
    check("S: service { $0#foo; }", expect![""]);
}

#[test]
fn access_says_why() {
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

            - Read by anyone with an account: the service says `#readable(all)`.
            - Deleted by its creator only: the default with `#authMethod` is `#writable(this)`.

            Stored in table `s` of `s-db`.

            Listens on port 1026."#]],
    );
}

#[test]
fn a_value_brings_files() {
    let text = "P: project { #provider(dc); #metrics(prometheus); #authMethod(email); }\nS: service { #auth; }";
    check(
        &text.replace("prom", "$0prom"),
        expect![[r#"
        **prometheus**: Prometheus, with Grafana dashboards.

        Every service serves metrics on a port of its own; Prometheus reads them, and Grafana shows a dashboard for each service.

        ```temple
        #metrics(prometheus);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)

        Here it brings 5 files:

        - `grafana/provisioning/dashboards/auth.json`
        - `grafana/provisioning/dashboards/dashboards.yml`
        - `grafana/provisioning/dashboards/s.json`
        - `grafana/provisioning/datasources/datasource.yml`
        - `prometheus/prometheus.yml`"#]],
    );
    check(
        &text.replace("email", "$0email"),
        expect![[r#"
        **email**: By an email address and a password.

        Generates a service that registers accounts and logs them in by email address and password, and has the gateway check their tokens.

        ```temple
        #authMethod(email);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)

        Here it brings 5 files:

        - `auth-db/init.sql`
        - `auth/Dockerfile`
        - `auth/config.json`
        - `auth/wait-for-kong.sh`
        - `grafana/provisioning/dashboards/auth.json`"#]],
    );
}

#[test]
fn nothing_to_say() {
    check("S: service { a: Foo$0; }", expect![""]);
    check("$0", expect![""]);
    check("S: service {$0 }", expect![""]);
}

#[test]
fn what_is_said_wrongly_is_not_certain() {
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
fn a_word_that_means_nothing_is_shown_what_may_stand_in_its_place() {
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

#[test]
fn an_example_is_of_the_item_that_the_value_is_given_to() {
    check(
        "S: service { #readable(th$0is); }",
        expect![[r#"
        **this**: Only who created the entry.

        Only the account that created the entry may do so. This needs the project's `#authMethod`.

        ```temple
        #readable(by: this);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)"#]],
    );
}

#[test]
fn of_a_service_whose_name_is_taken_nothing_is_generated() {
    let text = "P: project { #authMethod(email); }\nA: service { #auth; }\nA: service { T$0: struct { x: int; }; }";
    check(
        text,
        expect![[r#"
        ```temple
        T: struct
        ```"#]],
    );
}
