//! The formats of generated files: each writes its syntax over the writer of `text`, so that lines keep their origins.

mod data;
mod number;
mod shell;

pub(crate) use data::{DataWriter, json, yaml};
pub(crate) use number::{Decimal, Float};
pub(crate) use shell::lines;
