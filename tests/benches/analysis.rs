//! B.
fn main() {}
