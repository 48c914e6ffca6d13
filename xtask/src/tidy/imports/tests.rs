//! Tests with planted cycles and with imports against the order of the layers.

use expect_test::{Expect, expect};

use super::*;

/// Creates a repository with the files of a crate, by their paths in `x/src`.
fn sources(files: &[(&str, &str)]) -> Repo {
    let paths: Vec<String> = files.iter().map(|(path, _)| format!("x/src/{path}")).collect();
    Repo::of(&paths.iter().zip(files).map(|(path, (_, text))| (path.as_str(), *text)).collect::<Vec<_>>())
}

/// Checks the cycles found in a crate.
#[track_caller]
fn check(files: &[(&str, &str)], expected: Expect) {
    check_folder("x/src", files, expected);
}

#[track_caller]
fn check_folder(folder: &str, files: &[(&str, &str)], expected: Expect) {
    let repo = sources(files);
    let problems = cycles_in(&repo.texts(&[".rs"]).collect(), folder);
    let problems = problems.unwrap_or_else(|error| vec![format!("error: {error:#}")]);
    expected.assert_eq(&problems.iter().map(|problem| format!("{problem}\n")).collect::<String>());
}

const ROOT: (&str, &str) = ("lib.rs", "mod a;\nmod b;\nmod c;\n");
const EMPTY: (&str, &str) = ("c.rs", "");

#[test]
fn accepts_imports_in_one_direction() {
    check(
        &[
            ROOT,
            ("a.rs", "use super::b::B;\nuse crate::c;\nfn f(_: B) { c::f(); }\n"),
            ("b.rs", "pub struct B(crate::c::C);\n"),
            ("c.rs", "pub struct C;\npub fn f() {}\n"),
        ],
        expect![""],
    );
}

