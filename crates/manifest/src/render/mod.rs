//! One module for each kind of file. A renderer announces its files and writes each when asked; a new target is a new
//! renderer in this list.

mod compose;
mod gateway;

use crate::file::Files;

/// Every renderer, which announces what it has for a deployment.
pub(crate) const RENDERERS: &[for<'f, 'd> fn(&'f mut Files<'d>)] = &[compose::announce];
