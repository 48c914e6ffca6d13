//! Errors that requests are answered with: tower-lsp's, with the codes of the Language Server Protocol.

use std::fmt::Display;

use serde_json::Value;
use tower_lsp::jsonrpc::ErrorCode;

pub(crate) use tower_lsp::jsonrpc::Error;

/// The code of a request that is in order and yet cannot be answered, for which tower-lsp has no name.
const REQUEST_FAILED: i64 = -32803;

/// The message is not JSON.
pub(crate) fn parse_error(message: impl Display) -> Error {
    new(ErrorCode::ParseError, message)
}

/// The message is JSON, but no message of the protocol.
pub(crate) fn invalid_request(message: impl Display) -> Error {
    new(ErrorCode::InvalidRequest, message)
}

/// There is no such method.
pub(crate) fn method_not_found() -> Error {
    Error::method_not_found()
}

/// The method does not take these parameters.
pub(crate) fn invalid_params(message: impl Display) -> Error {
    new(ErrorCode::InvalidParams, message)
}

/// The text has changed so that the request means nothing any more.
pub(crate) fn content_modified(message: impl Display) -> Error {
    new(ErrorCode::ContentModified, message)
}

/// The request is in order, yet it cannot be answered.
pub(crate) fn request_failed(message: impl Display) -> Error {
    new(ErrorCode::ServerError(REQUEST_FAILED), message)
}

/// Something in the server has failed, such as the analysis of a text.
pub(crate) fn internal_error(message: impl Display) -> Error {
    new(ErrorCode::InternalError, message)
}

/// The request has made the server panic.
pub(crate) fn bug() -> Error {
    internal_error("the request failed because of a bug in temple-lsp; see its log")
}

/// The same error with data for a program, in the form that the method defines.
pub(crate) fn with_data(error: Error, data: Value) -> Error {
    Error { data: Some(data), ..error }
}

fn new(code: ErrorCode, message: impl Display) -> Error {
    Error { code, message: message.to_string().into(), data: None }
}
