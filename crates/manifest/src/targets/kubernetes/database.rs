//! `kube/<service>/db-deployment.yaml`, `db-service.yaml` and `db-storage.yaml`: the database of a service.

use super::name_conflict::is_database_taken;
use super::object::{config_volume, environment, labels, mounted_file, object, own_metadata, service_port};
use crate::common::Images;
use crate::defect::Defect;
use crate::file::{FileLanguage, FileList};
use crate::format::{DataWriter, yaml};
use crate::plan::{DATABASE_PORT, Plan, Service};
use crate::text::{Fragment, Writer};

/// The value of the label `kind` for objects of the database.
const KIND: &str = "db";

/// The persistent volume with the data: `order-db-volume`.
fn volume_name<'s>(service: &'s Service<'_>) -> impl Fragment + use<'s> {
    (&service.database, "-volume")
}

/// The claim of the volume: `order-db-claim`.
fn claim_name<'s>(service: &'s Service<'_>) -> impl Fragment + use<'s> {
    (&service.database, "-claim")
}

/// The config map with the script that creates the tables: `order-db-config`.
pub(super) fn script_config<'s>(service: &'s Service<'_>) -> impl Fragment + use<'s> {
    (&service.database, "-config")
}

pub(super) fn register(files: &mut FileList<'_>) {
    let path = |service: &Service<'_>| format!("kube/{}/db-deployment.yaml", service.name.as_str());
    files.each_service(path, FileLanguage::Yaml, deployment);
    let path = |service: &Service<'_>| format!("kube/{}/db-service.yaml", service.name.as_str());
    files.each_service(path, FileLanguage::Yaml, database_service);
    let path = |service: &Service<'_>| format!("kube/{}/db-storage.yaml", service.name.as_str());
    files.each_service(path, FileLanguage::Yaml, storage);
}

fn deployment(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "apps/v1", "Deployment");
        own_metadata(it, service, &service.database, KIND, is_database_taken(plan, service));
        it.map("spec", |it| {
            it.entry("replicas", 1);
            it.map("selector", |it| labels(it, "matchLabels", &service.name, KIND));
            it.map("strategy", |it| it.entry("type", "Recreate"));
            it.map("template", |it| {
                own_metadata(it, service, &service.database, KIND, false);
                it.map("spec", |it| {
                    it.entry("hostname", &service.database);
                    it.list("containers", |it| it.item_map(|it| container(it, service)));
                    it.entry("restartPolicy", "Always");
                    it.list("volumes", |it| volumes(it, service));
                });
            });
        });
    });
}

fn container(it: &mut DataWriter<'_>, service: &Service<'_>) {
    environment(it, [("PGUSER", "postgres")]);
    it.entry("image", Images::REFERENCE.postgres);
    it.entry("name", &service.database);
    it.list("volumeMounts", |it| {
        it.item_map(|it| {
            it.entry("mountPath", "/var/lib/postgresql/data");
            it.entry("name", claim_name(service));
        });
        mounted_file(it, "/docker-entrypoint-initdb.d/", "init.sql", (&service.database, "-init"));
    });
    it.map("lifecycle", |it| {
        it.map("postStart", |it| {
            it.map("exec", |it| {
                it.list("command", |it| {
                    it.item("/bin/sh");
                    it.item("-c");
                    it.item("psql -U postgres -f /docker-entrypoint-initdb.d/init.sql && echo done");
                    it.defect(Defect::InitScriptRunsTwice);
                });
            });
        });
    });
}

fn volumes(it: &mut DataWriter<'_>, service: &Service<'_>) {
    config_volume(it, (&service.database, "-init"), script_config(service));
    it.item_map(|it| {
        it.entry("name", claim_name(service));
        it.map("persistentVolumeClaim", |it| it.entry("claimName", claim_name(service)));
    });
}

fn database_service(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    yaml(out, |it| {
        object(it, "v1", "Service");
        own_metadata(it, service, &service.database, KIND, is_database_taken(plan, service));
        it.map("spec", |it| {
            it.list("ports", |it| it.item_map(|it| service_port(it, "db", DATABASE_PORT)));
            labels(it, "selector", &service.name, KIND);
        });
    });
}

fn storage(_: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    yaml(out, |it| volume(it, service));
    yaml(out, |it| claim(it, service));
}

fn volume(it: &mut DataWriter<'_>, service: &Service<'_>) {
    object(it, "v1", "PersistentVolume");
    it.map("metadata", |it| {
        it.entry("name", volume_name(service));
        it.map("labels", |it| {
            it.entry("app", &service.name);
            it.entry("type", "local");
        });
    });
    it.map("spec", |it| {
        it.entry("storageClassName", "manual");
        it.map("capacity", |it| it.entry("storage", "1.0Gi"));
        it.items("accessModes", ["ReadWriteMany"]);
        it.entry("persistentVolumeReclaimPolicy", "Delete");
        it.map("hostPath", |it| it.entry("path", ("/data/", &service.database)));
    });
}

fn claim(it: &mut DataWriter<'_>, service: &Service<'_>) {
    object(it, "v1", "PersistentVolumeClaim");
    it.map("metadata", |it| {
        it.entry("name", claim_name(service));
        it.map("labels", |it| it.entry("app", &service.name));
    });
    it.map("spec", |it| {
        it.items("accessModes", ["ReadWriteMany"]);
        it.entry("volumeName", volume_name(service));
        it.entry("storageClassName", "manual");
        it.map("resources", |it| it.map("requests", |it| it.entry("storage", "100.0Mi")));
    });
}
