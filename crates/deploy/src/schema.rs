//! The JSON schema of deploy files, from the table of keys.

use serde_json::{Map, Value, json};

use crate::forms;
use crate::keys::{GROUPS, Key};
use crate::read::{ENVIRONMENTS, SERVICES};
use crate::scope::Level;

/// The address of the schema in the repository.
const ID: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/editors/vscode/schemas/deploy.schema.json");

/// Returns the JSON schema of deploy files as text, always the same.
pub fn schema() -> String {
    let mut top = table(Level::Top);
    top.insert(SERVICES.to_owned(), reference(SERVICES));
    top.insert(ENVIRONMENTS.to_owned(), environments());
    let mut inner = table(Level::Environment);
    inner.insert(SERVICES.to_owned(), reference(SERVICES));
    let mut definitions: Map<String, Value> =
        GROUPS.iter().map(|group| (group.name.to_owned(), definition(group.name, group.summary))).collect();
    definitions.insert(ENVIRONMENTS.to_owned(), object("The settings of an environment.", inner));
    definitions.insert(SERVICES.to_owned(), services());
    let mut schema = object("The settings of each environment and service of a Templefile.", top);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), "http://json-schema.org/draft-07/schema#".into());
        schema.insert("$id".to_owned(), ID.into());
        schema.insert("title".to_owned(), "The deploy file of a Templefile".into());
        schema.insert("definitions".to_owned(), definitions.into());
    }
    format!("{schema:#}\n")
}

/// Returns the properties of the tables at a level, without the tables of services and environments.
fn table(level: Level) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in Key::ALL.iter().filter(|key| key.entry().scope.allows(level)) {
        match key.parts() {
            (None, name) => properties.insert(name.to_owned(), property(*key)),
            (Some(group), _) => properties.insert(group.to_owned(), reference(group)),
        };
    }
    properties
}

/// Returns the definition of a group. All its keys are allowed in the same tables.
fn definition(group: &str, summary: &str) -> Value {
    let keys = Key::ALL.iter().filter(|key| key.parts().0 == Some(group));
    object(summary, keys.map(|key| (key.parts().1.to_owned(), property(*key))).collect())
}

fn property(key: Key) -> Value {
    let entry = key.entry();
    let mut schema = entry.kind.schema();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), entry.summary.into());
        // A table in TOML is not JSON, and editors would insert it as it is.
        let default = (entry.default)().and_then(|default| serde_json::from_str::<Value>(&default).ok());
        if let Some(default) = default {
            schema.insert("default".to_owned(), default);
        }
    }
    schema
}

fn services() -> Value {
    json!({
        "type": "object",
        "description": "Settings for single services, by the name in the Templefile; `auth` is the service for accounts.",
        "propertyNames": { "pattern": forms::SERVICE.pattern },
        "additionalProperties": object("The settings of a service.", table(Level::Service)),
    })
}

fn environments() -> Value {
    json!({
        "type": "object",
        "description": "The environments. The first one is the default.",
        "minProperties": 1,
        "propertyNames": { "pattern": forms::ENVIRONMENT.pattern },
        "additionalProperties": reference(ENVIRONMENTS),
    })
}

fn object(description: &str, properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "description": description, "additionalProperties": false, "properties": properties })
}

fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{definition}") })
}
