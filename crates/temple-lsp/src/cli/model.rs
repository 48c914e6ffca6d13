//! `temple-lsp model`: prints the resolved model of a Templefile as JSON.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use temple_ide::Analysis;
use temple_ide::Severity;
use temple_ide::model::{Attribute, Entity, Model, Ports, Service};

use super::files::Input;
use super::render::{Renderer, TextRenderer};
use super::{FOUND, TROUBLE, output};

/// Prints the model of the sound part of a file to standard output, and its errors to standard error. The exit code is
/// 1 where there are errors, 2 where the file cannot be read.
pub(crate) fn run(file: &Path) -> ExitCode {
    let input = Input::new(file);
    let text = match input.read() {
        Ok(text) => text,
        Err(trouble) => {
            output::complain(&trouble.to_string());
            return ExitCode::from(TROUBLE);
        }
    };
    let analysis = Analysis::new(text);
    let printed = output::print(|out| {
        serde_json::to_writer_pretty(&mut *out, &JsonModel::from(analysis.model()))?;
        out.write_all(b"\n")
    });
    let broken = analysis.diagnostics().iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error);
    if printed != ExitCode::SUCCESS || !broken {
        return printed;
    }
    let mut errors = io::BufWriter::new(io::stderr().lock());
    // Where standard error is closed, nobody is left to tell.
    let _ = TextRenderer::for_stderr(Severity::Error)
        .file(&input.name(), &analysis, &mut errors)
        .and_then(|()| errors.flush());
    ExitCode::from(FOUND)
}

#[derive(Serialize)]
struct JsonModel<'a> {
    project: Option<&'a str>,
    services: Vec<JsonService<'a>>,
    auth: Option<JsonAuth>,
}

#[derive(Serialize)]
struct JsonService<'a> {
    #[serde(flatten)]
    entity: JsonEntity<'a>,
    uses: Vec<&'a str>,
    auth: bool,
    ports: JsonPorts,
    structs: Vec<JsonEntity<'a>>,
}

/// What a service and a struct have in common.
#[derive(Serialize)]
struct JsonEntity<'a> {
    name: &'a str,
    source_name: &'a str,
    attributes: Vec<JsonAttribute<'a>>,
    endpoints: Vec<&'static str>,
    enumerable: bool,
}

#[derive(Serialize)]
struct JsonAttribute<'a> {
    name: &'a str,
    /// `null` for an implied attribute.
    source_name: Option<&'a str>,
    unique: bool,
}

#[derive(Serialize)]
struct JsonAuth {
    ports: JsonPorts,
}

#[derive(Serialize)]
struct JsonPorts {
    service: u32,
    metrics: u32,
}

impl<'a> From<&'a Model> for JsonModel<'a> {
    fn from(model: &'a Model) -> Self {
        JsonModel {
            project: model.project.as_ref().map(|project| project.name.as_str()),
            services: model.services.iter().map(JsonService::from).collect(),
            auth: model.auth.map(|auth| JsonAuth { ports: auth.ports.into() }),
        }
    }
}

impl<'a> From<&'a Service> for JsonService<'a> {
    fn from(service: &'a Service) -> Self {
        JsonService {
            entity: JsonEntity::from(&service.entity),
            uses: service.uses.iter().map(|name| name.source.as_str()).collect(),
            auth: service.auth.is_some(),
            ports: service.ports.into(),
            structs: service.structs.iter().map(JsonEntity::from).collect(),
        }
    }
}

impl<'a> From<&'a Entity> for JsonEntity<'a> {
    fn from(entity: &'a Entity) -> Self {
        JsonEntity {
            name: entity.name.as_str(),
            source_name: &entity.name.source,
            attributes: entity.attributes.iter().map(JsonAttribute::from).collect(),
            endpoints: entity.endpoints.iter().map(|endpoint| endpoint.as_str()).collect(),
            enumerable: entity.enumerable.is_some(),
        }
    }
}

impl<'a> From<&'a Attribute> for JsonAttribute<'a> {
    fn from(attribute: &'a Attribute) -> Self {
        JsonAttribute {
            name: &attribute.name,
            source_name: attribute.source.as_ref().map(|name| name.source.as_str()),
            unique: attribute.unique,
        }
    }
}

impl From<Ports> for JsonPorts {
    fn from(ports: Ports) -> Self {
        JsonPorts { service: ports.service, metrics: ports.metrics }
    }
}
