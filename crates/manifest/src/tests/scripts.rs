//! The shell scripts, line by line.

use expect_test::{Expect, expect};

use super::check;

const CLINIC: &str = "Clinic: project { #provider(PROVIDER); #metrics(prometheus); #authMethod(email); }
Patient: service { #auth; name: string; }
Table: service { seats: int; }";

#[track_caller]
fn check_clinic(provider: &str, path: &str, expected: Expect) {
    check(&CLINIC.replace("PROVIDER", provider), None, path, expected);
}

#[test]
fn calls_kong() {
    check_clinic(
        "dockerCompose",
        "kong/configure-kong.sh",
        expect![[r#"
            (every system has a gateway)   | #!/bin/sh
            (every system has a gateway)   | # Tells Kong where the services are. KONG_ADMIN is the address of its Admin API, and KONG_ENTRY the host that requests
            (every system has a gateway)   | # are sent to.
            (every system has a gateway)   | # The address of the Admin API is written without quotes.
            (every system has a gateway)   | # shellcheck disable=SC2086
            (every system has a gateway)   |
            (every system has a gateway)   | # Every service, and where it listens.
            Patient                        | curl -X POST --url $KONG_ADMIN/services/ --data 'name=patient-service' --data 'url=http://patient:1026/patient' ! refused-call-unnoticed ! unquoted-kong-admin
            Table + Clinic                 | curl -X POST --url $KONG_ADMIN/services/ --data 'name=clinic-table-service' --data 'url=http://clinic-table:1028/clinic-table'
            #authMethod(email)             | curl -X POST --url $KONG_ADMIN/services/ --data 'name=auth-service' --data 'url=http://auth:1024/auth'
            (every system has a gateway)   |
            (every system has a gateway)   | # Which requests go to it.
            Patient                        | curl -X POST --url $KONG_ADMIN/services/patient-service/routes --data "hosts[]=$KONG_ENTRY" --data 'paths[]=/api/patient'
            Table + Clinic                 | curl -X POST --url $KONG_ADMIN/services/clinic-table-service/routes --data "hosts[]=$KONG_ENTRY" --data 'paths[]=/api/clinic-table'
            #authMethod(email)             | curl -X POST --url $KONG_ADMIN/services/auth-service/routes --data "hosts[]=$KONG_ENTRY" --data 'paths[]=/api/auth'
            #authMethod(email)             |
            #authMethod(email)             | # Who may send them: those with a token that has not run out.
            Patient + #authMethod(email)   | curl -X POST --url $KONG_ADMIN/services/patient-service/plugins --data 'name=jwt' --data 'config.claims_to_verify=exp'
            Table + Clinic + #authMethod(email) | curl -X POST --url $KONG_ADMIN/services/clinic-table-service/plugins --data 'name=jwt' --data 'config.claims_to_verify=exp'
        "#]],
    );
}

#[test]
fn deploys_with_docker_compose() {
    check_clinic(
        "dockerCompose",
        "deploy.sh",
        expect![[r##"
            #provider(dockerCompose)       | #!/bin/sh
            #provider(dockerCompose)       | # Starts the system with Docker Compose. Run it as `. ./deploy.sh`, so that the shell keeps KONG_ENTRY and KONG_ADMIN.
            #provider(dockerCompose)       |
            #provider(dockerCompose)       | # The folder of this script. Only bash has a variable for that; the other shells tell by the name of the script.
            #provider(dockerCompose)       | # shellcheck disable=SC3028
            #provider(dockerCompose)       | BASEDIR=$(dirname "${BASH_SOURCE:-$0}")
            #provider(dockerCompose)       |
            #provider(dockerCompose)       | # Remove every container of the machine, and the volumes that none uses then.
            #provider(dockerCompose)       | # Each of the containers is an argument of its own.
            #provider(dockerCompose)       | # shellcheck disable=SC2046
            #provider(dockerCompose)       | docker rm -f $(docker ps -aq) ! removes-every-container
            #provider(dockerCompose)       | docker volume prune -f
            #provider(dockerCompose)       |
            #provider(dockerCompose)       | # Build the images, and start the containers in the background.
            #provider(dockerCompose)       | docker-compose -f "$BASEDIR/docker-compose.yml" up --build -d
            #provider(dockerCompose)       |
            #provider(dockerCompose)       | # Wait until Kong's Admin API answers.
            #provider(dockerCompose)       | until curl --silent --output /dev/null http://localhost:8001; do
            #provider(dockerCompose)       |   sleep 1
            #provider(dockerCompose)       | done
            #provider(dockerCompose)       |
            #provider(dockerCompose)       | # Tell Kong of the services.
            #provider(dockerCompose)       | export KONG_ENTRY=localhost:8000
            #provider(dockerCompose)       | export KONG_ADMIN=localhost:8001
            #provider(dockerCompose)       | sh "$BASEDIR/kong/configure-kong.sh"
        "##]],
    );
}

#[test]
fn deploys_on_kubernetes() {
    check_clinic(
        "kubernetes",
        "deploy.sh",
        expect![[r##"
            #provider(kubernetes)          | #!/bin/sh
            #provider(kubernetes)          | # Starts the system in minikube. Run it as `. ./deploy.sh`, so that the shell keeps KONG_ENTRY and KONG_ADMIN.
            #provider(kubernetes)          |
            #provider(kubernetes)          | # The folder of this script. Only bash has a variable for that; the other shells tell by the name of the script.
            #provider(kubernetes)          | # shellcheck disable=SC3028
            #provider(kubernetes)          | BASEDIR=$(dirname "${BASH_SOURCE:-$0}")
            #provider(kubernetes)          |
            #provider(kubernetes)          | # Start the cluster.
            #provider(kubernetes)          | minikube start --driver=virtualbox
            #provider(kubernetes)          |
            #provider(kubernetes)          | # What the cluster needs to pull images from the registry.
            #provider(kubernetes)          | kubectl create secret docker-registry regcred \
            #provider(kubernetes)          |   --docker-server="$REG_URL" \
            #provider(kubernetes)          |   --docker-username="$REG_USERNAME" \
            #provider(kubernetes)          |   --docker-password="$REG_PASSWORD" \
            #provider(kubernetes)          |   --docker-email="$REG_EMAIL"
            #provider(kubernetes)          |
            #provider(kubernetes)          | # The scripts that make the tables.
            Patient                        | kubectl create configmap patient-db-config --from-file "$BASEDIR/patient-db/init.sql"
            Table + Clinic                 | kubectl create configmap clinic-table-db-config --from-file "$BASEDIR/clinic-table-db/init.sql"
            #authMethod(email)             | kubectl create configmap auth-db-config --from-file "$BASEDIR/auth-db/init.sql"
            #metrics(prometheus)           |
            #metrics(prometheus)           | # The settings of Prometheus and Grafana, and the dashboards.
            #metrics(prometheus)           | kubectl create configmap prometheus-file-config --from-file "$BASEDIR/prometheus/prometheus.yml"
            #metrics(prometheus)           | kubectl create configmap grafana-datasource-config --from-file "$BASEDIR/grafana/provisioning/datasources/datasource.yml"
            #metrics(prometheus)           | for dashboard in "$BASEDIR"/grafana/provisioning/dashboards/*; do
            #metrics(prometheus)           |   filename=$(basename "$dashboard")
            #metrics(prometheus)           |   file=${filename%.*}
            #metrics(prometheus)           |   kubectl create configmap "grafana-$file-config" --from-file "$BASEDIR/grafana/provisioning/dashboards/$filename"
            #metrics(prometheus)           | done
            #provider(kubernetes)          |
            #provider(kubernetes)          | # Create the registry, and wait until every pod of the cluster itself runs.
            #provider(kubernetes)          | kubectl create -f "$BASEDIR/kube/deploy"
            #provider(kubernetes)          | while kubectl get pods --namespace kube-system --no-headers | grep -qvE 'Running|Completed'; do ! wait-ends-at-once
            #provider(kubernetes)          |   sleep 1
            #provider(kubernetes)          | done
            #provider(kubernetes)          |
            #provider(kubernetes)          | # Forward the port of the registry while the images are built and pushed.
            #provider(kubernetes)          | kubectl port-forward --namespace kube-system replicationcontroller/kube-registry-v0 5000:5000 &
            #provider(kubernetes)          | FORWARDING=$!
            #provider(kubernetes)          | sh "$BASEDIR/push-image.sh"
            #provider(kubernetes)          | kill "$FORWARDING"
            #provider(kubernetes)          |
            #provider(kubernetes)          | # Create everything.
            #provider(kubernetes)          | for folder in "$BASEDIR"/kube/*; do
            #provider(kubernetes)          |   kubectl create -f "$folder" ! objects-created-twice
            #provider(kubernetes)          | done
            #provider(kubernetes)          |
            #provider(kubernetes)          | # Wait until every pod runs or has completed.
            #provider(kubernetes)          | while kubectl get pods --no-headers | grep -qvE 'Running|Completed'; do ! wait-ends-at-once
            #provider(kubernetes)          |   sleep 1
            #provider(kubernetes)          | done
            #provider(kubernetes)          |
            #provider(kubernetes)          | # Ask for the addresses of Kong: the first is for requests, the second for the Admin API.
            #provider(kubernetes)          | KONG_URLS=$(minikube service kong --url | head -n 2)
            #provider(kubernetes)          | # Without quotes, the two lines stay two in zsh only.
            #provider(kubernetes)          | # shellcheck disable=SC2086
            #provider(kubernetes)          | KONG_ENTRY=$(echo $KONG_URLS | head -n 1 | sed 's#http://##g') ! two-kong-addresses
            #provider(kubernetes)          | # shellcheck disable=SC2086
            #provider(kubernetes)          | KONG_ADMIN=$(echo $KONG_URLS | tail -n 1)
            #provider(kubernetes)          | export KONG_ENTRY KONG_ADMIN
            #provider(kubernetes)          |
            #provider(kubernetes)          | # Tell Kong of the services.
            #provider(kubernetes)          | sh "$BASEDIR/kong/configure-kong.sh"
        "##]],
    );
}

#[test]
fn pushes_images_on_kubernetes() {
    check_clinic(
        "kubernetes",
        "push-image.sh",
        expect![[r#"
            (every cluster has an image registry) | #!/bin/sh
            (every cluster has an image registry) | # Builds the images of the services, and pushes them to the registry.
            (every cluster has an image registry) |
            (every cluster has an image registry) | # The folder of this script. Only bash has this variable, and `sh` is another shell on many machines.
            (every cluster has an image registry) | # shellcheck disable=SC2034,SC2128,SC3028
            (every cluster has an image registry) | BASEDIR=$(dirname "$BASH_SOURCE") ! folder-by-bash-variable
            (every cluster has an image registry) |
            (every cluster has an image registry) | # The registry.
            (every cluster has an image registry) | REG_URL=${REG_URL:-localhost:5000}
            Patient: service { #auth; name: string; } |
            Clinic + Patient               | docker build -t "$REG_URL/clinic-patient" "$BASEDIR/patient"
            Clinic + Patient               | docker push "$REG_URL/clinic-patient"
            Table: service { seats: int; } |
            Clinic + Table                 | docker build -t "$REG_URL/clinic-clinic-table" "$BASEDIR/clinic-table"
            Clinic + Table                 | docker push "$REG_URL/clinic-clinic-table"
            #authMethod(email)             |
            #authMethod(email) + Clinic    | docker build -t "$REG_URL/clinic-auth" "$BASEDIR/auth"
            #authMethod(email) + Clinic    | docker push "$REG_URL/clinic-auth"
        "#]],
    );
}

#[test]
fn accounts_wait_for_kong() {
    check_clinic(
        "dockerCompose",
        "auth/wait-for-kong.sh",
        expect![[r##"
            #authMethod(email)             | #!/bin/sh
            #authMethod(email)             | # Waits until the host in the first argument answers, and then runs the command in the others:
            #authMethod(email)             | # ./wait-for-kong.sh kong:8001 -- ./auth
            #authMethod(email)             |
            #authMethod(email)             | host=$1
            #authMethod(email)             | shift
            #authMethod(email)             | # The command may be set apart.
            #authMethod(email)             | if [ "$1" = "--" ]; then
            #authMethod(email)             |   shift
            #authMethod(email)             | fi
            #authMethod(email)             |
            #authMethod(email)             | until curl --silent --output /dev/null "$host"; do
            #authMethod(email)             |   echo "Waiting for Kong at $host" >&2
            #authMethod(email)             |   sleep 1
            #authMethod(email)             | done
            #authMethod(email)             |
            #authMethod(email)             | # The command takes the place of this script, so that it gets the signals that are meant for it.
            #authMethod(email)             | exec "$@"
        "##]],
    );
}

#[test]
fn scripts_without_services_leave_them_out() {
    let source = "Shop: project { #provider(kubernetes); }";
    check(
        source,
        None,
        "kong/configure-kong.sh",
        expect![[r#"
            (every system has a gateway)   | #!/bin/sh
            (every system has a gateway)   | # Tells Kong where the services are. KONG_ADMIN is the address of its Admin API, and KONG_ENTRY the host that requests
            (every system has a gateway)   | # are sent to.
            (every system has a gateway)   | # The address of the Admin API is written without quotes.
            (every system has a gateway)   | # shellcheck disable=SC2086
        "#]],
    );
    check(
        source,
        None,
        "push-image.sh",
        expect![[r#"
            (every cluster has an image registry) | #!/bin/sh
            (every cluster has an image registry) | # Builds the images of the services, and pushes them to the registry.
            (every cluster has an image registry) |
            (every cluster has an image registry) | # The folder of this script. Only bash has this variable, and `sh` is another shell on many machines.
            (every cluster has an image registry) | # shellcheck disable=SC2034,SC2128,SC3028
            (every cluster has an image registry) | BASEDIR=$(dirname "$BASH_SOURCE") ! folder-by-bash-variable
            (every cluster has an image registry) |
            (every cluster has an image registry) | # The registry.
            (every cluster has an image registry) | REG_URL=${REG_URL:-localhost:5000}
        "#]],
    );
}
