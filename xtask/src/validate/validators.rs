//! The validators, with their installation and their options.

use std::path::PathBuf;

use anyhow::Context as _;

use super::check::{Check, Program};
use super::corpus::Kind;
use super::{Validator, kubernetes, postgres};
use crate::tools::{Dependencies, Tools, environment, python};

/// Every validator, in the order in which they run.
pub(crate) const ALL: &[Validator] = &[
    validator("yamllint", Kind::Yaml, &["yaml"], yamllint),
    validator("JSON", Kind::Json, &["json"], json),
    validator("shellcheck", Kind::Script, &["script"], shellcheck),
    validator("hadolint", Kind::Dockerfile, &["dockerfile"], hadolint),
    validator("openapi-spec-validator", Kind::Openapi, &["openapi"], openapi),
    validator("PostgreSQL 15", Kind::Sql, &["sql"], postgres::install),
    validator("promtool", Kind::Prometheus, &["prometheus"], promtool),
    validator("Compose v2", Kind::Compose, &["compose", "compose-2"], compose_2),
    validator("docker-compose 1.29", Kind::Compose, &["compose"], compose_1),
    validator("kubernetes-validate 1.25", Kind::Kubernetes, &["kubernetes"], |it| schemas(it, "1.25")),
    validator("kubernetes-validate 1.32", Kind::Kubernetes, &["kubernetes"], |it| schemas(it, "1.32")),
    validator("kubernetes-validate 1.37", Kind::Kubernetes, &["kubernetes"], |it| schemas(it, "1.37")),
    validator(
        "kvalidate (Kubernetes 1.20)",
        Kind::Kubernetes,
        &["kubernetes", "kubernetes-server"],
        kubernetes::install,
    ),
];

const fn validator(
    name: &'static str,
    kind: Kind,
    defects: &'static [&'static str],
    install: fn(&Tools) -> anyhow::Result<Check>,
) -> Validator {
    Validator { name, kind, defects, install }
}

fn yamllint(tools: &Tools) -> anyhow::Result<Check> {
    let settings = tools.root().join("tests/validators/yamllint.yaml");
    let program = module(tools, "yamllint")?.args(["--strict", "--format", "parsable"]);
    Ok(program.args(["--config-file".into(), settings.into_os_string()]).together())
}

fn json(_: &Tools) -> anyhow::Result<Check> {
    Ok(Box::new(|files: &[PathBuf]| {
        let mut problems = Vec::new();
        for file in files {
            if let Err(error) = serde_json::from_slice::<serde_json::Value>(&std::fs::read(file)?) {
                problems.push(format!("{}: {error}", file.display()));
            }
        }
        Ok(problems)
    }))
}

fn shellcheck(tools: &Tools) -> anyhow::Result<Check> {
    Ok(Program::new(installed(tools)?.join("bin/shellcheck")).args(["--norc", "--format", "gcc"]).together())
}

fn hadolint(tools: &Tools) -> anyhow::Result<Check> {
    let settings = tools.root().join("tests/validators/hadolint.yaml");
    Ok(Program::new(installed(tools)?.join("bin/hadolint"))
        .args(["--no-color", "--config"])
        .args([settings])
        .together())
}

fn openapi(tools: &Tools) -> anyhow::Result<Check> {
    Ok(module(tools, "openapi_spec_validator")?.together())
}

/// Checks against the schemas of a version, in which unknown fields are errors. Deprecated fields cause warnings, which
/// count as well.
fn schemas(tools: &Tools, version: &str) -> anyhow::Result<Check> {
    let program = module(tools, "kubernetes_validate")?;
    Ok(program.args(["--strict", "-k", version]).warning("WARN").together())
}

fn promtool(tools: &Tools) -> anyhow::Result<Check> {
    let folder = tools.installed("validators/prometheus", "1", |it| {
        tools.bookworm()?.unpack(&["prometheus"], Dependencies::None, it)
    })?;
    Ok(Program::new(folder.join("usr/bin/promtool")).args(["check", "config"]).each())
}

/// A Go program without dependencies, from the package of a newer Debian.
fn compose_2(tools: &Tools) -> anyhow::Result<Check> {
    let folder = tools.installed("validators/compose-2", "1", |it| {
        tools.trixie()?.unpack(&["docker-compose"], Dependencies::None, it)
    })?;
    let program = Program::new(folder.join("usr/libexec/docker/cli-plugins/docker-compose"));
    Ok(program.args(["-f", "{}", "config", "-q"]).each())
}

/// A Python program, run by Debian's own Python with its libraries.
fn compose_1(tools: &Tools) -> anyhow::Result<Check> {
    let folder = python(tools)?;
    let program = Program::new(folder.join("usr/bin/python3"))
        .args(["-I".as_ref(), folder.join("usr/bin/docker-compose").as_os_str()]);
    Ok(program.args(["-f", "{}", "config", "-q"]).each())
}

/// Returns a Python module from `requirements.txt`, as a program.
fn module(tools: &Tools, name: &str) -> anyhow::Result<Program> {
    Ok(Program::new(installed(tools)?.join("bin/python")).args(["-I", "-m", name]))
}

/// Returns the folder of a virtual environment with the packages in `requirements.txt`.
fn installed(tools: &Tools) -> anyhow::Result<PathBuf> {
    let requirements = tools.root().join("tests/validators/requirements.txt");
    let requirements = std::fs::read_to_string(&requirements).with_context(|| requirements.display().to_string())?;
    environment(tools, "validators/python", &requirements)
}
