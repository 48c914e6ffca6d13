//! Data that tower-lsp cannot carry with a request: the raw parameters and the snapshot on the way in, the serialized
//! answer on the way out.

use std::cell::RefCell;
use std::future::Future;

use serde_json::value::RawValue;
use tokio::sync::oneshot;

use crate::server::protocol::jsonrpc::Id;
use crate::server::session::snapshot::Snapshot;

tokio::task_local! { static TICKET: RefCell<Ticket>; }

/// The data of one request. It lives exactly as long as the future of the request, from which it is accessible as a
/// task-local.
#[derive(Debug)]
pub(super) struct Ticket {
    request_data: Option<RequestData>,
    answer: Option<Vec<u8>>,
}

/// A request as its handler needs it.
#[derive(Debug)]
pub(super) struct RequestData {
    /// The id of the request.
    pub(super) id: Id,
    /// The raw parameters; `None` if there are none.
    pub(super) params: Option<Box<RawValue>>,
    /// The state of the server when the request arrived.
    pub(super) snapshot: oneshot::Receiver<Snapshot>,
}

impl Ticket {
    /// Runs a future with its own ticket. Returns its output and the answer stored in the ticket, if any.
    pub(super) async fn with<F: Future>(request_data: RequestData, future: F) -> (F::Output, Option<Vec<u8>>) {
        let ticket = Ticket { request_data: Some(request_data), answer: None };
        let run = async move { (future.await, TICKET.with(|ticket| ticket.borrow_mut().answer.take())) };
        TICKET.scope(RefCell::new(ticket), run).await
    }

    /// Takes the request; `None` if it was taken already, or if there is no ticket.
    pub(super) fn request_data() -> Option<RequestData> {
        TICKET.try_with(|ticket| ticket.borrow_mut().request_data.take()).ok().flatten()
    }

    /// Stores the serialized answer to the request.
    pub(super) fn answer(message: Vec<u8>) {
        // Without a ticket, the message is not needed.
        let _ = TICKET.try_with(|ticket| ticket.borrow_mut().answer = Some(message));
    }
}
