//! `temple-lsp model`: prints the resolved model of a Templefile as JSON.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use temple_ide::model::catalogue::{Annotation, BuiltIn};
use temple_ide::model::{Attribute, Entity, Model, Ports, Service, Type};

use super::files::Input;
use super::{output, source};

/// Print the resolved model of a Templefile as JSON: final names, implied attributes, endpoints, ports
///
/// If the file has errors, prints the model of its valid part, prints the errors to standard error, and exits with 1.
#[derive(Debug, Args)]
pub(crate) struct ModelArguments {
    /// The Templefile, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
}

/// Prints the model of the valid part of a file to standard output, and its errors to standard error. The exit code is
/// 1 if there are errors, and 2 if the file cannot be read.
pub(crate) fn run(arguments: &ModelArguments) -> ExitCode {
    let input = Input::new(&arguments.file);
    let analysis = match source::analyze(&input) {
        Ok(analysis) => analysis,
        Err(read_error) => return source::print_error(&read_error),
    };
    let names = analysis.model().services.iter().map(|service| &service.entity.name);
    let services = names.map(|name| (name.source.as_str(), name.as_str())).collect();
    let printed = output::print(|out| {
        serde_json::to_writer_pretty(&mut *out, &JsonModel::new(analysis.model(), &services))?;
        out.write_all(b"\n")
    });
    source::report_errors(&input, &analysis, printed)
}

#[derive(Serialize)]
struct JsonModel<'a> {
    project: Option<&'a str>,
    provider: Option<&'static str>,
    metrics: Option<&'static str>,
    auth_method: Option<&'static str>,
    services: Vec<JsonService<'a>>,
    auth: Option<JsonAuth>,
}

#[derive(Serialize)]
struct JsonService<'a> {
    #[serde(flatten)]
    entity: JsonEntity<'a>,
    readable: &'static str,
    writable: &'static str,
    language: &'static str,
    database: &'static str,
    uses: Vec<&'a str>,
    auth: bool,
    ports: JsonPorts,
    structs: Vec<JsonEntity<'a>>,
}

/// The fields that services and structs have in common.
#[derive(Serialize)]
struct JsonEntity<'a> {
    name: &'a str,
    source_name: &'a str,
    attributes: Vec<JsonAttribute<'a>>,
    endpoints: Vec<&'static str>,
    path: String,
    enumerable: bool,
}

#[derive(Serialize)]
struct JsonAttribute<'a> {
    name: &'a str,
    /// `null` for an implied attribute.
    source_name: Option<&'a str>,
    #[serde(rename = "type")]
    ty: JsonType,
    /// The annotation that restricts who sets and sees the attribute; `null` if there is none.
    visibility: Option<&'static str>,
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

impl<'a> JsonModel<'a> {
    fn new(model: &'a Model, services: &'a HashMap<&'a str, &'a str>) -> Self {
        let project = model.project.as_ref();
        JsonModel {
            project: project.map(|project| project.name.as_str()),
            provider: project.and_then(|project| Some(project.provider?.value.as_str())),
            metrics: project.and_then(|project| Some(project.metrics?.value.as_str())),
            auth_method: project.and_then(|project| Some(project.auth_method?.value.as_str())),
            services: model.services.iter().map(|service| JsonService::new(service, services)).collect(),
            auth: model.auth.map(|auth| JsonAuth { ports: auth.ports.into() }),
        }
    }
}

impl<'a> JsonService<'a> {
    fn new(service: &'a Service, services: &'a HashMap<&'a str, &'a str>) -> Self {
        let blocks = Blocks { structs: &service.structs, services };
        JsonService {
            entity: JsonEntity::new(&service.entity, service.path(), blocks),
            readable: service.readable.value.as_str(),
            writable: service.writable.value.as_str(),
            language: service.language.value.as_str(),
            database: service.database.value.as_str(),
            uses: service.uses.iter().map(|name| blocks.final_name(&name.source)).collect(),
            auth: service.auth.is_some(),
            ports: service.ports.into(),
            structs: service.structs.iter().map(|it| JsonEntity::new(it, service.struct_path(it), blocks)).collect(),
        }
    }
}

