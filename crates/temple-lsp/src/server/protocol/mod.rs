//! The protocol: conversion between bytes, JSON and values. Nothing here has state.

pub(crate) mod error;
pub(crate) mod framing;
pub(crate) mod from_lsp;
pub(crate) mod jsonrpc;
pub(crate) mod manifest_uri;
pub(crate) mod markup;
pub(crate) mod method;
pub(crate) mod notification;
pub(crate) mod params;
pub(crate) mod to_lsp;
pub(crate) mod uri;
