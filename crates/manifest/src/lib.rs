//! What the generator makes of a Templefile: every file that deploys, configures or describes the system, each line
//! with the place in the Templefile that it comes from.
//!
//! [`Deployment::new`] turns the model into a deployment plan: services, databases, gateway, networks, volumes, images
//! and ports, as plain data. [`Deployment::files`] lists what is generated from it, and [`File::render`] writes one file.
//! Nothing is rendered that nobody asks for, and nothing here fails.

mod clash;
mod data;
mod defect;
mod deployment;
mod file;
mod name;
mod origin;
mod render;
mod scalar;
#[cfg(test)]
mod tests;
mod writer;

pub use clash::Taken;
pub use defect::{Defect, FoundDefect};
pub use deployment::{Deployment, Gateway, Metrics, Monitor, Peer, Project, Registry, Service, Volume};
pub use file::{File, FileLanguage, Rendered};
pub use name::Named;
pub use origin::{Origin, Reason, Span};
