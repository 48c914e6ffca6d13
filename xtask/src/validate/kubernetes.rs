//! kvalidate: the validation of the API server itself, built from Debian's source of Kubernetes. The program that calls
//! it is part of this project, in `tests/validators/kvalidate`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::check::{Check, Program};
use crate::tools::{Dependencies, Tools, must};

/// The folder of the program.
const PROGRAM: &str = "tests/validators/kvalidate";

/// The parts of the source that it is built from. The rest is not unpacked.
const PARTS: [&str; 4] = ["pkg", "vendor", "staging", "third_party"];

/// The location of Debian's default Go, regardless of its version.
const GO: &str = "usr/lib/go";

/// Builds the program if necessary.
pub(crate) fn install(tools: &Tools) -> anyhow::Result<Check> {
    let program = tools.root().join(PROGRAM);
    let folder =
        tools.installed("validators/kvalidate", &sources(&program)?, |folder| build(tools, &program, folder))?;
    Ok(Program::new(folder.join("kvalidate")).together())
}

/// Returns the text of the program, so that it is rebuilt when that changes.
fn sources(program: &Path) -> anyhow::Result<String> {
    let mut paths: Vec<_> = std::fs::read_dir(program)?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).with_context(|| path.display().to_string())).collect()
}

/// Returns the root of Debian's Go, in the version that builds that source. Its programs stay as packaged, because they
/// do not work with another loader.
fn go(tools: &Tools) -> anyhow::Result<PathBuf> {
    let tree = tools.installed("go", "2", |it| tools.bookworm()?.unpack(&["golang-go"], Dependencies::All, it))?;
    // This name is a link to the folder of the version, where Go expects its other parts.
    tree.join(GO).canonicalize().with_context(|| format!("{GO} is not in the package golang-go"))
}

fn build(tools: &Tools, program: &Path, folder: &Path) -> anyhow::Result<()> {
    let go = go(tools)?;
    let work = folder.join("build");
    let kubernetes = work.join("src/k8s.io/kubernetes");
    std::fs::create_dir_all(kubernetes.join("cmd/kvalidate"))?;

    let archive = tools.bookworm()?.source("kubernetes", &work)?;
    let mut tar = Command::new("tar");
    tar.arg("-xf").arg(archive).args(["--strip-components=1", "--wildcards", "-C"]).arg(&kubernetes);
    must(tar.args(PARTS.map(|part| format!("kubernetes-*/{part}"))))?;
    for entry in std::fs::read_dir(program)? {
        let path = entry?.path();
        std::fs::copy(&path, kubernetes.join("cmd/kvalidate").join(path.file_name().unwrap_or_default()))?;
    }

    let mut build = Command::new(go.join("bin/go"));
    build.args(["build", "-ldflags", "-s -w", "-o"]).arg(folder.join("kvalidate")).arg("./cmd/kvalidate");
    // Overrides the user's own settings for Go.
    build.current_dir(&kubernetes).envs([("GOENV", "off"), ("GOFLAGS", ""), ("GOOS", ""), ("GOARCH", "")]);
    build.envs([("GO111MODULE", "off"), ("CGO_ENABLED", "0"), ("GOEXPERIMENT", "")]);
    build.env("GOROOT", &go).env("GOPATH", &work).env("GOCACHE", work.join("cache"));
    must(&mut build)?;
    Ok(std::fs::remove_dir_all(work)?)
}
