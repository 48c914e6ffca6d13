//! The loop between the client and the service: one task that moves serialized messages and never computes.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt as _, SinkExt as _, StreamExt as _};
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::ClientSocket;
use tower_service::Service;

use super::reader::Batch;
use crate::server::protocol::error::Error;
use crate::server::protocol::jsonrpc::{self, Call, Id, Message};
use crate::server::workers::client_sender::ClientSender;

/// A connection to a client, served by `S`, the gate, whose futures return the bodies of answers.
#[derive(Debug)]
pub(crate) struct Connection<S: Service<Call>> {
    service: S,
    client: ClientSocket,
    sender: Arc<ClientSender>,
    answers: FuturesUnordered<S::Future>,
}

impl<S: Service<Call, Response = Option<Vec<u8>>, Error = Infallible>> Connection<S> {
    /// Creates a connection. `client` yields the server's own requests, and `sender` receives all outgoing messages.
    pub(crate) fn new(service: S, client: ClientSocket, sender: Arc<ClientSender>) -> Connection<S> {
        Connection { service, client, sender, answers: FuturesUnordered::new() }
    }

    /// Serves the client until the input ends.
    pub(crate) async fn serve(&mut self, mut input: UnboundedReceiver<Batch>) {
        loop {
            tokio::select! {
                Some(answer) = self.answers.next() => self.send(answer),
                Some(request) = self.client.next() => {
                    self.sender.trace(|| format!("Sending request '{}'.", request.method()), None);
                    self.sender.send(jsonrpc::request(&request));
                }
                batch = input.recv() => match batch {
                    // Without a pause, so that the owner receives a burst as a whole.
                    Some(batch) => for message in batch {
                        self.take(message).await;
                    },
                    None => return,
                },
            }
        }
    }

    async fn take(&mut self, message: Result<Message, Error>) {
        match message {
            Ok(Message::Call(call)) => {
                let Ok(()) = poll_fn(|context| self.service.poll_ready(context)).await;
                self.answers.push(self.service.call(call));
            }
            Ok(Message::Response(response)) => {
                self.sender.trace(|| format!("Received response {}.", response.id()), None);
                // The socket accepts answers until `exit`, which tower-lsp never receives.
                let _ = self.client.start_send_unpin(response);
            }
            Err(failure) => {
                tracing::warn!("{}", failure.message);
                self.sender.send(jsonrpc::error(&Id::Null, &failure));
            }
        }
    }

    /// Waits for all answers.
    pub(crate) async fn finish(&mut self) {
        while let Some(answer) = self.answers.next().await {
            self.send(answer);
        }
    }

    /// Sends the answers that are complete.
    pub(crate) fn flush(&mut self) {
        while let Some(Some(answer)) = self.answers.next().now_or_never() {
            self.send(answer);
        }
    }

    fn send(&self, Ok(answer): Result<Option<Vec<u8>>, Infallible>) {
        if let Some(message) = answer {
            self.sender.send(message);
        }
    }
}

#[cfg(test)]
mod tests;
