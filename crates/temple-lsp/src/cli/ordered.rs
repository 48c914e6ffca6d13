//! Processes items in parallel and takes the results in order, a bounded number at a time.

use std::collections::VecDeque;
use std::sync::mpsc;

/// Runs `work` for every item on all processors and passes the results to `take` in the order of the items, each as
/// soon as it and those before it are ready. At most a few results per processor are pending, so that memory stays
/// bounded. Returns the first error of `take`, after which no further work starts.
pub(crate) fn for_each<T: Send, R: Send, E>(
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let work = &work;
    let window = 4 * rayon::current_num_threads();
    let mut pending = VecDeque::with_capacity(window);
    // This thread only waits and takes results. On a thread of the pool, that would block a processor.
    rayon::in_place_scope(|scope| {
        for item in items {
            if pending.len() == window {
                next(&mut pending, &mut take)?;
            }
            let (done, result) = mpsc::sync_channel(1);
            scope.spawn(move |_| {
                // After an error, the receiver is gone.
                let _ = done.send(work(item));
            });
            pending.push_back(result);
        }
        while !pending.is_empty() {
            next(&mut pending, &mut take)?;
        }
        Ok(())
    })
}

/// Waits for the oldest pending result, and takes it.
fn next<R, E>(pending: &mut VecDeque<mpsc::Receiver<R>>, take: &mut impl FnMut(R) -> Result<(), E>) -> Result<(), E> {
    match pending.pop_front().map(|oldest| oldest.recv()) {
        Some(Ok(result)) => take(result),
        // The work panicked; the scope resumes the panic when it ends.
        Some(Err(_)) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn passes_results_in_the_order_of_the_items() {
        let mut taken = Vec::new();
        let slow_first = |n: u64| {
            (0..(500 - n) * 100).for_each(|step| _ = std::hint::black_box(step));
            n
        };
        let Ok(()) = for_each(0..500, slow_first, |n| {
            taken.push(n);
            Ok::<_, Infallible>(())
        });
        assert_eq!(taken, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn stops_if_taking_a_result_fails() {
        let begun = AtomicUsize::new(0);
        let result = for_each(0..1_000_000, |n| begun.fetch_add(1, Ordering::Relaxed) + n, |_| Err::<(), _>("enough"));
        assert_eq!(result, Err("enough"));
        assert!(begun.into_inner() <= 4 * rayon::current_num_threads());
    }
}
