//! Black-box tests of the whole, through the library and through the built program.

#![allow(clippy::print_stdout, reason = "the figures that these tests measure")]

mod binary;
mod broken;
mod cases;
mod conformance;
mod examples;
mod features;
mod fixes;
mod format;
mod graph;
mod linear;
mod locations;
mod manifests;
mod notes;
mod origins;
mod pages;
mod program;
mod recovery;
#[cfg(target_os = "linux")]
mod scripts;
