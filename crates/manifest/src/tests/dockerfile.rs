//! The Dockerfiles of the services.

use expect_test::expect;

use super::check;
use crate::Target;

const ACCOUNTS: &str = "Shop: project { #authMethod(email); #provider(kubernetes); }\nUser: service { #auth; }";

#[test]
fn builds_a_service_from_its_folder() {
    check(
        "Shop: project {}\nUser: service { a: int; }",
        None,
        "shop-user/Dockerfile",
        expect![[r#"
            User: service { a: int; }      | FROM golang:1.13.7-alpine
            User: service { a: int; }      |
            User + Shop                    | WORKDIR /shop-user
            User: service { a: int; }      |
            User: service { a: int; }      | COPY go.mod ./
            User: service { a: int; }      | RUN ["go", "mod", "download"]
            User: service { a: int; }      |
            User: service { a: int; }      | COPY . .
            User + Shop                    | COPY config.json /etc/shop-user-service/
            User + Shop                    | RUN ["go", "build", "-o", "shop-user"]
            User: service { a: int; }      |
            User + Shop                    | ENTRYPOINT ["./shop-user"]
            User: service { a: int; }      |
            User: service { a: int; }      | EXPOSE 1026
        "#]],
    );
}

#[test]
fn accounts_start_at_once_on_kubernetes() {
    check(
        ACCOUNTS,
        None,
        "auth/Dockerfile",
        expect![[r##"
            #authMethod(email)             | FROM golang:1.13.7-alpine
            #authMethod(email)             |
            #authMethod(email)             | WORKDIR /auth
            #authMethod(email)             |
            #authMethod(email)             | COPY go.mod ./
            #authMethod(email)             | RUN ["go", "mod", "download"]
            #authMethod(email)             |
            #authMethod(email)             | COPY . .
            #authMethod(email)             | COPY config.json /etc/auth-service/
            #authMethod(email)             | RUN ["go", "build", "-o", "auth"]
            #authMethod(email)             |
            #authMethod(email)             | ENTRYPOINT ["./auth"]
            #authMethod(email)             |
            #authMethod(email)             | EXPOSE 1024
        "##]],
    );
}

#[test]
fn accounts_wait_for_the_gateway_in_docker_compose() {
    check(
        ACCOUNTS,
        Some(Target::DOCKER_COMPOSE),
        "auth/Dockerfile",
        expect![[r##"
            #authMethod(email)             | FROM golang:1.13.7-alpine
            #authMethod(email)             |
            #authMethod(email)             | WORKDIR /auth
            #authMethod(email)             |
            #authMethod(email)             | COPY go.mod ./
            #authMethod(email)             | RUN ["go", "mod", "download"]
            #authMethod(email)             |
            #authMethod(email)             | COPY . .
            #authMethod(email)             | COPY config.json /etc/auth-service/
            #authMethod(email)             | RUN ["go", "build", "-o", "auth"]
            #authMethod(email)             |
            (the provider was selected for this preview) | RUN ["apk", "add", "curl"]
            (the provider was selected for this preview) | RUN ["chmod", "+x", "wait-for-kong.sh"]
            (the provider was selected for this preview) | CMD ["./wait-for-kong.sh", "kong:8001", "--", "./auth"]
            #authMethod(email)             |
            #authMethod(email)             | EXPOSE 1024
        "##]],
    );
}
