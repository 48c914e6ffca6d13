//! Reads the dependencies in a `Cargo.toml`, from all of its tables.

use toml::{Table, Value};

/// The purpose of a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The library and the program.
    Normal,
    /// Tests, benchmarks and examples.
    Dev,
    /// The build script.
    Build,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Normal, Kind::Dev, Kind::Build];

    /// Returns the name of the table in `Cargo.toml`.
    pub(super) fn table(self) -> &'static str {
        match self {
            Kind::Normal => "dependencies",
            Kind::Dev => "dev-dependencies",
            Kind::Build => "build-dependencies",
        }
    }
}

/// A dependency of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dependency {
    pub(super) kind: Kind,
    /// The name of the dependency in the package's code.
    pub(super) name: String,
    /// The name of the package, if it differs.
    pub(super) package: Option<String>,
    /// True if the workspace specifies the rest: `x.workspace = true`.
    pub(super) is_inherited: bool,
}

/// Returns the dependencies of a package, including those for some systems (`[target.….dependencies]`).
pub(super) fn dependencies(manifest: &Table) -> Vec<Dependency> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(Table::values).filter_map(Value::as_table);
    let tables: Vec<&Table> = std::iter::once(manifest).chain(targets).collect();
    let listed = Kind::ALL.into_iter().flat_map(|kind| tables.iter().flat_map(move |table| of_table(table, kind)));
    listed.collect()
}

/// Returns the dependencies that a workspace offers to its members.
pub(super) fn offered(manifest: &Table) -> Vec<Dependency> {
    let workspace = manifest.get("workspace").and_then(Value::as_table);
    workspace.into_iter().flat_map(|workspace| of_table(workspace, Kind::Normal)).collect()
}

fn of_table(table: &Table, kind: Kind) -> impl Iterator<Item = Dependency> {
    let listed = table.get(kind.table()).and_then(Value::as_table);
    listed.into_iter().flatten().map(move |(name, value)| Dependency {
        kind,
        name: name.clone(),
        package: value.get("package").and_then(Value::as_str).map(str::to_owned),
        is_inherited: value.get("workspace").and_then(Value::as_bool) == Some(true),
    })
}
