//! One module for each kind of file. A renderer announces its files and writes each when asked; a new target is a new
//! renderer in this list.

mod compose;
mod gateway;
mod grafana;
mod kubernetes;
mod prometheus;
mod scripts;

use crate::file::Files;

/// Every renderer, which announces what it has for a deployment.
#[rustfmt::skip]
pub(crate) const RENDERERS: &[for<'f, 'd> fn(&'f mut Files<'d>)] = &[
    compose::announce,
    kubernetes::announce,
    prometheus::announce,
    grafana::announce,
    scripts::announce,
];
