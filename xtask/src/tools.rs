//! Tools for the tasks, installed in `tools` below cargo's target directory and nowhere else on the machine.
//!
//! Nothing here depends on the machine's own programs: everything that a tool needs is unpacked into its folder.

mod cargo;
mod command;
mod debian;
mod installed;
mod node;
mod python;
mod tree;

pub(crate) use cargo::{Extension, cargo_extension};
pub(crate) use command::{must, search_path};
pub(crate) use debian::Dependencies;
pub(crate) use installed::Tools;
pub(crate) use node::{PACKAGE as NODE, node, with_node};
pub(crate) use python::{environment, python};
pub(crate) use tree::{LAUNCHERS, launcher, relocate, unpacked};
