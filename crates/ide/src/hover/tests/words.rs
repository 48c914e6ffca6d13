//! The words and numbers of the language.

use expect_test::expect;

use super::check;
use crate::fixture::cursor;

#[test]
fn warns_of_a_number_that_does_not_fit() {
    check(
        "S: service { a: int(9999999$09999); }",
        expect![[r#"
        `99999999999` does not fit in 32 bits.

        `max` (an integer): The maximum value."#]],
    );
    check(
        "S: service { a: float(1e40$00); }",
        expect![[r#"
        `1e400` is too large and becomes infinity.

        `max` (a number): The maximum value."#]],
    );
}

#[test]
fn hovers_words_of_the_language() {
    check(
        "P: project {}\nS: service { a: str$0ing(5, 1); }",
        expect![[r#"
            **string**: Text, optionally with length limits.

            Text, stored as `TEXT`, or as `VARCHAR` if `maxLength` is set.

            - `maxLength` (an integer): The maximum number of characters, from 1 to 10485760.
            - `minLength` (an integer): The minimum number of characters, not greater than `maxLength`.

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

            Generates Deployments, Services and volumes for every service, its database and the Kong gateway, with scripts that build and push the images and deploy the system.

            Also accepted: `kube`, `k8s`, `kubernooties`.

            ```temple
            #provider(kubernetes);
            ```

            [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)

            Adds 16 files to this system:

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
            **#metrics**: Metrics for every service.

            Adds metric collection, dashboards and their containers. Without it, there are no metrics.

            - `metrics` (a word): The monitoring system. Possible values: `prometheus`.

            ```temple
            #metrics(prometheus);
            ```

            [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)"#]],
    );
    check(
        "S: service { a: int @un$0ique; }",
        expect![[r#"
            **@unique**: No two entries have the same value.

            Adds a `UNIQUE` constraint to the column. Can be combined with `@server` or `@serverSet`; with `@client` it has no effect, because the attribute is not stored.

            ```temple
            email: string @unique;
            ```

            [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#annotations)"#]],
    );
    check(
        "S: ser$0vice {}",
        expect![[r#"
        **service**: A microservice with its own database and API.

        A top-level block. Its attributes define the data that it stores and exchanges. Its metadata items define which endpoints it has, who can use them, and which other services it calls. It can contain structs.

        ```temple
        Customer: service {
          name: string;
        }
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#blocks)"#]],
    );
    check(
        "S: service { a: int(prec$0ision: 4); }",
        expect!["`precision` (an integer, default 4): The size in bytes, from 1 to 8."],
    );
}

#[test]
fn shows_the_value_of_a_number_with_a_suffix() {
    check(
        "S: service { a: data(5$0M); }",
        expect![[r#"
            `5M` is 5,000,000.

            `maxSize` (an integer): The maximum number of bytes, 0 or more."#]],
    );
    check(
        "S: service { a: data(5M$0); }",
        expect![[r#"
            `5M` is 5,000,000.

            `maxSize` (an integer): The maximum number of bytes, 0 or more."#]],
    );
    check(
        "S: service { a: int(min: 5$0G); }",
        expect![[r#"
            `5G` is 5,000,000,000, which does not fit in 32 bits. The compiler reads it as 705,032,704.

            `min` (an integer): The minimum value, not greater than `max`."#]],
    );
}

#[test]
fn shows_the_parameter_of_a_number() {
    check(
        "S: service { a: string(5, $01); }",
        expect!["`minLength` (an integer): The minimum number of characters, not greater than `maxLength`."],
    );
    check(
        "S: service { a: string(minLength: 1$0); }",
        expect!["`minLength` (an integer): The minimum number of characters, not greater than `maxLength`."],
    );
    check("S: service { a: string(1, 2, 3$0); }", expect![""]);
}

#[test]
fn hovers_the_word_after_a_sign() {
    let (analysis, offset) = cursor("P: project { $0#language(go); }");
    let hover = analysis.hover(offset).expect("something to say");
    assert_eq!(&analysis.text()[std::ops::Range::<usize>::from(hover.range)], "#language");
    check(
        "S: service { a: Foo $0@ unique; }",
        expect![[r#"
            **@unique**: No two entries have the same value.

            Adds a `UNIQUE` constraint to the column. Can be combined with `@server` or `@serverSet`; with `@client` it has no effect, because the attribute is not stored.

            ```temple
            email: string @unique;
            ```

            [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#annotations)"#]],
    );
    check("S: service { $0#foo; }", expect![""]);
}

#[test]
fn lists_the_files_that_a_value_adds() {
    let text = "P: project { #provider(dc); #metrics(prometheus); #authMethod(email); }\nS: service { #auth; }";
    check(
        &text.replace("prom", "$0prom"),
        expect![[r#"
        **prometheus**: Prometheus with Grafana dashboards.

        Every service serves metrics on its own port. Prometheus collects them, and Grafana shows a dashboard for each service.

        ```temple
        #metrics(prometheus);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)

        Adds 5 files to this system:

        - `grafana/provisioning/dashboards/auth.json`
        - `grafana/provisioning/dashboards/dashboards.yml`
        - `grafana/provisioning/dashboards/s.json`
        - `grafana/provisioning/datasources/datasource.yml`
        - `prometheus/prometheus.yml`"#]],
    );
    check(
        &text.replace("email", "$0email"),
        expect![[r#"
        **email**: Email address and password.

        Generates a service where users register and log in with an email address and a password. The gateway checks their tokens.

        ```temple
        #authMethod(email);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)

        Adds 5 files to this system:

        - `auth-db/init.sql`
        - `auth/Dockerfile`
        - `auth/config.json`
        - `auth/wait-for-kong.sh`
        - `grafana/provisioning/dashboards/auth.json`"#]],
    );
}

#[test]
fn shows_no_hover_elsewhere() {
    check("S: service { a: Foo$0; }", expect![""]);
    check("$0", expect![""]);
    check("S: service {$0 }", expect![""]);
}

#[test]
fn shows_an_example_of_the_item_of_a_value() {
    check(
        "S: service { #readable(th$0is); }",
        expect![[r#"
        **this**: Only the creator of the entry.

        Only the account that created the entry has access. Requires `#authMethod` in the project.

        ```temple
        #readable(by: this);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)"#]],
    );
}
