//! The generated files of a Templefile: everything that deploys, configures or describes the system, with the origin
//! of each line in the Templefile.
//!
//! [`Plan::new`] turns the model into a plan that knows no target: services, databases, ports and names, as plain
//! data. [`Deployment`] adds the target, and [`Deployment::files`] lists the files to generate. [`File::render`] renders
//! one. Files are rendered only on request, and nothing here fails.

mod common;
mod defect;
mod deployment;
mod file;
mod format;
mod plan;
mod targets;
#[cfg(test)]
mod tests;
mod text;

pub use common::Images;
pub use defect::{Defect, FoundDefect};
pub use deployment::Deployment;
pub use file::{File, FileLanguage};
pub use plan::{
    Call, ConfigFile, GATEWAY_DATABASE, Health, Image, Instances, NameConflicts, Network, Peer, Plan, Probe, Project,
    Role, Secret, Service, Software, Volume, Workload,
};
pub use targets::{TARGETS, Target, TargetSpec};
pub use text::{Block, BlockId, BlockRange, Blocks, DerivedName, Origin, Reason, Rendered, Span};
