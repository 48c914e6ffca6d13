//! A client for tests: sends messages, and stores those it receives until a test asks for them.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, PipeWriter, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};
use temple_lsp::server::{Options, serve_test};

/// The time limit for waiting for the server. Only failing tests reach it, even on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(300);

/// The delay after an edit before generated files are updated, in most tests: short, so that no test waits long.
const QUIET: Duration = Duration::from_millis(2);

/// The URI of the document that most tests open.
pub(crate) const URI: &str = "untitled:Untitled-1";

/// Returns a text whose only block of an unknown kind is in line `line`, counted from 0.
pub(crate) fn nonsense_in_line(line: usize) -> String {
    format!("{}A: nonsense {{\n}}\n", "\n".repeat(line))
}

/// Returns the lines of the diagnostics about blocks of an unknown kind.
pub(crate) fn nonsense_lines(diagnostics: &Value) -> Vec<u64> {
    let diagnostics = diagnostics.as_array().expect("a list of diagnostics");
    let nonsense = diagnostics.iter().filter(|item| item["code"] == "unknown-block-kind");
    nonsense.map(|item| item["range"]["start"]["line"].as_u64().expect("a line")).collect()
}

/// A server and the client connected to it.
pub(crate) struct Client {
    input: Option<PipeWriter>,
    output: Receiver<Value>,
    reading: Arc<Mutex<()>>,
    held: VecDeque<Value>,
    server: Option<JoinHandle<u8>>,
    last_id: i64,
    /// True if requests of the server are answered as soon as they are read.
    pub(crate) obliging: bool,
    /// The settings that the server receives when it asks for them.
    pub(crate) settings: Value,
}

impl Client {
    /// Starts a server without sending any message.
    pub(crate) fn fresh() -> Client {
        Client::with_quiet(QUIET)
    }

    /// Starts a server that waits for this time after an edit before it updates generated files. Sends no message.
    pub(crate) fn with_quiet(quiet: Duration) -> Client {
        Client::with_options(Options { quiet, ..Options::default() })
    }

    /// Starts a server with these options, without sending any message.
    pub(crate) fn with_options(options: Options) -> Client {
        let (server_input, input) = std::io::pipe().expect("a pipe");
        let (output, server_output) = std::io::pipe().expect("a pipe");
        let serve = move || serve_test(server_input, server_output, options);
        let server = thread::spawn(serve);
        let (sender, receiver) = channel();
        let reading = Arc::new(Mutex::new(()));
        let gate = reading.clone();
        thread::spawn(move || read_all(output, &sender, &gate));
        Client {
            input: Some(input),
            output: receiver,
            reading,
            held: VecDeque::new(),
            server: Some(server),
            last_id: 0,
            obliging: true,
            settings: Value::Null,
        }
    }

