//! Tests of the gate with a stub service: events and calls are in wire order, before any future is polled.

use std::cell::RefCell;
use std::future::pending;
use std::rc::Rc;
use std::sync::Mutex;

use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tower_lsp::jsonrpc;

use super::*;
use crate::server::workers::client_sender::Outgoing;

/// The calls and polls so far, in order.
type Trail = Arc<Mutex<Vec<String>>>;

/// A service that records its calls, and handles a request as its method says.
struct Stub(Trail);

impl Service<Request> for Stub {
    type Response = Option<Response>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Option<Response>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let (method, id, params) = request.into_parts();
        self.0.lock().expect("no panic").push(format!("call {method}"));
        assert_ne!(method, "panics when called");
        let trail = self.0.clone();
        let id = id.unwrap_or_default();
        async move {
            trail.lock().expect("no panic").push(format!("poll {method}"));
            match &*method {
                "is slow" => pending().await,
                "panics" => panic!("asked for by a test"),
                "leaves a message" => {
                    let request_data = Ticket::request_data().expect("a ticket");
                    Ticket::answer(request_data.params.expect("parameters").get().to_owned().into_bytes());
                    Ok(Some(Response::from_ok(id, Value::Null)))
                }
                "$/unknown" => Ok(None),
                "fails" => Ok(Some(Response::from_error(id, jsonrpc::Error::request_cancelled()))),
                _ => Ok(Some(Response::from_ok(id, params.unwrap_or_default()))),
            }
        }
        .boxed()
    }
}

/// A gate in front of a stub, with its output.
struct Fixture {
    gate: Gate<Stub>,
    events: UnboundedReceiver<Event>,
    trail: Trail,
    _outgoing: std::sync::mpsc::Receiver<Outgoing>,
}

impl Fixture {
    fn new() -> Fixture {
        let (sender, events) = unbounded_channel();
        let (writer, outgoing) = std::sync::mpsc::channel();
        let trail = Trail::default();
        let gate =
            Gate::new(Stub(trail.clone()), Events(sender), Arc::new(ClientSender::new(writer, None)), Guard::default());
        Fixture { gate, events, trail, _outgoing: outgoing }
    }

    fn request(&mut self, id: i64, method: &str, params: &Value) -> Answer {
        let params = RawValue::from_string(params.to_string()).expect("JSON");
        self.gate.call(Call { id: Some(id.into()), method: method.to_owned(), params: Some(params) })
    }

    fn notify(&mut self, method: &str, params: &Value) -> Answer {
        let params = RawValue::from_string(params.to_string()).expect("JSON");
        self.gate.call(Call { id: None, method: method.to_owned(), params: Some(params) })
    }

    fn trail(&self) -> Vec<String> {
        std::mem::take(&mut *self.trail.lock().expect("no panic"))
    }

    /// The kinds of the events so far.
    fn events(&mut self) -> Vec<&'static str> {
        let mut kinds = Vec::new();
        while let Ok(event) = self.events.try_recv() {
            kinds.push(match event {
                Event::Snapshot(_) => "snapshot",
                Event::Notification(_) => "notification",
                _ => "another event",
            });
        }
        kinds
    }
}

/// Checks the answer to a request with this method and these parameters.
#[track_caller]
fn check(method: &str, params: &Value, expected: &Value) {
    let mut fixture = Fixture::new();
    let Ok(answer) = fixture.request(1, method, params).now_or_never().expect("the stub answers at once");
    let answer: Value = serde_json::from_slice(&answer.expect("an answer")).expect("JSON");
    assert_eq!(answer, *expected);
}

#[test]
fn sends_events_in_wire_order_before_any_future_is_polled() {
    let mut fixture = Fixture::new();
    let open = json!({ "textDocument": { "uri": "a:b", "text": "" } });
    let answers = [
        fixture.notify("textDocument/didOpen", &open),
        fixture.request(1, "first", &Value::Null),
        fixture.notify("textDocument/didClose", &open),
        fixture.request(2, "second", &Value::Null),
    ];
    assert_eq!(fixture.events(), ["notification", "snapshot", "notification", "snapshot"]);
    assert_eq!(fixture.trail(), ["call first", "call second"]);
    for answer in answers.into_iter().rev() {
        assert!(answer.now_or_never().is_some());
    }
    assert_eq!(fixture.trail(), ["poll second", "poll first"]);
}

#[test]
fn answers_each_request_with_its_own_message() {
    let mut fixture = Fixture::new();
    let answers: Vec<_> = (1..=50).map(|id| fixture.request(id, "leaves a message", &json!(id))).collect();
    let found = Rc::new(RefCell::new(Vec::new()));
    for answer in answers.into_iter().rev() {
        let Ok(message) = answer.now_or_never().expect("the stub answers at once");
        found.borrow_mut().push(String::from_utf8(message.expect("an answer")).expect("UTF-8"));
    }
    let expected: Vec<_> = (1..=50).rev().map(|id| id.to_string()).collect();
    assert_eq!(*found.borrow(), expected);
}

#[test]
fn answers_with_what_the_service_returns() {
    check("echo", &Value::Null, &json!({ "jsonrpc": "2.0", "id": 1, "result": null }));
    let canceled = json!({ "code": -32800, "message": "Canceled" });
    check("fails", &Value::Null, &json!({ "jsonrpc": "2.0", "id": 1, "error": canceled }));
    let unknown = json!({ "code": -32601, "message": "Method not found" });
    check("$/unknown", &Value::Null, &json!({ "jsonrpc": "2.0", "id": 1, "error": unknown }));
}

#[test]
fn a_panic_costs_one_answer() {
    let bug = json!({ "code": -32603, "message": "the request failed because of a bug in temple-lsp; see its log" });
    check("panics", &Value::Null, &json!({ "jsonrpc": "2.0", "id": 1, "error": bug }));
    check("panics when called", &Value::Null, &json!({ "jsonrpc": "2.0", "id": 1, "error": bug }));
}

#[test]
fn polls_the_lifecycle_before_the_next_message() {
    let mut fixture = Fixture::new();
    let _initialize = fixture.request(1, "initialize", &json!({ "processId": {} }));
    let _other = fixture.request(2, "other", &Value::Null);
    let _shutdown = fixture.request(3, "shutdown", &Value::Null);
    let expected = ["call initialize", "poll initialize", "call other", "call shutdown", "poll shutdown"];
    assert_eq!(fixture.trail(), expected);
}

#[test]
fn passes_a_cancellation_on_at_once() {
    let mut fixture = Fixture::new();
    let slow = fixture.request(1, "is slow", &Value::Null);
    let _cancel = fixture.notify("$/cancelRequest", &json!({ "id": 1 }));
    assert_eq!(fixture.trail(), ["call is slow", "call $/cancelRequest", "poll $/cancelRequest"]);
    assert_eq!(fixture.events(), ["snapshot"]);
    assert!(slow.now_or_never().is_none(), "the stub does not cancel");
    for odd in [json!({ "id": {} }), json!({}), Value::Null, json!({ "id": 1.5 })] {
        let _cancel = fixture.notify("$/cancelRequest", &odd);
    }
    assert_eq!(fixture.trail(), ["poll is slow"]);
}

#[test]
fn keeps_exit_from_the_service() {
    let mut fixture = Fixture::new();
    let _exit = fixture.notify("exit", &Value::Null);
    assert_eq!(fixture.events(), ["notification"]);
    assert!(fixture.trail().is_empty());
}
