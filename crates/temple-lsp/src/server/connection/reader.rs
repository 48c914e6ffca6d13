//! Reads messages from the input.

use std::io::{ErrorKind, Read};

use tokio::sync::mpsc::UnboundedSender;

use crate::server::guard::{Guard, Job, Panicked};
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::framing::{Frame, Frames};
use crate::server::protocol::jsonrpc::Message;

/// Messages in wire order, with an error for bytes that are not a message.
pub(crate) type Batch = Vec<Result<Message, Error>>;

/// Reads messages until the input ends or fails. Closing the channel signals the end of the input.
pub(crate) fn read(input: impl Read, batches: &UnboundedSender<Batch>, guard: &Guard) {
    match guard.run_guarded(Job::Reader, || read_all(input, batches, guard)) {
        Ok(()) => tracing::info!("end of input"),
        Err(Panicked) => tracing::error!("the reader crashed; no more input will be read"),
    }
}

/// Sends messages that arrive together in one batch, so that a burst of edits is handled as a whole.
fn read_all(mut input: impl Read, batches: &UnboundedSender<Batch>, guard: &Guard) {
    let mut frames = Frames::default();
    loop {
        match frames.fill(|buffer| input.read(buffer)) {
            Ok(0) => break,
            Ok(_) => guard.checkpoint(Job::Reader),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                tracing::warn!("failed to read input: {error}");
                break;
            }
        }
        let mut batch = Vec::new();
        while let Some(frame) = frames.next() {
            batch.push(match frame {
                Frame::Body(body) => {
                    guard.run_guarded(Job::Message, || Message::read(body)).unwrap_or_else(|Panicked| Err(error::bug()))
                }
                Frame::Bad(error) => Err(error::parse_error(error)),
            });
        }
        if !batch.is_empty() && batches.send(batch).is_err() {
            return;
        }
    }
    if frames.is_in_mid_message() {
        tracing::warn!("the input ended in the middle of a message");
    }
}
