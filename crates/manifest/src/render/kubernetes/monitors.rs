//! `kube/prom/` and `kube/grafana/`: Prometheus and Grafana.

use super::{config_volume, container_ports, label, metadata, mounted_file, object, service_port};
use crate::data::{DataWriter, yaml};
use crate::deployment::{Deployment, Metrics, Monitor, Service};
use crate::file::{FileLanguage, FileList, RenderSystem};
use crate::writer::Writer;

const PROMETHEUS: &str = "prometheus";
const GRAFANA: &str = "grafana";
/// The port under which each node of the cluster publishes Grafana.
const GRAFANA_NODE_PORT: u32 = 31000;
/// The folder in which Grafana looks for data sources and dashboards.
const PROVISIONING: &str = "/etc/grafana/provisioning/";

pub(super) fn register(files: &mut FileList<'_>) {
    if let Some(metrics) = &files.deployment().metrics {
        let mut file = |path, render: RenderSystem| files.system(path, FileLanguage::Yaml, metrics.range, render);
        file("kube/prom/prometheus-deployment.yaml", |deployment, out| with_metrics(deployment, out, prometheus));
        file("kube/prom/prometheus-service.yaml", |deployment, out| with_metrics(deployment, out, prometheus_service));
        file("kube/grafana/grafana-deployment.yaml", |deployment, out| with_metrics(deployment, out, grafana));
        file("kube/grafana/grafana-service.yaml", |deployment, out| with_metrics(deployment, out, grafana_service));
    }
}

/// Writes a file that is announced only if there are metrics.
fn with_metrics(
    deployment: &Deployment<'_>,
    out: &mut Writer,
    render: fn(&mut DataWriter<'_>, &Metrics, &Deployment<'_>),
) {
    if let Some(metrics) = &deployment.metrics {
        yaml(out, |it| render(it, metrics, deployment));
    }
}

fn prometheus(it: &mut DataWriter<'_>, metrics: &Metrics, _: &Deployment<'_>) {
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
                &metrics.prometheus,
                |it| mounted_file(it, "/etc/prometheus/", "prometheus.yml", "prometheus-file"),
                |it| config_volume(it, "prometheus-file", "prometheus-file-config"),
            );
        });
    });
}

/// Writes a pod of one container whose settings are in files.
fn pod(
    it: &mut DataWriter<'_>,
    name: &str,
    monitor: &Monitor,
    mounts: impl FnOnce(&mut DataWriter<'_>),
    volumes: impl FnOnce(&mut DataWriter<'_>),
) {
    it.map("spec", |it| {
        it.entry("hostname", name);
        it.list("containers", |it| {
            it.item_map(|it| {
                it.entry("image", monitor.image);
                it.entry("name", name);
                container_ports(it, [monitor.port]);
                it.list("volumeMounts", mounts);
            });
        });
        it.entry("restartPolicy", "Always");
        it.list("volumes", volumes);
    });
}

fn prometheus_service(it: &mut DataWriter<'_>, metrics: &Metrics, _: &Deployment<'_>) {
    object(it, "v1", "Service");
    metadata(it, PROMETHEUS);
    it.map("spec", |it| {
        it.list("ports", |it| it.item_map(|it| service_port(it, "ingress", metrics.prometheus.port)));
        label(it, "selector", PROMETHEUS);
    });
}

fn grafana(it: &mut DataWriter<'_>, metrics: &Metrics, deployment: &Deployment<'_>) {
    object(it, "apps/v1", "Deployment");
    name_and_label(it);
    it.map("spec", |it| {
        it.entry("replicas", 1);
        it.map("selector", |it| label(it, "matchLabels", GRAFANA));
        it.map("template", |it| {
            name_and_label(it);
            let services = &deployment.services;
            pod(it, GRAFANA, &metrics.grafana, |it| mounts(it, services), |it| volumes(it, services));
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

fn grafana_service(it: &mut DataWriter<'_>, metrics: &Metrics, _: &Deployment<'_>) {
    object(it, "v1", "Service");
    metadata(it, GRAFANA);
    it.map("spec", |it| {
        it.entry("type", "NodePort");
        it.list("ports", |it| {
            it.item_map(|it| {
                service_port(it, "web", metrics.grafana.port);
                it.entry("nodePort", GRAFANA_NODE_PORT);
            });
        });
        label(it, "selector", GRAFANA);
    });
}
