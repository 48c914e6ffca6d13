//! `kube/kong/`: Kong, its database, and the job that creates its tables.

use super::{container_ports, environment, label, metadata, object, service_port};
use crate::data::{DataWriter, yaml};
use crate::deployment::{DATABASE_IMAGE, DATABASE_PORT, Deployment, GATEWAY_DATABASE, Gateway};
use crate::file::{FileLanguage, FileList, RenderSystem};
use crate::origin::Reason;
use crate::render::gateway::{DATABASE_SETTINGS, MIGRATION_SETTINGS, MIGRATIONS, SETTINGS};
use crate::writer::Writer;

/// The name of Kong's objects.
const KONG: &str = "kong";
/// The names of [`Gateway::ports`], and the ports under which each node of the cluster publishes them.
const PUBLISHED: [(&str, u32); 4] =
    [("ingress", 30000), ("admin", 30001), ("ingress-tls", 30443), ("admin-tls", 30444)];

pub(super) fn register(files: &mut FileList<'_>) {
    let mut file = |path, render: RenderSystem| {
        files.system(path, FileLanguage::Yaml, Reason::EverySystemHasAGateway, render);
    };
    file("kube/kong/kong-db-deployment.yaml", database_deployment);
    file("kube/kong/kong-db-service.yaml", database_service);
    file("kube/kong/kong-deployment.yaml", |deployment, out| with_gateway(deployment, out, deployment_of));
    file("kube/kong/kong-migration-job.yaml", |deployment, out| with_gateway(deployment, out, migration_job));
    file("kube/kong/kong-service.yaml", |deployment, out| with_gateway(deployment, out, service));
}

/// Writes a file about the gateway, which exists in every cluster.
fn with_gateway(deployment: &Deployment<'_>, out: &mut Writer, render: fn(&mut DataWriter<'_>, &Gateway)) {
    if let Some(gateway) = &deployment.gateway {
        yaml(out, |it| render(it, gateway));
    }
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

fn database_deployment(_: &Deployment<'_>, out: &mut Writer) {
    yaml(out, |it| {
        one_container(it, GATEWAY_DATABASE, |it| {
            environment(it, DATABASE_SETTINGS);
            it.entry("image", DATABASE_IMAGE);
            container_ports(it, [DATABASE_PORT]);
            liveness(it, &["pg_isready", "-U", "kong"], 3, 30);
            it.entry("name", GATEWAY_DATABASE);
            it.entry("stdin", true);
            it.entry("tty", true);
        });
    });
}

fn database_service(_: &Deployment<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "v1", "Service");
        metadata(it, GATEWAY_DATABASE);
        it.map("spec", |it| {
            it.list("ports", |it| it.item_map(|it| service_port(it, "database", DATABASE_PORT)));
            label(it, "selector", GATEWAY_DATABASE);
        });
    });
}

fn deployment_of(it: &mut DataWriter<'_>, gateway: &Gateway) {
    let mut settings = SETTINGS;
    settings.sort_unstable();
    one_container(it, KONG, |it| {
        environment(it, settings);
        it.entry("image", gateway.image);
        liveness(it, &["kong", "health"], 10, 10);
        it.entry("name", KONG);
        container_ports(it, gateway.ports);
    });
}

fn migration_job(it: &mut DataWriter<'_>, gateway: &Gateway) {
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
                        it.entry("image", gateway.image);
                        it.entry("name", "kong-migrations");
                    });
                });
                it.entry("restartPolicy", "OnFailure");
            });
        });
    });
}

fn service(it: &mut DataWriter<'_>, gateway: &Gateway) {
    object(it, "v1", "Service");
    metadata(it, KONG);
    it.map("spec", |it| {
        it.entry("type", "NodePort");
        it.list("ports", |it| {
            for (port, (name, published)) in gateway.ports.into_iter().zip(PUBLISHED) {
                it.item_map(|it| {
                    service_port(it, name, port);
                    it.entry("nodePort", published);
                });
            }
        });
        label(it, "selector", KONG);
    });
}
