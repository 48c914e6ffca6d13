//! Kubernetes, as the compiler generates it (`docs/manifests.md`, Kubernetes).

mod application;
mod database;
mod deploy_script;
mod gateway;
mod monitors;
mod name_conflict;
mod object;
mod push_image;
mod registry;

use super::target::{Target, TargetSpec};
use crate::common::{self, Images, configure_kong, dockerfile};
use crate::file::FileList;

/// The target.
pub(super) const TARGET: Target = Target::new(&TargetSpec {
    name: "kubernetes",
    aliases: &["kube", "k8s", "kubernooties"],
    title: "Kubernetes",
    summary: "Kubernetes manifests.",
    is_reference: true,
    images: Images::REFERENCE,
    networks: |_| Vec::new(),
    files: register,
});

/// Announces the files of each service, and those that every system has.
fn register(files: &mut FileList<'_>) {
    common::register(files, dockerfile::render);
    configure_kong::register(files);
    application::register(files);
    database::register(files);
    gateway::register(files);
    registry::register(files);
    monitors::register(files);
    deploy_script::register(files);
    push_image::register(files);
}
