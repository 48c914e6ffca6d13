//! Requests for the server's own tests.

use std::future::Future;

use serde::de::DeserializeOwned;
use tower_lsp::jsonrpc::Result;

use super::ticket::{RequestData, Ticket};
use crate::server::guard::{Guard, Job, Panicked};
use crate::server::protocol::{error, params};
use crate::server::workers::holds::Holds;
use crate::server::workers::pool::Pool;

/// The requests, with their shared state.
#[derive(Debug, Clone)]
pub(super) struct TestRequests {
    guard: Guard,
    pool: Pool,
    holds: Holds,
}

impl TestRequests {
    /// Creates the requests for the jobs of a pool.
    pub(super) fn new(guard: Guard, pool: Pool) -> TestRequests {
        TestRequests { guard, pool, holds: Holds::default() }
    }

    /// `temple/test/panic`: makes the next job of a kind panic, if one is named. The answer lists those that have yet
    /// to panic. The owner plans the panic, in wire order.
    pub(super) fn plan_panic(&self) -> impl Future<Output = Result<Vec<Job>>> + Send + use<> {
        let guard = self.guard.clone();
        async move {
            read::<Option<Job>>().await?;
            Ok(guard.plan(None))
        }
    }

    /// `temple/test/hold`: blocks a thread of the pool until the given name is released.
    pub(super) fn hold(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let (pool, holds) = (self.pool.clone(), self.holds.clone());
        async move {
            let name: String = read().await?;
            pool.run(Job::Request, move || holds.hold(&name)).await.map_err(|Panicked| error::bug())
        }
    }

    /// `temple/test/held`: answers once a thread is blocked by that name.
    pub(super) fn held(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let holds = self.holds.clone();
        async move {
            holds.begun(&read::<String>().await?).await;
            Ok(())
        }
    }

    /// `temple/test/release`: releases these names, now or as soon as they are held.
    pub(super) fn release(&self) -> impl Future<Output = Result<()>> + Send + use<> {
        let holds = self.holds.clone();
        async move {
            read::<Vec<String>>().await?.iter().for_each(|name| holds.release(name));
            Ok(())
        }
    }
}

/// Reads the parameters, once the owner has handled the event of this request.
async fn read<P: DeserializeOwned>() -> Result<P> {
    let RequestData { params, snapshot, .. } = Ticket::request_data().ok_or_else(error::bug)?;
    snapshot.await.map_err(|_| error::bug())?;
    params::read(params.as_deref()).map_err(error::invalid_params)
}
