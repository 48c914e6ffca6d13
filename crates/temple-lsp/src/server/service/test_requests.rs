//! Requests that only the server's own tests may ask.

use std::future::Future;

use serde::de::DeserializeOwned;
use tower_lsp::jsonrpc::Result;

use super::ticket::{RequestData, Ticket};
use crate::server::guard::{Guard, Job, Panicked};
use crate::server::protocol::{error, params};
use crate::server::workers::holds::Holds;
use crate::server::workers::pool::Pool;

/// The requests, with what they share.
#[derive(Debug, Clone)]
pub(super) struct TestRequests {
    guard: Guard,
    pool: Pool,
    holds: Holds,
}

impl TestRequests {
    /// Requests about the jobs of a pool.
    pub(super) fn new(guard: Guard, pool: Pool) -> TestRequests {
        TestRequests { guard, pool, holds: Holds::default() }
    }

    /// `temple/test/panic`: has the next job of a kind panic, where one is named. The answer lists those still to panic.
    /// The owner plans the panic, in the order of the wire.
    pub(super) fn plan_panic(&self) -> impl Future<Output = Result<Vec<Job>>> + Send + use<> {
        let guard = self.guard.clone();
        async move {
            read::<Option<Job>>().await?;
            Ok(guard.plan(None))
        }
    }

    /// `temple/test/hold`: keeps a thread of the pool until the name that is given is released.
    pub(super) fn hold(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let (pool, holds) = (self.pool.clone(), self.holds.clone());
        async move {
            let name: String = read().await?;
            pool.run(Job::Request, move || holds.hold(&name)).await.map_err(|Panicked| error::bug())
        }
    }

    /// `temple/test/held`: answers once a thread is kept by that name.
    pub(super) fn held(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let holds = self.holds.clone();
        async move {
            holds.begun(&read::<String>().await?).await;
            Ok(())
        }
    }

    /// `temple/test/release`: lets go on what has one of these names, or will have it.
    pub(super) fn release(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let holds = self.holds.clone();
        async move {
            read::<Vec<String>>().await?.iter().for_each(|name| holds.release(name));
            Ok(())
        }
    }
}

/// Reads the parameters, once the owner has taken the event of this request.
async fn read<P: DeserializeOwned>() -> Result<P> {
    let RequestData { params, snapshot, .. } = Ticket::request_data().ok_or_else(error::bug)?;
    snapshot.await.map_err(|_| error::bug())?;
    params::read(params.as_deref()).map_err(error::invalid_params)
}
