//! JSON-RPC: what a message is, and how ours are written.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

/// What identifies a request among those that are not answered yet.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Id {
    /// A number.
    Number(i64),
    /// A string.
    Text(String),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Id::Number(number) => number.fmt(f),
            Id::Text(text) => text.fmt(f),
        }
    }
}

/// One message of the client. The parameters are not read yet: only whoever handles the method knows their type.
#[derive(Debug)]
pub(super) enum Message<'a> {
    /// Wants an answer.
    Request { id: Id, method: String, params: Option<&'a RawValue> },
    /// Wants none.
    Notification { method: String, params: Option<&'a RawValue> },
    /// Answers a request of ours, with the result or with an error.
    Response { id: Id, result: Result<Option<&'a RawValue>, &'a RawValue> },
}

/// The members of a message; each is optional here, so that whatever is missing can be told.
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

impl<'a> Message<'a> {
    /// Reads the envelope of a message. Parameters may be nested to any depth; they are skipped without recursion.
    pub(super) fn read(body: &'a [u8]) -> Result<Message<'a>, Failure> {
        // A struct could also be read from an array, which would take a batch for a message.
        if body.trim_ascii_start().first() != Some(&b'{') {
            serde_json::from_slice::<serde::de::IgnoredAny>(body).map_err(Failure::unparsable)?;
            return Err(Failure::new(ErrorCode::InvalidRequest, "a message is one JSON object"));
        }
        let envelope: Envelope<'_> = serde_json::from_slice(body).map_err(|error| {
            if error.is_data() { Failure::new(ErrorCode::InvalidRequest, error) } else { Failure::unparsable(error) }
        })?;
        let read_id = |id: &RawValue| {
            serde_json::from_str::<Id>(id.get())
                .map_err(|_| Failure::new(ErrorCode::InvalidRequest, "an id is an integer or a string"))
        };
        let id = envelope.id.map(read_id).transpose()?;
        let Some(method) = envelope.method else {
            let id = id.ok_or_else(|| Failure::new(ErrorCode::InvalidRequest, "neither a method nor an id"))?;
            return Ok(Message::Response { id, result: envelope.error.map_or(Ok(envelope.result), Err) });
        };
        let method = serde_json::from_str(method.get())
            .map_err(|_| Failure::new(ErrorCode::InvalidRequest, "a method is a string"))?;
        Ok(match id {
            Some(id) => Message::Request { id, method, params: envelope.params },
            None => Message::Notification { method, params: envelope.params },
        })
    }
}

/// The kinds of errors that we answer with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ErrorCode {
    /// The message is not JSON.
    ParseError = -32700,
    /// The message is not a request, or this is not the time for it.
    InvalidRequest = -32600,
    /// There is no such method.
    MethodNotFound = -32601,
    /// The method knows no such parameters.
    InvalidParams = -32602,
    /// We have a bug.
    InternalError = -32603,
    /// `initialize` has to come first.
    ServerNotInitialized = -32002,
    /// The client took the request back.
    RequestCancelled = -32800,
    /// The text has changed so that the request means nothing any more.
    ContentModified = -32801,
    /// All is well with the request, yet it cannot be answered.
    RequestFailed = -32803,
}

/// Why a request gets no result.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    /// The kind of error.
    pub(super) code: ErrorCode,
    /// What went wrong, for a person.
    pub(super) message: String,
    /// The same for a program, in the form that the method defines. Absent for most errors.
    pub(super) data: Option<Value>,
}

impl Failure {
    pub(super) fn new(code: ErrorCode, message: impl fmt::Display) -> Failure {
        Failure { code, message: message.to_string(), data: None }
    }

    /// The same failure with data for a program.
    pub(super) fn with_data(self, data: Value) -> Failure {
        Failure { data: Some(data), ..self }
    }

    /// What a request gets that has made us panic.
    pub(super) fn bug() -> Failure {
        Failure::new(ErrorCode::InternalError, "the request failed; the log tells why")
    }

    fn unparsable(error: serde_json::Error) -> Failure {
        Failure::new(ErrorCode::ParseError, format_args!("not JSON: {error}"))
    }
}

