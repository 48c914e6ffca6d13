//! The manifests for Kubernetes.

use expect_test::expect;

use super::{check, check_part, paths};

/// A service that is renamed, and one that is not.
const SHOP: &str = "Shop: project { #provider(kubernetes); #metrics(prometheus); #authMethod(email); }
User: service { #auth; a: int; }
OrderLine: service { b: int; }";

#[test]
fn deploys_a_renamed_service() {
    check(
        SHOP,
        None,
        "kube/shop-user/deployment.yaml",
        expect![[r#"
            User: service { #auth; a: int; } | apiVersion: apps/v1
            User: service { #auth; a: int; } | kind: Deployment
            User: service { #auth; a: int; } | metadata:
            User + Shop                    |   name: shop-user
            User: service { #auth; a: int; } |   labels:
            User + Shop                    |     app: shop-user
            User: service { #auth; a: int; } |     kind: service
            User: service { #auth; a: int; } | spec:
            User: service { #auth; a: int; } |   replicas: 1
            User: service { #auth; a: int; } |   selector:
            User: service { #auth; a: int; } |     matchLabels:
            User + Shop                    |       app: shop-user
            User: service { #auth; a: int; } |       kind: service
            User: service { #auth; a: int; } |   template:
            User: service { #auth; a: int; } |     metadata:
            User + Shop                    |       name: shop-user
            User: service { #auth; a: int; } |       labels:
            User + Shop                    |         app: shop-user
            User: service { #auth; a: int; } |         kind: service
            User: service { #auth; a: int; } |     spec:
            User + Shop                    |       hostname: shop-user
            User: service { #auth; a: int; } |       containers:
            Shop + User                    |       - image: localhost:5000/shop-shop-user ! untagged-image
            User + Shop                    |         name: shop-user
            User: service { #auth; a: int; } |         ports:
            User: service { #auth; a: int; } |         - containerPort: 1026
            User: service { #auth; a: int; } |         - containerPort: 1027
            User: service { #auth; a: int; } |       imagePullSecrets:
            User: service { #auth; a: int; } |       - name: regcred
            User: service { #auth; a: int; } |       restartPolicy: Always
        "#]],
    );
}

#[test]
fn publishes_the_ports_of_a_service() {
    check(
        SHOP,
        None,
        "kube/order-line/service.yaml",
        expect![[r#"
        OrderLine: service { b: int; } | apiVersion: v1
        OrderLine: service { b: int; } | kind: Service
        OrderLine: service { b: int; } | metadata:
        OrderLine                      |   name: order-line
        OrderLine: service { b: int; } |   labels:
        OrderLine                      |     app: order-line
        OrderLine: service { b: int; } |     kind: service
        OrderLine: service { b: int; } | spec:
        OrderLine: service { b: int; } |   ports:
        OrderLine: service { b: int; } |   - name: api
        OrderLine: service { b: int; } |     port: 1028
        OrderLine: service { b: int; } |     targetPort: 1028
        OrderLine: service { b: int; } |   - name: prom
        OrderLine: service { b: int; } |     port: 1029
        OrderLine: service { b: int; } |     targetPort: 1029
        OrderLine: service { b: int; } |   selector:
        OrderLine                      |     app: order-line
        OrderLine: service { b: int; } |     kind: service
    "#]],
    );
}

#[test]
fn deploys_a_database() {
    check(
        SHOP,
        None,
        "kube/order-line/db-deployment.yaml",
        expect![[r#"
        OrderLine: service { b: int; } | apiVersion: apps/v1
        OrderLine: service { b: int; } | kind: Deployment
        OrderLine: service { b: int; } | metadata:
        OrderLine                      |   name: order-line-db
        OrderLine: service { b: int; } |   labels:
        OrderLine                      |     app: order-line
        OrderLine: service { b: int; } |     kind: db
        OrderLine: service { b: int; } | spec:
        OrderLine: service { b: int; } |   replicas: 1
        OrderLine: service { b: int; } |   selector:
        OrderLine: service { b: int; } |     matchLabels:
        OrderLine                      |       app: order-line
        OrderLine: service { b: int; } |       kind: db
        OrderLine: service { b: int; } |   strategy:
        OrderLine: service { b: int; } |     type: Recreate
        OrderLine: service { b: int; } |   template:
        OrderLine: service { b: int; } |     metadata:
        OrderLine                      |       name: order-line-db
        OrderLine: service { b: int; } |       labels:
        OrderLine                      |         app: order-line
        OrderLine: service { b: int; } |         kind: db
        OrderLine: service { b: int; } |     spec:
        OrderLine                      |       hostname: order-line-db
        OrderLine: service { b: int; } |       containers:
        OrderLine: service { b: int; } |       - env:
        OrderLine: service { b: int; } |         - name: PGUSER
        OrderLine: service { b: int; } |           value: postgres
        OrderLine: service { b: int; } |         image: postgres:12.1
        OrderLine                      |         name: order-line-db
        OrderLine: service { b: int; } |         volumeMounts:
        OrderLine: service { b: int; } |         - mountPath: /var/lib/postgresql/data
        OrderLine                      |           name: order-line-db-claim
        OrderLine: service { b: int; } |         - mountPath: /docker-entrypoint-initdb.d/init.sql
        OrderLine: service { b: int; } |           subPath: init.sql
        OrderLine                      |           name: order-line-db-init
        OrderLine: service { b: int; } |         lifecycle:
        OrderLine: service { b: int; } |           postStart:
        OrderLine: service { b: int; } |             exec:
        OrderLine: service { b: int; } |               command:
        OrderLine: service { b: int; } |               - /bin/sh
        OrderLine: service { b: int; } |               - -c
        OrderLine: service { b: int; } |               - psql -U postgres -f /docker-entrypoint-initdb.d/init.sql && echo done ! init-script-runs-twice
        OrderLine: service { b: int; } |       restartPolicy: Always
        OrderLine: service { b: int; } |       volumes:
        OrderLine                      |       - name: order-line-db-init
        OrderLine: service { b: int; } |         configMap:
        OrderLine                      |           name: order-line-db-config
        OrderLine                      |       - name: order-line-db-claim
        OrderLine: service { b: int; } |         persistentVolumeClaim:
        OrderLine                      |           claimName: order-line-db-claim
    "#]],
    );
}

#[test]
fn storage_is_two_documents() {
    check(
        SHOP,
        None,
        "kube/order-line/db-storage.yaml",
        expect![[r#"
        OrderLine: service { b: int; } | apiVersion: v1
        OrderLine: service { b: int; } | kind: PersistentVolume
        OrderLine: service { b: int; } | metadata:
        OrderLine                      |   name: order-line-db-volume
        OrderLine: service { b: int; } |   labels:
        OrderLine                      |     app: order-line
        OrderLine: service { b: int; } |     type: local
        OrderLine: service { b: int; } | spec:
        OrderLine: service { b: int; } |   storageClassName: manual
        OrderLine: service { b: int; } |   capacity:
        OrderLine: service { b: int; } |     storage: 1.0Gi
        OrderLine: service { b: int; } |   accessModes:
        OrderLine: service { b: int; } |   - ReadWriteMany
        OrderLine: service { b: int; } |   persistentVolumeReclaimPolicy: Delete
        OrderLine: service { b: int; } |   hostPath:
        OrderLine                      |     path: /data/order-line-db
        OrderLine: service { b: int; } | ---
        OrderLine: service { b: int; } | apiVersion: v1
        OrderLine: service { b: int; } | kind: PersistentVolumeClaim
        OrderLine: service { b: int; } | metadata:
        OrderLine                      |   name: order-line-db-claim
        OrderLine: service { b: int; } |   labels:
        OrderLine                      |     app: order-line
        OrderLine: service { b: int; } | spec:
        OrderLine: service { b: int; } |   accessModes:
        OrderLine: service { b: int; } |   - ReadWriteMany
        OrderLine                      |   volumeName: order-line-db-volume
        OrderLine: service { b: int; } |   storageClassName: manual
        OrderLine: service { b: int; } |   resources:
        OrderLine: service { b: int; } |     requests:
        OrderLine: service { b: int; } |       storage: 100.0Mi
    "#]],
    );
}

#[test]
fn accounts_come_from_the_auth_method() {
    check(
        SHOP,
        None,
        "kube/auth/db-service.yaml",
        expect![[r#"
        #authMethod(email)             | apiVersion: v1
        #authMethod(email)             | kind: Service
        #authMethod(email)             | metadata:
        #authMethod(email)             |   name: auth-db
        #authMethod(email)             |   labels:
        #authMethod(email)             |     app: auth
        #authMethod(email)             |     kind: db
        #authMethod(email)             | spec:
        #authMethod(email)             |   ports:
        #authMethod(email)             |   - name: db
        #authMethod(email)             |     port: 5432
        #authMethod(email)             |     targetPort: 5432
        #authMethod(email)             |   selector:
        #authMethod(email)             |     app: auth
        #authMethod(email)             |     kind: db
    "#]],
    );
}

#[test]
fn grafana_mounts_each_dashboard() {
    check(
        SHOP,
        None,
        "kube/grafana/grafana-deployment.yaml",
        expect![[r#"
        #metrics(prometheus)           | apiVersion: apps/v1
        #metrics(prometheus)           | kind: Deployment
        #metrics(prometheus)           | metadata:
        #metrics(prometheus)           |   name: grafana
        #metrics(prometheus)           |   labels:
        #metrics(prometheus)           |     app: grafana
        #metrics(prometheus)           | spec:
        #metrics(prometheus)           |   replicas: 1
        #metrics(prometheus)           |   selector:
        #metrics(prometheus)           |     matchLabels:
        #metrics(prometheus)           |       app: grafana
        #metrics(prometheus)           |   template:
        #metrics(prometheus)           |     metadata:
        #metrics(prometheus)           |       name: grafana
        #metrics(prometheus)           |       labels:
        #metrics(prometheus)           |         app: grafana
        #metrics(prometheus)           |     spec:
        #metrics(prometheus)           |       hostname: grafana
        #metrics(prometheus)           |       containers:
        #metrics(prometheus)           |       - image: grafana/grafana:6.6.2
        #metrics(prometheus)           |         name: grafana
        #metrics(prometheus)           |         ports:
        #metrics(prometheus)           |         - containerPort: 3000
        #metrics(prometheus)           |         volumeMounts:
        #metrics(prometheus)           |         - mountPath: /etc/grafana/provisioning/datasources/datasource.yml
        #metrics(prometheus)           |           subPath: datasource.yml
        #metrics(prometheus)           |           name: grafana-datasource
        #metrics(prometheus)           |         - mountPath: /etc/grafana/provisioning/dashboards/dashboards.yml
        #metrics(prometheus)           |           subPath: dashboards.yml
        #metrics(prometheus)           |           name: grafana-dashboards
        User + Shop                    |         - mountPath: /etc/grafana/provisioning/dashboards/shop-user.json
        User + Shop                    |           subPath: shop-user.json
        User + Shop                    |           name: grafana-shop-user
        OrderLine                      |         - mountPath: /etc/grafana/provisioning/dashboards/order-line.json
        OrderLine                      |           subPath: order-line.json
        OrderLine                      |           name: grafana-order-line
        #authMethod(email)             |         - mountPath: /etc/grafana/provisioning/dashboards/auth.json
        #authMethod(email)             |           subPath: auth.json
        #authMethod(email)             |           name: grafana-auth
        #metrics(prometheus)           |       restartPolicy: Always
        #metrics(prometheus)           |       volumes:
        #metrics(prometheus)           |       - name: grafana-datasource
        #metrics(prometheus)           |         configMap:
        #metrics(prometheus)           |           name: grafana-datasource-config
        #metrics(prometheus)           |       - name: grafana-dashboards
        #metrics(prometheus)           |         configMap:
        #metrics(prometheus)           |           name: grafana-dashboards-config
        User + Shop                    |       - name: grafana-shop-user
        User: service { #auth; a: int; } |         configMap:
        User + Shop                    |           name: grafana-shop-user-config
        OrderLine                      |       - name: grafana-order-line
        OrderLine: service { b: int; } |         configMap:
        OrderLine                      |           name: grafana-order-line-config
        #authMethod(email)             |       - name: grafana-auth
        #authMethod(email)             |         configMap:
        #authMethod(email)             |           name: grafana-auth-config
    "#]],
    );
}

#[test]
fn every_cluster_has_a_registry() {
    check(
        SHOP,
        None,
        "kube/deploy/deploy-service.yaml",
        expect![[r#"
        (every cluster has an image registry) | apiVersion: v1
        (every cluster has an image registry) | kind: Service
        (every cluster has an image registry) | metadata:
        (every cluster has an image registry) |   name: kube-registry
        (every cluster has an image registry) |   namespace: kube-system
        (every cluster has an image registry) |   labels:
        (every cluster has an image registry) |     k8s-app: kube-registry
        (every cluster has an image registry) | spec:
        (every cluster has an image registry) |   selector:
        (every cluster has an image registry) |     k8s-app: kube-registry ! registry-service-selects-proxy
        (every cluster has an image registry) |   ports:
        (every cluster has an image registry) |   - name: registry
        (every cluster has an image registry) |     port: 5000
        (every cluster has an image registry) |     protocol: TCP
    "#]],
    );
}

#[test]
fn strings_that_look_like_something_else_are_quoted() {
    let is_shown = |line: &str| line.contains('\'');
    check_part(
        SHOP,
        None,
        "kube/deploy/deploy-daemon-set.yaml",
        is_shown,
        expect![[r#"
        (every cluster has an image registry) |     kubernetes.io/cluster-service: 'true'
        (every cluster has an image registry) |           value: '5000'
    "#]],
    );
    check_part(
        SHOP,
        None,
        "kube/deploy/deploy-replication-controller.yaml",
        is_shown,
        expect![[r#"
        (every cluster has an image registry) |           value: ':5000'
    "#]],
    );
}

#[test]
fn files_of_the_smallest_system() {
    let source = "A: project { #provider(kubernetes); }";
    assert_eq!(
        paths(source, None, "kube/"),
        [
            "kube/deploy/deploy-daemon-set.yaml",
            "kube/deploy/deploy-replication-controller.yaml",
            "kube/deploy/deploy-service.yaml",
            "kube/kong/kong-db-deployment.yaml",
            "kube/kong/kong-db-service.yaml",
            "kube/kong/kong-deployment.yaml",
            "kube/kong/kong-migration-job.yaml",
            "kube/kong/kong-service.yaml",
        ]
    );
    assert_eq!(paths(&source.replace("kubernetes", "dockerCompose"), None, "kube/"), [""; 0]);
}

#[test]
fn deploys_no_image_without_a_project() {
    assert_eq!(
        paths("Order: service { a: int; }", Some(crate::Target::KUBERNETES), "kube/order/"),
        [
            "kube/order/db-deployment.yaml",
            "kube/order/db-service.yaml",
            "kube/order/db-storage.yaml",
            "kube/order/service.yaml",
        ]
    );
}
