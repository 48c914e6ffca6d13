//! The generated files of a Templefile: everything that deploys, configures or describes the system, with the origin
//! of each line in the Templefile.
//!
//! [`Deployment::new`] turns the model into a deployment plan: services, databases, gateway, networks, volumes,
//! images and ports, as plain data. [`Deployment::files`] lists the files to generate, and [`File::render`] renders
//! one. Files are rendered only on request, and nothing here fails.

mod data;
mod defect;
mod deployment;
mod derived_name;
mod file;
mod fragment;
mod name_conflict;
mod origin;
mod render;
#[cfg(test)]
mod tests;
mod writer;

pub use defect::{Defect, FoundDefect};
pub use deployment::{Deployment, Gateway, Metrics, Monitor, Peer, Project, Registry, Service, Volume};
pub use derived_name::DerivedName;
pub use file::{File, FileLanguage, Rendered};
pub use name_conflict::NameConflicts;
pub use origin::{Origin, Reason, Span};
