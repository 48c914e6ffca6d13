//! The transports between the server and its client.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;

use crate::server::workers::direct_output::DirectOutput;

/// The transport between the server and its client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// Standard input and output.
    Stdio,
    /// A port of this machine. The client should listen there, as the protocol specifies; if it does not, the server
    /// listens for one client.
    Socket(u16),
    /// A socket file. The client should listen there, as the protocol specifies; if it does not, the server listens for
    /// one client.
    Pipe(PathBuf),
}

/// Both directions of a connection.
pub(crate) struct Streams {
    pub(crate) input: Box<dyn Read + Send>,
    pub(crate) output: Box<dyn Write + Send>,
    /// Writes to the same output without waiting, where that is possible.
    pub(crate) direct: Option<DirectOutput>,
}

impl Transport {
    /// Opens the connection.
    pub(crate) fn connect(&self) -> io::Result<Streams> {
        match self {
            Transport::Stdio => {
                let output = stdout()?;
                let direct = DirectOutput::new(&output);
                Ok(Streams { input: Box::new(io::stdin()), output: Box::new(output), direct })
            }
            Transport::Socket(port) => {
                let address = (Ipv4Addr::LOCALHOST, *port);
                let stream = TcpStream::connect(address).or_else(|_| Ok(TcpListener::bind(address)?.accept()?.0));
                let stream = stream.map_err(|error: io::Error| io::Error::other(format!("port {port}: {error}")))?;
                stream.set_nodelay(true)?;
                let direct = DirectOutput::new(&stream);
                Ok(Streams { input: Box::new(stream.try_clone()?), output: Box::new(stream), direct })
            }
            Transport::Pipe(path) => {
                connect_pipe(path).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
            }
        }
    }
}

/// Standard output without line buffering, which would split every message.
fn stdout() -> io::Result<std::fs::File> {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
    Ok(handle.into())
}

#[cfg(unix)]
fn connect_pipe(path: &std::path::Path) -> io::Result<Streams> {
    use std::os::unix::net::{UnixListener, UnixStream};
    let stream = UnixStream::connect(path).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(UnixListener::bind(path)?.accept()?.0),
        _ => Err(error),
    })?;
    let direct = DirectOutput::new(&stream);
    Ok(Streams { input: Box::new(stream.try_clone()?), output: Box::new(stream), direct })
}

#[cfg(not(unix))]
fn connect_pipe(_: &std::path::Path) -> io::Result<Streams> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "not supported on this system; use --stdio or --socket"))
}
