//! The two threads at the ends of the connection, and how the connection is made.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;

use crossbeam_channel::{Receiver, Sender};
use serde_json::value::RawValue;

use super::event::Event;
use super::framing::{self, Frame, Frames};
use super::from_proto;
use super::guard::{Guard, Job, Panicked};
use super::message::{ErrorCode, Failure, Message};
use super::outbox::{Outbox, Outgoing};

/// How the server and its client are connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// Standard input and output.
    Stdio,
    /// A port of this machine. The client listens there, as the protocol has it; if nobody does, the server listens for one client.
    Socket(u16),
    /// A socket file. The client listens there, as the protocol has it; if nobody does, the server listens for one client.
    Pipe(PathBuf),
}

/// Both directions of a connection.
pub(super) type Connection = (Box<dyn Read + Send>, Box<dyn Write + Send>);

impl Transport {
    /// Makes the connection.
    pub(super) fn connect(&self) -> io::Result<Connection> {
        match self {
            Transport::Stdio => Ok((Box::new(io::stdin()), Box::new(stdout()?))),
            Transport::Socket(port) => {
                let address = (Ipv4Addr::LOCALHOST, *port);
                let stream = TcpStream::connect(address).or_else(|_| Ok(TcpListener::bind(address)?.accept()?.0));
                let stream = stream.map_err(|error: io::Error| io::Error::other(format!("port {port}: {error}")))?;
                stream.set_nodelay(true)?;
                Ok((Box::new(stream.try_clone()?), Box::new(stream)))
            }
            Transport::Pipe(path) => {
                connect_pipe(path).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
            }
        }
    }
}

/// Standard output without the line buffer, which would tear every message in two.
fn stdout() -> io::Result<std::fs::File> {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
    Ok(handle.into())
}

#[cfg(unix)]
fn connect_pipe(path: &std::path::Path) -> io::Result<Connection> {
    use std::os::unix::net::{UnixListener, UnixStream};
    let stream = UnixStream::connect(path).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(UnixListener::bind(path)?.accept()?.0),
        _ => Err(error),
    })?;
    Ok((Box::new(stream.try_clone()?), Box::new(stream)))
}

#[cfg(not(unix))]
fn connect_pipe(_: &std::path::Path) -> io::Result<Connection> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "not supported on this system; use --stdio or --socket"))
}

/// Reads messages until the input ends, and sends what they mean on, and at last that it has ended.
pub(super) fn read(input: impl Read, events: &Sender<Vec<Event>>, outbox: &Outbox, guard: &Guard) {
    let ended = guard.run_guarded(Job::Reader, || read_all(input, events, outbox, guard));
    let why = if ended.is_ok() { "the input has ended" } else { "the input cannot be read any more" };
    let _ = events.send(vec![Event::Disconnected(why)]);
}

/// All messages that arrive together are sent together, so that the state sees a burst of edits as a whole.
fn read_all(mut input: impl Read, events: &Sender<Vec<Event>>, outbox: &Outbox, guard: &Guard) {
    let mut frames = Frames::default();
    loop {
        match frames.fill(|buffer| input.read(buffer)) {
            Ok(0) => break,
            Ok(_) => guard.checkpoint(Job::Reader),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                tracing::warn!("reading: {error}");
                break;
            }
        }
        let mut batch = Vec::new();
        while let Some(frame) = frames.next() {
            batch.push(match frame {
                Frame::Body(body) => guard
                    .run_guarded(Job::Message, || event(body, outbox))
                    .unwrap_or_else(|Panicked| Event::Malformed(Failure::bug())),
                Frame::Bad(what) => Event::Malformed(Failure::new(ErrorCode::ParseError, what)),
            });
        }
        if !batch.is_empty() && events.send(batch).is_err() {
            return;
        }
    }
    if frames.is_in_mid_message() {
        tracing::warn!("the input ended in the middle of a message");
    }
}

/// What a message means.
fn event(body: &[u8], outbox: &Outbox) -> Event {
    let message = match Message::read(body) {
        Ok(message) => message,
        Err(failure) => return Event::Malformed(failure),
    };
    match message {
        Message::Request { id, method, params } => {
            outbox.tell(|| format!("Received request '{method}' ({id})."), params.map(RawValue::get));
            Event::Request { id, method, params: params.map(ToOwned::to_owned) }
        }
        Message::Notification { method, params } => {
            if method == "$/setTrace" {
                let params: serde_json::Value = from_proto::read(params).unwrap_or_default();
                outbox.set_trace(params["value"].as_str().unwrap_or_default());
            }
            outbox.tell(|| format!("Received notification '{method}'."), params.map(RawValue::get));
            Event::Notification(from_proto::notification(&method, params))
        }
        Message::Response { id, result } => {
            outbox.tell(|| format!("Received response {id}."), None);
            let result = match result {
                Ok(value) => from_proto::read(value),
                Err(error) => Err(error.get().to_owned()),
            };
            Event::Response { id, result }
        }
    }
}

/// Writes messages until there are to be no more, and tells if they cannot be written.
pub(super) fn write(output: impl Write, messages: &Receiver<Outgoing>, events: &Sender<Vec<Event>>, guard: &Guard) {
    let written = guard.run_guarded(Job::Writer, || write_all(output, messages, guard));
    let why = match written {
        Ok(Ok(())) => return,
        Ok(Err(error)) => {
            tracing::warn!("writing: {error}");
            "nobody reads the output"
        }
        Err(Panicked) => "the output cannot be written any more",
    };
    let _ = events.send(vec![Event::Disconnected(why)]);
}

/// Messages that wait together are written together.
fn write_all(mut output: impl Write, messages: &Receiver<Outgoing>, guard: &Guard) -> io::Result<()> {
    const ENOUGH: usize = 64 << 10;
    let mut buffer = Vec::new();
    while let Ok(Outgoing::Message(message)) = messages.recv() {
        guard.checkpoint(Job::Writer);
        framing::write(&mut buffer, &message);
        let mut ended = false;
        while buffer.len() < ENOUGH {
            match messages.try_recv() {
                Ok(Outgoing::Message(message)) => framing::write(&mut buffer, &message),
                Ok(Outgoing::End) => ended = true,
                Err(_) => break,
            }
        }
        output.write_all(&buffer).and_then(|()| output.flush())?;
        if ended {
            break;
        }
        buffer.clear();
        if buffer.capacity() > 4 * ENOUGH {
            buffer = Vec::new();
        }
    }
    Ok(())
}
