//! The settings for deployment: the file `<name>.deploy.toml` beside a Templefile.
//!
//! [`DeployFile::read`] turns a text into values: `toml` reads tables with positions, `keys` is the table of all keys,
//! and `read` puts the values of a file into one [`Layer`] for each table. [`check`] finds the problems that concern
//! several tables or the Templefile; [`DeployFile::checked`] does both. [`DeployFile::environments`] resolves the
//! settings of each environment and service, each with its provenance. No step stops at an error.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod checks;
mod code;
mod facts;
mod file;
mod forms;
mod keys;
mod kinds;
mod names;
mod provenance;
mod read;
mod reader;
mod regions;
mod resolve;
mod schema;
mod scope;
pub mod targets;
#[cfg(test)]
mod tests;
pub mod toml;

pub use checks::{Context, check};
pub use code::Code;
pub use facts::{ACCOUNTS, Facts, ServiceFacts};
pub use file::{DeployFile, EnvironmentTable, ServiceTable, Tables};
pub use keys::{GROUPS, Group, Key, KeyEntry, Layer, Settings};
pub use kinds::{Amount, Availability, Cores, Described, Expose, List, ListEntry, Nodes, Replicas, Size, Unit, Update};
pub use names::{EXTENSION, deploy_file_of, is_deploy_file, templefiles_of};
pub use provenance::{Given, Location, Provenance, Setting, TablePath};
pub use resolve::{DEFAULT_ENVIRONMENT, Environment, Environments};
pub use schema::schema;
pub use scope::Scope;

/// One problem in a deploy file.
pub type Diagnostic = temple_model::Diagnostic<Code>;
