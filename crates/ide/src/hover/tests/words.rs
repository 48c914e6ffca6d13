//! The words and numbers of the language.

use expect_test::expect;

use super::check;
use crate::fixture::cursor;

#[test]
fn warns_of_a_number_that_does_not_fit() {
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
fn hovers_words_of_the_language() {
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
fn shows_the_value_of_a_number_with_a_suffix() {
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
fn shows_the_parameter_of_a_number() {
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
fn hovers_the_word_after_a_sign() {
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
fn lists_the_files_that_a_value_adds() {
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
        **this**: Only who created the entry.

        Only the account that created the entry may do so. This needs the project's `#authMethod`.

        ```temple
        #readable(by: this);
        ```

        [Reference](https://github.com/temple-lsp/temple-lsp/blob/main/docs/language.md#metadata)"#]],
    );
}
