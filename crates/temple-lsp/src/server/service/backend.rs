//! The language server as tower-lsp sees it: the lifecycle, and one custom method for each request.

use std::future::Future;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use super::handler::{Handler, HandlerRequest};
use super::methods::METHODS;
use super::test_requests::TestRequests;
use super::ticket::{RequestData, Ticket};
use crate::server::capabilities::client::Initialize;
use crate::server::capabilities::server;
use crate::server::guard::{Guard, Job, Panicked};
use crate::server::protocol::{error, params};
use crate::server::session::event::{Event, Events};
use crate::server::workers::pool::Pool;

/// Answers requests: each from its snapshot, on a thread of the pool.
#[derive(Debug)]
pub(crate) struct Backend {
    events: Events,
    pool: Pool,
    tests: TestRequests,
}

/// The service with every method of the server. Returns as well the way to the client for requests of ours, and its
/// other end.
pub(crate) fn service(events: Events, pool: Pool, guard: Guard) -> (LspService<Backend>, Client, ClientSocket) {
    let mut client = None;
    let has_tests = guard.is_for_tests();
    let mut builder = LspService::build_with_lifecycle_methods(|own| {
        client = Some(own);
        Backend { events, tests: TestRequests::new(guard, pool.clone()), pool }
    });
    for &(method, handler) in METHODS {
        builder = builder.custom_method(method, move |backend: &Backend| backend.answer(handler));
    }
    if has_tests {
        builder = builder
            .custom_method("temple/test/panic", |backend: &Backend| backend.tests.plan_panic())
            .custom_method("temple/test/hold", |backend: &Backend| backend.tests.hold())
            .custom_method("temple/test/held", |backend: &Backend| backend.tests.held())
            .custom_method("temple/test/release", |backend: &Backend| backend.tests.release());
    }
    let (service, socket) = builder.finish();
    (service, client.expect("the backend is built at once"), socket)
}

impl LanguageServer for Backend {
    async fn initialize(&self, _: gen_lsp_types::InitializeParams) -> Result<gen_lsp_types::InitializeResult> {
        let RequestData { params, .. } = Ticket::request_data().ok_or_else(Error::internal_error)?;
        let params: serde_json::Value = params::read(params.as_deref())
            .and_then(|params: serde_json::Value| params.is_object().then_some(params).ok_or("not an object".into()))
            .map_err(error::invalid_params)?;
        let initialize = Initialize::read(params);
        let result = server::answer(&initialize.client);
        self.events.send(Event::Initialize(Box::new(initialize)));
        Ok(result)
    }

    async fn shutdown(&self) -> Result<()> {
        self.events.send(Event::ShutDown);
        Ok(())
    }
}

impl Backend {
    /// Has a request handled, and leaves the whole message in the ticket. The owner hears of the effect before the client
    /// can have the answer. Of a request that is cancelled, nothing follows.
    fn answer(&self, handler: Handler) -> impl Future<Output = Result<()>> + Send + use<> {
        let (pool, events) = (self.pool.clone(), self.events.clone());
        async move {
            let RequestData { id, params, snapshot } = Ticket::request_data().ok_or_else(Error::internal_error)?;
            // It is dropped where the owner has panicked.
            let snapshot = snapshot.await.map_err(|_| error::bug())?;
            let handle = move || handler(HandlerRequest { snapshot: &snapshot, id: &id, params: params.as_deref() });
            let answer = pool.run(Job::Request, handle).await.map_err(|Panicked| error::bug())??;
            if let Some(effect) = answer.effect {
                events.send(Event::Effect(effect));
            }
            Ticket::answer(answer.message);
            Ok(())
        }
    }
}
