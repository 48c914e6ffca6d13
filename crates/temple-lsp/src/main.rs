//! The temple-lsp binary.
fn main() {}
