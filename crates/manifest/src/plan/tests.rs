//! The lists of the plan, each line with the part of the Templefile that requires it.

use expect_test::{Expect, expect};

use super::{Plan, Role};
use crate::text::{DerivedName, Origin};

const SHOP: &str = "Shop: project { #metrics(prometheus); #authMethod(email); }\n\
                    Customer: service { name: string; #auth; }\n\
                    Cart: service { of: Customer; #uses[Customer]; }\n\
                    Stock: service { count: int; #uses[Cart]; }";

const SMALL: &str = "Shop: project {}\nStock: service { count: int; }";

/// Checks the lines that `list` makes of the plan of a text.
#[track_caller]
fn check(source: &str, list: fn(&Plan<'_>) -> Vec<(Origin, String)>, expected: &Expect) {
    let model = temple_model::analyze(&temple_syntax::parse(source)).0;
    let plan = Plan::new(&model);
    let line = |(origin, text): (Origin, String)| {
        let origin = match origin {
            Origin::Source(range) => {
                let range = plan.blocks.absolute(range).expect("a block of the text");
                let text = &source[std::ops::Range::<usize>::from(range)];
                text.split(" {").next().unwrap_or(text).to_owned()
            }
            Origin::Reason(reason) => format!("({reason})"),
        };
        format!("{origin:<28} | {text}\n")
    };
    expected.assert_eq(&list(&plan).into_iter().map(line).collect::<String>());
}

fn name(plan: &Plan<'_>, role: Role) -> String {
    plan.workloads().find(|it| it.role == role).expect("a workload of the plan").name.as_str().to_owned()
}

fn names(plan: &Plan<'_>, roles: &[Role]) -> String {
    roles.iter().map(|role| name(plan, *role)).collect::<Vec<_>>().join(", ")
}

fn workloads(plan: &Plan<'_>) -> Vec<(Origin, String)> {
    let workloads = plan.workloads().map(|it| {
        let database = it.database.map(|role| format!(" opens {}", name(plan, role))).unwrap_or_default();
        let health = it.health.map(|it| format!(" {:?} {}s {}s", it.probe, it.timeout, it.start)).unwrap_or_default();
        let text = format!("{} {:?} {:?} {:?}{health}{database}", it.name.as_str(), it.image, it.instances, it.ports);
        (it.origin, text)
    });
    workloads.collect()
}

#[test]
fn lists_workloads() {
    check(
        SHOP,
        workloads,
        &expect![[r#"
        (every system has a gateway) | kong Pulled(Kong) Many [8000, 8001, 8443, 8444] Kong 10s 60s opens kong-db
        #authMethod(email)           | kong-db Pulled(Postgres) One [5432] Postgres("kong") 5s 60s
        #authMethod(email)           | kong-migrations Pulled(Kong) Once [] opens kong-db
        Customer: service            | customer Built Many [1026, 1027] Http(1027, "/metrics") 5s 30s opens customer-db
        Customer: service            | customer-db Pulled(Postgres) One [5432] Postgres("postgres") 5s 60s
        Cart: service                | cart Built Many [1028, 1029] Http(1029, "/metrics") 5s 30s opens cart-db
        Cart: service                | cart-db Pulled(Postgres) One [5432] Postgres("postgres") 5s 60s
        Stock: service               | stock Built Many [1030, 1031] Http(1031, "/metrics") 5s 30s opens stock-db
        Stock: service               | stock-db Pulled(Postgres) One [5432] Postgres("postgres") 5s 60s
        #authMethod(email)           | auth Built One [1024, 1025] Tcp(1024) 5s 60s opens auth-db
        #authMethod(email)           | auth-db Pulled(Postgres) One [5432] Postgres("postgres") 5s 60s
        #metrics(prometheus)         | grafana Pulled(Grafana) One [3000] Http(3000, "/api/health") 5s 30s
        #metrics(prometheus)         | prometheus Pulled(Prometheus) One [9090] Http(9090, "/-/healthy") 5s 30s
    "#]],
    );
    check(
        SMALL,
        workloads,
        &expect![[r#"
        (every system has a gateway) | kong Pulled(Kong) Many [8000, 8001, 8443, 8444] Kong 10s 60s
        Stock: service               | stock Built Many [1026] Tcp(1026) 5s 30s opens stock-db
        Stock: service               | stock-db Pulled(Postgres) One [5432] Postgres("postgres") 5s 60s
    "#]],
    );
}

fn networks(plan: &Plan<'_>) -> Vec<(Origin, String)> {
    let networks = plan.networks().into_iter().map(|it| {
        let internal = if it.is_internal { " (internal)" } else { "" };
        (it.origin, format!("{}{internal}: {}", it.name.as_str(), names(plan, &it.members)))
    });
    networks.collect()
}

#[test]
fn separates_databases_by_networks() {
    check(
        SHOP,
        networks,
        &expect![[r#"
        Customer: service            | customer-network (internal): customer, customer-db
        Cart: service                | cart-network (internal): cart, cart-db
        Stock: service               | stock-network (internal): stock, stock-db
        #authMethod(email)           | auth-network (internal): auth, auth-db
        (every system has a gateway) | kong-network: kong, customer, cart, stock, auth
        #authMethod(email)           | kong-db-network (internal): kong, kong-db, kong-migrations
        #metrics(prometheus)         | metrics-network: customer, cart, stock, auth, grafana, prometheus
    "#]],
    );
    check(
        SMALL,
        networks,
        &expect![[r#"
        Stock: service               | stock-network (internal): stock, stock-db
        (every system has a gateway) | kong-network: kong, stock
    "#]],
    );
}

fn volumes(plan: &Plan<'_>) -> Vec<(Origin, String)> {
    let volumes =
        plan.volumes().map(|it| (it.origin, format!("{}: {}", it.name.as_str(), at(plan, it.owner, it.path))));
    volumes.collect()
}

fn at(plan: &Plan<'_>, role: Role, path: &str) -> String {
    format!("{path} in {}", name(plan, role))
}

#[test]
fn keeps_the_data_of_databases_and_monitors() {
    check(
        SHOP,
        volumes,
        &expect![[r#"
        #authMethod(email)           | kong-db-data: /var/lib/postgresql/data in kong-db
        Customer: service            | customer-db-data: /var/lib/postgresql/data in customer-db
        Cart: service                | cart-db-data: /var/lib/postgresql/data in cart-db
        Stock: service               | stock-db-data: /var/lib/postgresql/data in stock-db
        #authMethod(email)           | auth-db-data: /var/lib/postgresql/data in auth-db
        #metrics(prometheus)         | grafana-data: /var/lib/grafana in grafana
        #metrics(prometheus)         | prometheus-data: /prometheus in prometheus
    "#]],
    );
    check(
        SMALL,
        volumes,
        &expect![[r#"
        Stock: service               | stock-db-data: /var/lib/postgresql/data in stock-db
    "#]],
    );
}

fn secrets(plan: &Plan<'_>) -> Vec<(Origin, String)> {
    plan.secrets().map(|it| (it.origin, format!("{}: {}", it.name.as_str(), names(plan, &it.readers)))).collect()
}

#[test]
fn every_database_has_a_password_of_its_own() {
    check(
        SHOP,
        secrets,
        &expect![[r#"
        #authMethod(email)           | kong-db-password: kong, kong-db, kong-migrations
        Customer: service            | customer-db-password: customer, customer-db
        Cart: service                | cart-db-password: cart, cart-db
        Stock: service               | stock-db-password: stock, stock-db
        #authMethod(email)           | auth-db-password: auth, auth-db
        #metrics(prometheus)         | grafana-admin-password: grafana
    "#]],
    );
    check(
        SMALL,
        secrets,
        &expect![[r#"
        Stock: service               | stock-db-password: stock, stock-db
    "#]],
    );
}

fn config_files(plan: &Plan<'_>) -> Vec<(Origin, String)> {
    let text = |path: &DerivedName, role, to| format!("{}: {}", path.as_str(), at(plan, role, to));
    plan.config_files().map(|it| (it.origin, text(&it.path, it.reader, it.mounted_at))).collect()
}

#[test]
fn mounts_generated_files() {
    check(
        SHOP,
        config_files,
        &expect![[r#"
        #authMethod(email)           | kong/kong.yml: /kong/kong.yml in kong-migrations
        Customer: service            | customer-db/init.sql: /docker-entrypoint-initdb.d/init.sql in customer-db
        Cart: service                | cart-db/init.sql: /docker-entrypoint-initdb.d/init.sql in cart-db
        Stock: service               | stock-db/init.sql: /docker-entrypoint-initdb.d/init.sql in stock-db
        #authMethod(email)           | auth-db/init.sql: /docker-entrypoint-initdb.d/init.sql in auth-db
        #metrics(prometheus)         | grafana/provisioning: /etc/grafana/provisioning in grafana
        #metrics(prometheus)         | prometheus/prometheus.yml: /etc/prometheus/prometheus.yml in prometheus
    "#]],
    );
    check(
        SMALL,
        config_files,
        &expect![[r#"
        (every system has a gateway) | kong/kong.yml: /kong/kong.yml in kong
        Stock: service               | stock-db/init.sql: /docker-entrypoint-initdb.d/init.sql in stock-db
    "#]],
    );
}

fn calls(plan: &Plan<'_>) -> Vec<(Origin, String)> {
    let calls = plan.calls().into_iter();
    calls.map(|it| (it.origin, format!("{} → {}:{}", name(plan, it.from), name(plan, it.to), it.port))).collect()
}

#[test]
fn lists_who_may_call_whom() {
    check(
        SHOP,
        calls,
        &expect![[r#"
        #authMethod(email)           | kong → kong-db:5432
        #authMethod(email)           | kong-migrations → kong-db:5432
        Customer: service            | kong → customer:1026
        Cart: service                | kong → cart:1028
        Stock: service               | kong → stock:1030
        #authMethod(email)           | kong → auth:1024
        Customer: service            | customer → customer-db:5432
        Cart: service                | cart → cart-db:5432
        Customer                     | cart → customer:1026
        Stock: service               | stock → stock-db:5432
        Cart                         | stock → cart:1028
        #authMethod(email)           | auth → auth-db:5432
        #authMethod(email)           | auth → kong:8001
        #metrics(prometheus)         | grafana → prometheus:9090
        #metrics(prometheus)         | prometheus → customer:1027
        #metrics(prometheus)         | prometheus → cart:1029
        #metrics(prometheus)         | prometheus → stock:1031
        #metrics(prometheus)         | prometheus → auth:1025
    "#]],
    );
    check(
        SMALL,
        calls,
        &expect![[r#"
        Stock: service               | kong → stock:1026
        Stock: service               | stock → stock-db:5432
    "#]],
    );
}
