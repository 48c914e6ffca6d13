//! Writes messages to the output.

use std::io::{self, Write};
use std::sync::mpsc::Receiver;

use crate::server::guard::{Guard, Job, Panicked};
use crate::server::protocol::framing;
use crate::server::workers::client_sender::Outgoing;

/// The maximum number of bytes to write at once, except for a single larger message.
const MAX_BATCH_BYTES: usize = 64 << 10;

/// Writes messages until the channel ends, or until writing fails.
pub(crate) fn write(output: impl Write, messages: &Receiver<Outgoing>, guard: &Guard) {
    match guard.run_guarded(Job::Writer, || write_all(output, messages, guard)) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!("failed to write output: {error}"),
        Err(Panicked) => tracing::error!("the writer crashed; no more output will be written"),
    }
}

/// Writes all waiting messages at once.
fn write_all(mut output: impl Write, messages: &Receiver<Outgoing>, guard: &Guard) -> io::Result<()> {
    let mut buffer = Vec::new();
    while let Ok(Outgoing::Message(message)) = messages.recv() {
        guard.checkpoint(Job::Writer);
        framing::write(&mut buffer, &message);
        let mut ended = false;
        while buffer.len() < MAX_BATCH_BYTES && !ended {
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
        if buffer.capacity() > 4 * MAX_BATCH_BYTES {
            buffer = Vec::new();
        }
    }
    Ok(())
}
