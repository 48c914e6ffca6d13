//! Docker Compose, as the compiler generates it (`docs/manifests.md`, Docker Compose).

mod containers;
mod deploy_script;
mod dockerfile;
mod name_use;
mod networks;
mod wait_for_kong;

use super::target::{Target, TargetSpec};
use crate::common::{self, Images, configure_kong};
use crate::file::FileList;

/// The target.
pub(super) const TARGET: Target = Target::new(&TargetSpec {
    name: "dockerCompose",
    aliases: &["dc"],
    title: "Docker Compose",
    summary: "A Docker Compose file.",
    is_reference: true,
    images: Images::REFERENCE,
    networks: networks::all,
    files: register,
});

/// Announces the files of a system.
fn register(files: &mut FileList<'_>) {
    common::register(files, dockerfile::render);
    configure_kong::register(files);
    containers::register(files);
    deploy_script::register(files);
    wait_for_kong::register(files);
}
