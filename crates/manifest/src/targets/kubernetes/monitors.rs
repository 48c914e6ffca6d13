//! `kube/prom/` and `kube/grafana/`: Prometheus and Grafana.

use super::object::{config_volume, container_ports, label, metadata, mounted_file, object, service_port};
use crate::common::Images;
use crate::file::{FileLanguage, FileList, RenderSystem};
use crate::format::{DataWriter, yaml};
use crate::plan::{GRAFANA, GRAFANA_PORT, PROMETHEUS, PROMETHEUS_PORT, Service};

/// The port under which each node of the cluster publishes Grafana.
const GRAFANA_NODE_PORT: u32 = 31000;
/// The folder in which Grafana looks for data sources and dashboards.
const PROVISIONING: &str = "/etc/grafana/provisioning/";

pub(super) fn register(files: &mut FileList<'_>) {
    if let Some(metrics) = files.plan().metrics {
        let mut file = |path, render: RenderSystem| files.system(path, FileLanguage::Yaml, metrics, render);
        file("kube/prom/prometheus-deployment.yaml", |_, out| yaml(out, prometheus));
        file("kube/prom/prometheus-service.yaml", |_, out| yaml(out, prometheus_service));
        file("kube/grafana/grafana-deployment.yaml", |plan, out| yaml(out, |it| grafana(it, &plan.services)));
        file("kube/grafana/grafana-service.yaml", |_, out| yaml(out, grafana_service));
    }
}

fn prometheus(it: &mut DataWriter<'_>) {
    object(it, "apps/v1", "Deployment");
    metadata(it, PROMETHEUS);
    it.map("spec", |it| {
        it.entry("replicas", 1);
        it.map("selector", |it| label(it, "matchLabels", PROMETHEUS));
        it.map("template", |it| {
            metadata(it, PROMETHEUS);
            pod(
                it,
                PROMETHEUS,
                (Images::REFERENCE.prometheus, PROMETHEUS_PORT),
                |it| mounted_file(it, "/etc/prometheus/", "prometheus.yml", "prometheus-file"),
                |it| config_volume(it, "prometheus-file", "prometheus-file-config"),
            );
        });
    });
}

/// Writes a pod of one container with its image and port, whose settings are in files.
fn pod(
    it: &mut DataWriter<'_>,
    name: &str,
    (image, port): (&str, u32),
    mounts: impl FnOnce(&mut DataWriter<'_>),
    volumes: impl FnOnce(&mut DataWriter<'_>),
) {
    it.map("spec", |it| {
        it.entry("hostname", name);
        it.list("containers", |it| {
            it.item_map(|it| {
                it.entry("image", image);
                it.entry("name", name);
                container_ports(it, [port]);
                it.list("volumeMounts", mounts);
            });
        });
        it.entry("restartPolicy", "Always");
        it.list("volumes", volumes);
    });
}

fn prometheus_service(it: &mut DataWriter<'_>) {
    object(it, "v1", "Service");
    metadata(it, PROMETHEUS);
    it.map("spec", |it| {
        it.list("ports", |it| it.item_map(|it| service_port(it, "ingress", PROMETHEUS_PORT)));
        label(it, "selector", PROMETHEUS);
    });
}

fn grafana(it: &mut DataWriter<'_>, services: &[Service<'_>]) {
    object(it, "apps/v1", "Deployment");
    name_and_label(it);
    it.map("spec", |it| {
        it.entry("replicas", 1);
        it.map("selector", |it| label(it, "matchLabels", GRAFANA));
        it.map("template", |it| {
            name_and_label(it);
            let monitor = (Images::REFERENCE.grafana, GRAFANA_PORT);
            pod(it, GRAFANA, monitor, |it| mounts(it, services), |it| volumes(it, services));
        });
    });
}

fn name_and_label(it: &mut DataWriter<'_>) {
    it.map("metadata", |it| {
        it.entry("name", GRAFANA);
        label(it, "labels", GRAFANA);
    });
}

fn mounts(it: &mut DataWriter<'_>, services: &[Service<'_>]) {
    let dashboards = (PROVISIONING, "dashboards/");
    mounted_file(it, (PROVISIONING, "datasources/"), "datasource.yml", "grafana-datasource");
    mounted_file(it, dashboards, "dashboards.yml", "grafana-dashboards");
    for service in services {
        it.with_origin(service.origin, |it| {
            mounted_file(it, dashboards, (&service.name, ".json"), ("grafana-", &service.name));
        });
    }
}

fn volumes(it: &mut DataWriter<'_>, services: &[Service<'_>]) {
    config_volume(it, "grafana-datasource", "grafana-datasource-config");
    config_volume(it, "grafana-dashboards", "grafana-dashboards-config");
    for service in services {
        it.with_origin(service.origin, |it| {
            config_volume(it, ("grafana-", &service.name), ("grafana-", &service.name, "-config"));
        });
    }
}

fn grafana_service(it: &mut DataWriter<'_>) {
    object(it, "v1", "Service");
    metadata(it, GRAFANA);
    it.map("spec", |it| {
        it.entry("type", "NodePort");
        it.list("ports", |it| {
            it.item_map(|it| {
                service_port(it, "web", GRAFANA_PORT);
                it.entry("nodePort", GRAFANA_NODE_PORT);
            });
        });
        label(it, "selector", GRAFANA);
    });
}
