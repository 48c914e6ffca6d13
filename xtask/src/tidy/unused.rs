//! Finds unused dependencies.

use std::collections::BTreeSet;

use anyhow::Context as _;
use proc_macro2::{TokenStream, TokenTree};

use super::manifest::{self, Dependency, Kind};
use crate::repo::Repo;

/// The folders of a package whose code may also use the dependencies for tests.
const DEV_FOLDERS: &[&str] = &["tests/", "benches/", "examples/"];

/// Checks that every dependency of the workspace is listed by a member, and that every dependency of a package is named
/// in its code.
pub(super) fn dependencies(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let mut inherited = BTreeSet::new();
    let mut problems = Vec::new();
    for (path, text) in repo.texts(&["Cargo.toml"]) {
        let manifest = text.parse().with_context(|| path.to_owned())?;
        let listed = manifest::dependencies(&manifest);
        if listed.is_empty() {
            continue;
        }
        let named = Named::read(repo, path.strip_suffix("Cargo.toml").unwrap_or_default())?;
        for dependency in &listed {
            if !named.has(dependency) {
                let Dependency { name, kind, .. } = dependency;
                problems.push(format!("{path} lists {name} in [{}], which no code names: remove it", kind.table()));
            }
        }
        inherited.extend(listed.into_iter().filter(|it| it.is_inherited).map(|it| it.name));
    }
    let offered = manifest::offered(&repo.text("Cargo.toml")?.parse()?);
    let unused = offered.into_iter().filter(|dependency| !inherited.contains(&dependency.name));
    problems.extend(
        unused.map(|it| format!("Cargo.toml offers {} to the workspace, which no member lists: remove it", it.name)),
    );
    Ok(problems)
}

/// The crates that are named in the code of a package.
#[derive(Default)]
struct Named {
    /// In the library and the program, including their unit tests.
    sources: BTreeSet<String>,
    /// In tests, benchmarks and examples.
    dev: BTreeSet<String>,
    /// In the build script.
    build: BTreeSet<String>,
}

impl Named {
    /// Reads the code in a folder, whose name ends with `/` unless it is the root of the repository.
    fn read(repo: &Repo, folder: &str) -> anyhow::Result<Named> {
        let mut named = Named::default();
        for (path, text) in repo.texts(&[".rs"]) {
            let Some(path_inside) = path.strip_prefix(folder) else { continue };
            let names = match path_inside {
                "build.rs" => &mut named.build,
                path if DEV_FOLDERS.iter().any(|folder| path.starts_with(folder)) => &mut named.dev,
                _ => &mut named.sources,
            };
            let tokens = text.parse().map_err(|error| anyhow::anyhow!("{path} is not Rust: {error}"))?;
            collect(tokens, names);
        }
        Ok(named)
    }

    fn has(&self, dependency: &Dependency) -> bool {
        let name = dependency.name.replace('-', "_");
        match dependency.kind {
            Kind::Normal => self.sources.contains(&name),
            Kind::Dev => self.sources.contains(&name) || self.dev.contains(&name),
            Kind::Build => self.build.contains(&name),
        }
    }
}

/// Adds the names in code that may be crates: the first segments of paths, and the names after `use` or `extern crate`.
fn collect(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    let is_keyword = |token: &TokenTree| matches!(token, TokenTree::Ident(it) if it == "use" || it == "crate");
    for (at, token) in tokens.iter().enumerate() {
        let (before, after) = (&tokens[..at], &tokens[at + 1..]);
        match token {
            TokenTree::Group(group) => collect(group.stream(), names),
            TokenTree::Ident(name) => {
                let starts_path = matches!(after, [a, b, ..] if is_colon(a) && is_colon(b));
                let is_first = match before {
                    [.., last] if is_keyword(last) => true,
                    [.., previous, a, b] if is_colon(a) && is_colon(b) => starts_path && is_keyword(previous),
                    [.., a, b] if is_colon(a) && is_colon(b) => starts_path,
                    _ => starts_path,
                };
                if is_first {
                    names.insert(name.to_string());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "[workspace.dependencies]\na = \"1\"\nb-b = { package = \"c\", version = \"1\" }\n";

    /// Checks a workspace that offers `a` and `b-b`, and has a package with this manifest and code.
    #[track_caller]
    fn check(manifest: &str, code: &[(&str, &str)], problems: &[&str]) {
        let files = [&[("Cargo.toml", ROOT), ("x/Cargo.toml", manifest)], code].concat();
        assert_eq!(dependencies(&Repo::of(&files)).unwrap(), problems);
    }

    const BOTH: &str = "[dependencies]\na.workspace = true\n[dev-dependencies]\nb-b.workspace = true\n";

    #[test]
    fn accepts_dependencies_named_in_code() {
        for code in [
            "use a::A; use b_b;",
            "fn f(_: a::A) { ::b_b::f() }",
            "extern crate a; m!(b_b::f());",
            "use ::a::A; #[b_b::x] fn f() {}",
        ] {
            check(BOTH, &[("x/src/lib.rs", code)], &[]);
        }
    }

    #[test]
    fn finds_a_dependency_that_no_code_names() {
        let a = "x/Cargo.toml lists a in [dependencies], which no code names: remove it";
        for code in ["// a::A\n", "fn a() { let a = \"a::A\"; a() }", "use super::a::A;", "/// [`a::A`]\nfn f() {}"] {
            check(BOTH, &[("x/src/lib.rs", code), ("x/tests/t.rs", "use a::A; use b_b::B;")], &[a]);
        }
    }

    #[test]
    fn reads_every_table() {
        let manifest =
            "[build-dependencies]\na.workspace = true\n[target.'cfg(unix)'.dependencies]\nb-b.workspace = true\n";
        check(
            manifest,
            &[("x/build.rs", "fn main() {}"), ("x/src/lib.rs", "use a::A;")],
            &[
                "x/Cargo.toml lists b-b in [dependencies], which no code names: remove it",
                "x/Cargo.toml lists a in [build-dependencies], which no code names: remove it",
            ],
        );
        check(manifest, &[("x/build.rs", "fn main() { a::a() }"), ("x/src/lib.rs", "use b_b::B;")], &[]);
    }

    #[test]
    fn finds_workspace_dependencies_without_member() {
        check(
            "[dependencies]\na.workspace = true\nb-b = \"1\"\n",
            &[("x/src/lib.rs", "use {a::A, b_b::B};")],
            &["Cargo.toml offers b-b to the workspace, which no member lists: remove it"],
        );
    }
}
