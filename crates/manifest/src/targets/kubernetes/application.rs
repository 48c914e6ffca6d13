//! `kube/<service>/deployment.yaml` and `service.yaml`: the service itself.

use super::name_conflict::is_name_taken;
use super::object::{container_ports, labels, object, own_metadata, service_port};
use super::registry;
use crate::defect::Defect;
use crate::file::{FileLanguage, FileList};
use crate::format::{DataWriter, yaml};
use crate::plan::{Plan, Service};
use crate::text::Writer;

/// The value of the label `kind` for objects of the service itself.
const KIND: &str = "service";

pub(super) fn register(files: &mut FileList<'_>) {
    // Without a project, images have no name.
    if files.plan().project.is_some() {
        let path = |service: &Service<'_>| format!("kube/{}/deployment.yaml", service.name.as_str());
        files.each_service(path, FileLanguage::Yaml, deployment);
    }
    let path = |service: &Service<'_>| format!("kube/{}/service.yaml", service.name.as_str());
    files.each_service(path, FileLanguage::Yaml, service);
}

fn deployment(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "apps/v1", "Deployment");
        own_metadata(it, service, &service.name, KIND, is_name_taken(plan, service));
        it.map("spec", |it| {
            it.entry("replicas", 1);
            it.map("selector", |it| labels(it, "matchLabels", &service.name, KIND));
            it.map("template", |it| {
                own_metadata(it, service, &service.name, KIND, false);
                it.map("spec", |it| {
                    it.entry("hostname", &service.name);
                    it.list("containers", |it| it.item_map(|it| container(it, plan, service)));
                    it.list("imagePullSecrets", |it| it.item_map(|it| it.entry("name", "regcred")));
                    it.entry("restartPolicy", "Always");
                });
            });
        });
    });
}

fn container(it: &mut DataWriter<'_>, plan: &Plan<'_>, service: &Service<'_>) {
    if let Some(project) = &plan.project {
        it.entry("image", (registry::ADDRESS, "/", &project.name, "-", &service.name));
        it.defect(Defect::UntaggedImage);
    }
    it.entry("name", &service.name);
    container_ports(it, [service.ports.service, service.ports.metrics]);
}

fn service(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "v1", "Service");
        own_metadata(it, service, &service.name, KIND, is_name_taken(plan, service));
        it.map("spec", |it| {
            it.list("ports", |it| {
                it.item_map(|it| service_port(it, "api", service.ports.service));
                it.item_map(|it| service_port(it, "prom", service.ports.metrics));
            });
            labels(it, "selector", &service.name, KIND);
        });
    });
}