#[test]
fn finds_two_files_that_import_each_other() {
    check(
        &[ROOT, ("a.rs", "\nuse super::b::B;\nstruct A;\n"), ("b.rs", "use crate::a::A;\nstruct B;\n"), EMPTY],
        expect![[r#"
            x/src/a.rs:2 uses x/src/b.rs, x/src/b.rs:1 uses x/src/a.rs: move what they share to a file that uses neither, or pass it as an argument
        "#]],
    );
}

#[test]
fn finds_a_cycle_of_three_once() {
    check(
        &[ROOT, ("a.rs", "use super::b::X;\n"), ("b.rs", "use super::c::X;\n"), ("c.rs", "use super::a::X;\n")],
        expect![[r#"
            x/src/a.rs:1 uses x/src/b.rs, x/src/b.rs:1 uses x/src/c.rs, x/src/c.rs:1 uses x/src/a.rs: move what they share to a file that uses neither, or pass it as an argument
        "#]],
    );
}

#[test]
fn declaring_and_reexporting_a_module_uses_nothing_of_it() {
    check(
        &[
            ("lib.rs", "mod a;\npub use a::A;\npub struct Root;\n"),
            ("a.rs", "mod inner;\npub(crate) use inner::Inner;\npub struct A(crate::Root);\n"),
            ("a/inner.rs", "pub struct Inner(super::A);\n"),
        ],
        expect![""],
    );
}

#[test]
fn finds_a_cycle_of_parent_and_child() {
    check(
        &[
            ("lib.rs", "mod a;\nfn f() { a::g(); }\npub struct Root;\n"),
            ("a/mod.rs", "use super::Root;\npub fn g() {}\n"),
        ],
        expect![[r#"
            x/src/a/mod.rs:1 uses x/src/lib.rs, x/src/lib.rs:2 uses x/src/a/mod.rs: move what they share to a file that uses neither, or pass it as an argument
        "#]],
    );
}

#[test]
fn resolves_a_reexport_to_the_defining_file() {
    check(
        &[
            ROOT,
            ("a.rs", "use super::b::{Inner as I, *};\npub struct A;\n"),
            ("b.rs", "mod inner;\npub use inner::*;\n"),
            ("b/inner.rs", "pub struct Inner(crate::a::A);\n"),
            EMPTY,
        ],
        expect![[r#"
            x/src/a.rs:1 uses x/src/b/inner.rs, x/src/b/inner.rs:1 uses x/src/a.rs: move what they share to a file that uses neither, or pass it as an argument
        "#]],
    );
}

#[test]
fn counts_paths_anywhere_in_code() {
    let b = ("b.rs", "use super::a::A;\npub struct B;\npub fn b() {}\n");
    for code in [
        "fn f() { super::b::b(); }",
        "fn f() { use crate::b::b; b(); }",
        "use super::b; fn f() { b::b(); }",
        "use super::{b::{self as other}}; type T = Vec<other::B>;",
        "fn f() { assert_eq!(1, crate::b::b()); }",
        "macro_rules! m { () => { $crate::b::b() } }",
        "#[derive(X)] struct S { #[arg(default_value_t = super::b::B)] field: u8 }",
        "mod inner { fn f() { super::super::b::b(); } }",
        "impl super::b::B { }",
        "use super::b::made_by_a_macro;",
        "#[cfg(not(test))] use super::b::B;",
    ] {
        check(
            &[ROOT, ("a.rs", code), b, EMPTY],
            expect![[r#"
                x/src/a.rs:1 uses x/src/b.rs, x/src/b.rs:1 uses x/src/a.rs: move what they share to a file that uses neither, or pass it as an argument
            "#]],
        );
    }
}

#[test]
fn ignores_what_only_looks_like_a_path() {
    let b = ("b.rs", "use super::a::A;\npub struct B;\npub fn b() {}\n");
    for code in [
        "use std::b; fn f() { b::b(); }",
        "use ::b::b;",
        "pub(in super::super) struct A; pub(super) fn f() {}",
        "use super::b; fn f(b: u8) -> u8 { b }",
        "fn f() { println!(\"{}\", x.b::<u8>()); }",
        "fn f() { m!(<T as U>::b) }",
        "// super::b::b()\n",
        "mod b { pub fn b() {} } fn f() { b::b() }",
    ] {
        check(&[ROOT, ("a.rs", code), b, EMPTY], expect![""]);
    }
}

#[test]
fn leaves_out_code_for_tests() {
    let b = ("b.rs", "use super::a::A;\npub struct B;\n");
    for code in [
        "#[cfg(test)] mod tests { use super::super::b::B; }",
        "#[cfg(test)] mod tests;",
        "#[cfg(all(unix, test))] use super::b::B;",
        "impl A { #[cfg(test)] fn f() -> super::b::B { } }",
    ] {
        check(&[ROOT, ("a.rs", code), ("a/tests.rs", "use crate::b::B;"), b, EMPTY], expect![""]);
    }
}

#[test]
fn terminates_for_cyclic_reexports() {
    check(
        &[ROOT, ("a.rs", "pub use super::b::*;\nuse super::b::X;\n"), ("b.rs", "pub use super::a::*;\n"), EMPTY],
        expect![[r#"
        x/src/a.rs:1 uses x/src/b.rs, x/src/b.rs:1 uses x/src/a.rs: move what they share to a file that uses neither, or pass it as an argument
    "#]],
    );
}

#[test]
fn reports_cycles_through_the_folder_that_may_leave_it() {
    let a = ("a.rs", "mod one;\nmod two;\n");
    let two = ("a/two.rs", "pub struct Two;\n");
    let b = ("b.rs", "use super::c::C;\nstruct B;\n");
    check_folder(
        "x/src/a",
        &[ROOT, a, ("a/one.rs", "use super::two::Two;\n"), two, b, ("c.rs", "use super::b::B;\nstruct C;\n")],
        expect![""],
    );
    check_folder(
        "x/src/a",
        &[ROOT, a, ("a/one.rs", "use crate::c::C;\n"), two, b, ("c.rs", "use super::a::one::One;\nstruct C;\n")],
        expect![[r#"
            x/src/a/one.rs:1 uses x/src/c.rs, x/src/c.rs:1 uses x/src/a/one.rs: move what they share to a file that uses neither, or pass it as an argument
        "#]],
    );
}

#[test]
fn sources_that_cannot_be_read_are_an_error() {
    check(
        &[("lib.rs", "mod a;\n")],
        expect![[r#"
        error: x/src/lib.rs declares `mod a`, which has no file
    "#]],
    );
    check(
        &[("lib.rs", "mod\n")],
        expect![[r#"
        error: x/src/lib.rs is not Rust: unexpected end of input, expected identifier
    "#]],
    );
    check_folder(
        "x/src/gone",
        &[ROOT, EMPTY],
        expect![[r#"
        error: x/src/gone has no sources of a crate: remove it from the tables in xtask/src/tidy/imports.rs
    "#]],
    );
}

/// Checks a crate with the layers `c`, then `a` and `b`, then `top`.
#[track_caller]
fn check_layers(files: &[(&str, &str)], expected: Expect) {
    let layers = Layers { folder: "x/src", order: &[&["c"], &["a", "b"], &["top"]] };
    let repo = sources(files);
    let problems = layers.problems(&repo.texts(&[".rs"]).collect()).unwrap();
    expected.assert_eq(&problems.iter().map(|problem| format!("{problem}\n")).collect::<String>());
}

const LAYERED_ROOT: (&str, &str) =
    ("lib.rs", "mod a;\nmod b;\nmod c;\nmod top;\nfn f() { top::f(); }\npub struct Root;\n");

#[test]
fn a_file_may_use_its_own_layer_and_earlier_ones() {
    check_layers(
        &[
            LAYERED_ROOT,
            ("a.rs", "use super::b::B;\nuse super::c::C;\n"),
            ("b.rs", "use super::c::C;\n"),
            ("c.rs", ""),
            ("top/mod.rs", "mod part;\nuse part::P;\nuse crate::{a::A, c::C};\n"),
            ("top/part.rs", "use crate::b::B;\n"),
        ],
        expect![""],
    );
}

#[test]
fn finds_uses_of_later_layers_and_of_the_root() {
    check_layers(
        &[
            LAYERED_ROOT,
            ("a.rs", "\nfn f() { super::top::part::f(); }\n"),
            ("b.rs", ""),
            ("c.rs", "use super::a::A;\nuse super::Root;\n"),
            ("top/mod.rs", "pub mod part;\n"),
            ("top/part.rs", ""),
        ],
        expect![[r#"
            x/src/a.rs:2 uses x/src/top/part.rs, which is in a later layer: move what it needs to its own layer or an earlier one, or pass it as an argument
            x/src/c.rs:1 uses x/src/a.rs, which is in a later layer: move what it needs to its own layer or an earlier one, or pass it as an argument
            x/src/c.rs:2 uses x/src/lib.rs, which is in a later layer: move what it needs to its own layer or an earlier one, or pass it as an argument
        "#]],
    );
}

#[test]
fn the_layers_name_every_file_and_no_other() {
    check_layers(
        &[
            ("lib.rs", "mod a;\nmod b;\nmod new;\nmod top;\n"),
            ("a.rs", ""),
            ("b.rs", ""),
            ("new.rs", ""),
            ("top.rs", ""),
        ],
        expect![[r#"
            x/src/new is in no layer: add it to `LAYERED` in xtask/src/tidy/imports.rs
            x/src/c does not exist: remove it from `LAYERED` in xtask/src/tidy/imports.rs
        "#]],
    );
}
