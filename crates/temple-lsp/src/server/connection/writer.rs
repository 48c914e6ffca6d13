//! Writes messages to the output.

use std::io::{self, Write};
use std::sync::mpsc::Receiver;

use crate::server::guard::{Guard, Job, Panicked};
use crate::server::protocol::framing;
use crate::server::workers::client_sender::{Backlog, Outgoing};

/// The maximum number of bytes to write at once, except for a single larger message.
const MAX_BATCH_BYTES: usize = 64 << 10;

/// Writes messages until the channel ends, or until writing fails.
pub(crate) fn write(output: impl Write, messages: &Receiver<Outgoing>, backlog: &Backlog, guard: &Guard) {
    match guard.run_guarded(Job::Writer, || write_all(output, messages, backlog, guard)) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!("failed to write output: {error}"),
        Err(Panicked) => tracing::error!("the writer crashed; no more output will be written"),
    }
}

/// Writes all waiting messages at once.
fn write_all(
    mut output: impl Write,
    messages: &Receiver<Outgoing>,
    backlog: &Backlog,
    guard: &Guard,
) -> io::Result<()> {
    let mut buffer = Vec::new();
    let mut next = messages.recv().ok();
    while next.is_some() {
        guard.checkpoint(Job::Writer);
        let (mut count, mut ended) = (0, false);
        while let Some(outgoing) = next.take() {
            match outgoing {
                Outgoing::Message(message) => framing::write(&mut buffer, &message),
                Outgoing::Rest(bytes) => buffer.extend_from_slice(&bytes),
                Outgoing::End => {
                    ended = true;
                    break;
                }
            }
            count += 1;
            if buffer.len() < MAX_BATCH_BYTES {
                next = messages.try_recv().ok();
            }
        }
        output.write_all(&buffer).and_then(|()| output.flush())?;
        backlog.remove(count);
        buffer.clear();
        if buffer.capacity() > 4 * MAX_BATCH_BYTES {
            buffer = Vec::new();
        }
        next = if ended { None } else { messages.recv().ok() };
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::Read as _;
    use std::sync::mpsc;

    use super::*;
    use crate::server::workers::client_sender::ClientSender;
    use crate::server::workers::direct_output::DirectOutput;

    /// Sends messages with bodies of these lengths while nothing reads, and checks that all arrive in order.
    #[track_caller]
    fn check(lengths: &[usize]) {
        let (mut input, output) = io::pipe().expect("a pipe");
        let (writer, outgoing) = mpsc::channel();
        let sender = ClientSender::new(writer, DirectOutput::new(&output));
        let mut expected = Vec::new();
        for (index, &length) in lengths.iter().enumerate() {
            let message = vec![b'a' + u8::try_from(index % 26).expect("a letter"); length];
            framing::write(&mut expected, &message);
            sender.send(message);
        }
        sender.end();
        let backlog = sender.backlog();
        let thread = std::thread::spawn(move || write(output, &outgoing, &backlog, &Guard::default()));
        drop(sender);
        let mut found = Vec::new();
        input.read_to_end(&mut found).expect("the output");
        thread.join().expect("the writing thread");
        assert!(found == expected, "{} bytes instead of {}", found.len(), expected.len());
    }

    #[test]
    fn keeps_the_order_of_messages_when_the_output_is_full() {
        check(&[0, 1, 10]);
        check(&[1 << 20]);
        check(&[1 << 16, 3, 1 << 17, 2, 1]);
        check(&[1000; 500]);
    }

    #[test]
    fn uses_the_writing_thread_only_for_a_rest() {
        let (input, output) = io::pipe().expect("a pipe");
        let (writer, outgoing) = mpsc::channel();
        let sender = ClientSender::new(writer, DirectOutput::new(&output));
        sender.send(vec![b'a'; 100]);
        assert!(outgoing.try_recv().is_err(), "the pipe has room");
        sender.send(vec![b'b'; 1 << 20]);
        sender.send(vec![b'c'; 1]);
        assert!(matches!(outgoing.try_recv(), Ok(Outgoing::Rest(rest)) if rest.len() < 1 << 20));
        assert!(matches!(outgoing.try_recv(), Ok(Outgoing::Message(body)) if body == b"c"));
        drop(input);
        sender.backlog().remove(2);
        sender.send(vec![b'd'; 1]);
        assert!(matches!(outgoing.try_recv(), Ok(Outgoing::Rest(_))), "the thread notices that the output is closed");
    }
}
