//! The files that every target generates, and what several targets need to know about the parts of the system.

mod config;
pub(crate) mod configure_kong;
pub(crate) mod dockerfile;
mod grafana;
mod images;
pub(crate) mod kong;
mod openapi;
mod prometheus;
mod sql;

pub use images::Images;

use crate::file::{FileList, RenderService};

/// Announces the files that do not depend on the target, with the given instructions for the images of the services.
pub(crate) fn register(files: &mut FileList<'_>, dockerfile: RenderService) {
    prometheus::register(files);
    grafana::register(files);
    sql::register(files);
    dockerfile::register(files, dockerfile);
    config::register(files);
    openapi::register(files);
}
