//! Has the program built again when a page that it embeds is added or removed, which the compiler does not notice.

#![expect(clippy::print_stdout, reason = "this is how a build script talks to Cargo")]

fn main() {
    println!("cargo::rerun-if-changed=../../docs/diagnostics");
}
