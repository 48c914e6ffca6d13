//! `kube/kong/`: Kong, its database, and the job that creates its tables.

use super::object::{container_ports, environment, label, metadata, object, service_port};
use crate::common::Images;
use crate::common::kong::{DATABASE_SETTINGS, MIGRATION_SETTINGS, MIGRATIONS, SETTINGS};
use crate::file::{FileLanguage, FileList, RenderSystem};
use crate::format::{DataWriter, yaml};
use crate::plan::{DATABASE_PORT, GATEWAY, GATEWAY_DATABASE, GATEWAY_MIGRATIONS, GATEWAY_PORTS, Plan};
use crate::text::{Reason, Writer};

/// The names of [`GATEWAY_PORTS`], and the ports under which each node of the cluster publishes them.
const PUBLISHED: [(&str, u32); 4] =
    [("ingress", 30000), ("admin", 30001), ("ingress-tls", 30443), ("admin-tls", 30444)];

pub(super) fn register(files: &mut FileList<'_>) {
    let mut file = |path, render: RenderSystem| {
        files.system(path, FileLanguage::Yaml, Reason::EverySystemHasAGateway, render);
    };
    file("kube/kong/kong-db-deployment.yaml", database_deployment);
    file("kube/kong/kong-db-service.yaml", database_service);
    file("kube/kong/kong-deployment.yaml", |_, out| yaml(out, deployment));
    file("kube/kong/kong-migration-job.yaml", |_, out| yaml(out, migration_job));
    file("kube/kong/kong-service.yaml", |_, out| yaml(out, service));
}

/// Writes a Deployment of one container.
fn one_container(it: &mut DataWriter<'_>, name: &str, container: impl FnOnce(&mut DataWriter<'_>)) {
    object(it, "apps/v1", "Deployment");
    metadata(it, name);
    it.map("spec", |it| {
        it.entry("replicas", 1);
        it.map("selector", |it| label(it, "matchLabels", name));
        it.map("template", |it| {
            it.map("metadata", |it| label(it, "labels", name));
            it.map("spec", |it| it.list("containers", |it| it.item_map(container)));
        });
    });
}

/// Writes a command that checks the health of the container.
fn liveness(it: &mut DataWriter<'_>, command: &[&str], failures: u32, seconds: u32) {
    it.map("livenessProbe", |it| {
        it.map("exec", |it| it.items("command", command));
        it.entry("failureThreshold", failures);
        it.entry("periodSeconds", seconds);
        it.entry("timeoutSeconds", seconds);
    });
}

fn database_deployment(_: &Plan<'_>, out: &mut Writer) {
    yaml(out, |it| {
        one_container(it, GATEWAY_DATABASE, |it| {
            environment(it, DATABASE_SETTINGS);
            it.entry("image", Images::REFERENCE.postgres);
            container_ports(it, [DATABASE_PORT]);
            liveness(it, &["pg_isready", "-U", "kong"], 3, 30);
            it.entry("name", GATEWAY_DATABASE);
            it.entry("stdin", true);
            it.entry("tty", true);
        });
    });
}

fn database_service(_: &Plan<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "v1", "Service");
        metadata(it, GATEWAY_DATABASE);
        it.map("spec", |it| {
            it.list("ports", |it| it.item_map(|it| service_port(it, "database", DATABASE_PORT)));
            label(it, "selector", GATEWAY_DATABASE);
        });
    });
}

fn deployment(it: &mut DataWriter<'_>) {
    let mut settings = SETTINGS;
    settings.sort_unstable();
    one_container(it, GATEWAY, |it| {
        environment(it, settings);
        it.entry("image", Images::REFERENCE.kong);
        liveness(it, &["kong", "health"], 10, 10);
        it.entry("name", GATEWAY);
        container_ports(it, GATEWAY_PORTS);
    });
}

fn migration_job(it: &mut DataWriter<'_>) {
    object(it, "batch/v1", "Job");
    it.map("metadata", |it| {
        it.entry("name", "kong-migration");
        label(it, "labels", GATEWAY_DATABASE);
    });
    it.map("spec", |it| {
        it.map("template", |it| {
            it.map("spec", |it| {
                it.list("containers", |it| {
                    it.item_map(|it| {
                        it.items("command", ["/bin/sh"]);
                        it.items("args", ["-c", MIGRATIONS]);
                        environment(it, MIGRATION_SETTINGS);
                        it.entry("image", Images::REFERENCE.kong);
                        it.entry("name", GATEWAY_MIGRATIONS);
                    });
                });
                it.entry("restartPolicy", "OnFailure");
            });
        });
    });
}

fn service(it: &mut DataWriter<'_>) {
    object(it, "v1", "Service");
    metadata(it, GATEWAY);
    it.map("spec", |it| {
        it.entry("type", "NodePort");
        it.list("ports", |it| {
            for (port, (name, published)) in GATEWAY_PORTS.into_iter().zip(PUBLISHED) {
                it.item_map(|it| {
                    service_port(it, name, port);
                    it.entry("nodePort", published);
                });
            }
        });
        label(it, "selector", GATEWAY);
    });
}
