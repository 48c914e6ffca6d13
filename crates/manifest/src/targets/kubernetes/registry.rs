//! `kube/deploy/`: the registry inside the cluster, from which the images of the services are pulled.

use super::object::{environment, object};
use crate::defect::Defect;
use crate::file::{FileLanguage, FileList, RenderSystem};
use crate::format::{DataWriter, yaml};
use crate::plan::Plan;
use crate::text::{Reason, Writer};

/// The address of the registry on each node.
pub(super) const ADDRESS: &str = "localhost:5000";

/// The name of the registry in the cluster.
const REGISTRY: &str = "kube-registry";
/// The name of the proxy on each node, which forwards requests to the registry.
const PROXY: &str = "kube-registry-proxy";
/// The port on which both listen.
const PORT: u32 = 5000;
/// The versions of the registry and of the proxy.
const VERSIONS: (&str, &str) = ("v0", "v0.4");

pub(super) fn register(files: &mut FileList<'_>) {
    let mut file = |path, render: RenderSystem| {
        files.system(path, FileLanguage::Yaml, Reason::EveryClusterHasARegistry, render);
    };
    file("kube/deploy/deploy-daemon-set.yaml", proxy);
    file("kube/deploy/deploy-replication-controller.yaml", controller);
    file("kube/deploy/deploy-service.yaml", service);
}

/// Writes the labels of the pods of one version.
fn labels(it: &mut DataWriter<'_>, key: &str, version: &str) {
    it.map(key, |it| {
        it.entry("k8s-app", REGISTRY);
        it.entry("version", version);
    });
}

fn resources(it: &mut DataWriter<'_>, key: &str, memory: &str) {
    it.map(key, |it| {
        it.entry("cpu", "100m");
        it.entry("memory", memory);
    });
}

fn proxy(_: &Plan<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "apps/v1", "DaemonSet");
        it.map("metadata", |it| {
            it.entry("name", PROXY);
            it.entry("namespace", "kube-system");
            it.map("labels", |it| {
                it.entry("k8s-app", REGISTRY);
                it.entry("kubernetes.io/cluster-service", "true");
                it.entry("version", VERSIONS.1);
            });
        });
        it.map("spec", |it| {
            it.map("selector", |it| labels(it, "matchLabels", VERSIONS.1));
            it.map("template", |it| {
                it.map("metadata", |it| labels(it, "labels", VERSIONS.1));
                it.map("spec", |it| it.list("containers", |it| it.item_map(proxy_container)));
            });
        });
    });
}

fn proxy_container(it: &mut DataWriter<'_>) {
    it.entry("name", PROXY);
    it.entry("image", "gcr.io/google_containers/kube-registry-proxy:0.4");
    it.map("resources", |it| resources(it, "limits", "50Mi"));
    environment(it, [("REGISTRY_HOST", "kube-registry.kube-system.svc.cluster.local"), ("REGISTRY_PORT", "5000")]);
    it.list("ports", |it| {
        it.item_map(|it| {
            it.entry("name", "registry");
            it.entry("containerPort", 80);
            it.entry("hostPort", PORT);
        });
    });
}

fn controller(_: &Plan<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "v1", "ReplicationController");
        it.map("metadata", |it| {
            it.entry("name", "kube-registry-v0");
            it.entry("namespace", "kube-system");
            labels(it, "labels", VERSIONS.0);
        });
        it.map("spec", |it| {
            it.entry("replicas", 1);
            labels(it, "selector", VERSIONS.0);
            it.map("template", |it| {
                it.map("metadata", |it| labels(it, "labels", VERSIONS.0));
                it.map("spec", |it| {
                    it.list("containers", |it| it.item_map(registry_container));
                    it.list("volumes", |it| {
                        it.item_map(|it| {
                            it.entry("name", "image-store");
                            it.map("hostPath", |it| it.entry("path", "/data/registry/"));
                        });
                    });
                });
            });
        });
    });
}

fn registry_container(it: &mut DataWriter<'_>) {
    it.entry("name", "registry");
    it.entry("image", "registry:2.5.1");
    it.map("resources", |it| {
        resources(it, "limits", "100Mi");
        resources(it, "requests", "100Mi");
    });
    environment(
        it,
        [("REGISTRY_HTTP_ADDR", ":5000"), ("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", "/var/lib/registry")],
    );
    it.list("volumeMounts", |it| {
        it.item_map(|it| {
            it.entry("name", "image-store");
            it.entry("mountPath", "/var/lib/registry");
        });
    });
    it.list("ports", |it| {
        it.item_map(|it| {
            it.entry("containerPort", PORT);
            it.entry("name", "registry");
            it.entry("protocol", "TCP");
        });
    });
}

fn service(_: &Plan<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "v1", "Service");
        it.map("metadata", |it| {
            it.entry("name", REGISTRY);
            it.entry("namespace", "kube-system");
            it.map("labels", |it| it.entry("k8s-app", REGISTRY));
        });
        it.map("spec", |it| {
            it.map("selector", |it| {
                it.entry("k8s-app", REGISTRY);
                it.defect(Defect::RegistryServiceSelectsProxy);
            });
            it.list("ports", |it| {
                it.item_map(|it| {
                    it.entry("name", "registry");
                    it.entry("port", PORT);
                    it.entry("protocol", "TCP");
                });
            });
        });
    });
}
