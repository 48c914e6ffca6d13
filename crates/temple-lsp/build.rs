//! Rebuilds the program when a page that it embeds is added or removed, which the compiler does not notice.

fn main() {
    println!("cargo::rerun-if-changed=../../docs/diagnostics");
    println!("cargo::rerun-if-changed=../../docs/notes");
}