    /// Starts a session with these client capabilities.
    pub(crate) fn with(capabilities: Value) -> Client {
        Client::initialized(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }))
    }

    /// Starts a session with these parameters of `initialize`.
    pub(crate) fn initialized(params: Value) -> Client {
        let mut client = Client::fresh();
        client.initialize(params);
        client
    }

    /// Initializes the session with these parameters.
    pub(crate) fn initialize(&mut self, params: Value) {
        self.ask("initialize", params);
        self.notify("initialized", json!({}));
    }

    /// Starts a session whose client receives diagnostics without asking.
    pub(crate) fn pushing() -> Client {
        Client::with(json!({}))
    }

    /// Starts a session whose client asks for diagnostics.
    pub(crate) fn pulling() -> Client {
        Client::with(json!({ "textDocument": { "diagnostic": {} } }))
    }

    /// Sends bytes unchanged.
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.input.as_mut().expect("an open input").write_all(bytes).expect("the server reads");
    }

    /// Sends a body with its header.
    pub(crate) fn body(&mut self, body: &[u8]) {
        self.raw(&[format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat());
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        self.body(message.to_string().as_bytes());
    }

    /// Sends messages so that the server reads them at once.
    pub(crate) fn send_together(&mut self, messages: &[Value]) {
        let bodies = messages.iter().map(Value::to_string);
        let whole: String = bodies.map(|body| format!("Content-Length: {}\r\n\r\n{body}", body.len())).collect();
        self.raw(whole.as_bytes());
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request. Returns its id.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params }));
        self.last_id
    }

    /// Waits for the answer to a request.
    #[track_caller]
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.wait_for(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Sends a request and returns its result.
    #[track_caller]
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Sends a request and returns the code of the error.
    #[track_caller]
    pub(crate) fn ask_in_vain(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method}: {answer}"))
    }

    /// Sends a request that keeps a thread of the server busy until the name is released. Returns its id once a thread is.
    #[track_caller]
    pub(crate) fn hold(&mut self, name: &str) -> i64 {
        let id = self.request("temple/test/hold", json!(name));
        self.ask("temple/test/held", json!(name));
        id
    }

    /// Lets requests go on that are held by these names.
    #[track_caller]
    pub(crate) fn release(&mut self, names: &[&str]) {
        self.ask("temple/test/release", json!(names));
    }

    /// Waits for a message with this method. Returns its parameters.
    #[track_caller]
    pub(crate) fn receive(&mut self, method: &str) -> Value {
        self.wait_for(|message| message["method"] == method)["params"].take()
    }

    /// Waits for the next published diagnostics of a document.
    #[track_caller]
    pub(crate) fn published(&mut self, uri: &str) -> Value {
        let is_it =
            |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
        self.wait_for(is_it)["params"].take()
    }

    /// Asks for the diagnostics of a document.
    #[track_caller]
    pub(crate) fn pulled(&mut self, uri: &str) -> Value {
        self.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }))["items"].take()
    }

    /// Opens a document.
    pub(crate) fn open(&mut self, uri: &str, version: i64, text: &str) {
        let document = json!({ "uri": uri, "languageId": "temple", "version": version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes a document.
    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Closes a document.
    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Returns a lock that stops the client from reading the server's output while it is held.
    pub(crate) fn reading(&self) -> Arc<Mutex<()>> {
        self.reading.clone()
    }

    /// Shuts the server down and checks its exit code. Returns all messages that no test has asked for.
    #[track_caller]
    pub(crate) fn shut_down(mut self) -> Vec<Value> {
        self.ask("shutdown", Value::Null);
        self.hang_up();
        let rest: Vec<_> = self.held.drain(..).chain(self.output.iter()).collect();
        assert_eq!(self.exit_code(), 0);
        rest
    }

    /// Closes the server's input.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits for the server to end.
    pub(crate) fn exit_code(&mut self) -> u8 {
        self.server.take().expect("a server that was not waited for").join().expect("the server does not panic")
    }

    /// Closes the input and waits until the server has ended. Returns all messages that no test has asked for.
    #[track_caller]
    pub(crate) fn rest(mut self) -> Vec<Value> {
        self.hang_up();
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(message) => self.held.push_back(message),
                Err(RecvTimeoutError::Timeout) => panic!("the server does not end"),
                Err(RecvTimeoutError::Disconnected) => return self.held.into(),
            }
        }
    }

    /// Waits for a matching message. Stores others for later.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(index) = self.held.iter().position(&is_it) {
            return self.held.remove(index).expect("just found");
        }
        loop {
            let message = match self.output.recv_timeout(PATIENCE) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("the message does not come; others were {:#?}", self.held),
                Err(RecvTimeoutError::Disconnected) => panic!("the server is gone; its messages are {:#?}", self.held),
            };
            self.oblige(&message);
            if is_it(&message) {
                return message;
            }
            self.held.push_back(message);
        }
    }

    fn oblige(&mut self, message: &Value) {
        if !self.obliging || message.get("method").is_none() || message.get("id").is_none() {
            return;
        }
        let result = if message["method"] == "workspace/configuration" { json!([self.settings]) } else { Value::Null };
        self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
    }
}

/// Reads messages until there are no more.
fn read_all(output: impl Read, sender: &Sender<Value>, gate: &Mutex<()>) {
    let mut output = BufReader::new(output);
    let mut header = String::new();
    while output.read_line(&mut header).is_ok_and(|count| count > 0) {
        let _open = gate.lock();
        let length = header.trim().strip_prefix("Content-Length: ").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.expect("a header as the protocol has it")];
        output.read_line(&mut header).expect("the end of the header");
        assert!(header.ends_with("\r\n\r\n"), "{header:?}");
        output.read_exact(&mut body).expect("the whole body");
        if sender.send(serde_json::from_slice(&body).expect("JSON")).is_err() {
            return;
        }
        header.clear();
    }
}
