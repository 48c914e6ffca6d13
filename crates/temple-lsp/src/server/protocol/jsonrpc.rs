//! JSON-RPC messages: reading those of the client, and writing those of the server.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use tower_lsp::jsonrpc::{Request, Response};

use super::error::{self, Error};

pub(crate) use tower_lsp::jsonrpc::Id;

/// A message of the client.
#[derive(Debug)]
pub(crate) enum Message {
    /// A request or a notification.
    Call(Call),
    /// An answer to a request of the server.
    Response(Response),
}

/// A request, or a notification if there is no id. The parameters are not parsed yet: only the handler of the method
/// knows their type, and parsing takes time.
#[derive(Debug)]
pub(crate) struct Call {
    /// The id of a request; `None` for a notification.
    pub(crate) id: Option<Id>,
    /// The method.
    pub(crate) method: String,
    /// The raw parameters; `None` if there are none.
    pub(crate) params: Option<Box<RawValue>>,
}

/// The members of a message, all optional, so that an error can name a missing one.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    method: Option<&'a RawValue>,
    #[serde(borrow)]
    params: Option<&'a RawValue>,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

impl Message {
    /// Reads the envelope of a message. Parameters may be nested to any depth, since they are skipped without
    /// recursion.
    pub(crate) fn read(body: &[u8]) -> Result<Message, Error> {
        // Serde would also read a struct from an array, and so mistake a batch for a message.
        if body.trim_ascii_start().first() != Some(&b'{') {
            serde_json::from_slice::<serde::de::IgnoredAny>(body).map_err(unparsable)?;
            return Err(error::invalid_request("a message must be a single JSON object"));
        }
        let envelope: Envelope<'_> = serde_json::from_slice(body)
            .map_err(|error| if error.is_data() { error::invalid_request(error) } else { unparsable(error) })?;
        let id = envelope.id.map(read_id).transpose()?;
        let Some(method) = envelope.method else {
            let id = id.ok_or_else(|| error::invalid_request("a message must have a method or an id"))?;
            return Ok(Message::Response(response(id, envelope.result, envelope.error)));
        };
        let method =
            serde_json::from_str(method.get()).map_err(|_| error::invalid_request("the method must be a string"))?;
        Ok(Message::Call(Call { id, method, params: envelope.params.map(ToOwned::to_owned) }))
    }
}

fn unparsable(error: serde_json::Error) -> Error {
    error::parse_error(format_args!("invalid JSON: {error}"))
}

/// Reads the id of a request, which is an integer or a string.
fn read_id(id: &RawValue) -> Result<Id, Error> {
    match serde_json::from_str(id.get()) {
        Ok(Id::Null) | Err(_) => Err(error::invalid_request("the id must be an integer or a string")),
        Ok(id) => Ok(id),
    }
}

/// Reads the answer to a request of the server. An unreadable one, for example because it is nested too deeply, counts
/// as an error.
fn response(id: Id, result: Option<&RawValue>, error: Option<&RawValue>) -> Response {
    let error = match error {
        Some(error) => error.get().to_owned(),
        None => match serde_json::from_str::<Value>(result.map_or("null", RawValue::get)) {
            Ok(result) => return Response::from_ok(id, result),
            Err(error) => error.to_string(),
        },
    };
    Response::from_error(id, error::internal_error(error))
}

/// Returns the answer to a request, with its result.
pub(crate) fn result<R: Serialize>(id: &Id, result: &R) -> Vec<u8> {
    #[derive(Serialize)]
    struct Answer<'a, R> {
        jsonrpc: &'static str,
        id: &'a Id,
        result: &'a R,
    }
    encode(&Answer { jsonrpc: "2.0", id, result })
}

/// Returns the answer to a failed request. [`Id::Null`] stands for a message that could not be understood.
pub(crate) fn error(id: &Id, error: &Error) -> Vec<u8> {
    #[derive(Serialize)]
    struct Answer<'a> {
        jsonrpc: &'static str,
        id: &'a Id,
        error: &'a Error,
    }
    encode(&Answer { jsonrpc: "2.0", id, error })
}

