//! The language server as tower-lsp sees it: the lifecycle, and one custom method for each request.

use std::future::Future;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use super::methods::{Handler, METHODS};
use super::ticket::{Question, Ticket};
use crate::server::client::Initialize;
use crate::server::event::{Event, Events};
use crate::server::guard::{Guard, Job, Panicked};
use crate::server::protocol::jsonrpc::{ErrorCode, Failure};
use crate::server::workers::pool::Pool;
use crate::server::{from_proto, lsp};

/// Answers requests: each from its snapshot, on a thread of the pool.
#[derive(Debug)]
pub(crate) struct Backend {
    events: Events,
    pool: Pool,
    guard: Guard,
}

/// The service with every method of the server. Returns as well the way to the client for requests of ours, and its
/// other end.
pub(crate) fn service(events: Events, pool: Pool, guard: Guard) -> (LspService<Backend>, Client, ClientSocket) {
    let mut client = None;
    let has_tests = guard.is_for_tests();
    let mut builder = LspService::build_with_lifecycle_methods(|own| {
        client = Some(own);
        Backend { events, pool, guard }
    });
    for &(method, handler) in METHODS {
        builder = builder.custom_method(method, move |backend: &Backend| backend.answer(handler));
    }
    if has_tests {
        builder = builder.custom_method("temple/test/panic", Backend::plan_panic);
    }
    let (service, socket) = builder.finish();
    (service, client.expect("the backend is built at once"), socket)
}

impl LanguageServer for Backend {
    async fn initialize(&self, _: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let Question { params, .. } = Ticket::question().ok_or_else(Error::internal_error)?;
        let params: serde_json::Value = from_proto::read(params.as_deref())
            .and_then(|params: serde_json::Value| params.is_object().then_some(params).ok_or("not an object".into()))
            .map_err(|error| Failure::new(ErrorCode::InvalidParams, error))?;
        let initialize = Initialize::read(params);
        let result = initialize.client.answer();
        self.events.send(Event::Initialize(Box::new(initialize)));
        Ok(result)
    }

    async fn shutdown(&self) -> Result<()> {
        self.events.send(Event::ShutDown);
        Ok(())
    }
}

impl Backend {
    /// Has a request handled, and leaves the whole message in the ticket.
    fn answer(&self, handler: Handler) -> impl Future<Output = Result<()>> + Send + use<> {
        let pool = self.pool.clone();
        async move {
            let Question { id, params, snapshot } = Ticket::question().ok_or_else(Error::internal_error)?;
            // It is dropped where the owner has panicked.
            let snapshot = snapshot.await.map_err(|_| Failure::bug())?;
            let answer = pool.run(Job::Request, move || handler(&snapshot, &id, params.as_deref())).await;
            Ticket::answer(answer.map_err(|Panicked| Failure::bug())??);
            Ok(())
        }
    }

    /// `temple/test/panic`: has the next job of a kind panic, where one is named. The answer lists those still to panic.
    /// The owner plans the panic, in the order of the wire.
    async fn plan_panic(&self) -> Result<Vec<Job>> {
        let Question { params, snapshot, .. } = Ticket::question().ok_or_else(Error::internal_error)?;
        let read: std::result::Result<Option<Job>, String> = from_proto::read(params.as_deref());
        read.map_err(|error| Failure::new(ErrorCode::InvalidParams, error))?;
        drop(snapshot.await.map_err(|_| Failure::bug())?);
        Ok(self.guard.plan(None))
    }
}