impl Serialize for Failure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Error<'a> {
            code: i32,
            message: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            data: Option<&'a Value>,
        }
        Error { code: self.code as i32, message: &self.message, data: self.data.as_ref() }.serialize(serializer)
    }
}

/// A message of ours, as it goes on the wire.
#[derive(Serialize)]
struct Outgoing<'a, P> {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<&'a P>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a P>,
}

/// The answer to a request.
pub(super) fn result<R: Serialize>(id: &Id, result: &R) -> Vec<u8> {
    encode(&Outgoing { jsonrpc: "2.0", id: Some(id), method: None, params: None, result: Some(result) })
}

/// The refusal of a request. Without an id it tells of a message that cannot be understood.
pub(super) fn error(id: Option<&Id>, error: &Failure) -> Vec<u8> {
    #[derive(Serialize)]
    struct Refusal<'a> {
        jsonrpc: &'static str,
        id: Option<&'a Id>,
        error: &'a Failure,
    }
    encode(&Refusal { jsonrpc: "2.0", id, error })
}

/// Something that the client is told.
pub(super) fn notification<P: Serialize>(method: &'static str, params: &P) -> Vec<u8> {
    encode(&Outgoing { jsonrpc: "2.0", id: None, method: Some(method), params: Some(params), result: None })
}

/// Something that the client is asked.
pub(super) fn request<P: Serialize>(id: i64, method: &'static str, params: &P) -> Vec<u8> {
    let id = &Id::Number(id);
    encode(&Outgoing { jsonrpc: "2.0", id: Some(id), method: Some(method), params: Some(params), result: None })
}

/// Writing to memory cannot fail, and none of our types has a map whose keys are no strings.
fn encode(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).unwrap_or_else(|error| {
        tracing::error!("a message could not be written: {error}");
        br#"{"jsonrpc":"2.0","method":"$/lost"}"#.to_vec()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a message is taken for, or the code of the error that answers it.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let found = match Message::read(body.as_bytes()) {
            Ok(Message::Request { id, method, .. }) => format!("request {method} {id}"),
            Ok(Message::Notification { method, .. }) => format!("notification {method}"),
            Ok(Message::Response { id, result }) => format!("response {id} {}", result.is_ok()),
            Err(failure) => (failure.code as i32).to_string(),
        };
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn the_members_decide_what_a_message_is() {
        check(r#"{"jsonrpc":"2.0","id":1,"method":"a","params":[]}"#, "request a 1");
        check(r#" {"method":"a\/b","id":"x","extra":{}}"#, "request a/b x");
        check(r#"{"jsonrpc":"2.0","method":"a","params":null}"#, "notification a");
        check(r#"{"id":null,"method":"a"}"#, "notification a");
        check(r#"{"id":1,"result":null}"#, "response 1 true");
        check(r#"{"id":1}"#, "response 1 true");
        check(r#"{"id":1,"error":{"code":1}}"#, "response 1 false");
    }

    #[test]
    fn what_is_not_json_is_a_parse_error() {
        for body in ["", "{", "not json", r#"{"id":1,"method":"#, "[1,", "\u{0}"] {
            check(body, "-32700");
        }
        assert_eq!(Message::read(b"{\"method\":\"\xff\"}").expect_err("no UTF-8").code, ErrorCode::ParseError);
    }

    #[test]
    fn what_is_no_message_is_an_invalid_request() {
        for body in ["[]", "42", "null", r#""text""#, "{}", r#"{"jsonrpc":"2.0"}"#, r#"{"id":{},"method":"a"}"#] {
            check(body, "-32600");
        }
        check(r#"{"id":1.5,"method":"a"}"#, "-32600");
        check(r#"{"method":7}"#, "-32600");
        check(r#"[1,"initialize",null,null,null]"#, "-32600");
    }

    #[test]
    fn depth_is_no_obstacle() {
        let deep = format!(r#"{{"method":"a","params":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        check(&deep, "notification a");
        check(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)), "-32600");
    }
}