/// Returns a notification to the client.
pub(crate) fn notification<P: Serialize>(method: &'static str, params: &P) -> Vec<u8> {
    #[derive(Serialize)]
    struct Notification<'a, P> {
        jsonrpc: &'static str,
        method: &'static str,
        params: &'a P,
    }
    encode(&Notification { jsonrpc: "2.0", method, params })
}

/// Returns an answer created by tower-lsp, with its members in our usual order.
pub(crate) fn answer(response: Response) -> Vec<u8> {
    match response.into_parts() {
        (id, Ok(value)) => result(&id, &value),
        (id, Err(value)) => error(&id, &value),
    }
}

/// Returns a request of the server to the client.
pub(crate) fn request(request: &Request) -> Vec<u8> {
    encode(request)
}

/// Writing to memory cannot fail, and none of our types contains a map with keys other than strings.
fn encode(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).unwrap_or_else(|error| {
        tracing::error!("failed to serialize a message: {error}");
        br#"{"jsonrpc":"2.0","method":"$/lost"}"#.to_vec()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the kind of a message, or the code of the error that answers it.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let found = match Message::read(body.as_bytes()) {
            Ok(Message::Call(Call { id: Some(id), method, .. })) => format!("request {method} {id}"),
            Ok(Message::Call(Call { id: None, method, .. })) => format!("notification {method}"),
            Ok(Message::Response(response)) => format!("response {} {}", response.id(), response.is_ok()),
            Err(error) => error.code.code().to_string(),
        };
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn classifies_messages_by_their_members() {
        check(r#"{"jsonrpc":"2.0","id":1,"method":"a","params":[]}"#, "request a 1");
        check(r#" {"method":"a\/b","id":"x","extra":{}}"#, "request a/b \"x\"");
        check(r#"{"jsonrpc":"2.0","method":"a","params":null}"#, "notification a");
        check(r#"{"id":null,"method":"a"}"#, "notification a");
        check(r#"{"id":1,"result":null}"#, "response 1 true");
        check(r#"{"id":1}"#, "response 1 true");
        check(r#"{"id":1,"error":{"code":1}}"#, "response 1 false");
    }

    #[test]
    fn answers_invalid_json_with_a_parse_error() {
        for body in ["", "{", "not json", r#"{"id":1,"method":"#, "[1,", "\u{0}"] {
            check(body, "-32700");
        }
        assert_eq!(Message::read(b"{\"method\":\"\xff\"}").expect_err("no UTF-8").code.code(), -32700);
    }

    #[test]
    fn answers_other_json_with_an_invalid_request() {
        for body in ["[]", "42", "null", r#""text""#, "{}", r#"{"jsonrpc":"2.0"}"#, r#"{"id":{},"method":"a"}"#] {
            check(body, "-32600");
        }
        check(r#"{"id":1.5,"method":"a"}"#, "-32600");
        check(r#"{"method":7}"#, "-32600");
        check(r#"[1,"initialize",null,null,null]"#, "-32600");
    }

    #[test]
    fn accepts_deeply_nested_params() {
        let deep = format!(r#"{{"method":"a","params":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        check(&deep, "notification a");
        check(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)), "-32600");
    }

    #[test]
    fn an_answer_that_is_nested_too_deeply_is_an_error() {
        for (depth, is_ok) in [(10, "true"), (200, "false"), (100_000, "false")] {
            let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            check(&format!(r#"{{"id":1,"result":{deep}}}"#), &format!("response 1 {is_ok}"));
            check(&format!(r#"{{"id":1,"error":{deep}}}"#), "response 1 false");
            check(&format!(r#"{{"id":1,"error":{{"code":1,"message":"","data":{deep}}}}}"#), "response 1 false");
        }
    }
}
