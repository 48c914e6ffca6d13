//! `docker-compose.yml`.

use expect_test::expect;

use super::check;

#[test]
fn generates_a_service_with_metrics() {
    check(
        "Shop: project { #provider(dockerCompose); #metrics(prometheus); }\nUser: service { a: int; }",
        None,
        "docker-compose.yml",
        expect![[r#"
            #provider(dockerCompose)       | version: '3'
            #provider(dockerCompose)       | services:
            (every system has a gateway)   |   kong:
            (every system has a gateway)   |     image: kong:2.0.2
            (every system has a gateway)   |     user: kong
            (every system has a gateway)   |     depends_on:
            (every system has a gateway)   |     - kong-db
            (every system has a gateway)   |     environment:
            (every system has a gateway)   |     - KONG_ADMIN_ACCESS_LOG=/dev/stdout
            (every system has a gateway)   |     - KONG_ADMIN_ERROR_LOG=/dev/stderr
            (every system has a gateway)   |     - KONG_PROXY_ACCESS_LOG=/dev/stdout
            (every system has a gateway)   |     - KONG_PROXY_ERROR_LOG=/dev/stderr
            (every system has a gateway)   |     - KONG_ADMIN_LISTEN=0.0.0.0:8001
            (every system has a gateway)   |     - KONG_CASSANDRA_CONTACT_POINTS=kong-db
            (every system has a gateway)   |     - KONG_DATABASE=postgres
            (every system has a gateway)   |     - KONG_PG_DATABASE=kong
            (every system has a gateway)   |     - KONG_PG_HOST=kong-db
            (every system has a gateway)   |     - KONG_PG_PASSWORD=kong
            (every system has a gateway)   |     - KONG_PG_USER=kong
            (every system has a gateway)   |     healthcheck:
            (every system has a gateway)   |       test:
            (every system has a gateway)   |       - CMD
            (every system has a gateway)   |       - kong
            (every system has a gateway)   |       - health
            (every system has a gateway)   |       interval: 10s
            (every system has a gateway)   |       timeout: 10s
            (every system has a gateway)   |       retries: 10
            (every system has a gateway)   |     restart: on-failure
            (every system has a gateway)   |     ports:
            (every system has a gateway)   |     - '8000:8000'
            (every system has a gateway)   |     - '8001:8001'
            (every system has a gateway)   |     - '8443:8443'
            (every system has a gateway)   |     - '8444:8444'
            (every system has a gateway)   |     networks:
            (every system has a gateway)   |     - kong-network
            (every system has a gateway)   |   kong-db:
            (every system has a gateway)   |     image: postgres:12.1
            (every system has a gateway)   |     environment:
            (every system has a gateway)   |     - POSTGRES_DB=kong
            (every system has a gateway)   |     - POSTGRES_PASSWORD=kong
            (every system has a gateway)   |     - POSTGRES_USER=kong
            (every system has a gateway)   |     healthcheck:
            (every system has a gateway)   |       test:
            (every system has a gateway)   |       - CMD
            (every system has a gateway)   |       - pg_isready
            (every system has a gateway)   |       - -U
            (every system has a gateway)   |       - kong
            (every system has a gateway)   |       interval: 30s
            (every system has a gateway)   |       timeout: 30s
            (every system has a gateway)   |       retries: 3
            (every system has a gateway)   |     restart: on-failure
            (every system has a gateway)   |     stdin_open: true
            (every system has a gateway)   |     tty: true
            (every system has a gateway)   |     ports: []
            (every system has a gateway)   |     networks:
            (every system has a gateway)   |     - kong-network
            (every system has a gateway)   |   kong-migrations:
            (every system has a gateway)   |     image: kong:2.0.2
            (every system has a gateway)   |     command: kong migrations bootstrap && kong migrations up && kong migrations finish ! migrations-without-shell
            (every system has a gateway)   |     depends_on:
            (every system has a gateway)   |     - kong-db
            (every system has a gateway)   |     environment:
            (every system has a gateway)   |     - KONG_DATABASE=postgres
            (every system has a gateway)   |     - KONG_PG_DATABASE=kong
            (every system has a gateway)   |     - KONG_PG_HOST=kong-db
            (every system has a gateway)   |     - KONG_PG_PASSWORD=kong
            (every system has a gateway)   |     - KONG_PG_USER=kong
            (every system has a gateway)   |     restart: on-failure
            (every system has a gateway)   |     ports: []
            (every system has a gateway)   |     networks:
            (every system has a gateway)   |     - kong-network
            User + Shop                    |   shop-user:
            User + Shop                    |     build: ./shop-user ! stack-deploy-refuses-build
            User: service { a: int; }      |     ports:
            User: service { a: int; }      |     - '1026:1026'
            User: service { a: int; }      |     - '1027:1027'
            User: service { a: int; }      |     networks:
            User + Shop                    |     - shop-user-network
            User: service { a: int; }      |     - kong-network
            User + Shop                    |   shop-user-db:
            User: service { a: int; }      |     image: postgres:12.1
            User: service { a: int; }      |     environment:
            User: service { a: int; }      |     - PGUSER=postgres
            User: service { a: int; }      |     volumes:
            User + Shop                    |     - ./shop-user-db/init.sql:/docker-entrypoint-initdb.d/init.sql
            User: service { a: int; }      |     ports: []
            User: service { a: int; }      |     networks:
            User + Shop                    |     - shop-user-network
            #metrics(prometheus)           |   grafana:
            #metrics(prometheus)           |     image: grafana/grafana:6.6.2
            #metrics(prometheus)           |     environment: []
            #metrics(prometheus)           |     volumes:
            #metrics(prometheus)           |     - ./grafana/provisioning:/etc/grafana/provisioning
            #metrics(prometheus)           |     ports:
            #metrics(prometheus)           |     - '3000:3000'
            #metrics(prometheus)           |     networks:
            #metrics(prometheus)           |     - metrics-network
            #metrics(prometheus)           |   prometheus:
            #metrics(prometheus)           |     image: prom/prometheus:v2.16.0
            #metrics(prometheus)           |     environment: []
            #metrics(prometheus)           |     volumes:
            #metrics(prometheus)           |     - ./prometheus:/etc/prometheus
            #metrics(prometheus)           |     ports:
            #metrics(prometheus)           |     - '9090:9090'
            #metrics(prometheus)           |     networks:
            User + Shop                    |     - shop-user-network
            #metrics(prometheus)           |     - metrics-network
            #provider(dockerCompose)       | networks:
            User + Shop                    |   shop-user-network: {}
            (every system has a gateway)   |   kong-network: {}
            #metrics(prometheus)           |   metrics-network: {}
        "#]],
    );
}
