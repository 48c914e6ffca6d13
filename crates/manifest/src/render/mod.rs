//! One module for each kind of file. A renderer announces its files and writes each on request. A new target is a new
//! renderer in the list.

mod compose;
mod config;
mod dockerfile;
mod gateway;
mod grafana;
mod kubernetes;
mod number;
mod openapi;
mod prometheus;
mod scripts;
mod sql;

use crate::file::FileList;

/// All renderers. Each announces its files for a deployment.
pub(crate) const RENDERERS: &[for<'f, 'd> fn(&'f mut FileList<'d>)] = &[
    compose::register,
    kubernetes::register,
    prometheus::register,
    grafana::register,
    scripts::register,
    sql::register,
    dockerfile::register,
    config::register,
    openapi::register,
];
