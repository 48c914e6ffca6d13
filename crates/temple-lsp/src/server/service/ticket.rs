//! Carries along with a request what tower-lsp cannot: its parameters as they came and its snapshot on the way in, the
//! finished message on the way out.

use std::cell::RefCell;
use std::future::Future;

use serde_json::value::RawValue;
use tokio::sync::oneshot;

use crate::server::protocol::jsonrpc::Id;
use crate::server::session::snapshot::Snapshot;

tokio::task_local! { static TICKET: RefCell<Ticket>; }

/// The data of one request. It lives exactly as long as the future of that request, and is found from within it.
#[derive(Debug)]
pub(super) struct Ticket {
    request_data: Option<RequestData>,
    answer: Option<Vec<u8>>,
}

/// A request as its handler needs it.
#[derive(Debug)]
pub(super) struct RequestData {
    /// Identifies the request.
    pub(super) id: Id,
    /// The parameters as the client wrote them; absent where it left them out.
    pub(super) params: Option<Box<RawValue>>,
    /// The state of the server at the moment the request came in.
    pub(super) snapshot: oneshot::Receiver<Snapshot>,
}

impl Ticket {
    /// Runs a future with a ticket of its own. Returns its output and the message that was left in the ticket, if any.
    pub(super) async fn with<F: Future>(request_data: RequestData, future: F) -> (F::Output, Option<Vec<u8>>) {
        let ticket = Ticket { request_data: Some(request_data), answer: None };
        let run = async move { (future.await, TICKET.with(|ticket| ticket.borrow_mut().answer.take())) };
        TICKET.scope(RefCell::new(ticket), run).await
    }

    /// Takes the question; `None` where it was taken already, or where there is no ticket.
    pub(super) fn request_data() -> Option<RequestData> {
        TICKET.try_with(|ticket| ticket.borrow_mut().request_data.take()).ok().flatten()
    }

    /// Leaves the finished message that answers the request.
    pub(super) fn answer(message: Vec<u8>) {
        // Without a ticket there is nobody to read the message.
        let _ = TICKET.try_with(|ticket| ticket.borrow_mut().answer = Some(message));
    }
}
