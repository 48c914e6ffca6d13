//! The paths of services and structs, and their operations.

use std::collections::HashMap;

use temple_model::{Endpoint, Entity, kebab_case};

use super::schemas::{Fields, content};
use super::{accounts, responses};
use crate::format::DataWriter;
use crate::plan::{Plan, Service};
use crate::text::{Block, BlockRange, DerivedName, Fragment};

/// Writes the paths of a service and of its structs. `names` contains the names of all services.
pub(super) fn service(
    paths: &mut DataWriter<'_>,
    plan: &Plan<'_>,
    service: &Service<'_>,
    names: &HashMap<&str, DerivedName>,
) {
    let accounts = plan.accounts.map(|(_, range)| range);
    let Some(source) = service.source else { return accounts::paths(paths, accounts) };
    let block = service.block;
    let resource = |entity, inner| Resource {
        entity,
        block,
        title: plan.name_of(entity, block, str::to_owned),
        service: &service.name,
        inner,
        fields: Fields::new(entity, block, plan, names),
        auth: source.auth.map(|range| block.range(range)),
        accounts,
    };
    resource(&source.entity, None).write(paths);
    for inner in &source.structs {
        let name = plan.name_of(inner, block, kebab_case);
        paths.with_origin(block.range(inner.range), |paths| resource(inner, Some(name)).write(paths));
    }
}

/// A service or struct.
struct Resource<'m> {
    entity: &'m Entity,
    /// The block that it is in.
    block: Block,
    title: DerivedName,
    /// The name of the service, in kebab-case.
    service: &'m DerivedName,
    /// The name of the struct, in kebab-case; `None` for a service.
    inner: Option<DerivedName>,
    fields: Fields<'m>,
    /// The range of the service's `#auth`.
    auth: Option<BlockRange>,
    /// The range of the project's `#authMethod`.
    accounts: Option<BlockRange>,
}

/// The endpoints, in the order of the document.
const ORDER: [Endpoint; 6] =
    [Endpoint::List, Endpoint::Create, Endpoint::Read, Endpoint::Update, Endpoint::Delete, Endpoint::Identify];

impl Resource<'_> {
    fn write(&self, paths: &mut DataWriter<'_>) {
        let endpoints = ORDER.into_iter().filter(|endpoint| self.entity.endpoints.contains(endpoint));
        let mut left: Vec<Endpoint> = endpoints.collect();
        while let Some(suffix) = left.first().map(|first| first.path_suffix()) {
            let (here, elsewhere) = left.into_iter().partition(|endpoint| endpoint.path_suffix() == suffix);
            self.path(paths, suffix, here);
            left = elsewhere;
        }
    }

    /// Writes a path with its operations.
    fn path(&self, paths: &mut DataWriter<'_>, suffix: &'static str, endpoints: Vec<Endpoint>) {
        let item = match endpoints[..] {
            [endpoint] => self.item(endpoint),
            _ => None,
        };
        paths.map(Address { resource: self, suffix, item }, |path| {
            if suffix == Endpoint::Read.path_suffix() || self.inner.is_some() {
                path.list("parameters", |parameters| {
                    if suffix == Endpoint::Read.path_suffix() {
                        parameter(parameters, "id", ("The id of the ", &self.title));
                    }
                    if self.inner.is_some() {
                        parameter(parameters, "parent_id", "The id of the entry that this one belongs to");
                    }
                });
            }
            for endpoint in endpoints {
                let origin = self.item(endpoint).unwrap_or(self.block.range(self.entity.range));
                path.with_origin(origin, |path| {
                    path.map(endpoint.method().to_lowercase(), |it| self.operation(it, endpoint));
                });
            }
        });
    }

    /// The metadata item that adds the endpoint, if any.
    fn item(&self, endpoint: Endpoint) -> Option<BlockRange> {
        match endpoint {
            Endpoint::List => self.entity.enumerable.map(|range| self.block.range(range)),
            Endpoint::Identify => self.auth,
            Endpoint::Create | Endpoint::Read | Endpoint::Update | Endpoint::Delete => None,
        }
    }

    fn operation(&self, operation: &mut DataWriter<'_>, endpoint: Endpoint) {
        let (before, after) = summary(endpoint);
        operation.entry("summary", (before, &self.title, after));
        accounts::security(operation, self.accounts);
        operation.items("tags", [&self.title]);
        if matches!(endpoint, Endpoint::Create | Endpoint::Update) {
            operation.map("requestBody", |body| content(body, |schema| self.fields.request(schema)));
        }
        operation.map("responses", |answers| {
            let code = if endpoint == Endpoint::Identify { "302" } else { "200" };
            answers.map(code, |response| self.success(response, endpoint));
            responses::failures(answers, endpoint, self.accounts);
        });
    }

    /// Writes the response to a successful request.
    fn success(&self, response: &mut DataWriter<'_>, endpoint: Endpoint) {
        let (before, after) = success(endpoint);
        response.entry("description", (before, &self.title, after));
        match endpoint {
            Endpoint::Identify => response.map("headers", |headers| {
                headers.map("Location", |location| {
                    location.entry("description", ("The path of the ", &self.title));
                    location.map("schema", |schema| schema.entry("type", "string"));
                });
            }),
            Endpoint::List => content(response, |schema| {
                schema.entry("type", "array");
                schema.map("items", |items| self.fields.response(items));
            }),
            Endpoint::Create | Endpoint::Read | Endpoint::Update => {
                content(response, |schema| self.fields.response(schema));
            }
            Endpoint::Delete => content(response, |schema| {
                schema.entry("type", "object");
                schema.map("properties", |_| {});
            }),
        }
    }
}

/// The summary of an endpoint, split into the words before and after the name.
fn summary(endpoint: Endpoint) -> (&'static str, &'static str) {
    match endpoint {
        Endpoint::List => ("List every ", " that the caller may read"),
        Endpoint::Create => ("Add a new ", ""),
        Endpoint::Read => ("Read one ", ""),
        Endpoint::Update => ("Change one ", ""),
        Endpoint::Delete => ("Delete one ", ""),
        Endpoint::Identify => ("Find the ", " of the caller's account"),
    }
}

/// The description of a successful response, split into the words before and after the name.
fn success(endpoint: Endpoint) -> (&'static str, &'static str) {
    match endpoint {
        Endpoint::List => ("Every ", " that the caller may read"),
        Endpoint::Create => ("The new ", ""),
        Endpoint::Read => ("The ", ""),
        Endpoint::Update => ("The ", " as it is now"),
        Endpoint::Delete => ("The ", " is deleted"),
        Endpoint::Identify => ("The ", " is where the header Location says"),
    }
}

/// Writes an identifier in the path.
fn parameter(parameters: &mut DataWriter<'_>, name: &'static str, description: impl Fragment) {
    parameters.item_map(|parameter| {
        parameter.entry("in", "path");
        parameter.entry("name", name);
        parameter.entry("description", description);
        parameter.entry("required", true);
        parameter.map("schema", |schema| {
            schema.entry("type", "string");
            schema.entry("format", "uuid");
        });
    });
}

/// A path, with the metadata item that adds it, if any.
struct Address<'r> {
    resource: &'r Resource<'r>,
    suffix: &'static str,
    item: Option<BlockRange>,
}

impl Fragment for Address<'_> {
    fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange)) {
        let Resource { service, inner, .. } = self.resource;
        ("/", service).write(text, origin);
        if let Some(inner) = inner {
            ("/{parent_id}/", inner).write(text, origin);
        }
        text.push_str(self.suffix);
        self.item.into_iter().for_each(origin);
    }
}
