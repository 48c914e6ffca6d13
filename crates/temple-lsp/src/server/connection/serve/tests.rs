//! Tests of the loop with a stub service: calls are in wire order, and nothing waits for an answer.

use std::sync::mpsc;
use std::task::{Context, Poll};

use futures_util::future::{BoxFuture, ready};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp::LspService;
use tower_lsp::jsonrpc::Request;

use super::*;
use crate::server::protocol::error;
use crate::server::workers::client_sender::Outgoing;

/// A service that answers a request with the number of earlier calls, unless its method is `waits`.
#[derive(Default)]
struct Stub {
    calls: usize,
}

impl Service<Call> for Stub {
    type Response = Option<Vec<u8>>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Option<Vec<u8>>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, call: Call) -> Self::Future {
        self.calls += 1;
        let answer = call.id.map(|id| jsonrpc::result(&id, &self.calls));
        if call.method == "waits" { std::future::pending().boxed() } else { ready(Ok(answer)).boxed() }
    }
}

/// A backend that answers nothing; the tests need only its client.
struct NoBackend;

impl tower_lsp::LanguageServer for NoBackend {
    async fn initialize(
        &self,
        _: gen_lsp_types::InitializeParams,
    ) -> tower_lsp::jsonrpc::Result<gen_lsp_types::InitializeResult> {
        Ok(gen_lsp_types::InitializeResult::default())
    }

    async fn shutdown(&self) -> tower_lsp::jsonrpc::Result<()> {
        Ok(())
    }
}

/// Serves these messages until nothing is left to do. Returns the sent messages.
fn sent(input: impl FnOnce(&UnboundedSender<Batch>, tower_lsp::Client)) -> Vec<Value> {
    let mut client = None;
    let (_service, socket) = LspService::new(|own| {
        client = Some(own);
        NoBackend
    });
    let (writer, outgoing) = mpsc::channel();
    let (batches, incoming) = unbounded_channel();
    let mut connection = Connection::new(Stub::default(), socket, Arc::new(ClientSender::new(writer, None)));
    input(&batches, client.expect("a client"));
    assert!(connection.serve(incoming).now_or_never().is_none(), "the input goes on");
    let body = |message| match message {
        Outgoing::Message(body) => serde_json::from_slice(&body).expect("JSON"),
        _ => unreachable!("only messages are sent"),
    };
    outgoing.try_iter().map(body).collect()
}

fn call(id: Option<i64>, method: &str) -> Result<Message, Error> {
    Ok(Message::Call(Call { id: id.map(Id::Number), method: method.to_owned(), params: None }))
}

fn malformed() -> Result<Message, Error> {
    Err(error::parse_error("not JSON"))
}

#[test]
fn calls_the_service_in_wire_order() {
    let found = sent(|input, _| {
        for first in (0..100).step_by(10) {
            let _ = input.send((first..first + 10).map(|id| call(Some(id), "x")).collect());
        }
    });
    let mut answers: Vec<_> = found.iter().map(|answer| (answer["id"].as_i64(), answer["result"].as_i64())).collect();
    answers.sort_unstable();
    let expected: Vec<_> = (0..100).map(|id| (Some(id), Some(id + 1))).collect();
    assert_eq!(answers, expected);
}

#[test]
fn answers_malformed_messages_in_between() {
    let found = sent(|input, _| {
        let _ = input.send(vec![malformed(), call(Some(1), "x"), call(None, "y"), malformed(), call(Some(2), "x")]);
    });
    let refused = found.iter().filter(|answer| answer["id"].is_null() && answer["error"]["code"] == -32700);
    assert_eq!(refused.count(), 2);
    assert!(found.contains(&json!({ "jsonrpc": "2.0", "id": 1, "result": 1 })));
    assert!(found.contains(&json!({ "jsonrpc": "2.0", "id": 2, "result": 3 })));
    assert_eq!(found.len(), 4);
}

#[test]
fn does_not_wait_for_an_answer_before_the_next_message() {
    let found = sent(|input, _| {
        let _ = input.send(vec![call(Some(1), "waits"), call(Some(2), "x")]);
    });
    assert_eq!(found, [json!({ "jsonrpc": "2.0", "id": 2, "result": 2 })]);
}

#[test]
fn carries_requests_of_ours_to_the_client() {
    let found = sent(|_, mut client| {
        let request = Request::build("workspace/configuration").id(7).params(json!({ "items": [] })).finish();
        assert!(client.call(request).now_or_never().is_none(), "the client has not answered");
    });
    let expected = json!({ "jsonrpc": "2.0", "id": 7, "method": "workspace/configuration", "params": { "items": [] } });
    assert_eq!(found, [expected]);
}
