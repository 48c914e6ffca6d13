//! A request on its way through a feature: from parameters as they came to an answer as it is sent.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::server::protocol::error::{self, Error};
use crate::server::protocol::jsonrpc::{self, Id};
use crate::server::protocol::params;
use crate::server::session::effect::{Effect, WithEffect};
use crate::server::session::snapshot::Snapshot;

/// Answers a request.
pub(super) type Handler = fn(HandlerRequest<'_>) -> Result<HandlerResponse, Error>;

/// A request, and the state of the server at its moment.
pub(super) struct HandlerRequest<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) id: &'a Id,
    pub(super) params: Option<&'a RawValue>,
}

/// The answer to a request.
pub(super) struct HandlerResponse {
    /// The whole message, as it is sent.
    pub(super) message: Vec<u8>,
    /// The effect of the request, absent where nothing follows.
    pub(super) effect: Option<Effect>,
}

impl HandlerRequest<'_> {
    /// Reads the parameters, calls the feature, and writes its result.
    pub(super) fn with<P: DeserializeOwned, R: Serialize>(
        self,
        feature: fn(&Snapshot, P) -> Result<R, Error>,
    ) -> Result<HandlerResponse, Error> {
        let result = feature(self.snapshot, self.params()?)?;
        Ok(HandlerResponse { message: jsonrpc::result(self.id, &result), effect: None })
    }

    /// The same for a feature with an effect.
    pub(super) fn with_effect<P: DeserializeOwned, R: Serialize, E: Into<Option<Effect>>>(
        self,
        feature: fn(&Snapshot, P) -> WithEffect<R, E>,
    ) -> Result<HandlerResponse, Error> {
        let (result, effect) = feature(self.snapshot, self.params()?)?;
        Ok(HandlerResponse { message: jsonrpc::result(self.id, &result), effect: effect.into() })
    }

    fn params<P: DeserializeOwned>(&self) -> Result<P, Error> {
        params::read(self.params).map_err(error::invalid_params)
    }
}