impl<'a> JsonEntity<'a> {
    fn new(entity: &'a Entity, path: String, blocks: Blocks<'a>) -> Self {
        JsonEntity {
            name: entity.name.as_str(),
            source_name: &entity.name.source,
            attributes: entity.attributes.iter().map(|attribute| JsonAttribute::new(attribute, blocks)).collect(),
            endpoints: entity.endpoints.iter().map(|endpoint| endpoint.as_str()).collect(),
            path,
            enumerable: entity.enumerable.is_some(),
        }
    }
}

impl<'a> JsonAttribute<'a> {
    fn new(attribute: &'a Attribute, blocks: Blocks<'a>) -> Self {
        let visibility = Annotation::ALL.iter().find(|word| word.visibility() == Some(attribute.visibility));
        JsonAttribute {
            name: &attribute.name,
            source_name: attribute.source.as_ref().map(|name| name.source.as_str()),
            ty: JsonType::new(&attribute.ty, blocks),
            visibility: visibility.map(|word| word.as_str()),
            unique: attribute.unique,
        }
    }
}

impl From<Ports> for JsonPorts {
    fn from(ports: Ports) -> Self {
        JsonPorts { service: ports.service, metrics: ports.metrics }
    }
}

/// The blocks that an attribute can refer to.
#[derive(Clone, Copy)]
struct Blocks<'a> {
    structs: &'a [Entity],
    /// The names of the services in the generated code, by those in the text.
    services: &'a HashMap<&'a str, &'a str>,
}

impl<'a> Blocks<'a> {
    /// Returns the name in the generated code of the block called `source` in the text, or `source` if there is no such
    /// block.
    fn final_name(self, source: &'a str) -> &'a str {
        let of_struct = self.structs.iter().find(|entity| entity.name.source == source);
        let name = of_struct.map(|entity| entity.name.as_str());
        name.or_else(|| self.services.get(source).copied()).unwrap_or(source)
    }
}

/// A type as `{"name": …}` with its parameters in order, a reference as `{"reference": …}`, an unknown type as `null`.
struct JsonType(Vec<(&'static str, Value)>);

impl JsonType {
    fn new(ty: &Type, blocks: Blocks<'_>) -> JsonType {
        match ty {
            Type::Uuid => JsonType(vec![("name", "uuid".into())]),
            Type::Bool => JsonType::built_in(BuiltIn::Bool, &[]),
            Type::Date => JsonType::built_in(BuiltIn::Date, &[]),
            Type::Time => JsonType::built_in(BuiltIn::Time, &[]),
            Type::DateTime => JsonType::built_in(BuiltIn::DateTime, &[]),
            Type::String { max_length, min_length } => {
                JsonType::built_in(BuiltIn::String, &[json!(max_length), json!(min_length)])
            }
            Type::Int { max, min, precision } => {
                JsonType::built_in(BuiltIn::Int, &[json!(max), json!(min), json!(precision)])
            }
            Type::Float { max, min, precision } => {
                JsonType::built_in(BuiltIn::Float, &[json!(max), json!(min), json!(precision)])
            }
            Type::Data { max_size } => JsonType::built_in(BuiltIn::Data, &[json!(max_size)]),
            Type::Reference(name) => JsonType(vec![("reference", blocks.final_name(name).into())]),
            Type::Unknown => JsonType(Vec::new()),
        }
    }

    /// Returns a type of the language, with its arguments in the order of its parameters.
    fn built_in(ty: BuiltIn, arguments: &[Value]) -> JsonType {
        let parameters = ty.entry().parameters.iter().map(|parameter| parameter.name);
        let arguments = parameters.zip(arguments.iter().cloned());
        JsonType(std::iter::once(("name", ty.as_str().into())).chain(arguments).collect())
    }
}

impl Serialize for JsonType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [] => serializer.serialize_none(),
            members => serializer.collect_map(members.iter().map(|(name, value)| (name, value))),
        }
    }
}
