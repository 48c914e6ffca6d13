//! The language server, on tower-lsp and tokio. One task owns the state and takes one event after another; it never
//! computes and never waits for the client. Requests are answered from snapshots, on threads that compute.
//!
//! ```text
//!  input ──▶ reader ──▶ Connection ──▶ Gate ──────▶ LspService ──▶ Backend ──▶ threads that compute
//!            thread      one loop       wire order    tower-lsp      methods        │
//!                         │  ▲            │ events                                  │ answers
//!                         │  └────────────│──────────────────────────────────────── ┘
//!                         ▼               ▼
//!  output ◀── writer ◀── ClientSender ◀── State (one task) ──▶ Client (tower-lsp) ──▶ Connection
//! ```

mod capabilities;
mod config;
mod connection;
mod features;
mod guard;
mod logging;
mod options;
mod owner;
mod protocol;
mod service;
mod session;
mod workers;

use std::convert::Infallible;
use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::time::Instant;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout_at;
use tower_service::Service;

use connection::reader::{self, Batch};
use connection::serve::Connection;
use connection::transport::Streams;
use connection::writer;
use guard::{Guard, spawn};
use owner::state::State;
use protocol::jsonrpc::Call;
use service::backend;
use service::gate::Gate;
use session::event::{Event, Events};
use workers::client_sender::ClientSender;
use workers::direct_output::DirectOutput;
use workers::parent;
use workers::pool::{self, Pool};

pub use config::{Setting, SettingKind, Values, settings};
pub use connection::transport::Transport;
pub use options::Options;
#[doc(hidden)]
pub use protocol::method::{accepted_notifications, sent_methods};
pub use tracing::level_filters::LevelFilter;

/// Runs the server until the client ends it. The exit code is 0 after a `shutdown` request, 1 without one, and 2 if the
/// connection fails.
pub fn run(transport: Transport, options: Options) -> ExitCode {
    logging::start(options.log_level, options.log_file.as_deref());
    match transport.connect() {
        Ok(Streams { input, output, direct }) => {
            ExitCode::from(exit_code(start(input, output, direct, options, Guard::default())))
        }
        Err(error) => {
            tracing::error!("failed to connect to the client: {error}");
            ExitCode::from(2)
        }
    }
}

/// Serves one client over any pair of streams. Returns the same exit codes as [`run`].
pub fn serve(input: impl Read + Send + 'static, output: impl Write + Send + 'static, options: Options) -> u8 {
    exit_code(start(input, output, None, options, Guard::default()))
}

/// Like [`serve`], but also answers the requests below `temple/test/` that the server's tests need, and starts the log
/// only if the options name a file.
#[doc(hidden)]
pub fn serve_test(input: impl Read + Send + 'static, output: impl Write + Send + 'static, options: Options) -> u8 {
    if let Some(file) = &options.log_file {
        logging::start(options.log_level, Some(file));
    }
    exit_code(start(input, output, None, options, Guard::for_tests()))
}

fn exit_code(served: io::Result<u8>) -> u8 {
    served.unwrap_or_else(|error| {
        tracing::error!("failed to start a thread: {error}");
        2
    })
}

/// Starts the threads and the runtime, and serves the client until the end.
fn start(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    direct: Option<DirectOutput>,
    options: Options,
    guard: Guard,
) -> io::Result<u8> {
    let (events, queue) = unbounded_channel();
    let events = Events(events);
    let (batches, incoming) = unbounded_channel();
    let (writer, outgoing) = mpsc::channel();
    let (written, end) = mpsc::channel();
    let sender = Arc::new(ClientSender::new(writer, direct));
    let patience = options.patience;
    let runtime = pool::runtime()?;

    let guarded = guard.clone();
    // When the reader ends, its channel closes, which signals the end of the input.
    spawn("reader", move || reader::read(input, &batches, &guarded))?;
    let (guarded, to_owner, backlog) = (guard.clone(), events.clone(), sender.backlog());
    let write = move || {
        writer::write(output, &outgoing, &backlog, &guarded);
        // A server whose output is closed must end as well.
        to_owner.send(Event::OutputClosed);
        let _ = written.send(());
    };
    spawn("writer", write)?;

    let pool = Pool::new(runtime.handle().clone(), guard.clone());
    let (service, client, socket) = backend::service(events.clone(), pool.clone(), guard.clone());
    let state = State::new(options, guard.clone(), sender.clone(), client, events.clone(), pool)?;
    let gate = Gate::new(service, events.clone(), sender.clone(), guard);
    let connection = Connection::new(gate, socket, sender.clone());
    let code = runtime.block_on(run_until_end(connection, incoming, state, queue, events));
    // Dropping it would wait for running jobs.
    runtime.shutdown_background();
    sender.end();
    let _ = end.recv_timeout(patience);
    Ok(code)
}

/// Serves the client until the owner of the state ends the server, or until the input has ended and every request is
/// answered. Returns the exit code.
async fn run_until_end<S>(
    mut connection: Connection<S>,
    incoming: UnboundedReceiver<Batch>,
    state: State,
    queue: UnboundedReceiver<Event>,
    events: Events,
) -> u8
where
    S: Service<Call, Response = Option<Vec<u8>>, Error = Infallible>,
{
    let patience = state.options.patience;
    if let Some(process) = state.options.client_process_id {
        parent::watch(process, events.clone());
    }
    let mut owner = tokio::spawn(state.run(queue));
    let code = tokio::select! {
        () = connection.serve(incoming) => {
            let until = Instant::now() + patience;
            let _ = timeout_at(until.into(), connection.finish()).await;
            events.send(Event::InputEnded { until });
            owner.await
        }
        code = &mut owner => code,
    };
    connection.flush();
    code.unwrap_or(1)
}
