//! Parameters of requests.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use temple_ide::manifest::Target;

/// Reads parameters. Absent ones are read as `null`.
pub(crate) fn read<P: DeserializeOwned>(params: Option<&RawValue>) -> Result<P, String> {
    serde_json::from_str(params.map_or("null", RawValue::get)).map_err(|error: serde_json::Error| {
        // The position in the message refers to the JSON as the client happened to write it.
        let position = format!(" at line {} column {}", error.line(), error.column());
        let message = error.to_string();
        message.strip_suffix(&position).unwrap_or(&message).to_owned()
    })
}

/// Reads the name of a target in any spelling. It may be absent.
pub(crate) fn target<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Target>, D::Error> {
    let Some(name) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let unknown = || {
        let known = Target::ALL.iter().map(|target| format!("`{}`", target.as_str())).collect::<Vec<_>>();
        serde::de::Error::custom(format!("unknown provider `{name}`; the providers are {}", known.join(", ")))
    };
    Target::from_spelling(&name).ok_or_else(unknown).map(Some)
}
