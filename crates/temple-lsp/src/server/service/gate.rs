//! The gate that every message of the client passes, in wire order.
//!
//! [`Gate::call`] is called for one message after another, and never while a future that it returned is being polled.
//! Everything that must be in order happens inside `call`: the owner is sent one event, which for a request asks for
//! the current snapshot. Everything that may take time is in the future that `call` returns, and the order in which
//! those futures are polled does not matter.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, ready};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Request, Response};
use tower_service::Service;

use super::ticket::{RequestData, Ticket};
use crate::server::guard::{Guard, Job, Panicked};
use crate::server::protocol::error;
use crate::server::protocol::jsonrpc::{self, Call, Id};
use crate::server::protocol::method::Inbound;
use crate::server::protocol::{notification, params};
use crate::server::session::event::{Event, Events};
use crate::server::session::snapshot::Snapshot;
use crate::server::workers::client_sender::ClientSender;

/// A tower layer around the service of tower-lsp. Its response is the body of the answer to a request, and `None` for a
/// notification.
#[derive(Debug)]
pub(crate) struct Gate<S> {
    service: S,
    events: Events,
    sender: Arc<ClientSender>,
    guard: Guard,
}

/// The future answer to a message.
type Answer = BoxFuture<'static, Result<Option<Vec<u8>>, Infallible>>;

impl<S> Gate<S> {
    /// Creates a gate in front of a service. `events` go to the owner.
    pub(crate) fn new(service: S, events: Events, sender: Arc<ClientSender>, guard: Guard) -> Gate<S> {
        Gate { service, events, sender, guard }
    }
}

impl<S, E> Service<Call> for Gate<S>
where
    S: Service<Request, Response = Option<Response>, Error = E>,
    S::Future: Send + 'static,
    E: Send + 'static,
{
    type Response = Option<Vec<u8>>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A service that has ended refuses each call itself.
        self.service.poll_ready(context).map(|_| Ok(()))
    }

    fn call(&mut self, call: Call) -> Answer {
        let id = call.id.clone();
        let guard = self.guard.clone();
        let call = || match call.id {
            Some(id) => self.request(id, call.method, call.params),
            None => {
                self.notification(&call.method, call.params.as_deref());
                ready(Ok(None)).boxed()
            }
        };
        let answer = guard.run_guarded(Job::Call, call);
        answer.unwrap_or_else(|Panicked| ready(Ok(id.map(|id| jsonrpc::error(&id, &error::bug())))).boxed())
    }
}

impl<S, E> Gate<S>
where
    S: Service<Request, Response = Option<Response>, Error = E>,
    S::Future: Send + 'static,
    E: Send + 'static,
{
    fn request(&mut self, id: Id, method: String, params: Option<Box<RawValue>>) -> Answer {
        self.sender.trace(|| format!("Received request '{method}' ({id})."), params.as_deref().map(RawValue::get));
        let (sender, snapshot) = oneshot::channel();
        self.events.send(self.event(&method, params.as_deref(), sender));
        let is_lifecycle = matches!(&*method, "initialize" | "shutdown");
        let response = self.service.call(request(&id, &method));
        let request_data = RequestData { id: id.clone(), params, snapshot };
        let trace = self.sender.clone();
        let answer = AssertUnwindSafe(Ticket::with(request_data, response)).catch_unwind().map(move |answer| {
            trace.trace(|| format!("Sending response {id}."), None);
            Ok(Some(match answer {
                Ok((_, Some(message))) => message,
                Ok((Ok(Some(response)), None)) => jsonrpc::answer(response),
                // tower-lsp does not answer unknown requests whose methods start with `$/`.
                Ok((_, None)) => jsonrpc::error(&id, &error::method_not_found()),
                Err(_) => jsonrpc::error(&id, &error::bug()),
            }))
        });
        let mut answer = answer.boxed();
        // The next message may rely on the server being initialized or shut down.
        match is_lifecycle.then(|| (&mut answer).now_or_never()).flatten() {
            Some(answer) => ready(answer).boxed(),
            None => answer,
        }
    }

    /// The event for the owner that a request causes.
    fn event(&self, method: &str, params: Option<&RawValue>, snapshot: oneshot::Sender<Snapshot>) -> Event {
        match method {
            "temple/test/panic" if self.guard.is_for_tests() => {
                Event::PlanPanic { job: params::read(params).unwrap_or_default(), snapshot }
            }
            _ => Event::Snapshot(snapshot),
        }
    }

    fn notification(&mut self, method: &str, params: Option<&RawValue>) {
        let known = Inbound::from_method(method);
        if known == Some(Inbound::SetTrace) {
            let params: serde_json::Value = params::read(params).unwrap_or_default();
            self.sender.set_trace(params["value"].as_str().unwrap_or_default());
        }
        self.sender.trace(|| format!("Received notification '{method}'."), params.map(RawValue::get));
        match known {
            Some(Inbound::Cancel) => self.cancel(params),
            _ => self.events.send(Event::Notification(notification::read(method, params))),
        }
    }

    /// Cancels a request. Its future is dropped, and the client gets its answer, when the connection polls it next.
    fn cancel(&mut self, params: Option<&RawValue>) {
        #[derive(Deserialize)]
        struct Cancel {
            id: Id,
        }
        let Ok(Cancel { id }) = params::read(params) else {
            return tracing::warn!("$/cancelRequest without a valid id");
        };
        let cancel = Request::build(Inbound::Cancel.as_str()).params(json!({ "id": id })).finish();
        let _ = self.service.call(cancel).now_or_never();
    }
}

/// The request for tower-lsp. The parameters travel in the ticket: tower-lsp would refuse `initialize` because of a
/// single malformed value, and would parse all others on the thread that reads and writes.
fn request(id: &Id, method: &str) -> Request {
    let request = Request::build(method.to_owned()).id(id.clone());
    match method {
        "initialize" => request.params(json!({ "capabilities": {} })).finish(),
        _ => request.finish(),
    }
}

#[cfg(test)]
mod tests;
