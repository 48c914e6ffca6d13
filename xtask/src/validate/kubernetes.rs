//! kvalidate: the checks of the API server itself, built from Debian's source of Kubernetes. The program that calls them
//! is ours, in `tests/validators/kvalidate`.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::check::{Check, Program};
use crate::tools::{Dependencies, Tools, must};

/// Where our program lies.
const PROGRAM: &str = "tests/validators/kvalidate";

/// What it is built from. The rest of the source is left packed.
const PARTS: [&str; 4] = ["pkg", "vendor", "staging", "third_party"];

/// Builds it where it is not built yet.
pub(crate) fn install(tools: &Tools) -> anyhow::Result<Check> {
    let program = tools.root().join(PROGRAM);
    let folder = tools.installed("kvalidate", &sources(&program)?, |folder| build(tools, &program, folder))?;
    Ok(Program::new(folder.join("kvalidate")).together())
}

/// The text of our program, so that it is built anew when it changes.
fn sources(program: &Path) -> anyhow::Result<String> {
    let mut paths: Vec<_> = std::fs::read_dir(program)?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).with_context(|| path.display().to_string())).collect()
}

fn build(tools: &Tools, program: &Path, folder: &Path) -> anyhow::Result<()> {
    let go = tools.installed("go", "1", |it| tools.bookworm()?.unpack(&["golang-go"], Dependencies::Missing, it))?;
    let go = go.join("usr/lib/go-1.19");
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
    build.current_dir(&kubernetes).envs([("GO111MODULE", "off"), ("CGO_ENABLED", "0"), ("GOFLAGS", "")]);
    build.env("GOROOT", &go).env("GOPATH", &work).env("GOCACHE", work.join("cache"));
    must(&mut build)?;
    Ok(std::fs::remove_dir_all(work)?)
}
