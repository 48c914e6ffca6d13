//! Errors that answer requests: those of tower-lsp, with the codes of the Language Server Protocol.

use std::fmt::Display;

use serde_json::Value;
use tower_lsp::jsonrpc::ErrorCode;

pub(crate) use tower_lsp::jsonrpc::Error;

/// The code `RequestFailed`, for which tower-lsp has no name.
const REQUEST_FAILED: i64 = -32803;

/// An error for a message that is not JSON.
pub(crate) fn parse_error(message: impl Display) -> Error {
    new(ErrorCode::ParseError, message)
}

/// An error for JSON that is not a message of the protocol.
pub(crate) fn invalid_request(message: impl Display) -> Error {
    new(ErrorCode::InvalidRequest, message)
}

/// An error for an unknown method.
pub(crate) fn method_not_found() -> Error {
    Error::method_not_found()
}

/// An error for parameters that the method does not accept.
pub(crate) fn invalid_params(message: impl Display) -> Error {
    new(ErrorCode::InvalidParams, message)
}

/// An error for a request that no longer makes sense because the text has changed.
pub(crate) fn content_modified(message: impl Display) -> Error {
    new(ErrorCode::ContentModified, message)
}

/// An error for a valid request that cannot be answered.
pub(crate) fn request_failed(message: impl Display) -> Error {
    new(ErrorCode::ServerError(REQUEST_FAILED), message)
}

/// An error for a failure in the server, such as that of an analysis.
pub(crate) fn internal_error(message: impl Display) -> Error {
    new(ErrorCode::InternalError, message)
}

/// An error for a request that made the server panic.
pub(crate) fn bug() -> Error {
    internal_error("the request failed because of a bug in temple-lsp; see its log")
}

/// Adds data for programs to an error, in the form that the method defines.
pub(crate) fn with_data(error: Error, data: Value) -> Error {
    Error { data: Some(data), ..error }
}

fn new(code: ErrorCode, message: impl Display) -> Error {
    Error { code, message: message.to_string().into(), data: None }
}
