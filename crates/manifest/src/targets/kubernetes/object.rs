//! The parts that objects of several kinds share.

use crate::defect::Defect;
use crate::format::DataWriter;
use crate::plan::Service;
use crate::text::Fragment;

/// Writes the start of an object.
pub(super) fn object(it: &mut DataWriter<'_>, version: &str, kind: &str) {
    it.entry("apiVersion", version);
    it.entry("kind", kind);
}

/// Writes the name and the label of an object that every system has.
pub(super) fn metadata(it: &mut DataWriter<'_>, name: &str) {
    it.map("metadata", |it| {
        label(it, "labels", name);
        it.entry("name", name);
    });
}

/// Writes the label that connects the objects of a container that every system has.
pub(super) fn label(it: &mut DataWriter<'_>, key: &str, app: &str) {
    it.map(key, |it| it.entry("app", app));
}

/// Writes the two labels that connect the objects of a service, or of its database.
pub(super) fn labels(it: &mut DataWriter<'_>, key: &str, app: impl Fragment, kind: &str) {
    it.map(key, |it| {
        it.entry("app", app);
        it.entry("kind", kind);
    });
}

/// Writes the name and the labels of an object of a service or of its database, or of its pods. `is_taken` is true if
/// the name is already taken.
pub(super) fn own_metadata(
    it: &mut DataWriter<'_>,
    service: &Service<'_>,
    name: impl Fragment,
    kind: &str,
    is_taken: bool,
) {
    it.map("metadata", |it| {
        it.entry("name", name);
        if is_taken {
            it.defect(Defect::ContainerNameClash);
        }
        labels(it, "labels", &service.name, kind);
    });
}

/// Writes a named port that is the same outside and inside the container.
pub(super) fn service_port(it: &mut DataWriter<'_>, name: &str, port: u32) {
    it.entry("name", name);
    it.entry("port", port);
    it.entry("targetPort", port);
}

/// Writes the ports on which a container listens.
pub(super) fn container_ports(it: &mut DataWriter<'_>, ports: impl IntoIterator<Item = u32>) {
    it.list("ports", |it| ports.into_iter().for_each(|port| it.item_map(|it| it.entry("containerPort", port))));
}

/// Writes the environment of a container.
pub(super) fn environment<'s>(it: &mut DataWriter<'_>, settings: impl IntoIterator<Item = (&'s str, &'s str)>) {
    it.list("env", |it| {
        for (name, value) in settings {
            it.item_map(|it| {
                it.entry("name", name);
                it.entry("value", value);
            });
        }
    });
}

/// Writes the mount of a single file of a volume in a container.
pub(super) fn mounted_file(
    it: &mut DataWriter<'_>,
    folder: impl Fragment,
    file: impl Fragment + Copy,
    volume: impl Fragment,
) {
    it.item_map(|it| {
        it.entry("mountPath", (folder, file));
        it.entry("subPath", file);
        it.entry("name", volume);
    });
}

/// Writes a volume with the content of a config map.
pub(super) fn config_volume(it: &mut DataWriter<'_>, name: impl Fragment, config_map: impl Fragment) {
    it.item_map(|it| {
        it.entry("name", name);
        it.map("configMap", |it| it.entry("name", config_map));
    });
}
