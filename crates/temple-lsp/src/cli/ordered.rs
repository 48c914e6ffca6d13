//! Work done in parallel whose results are taken in order, a bounded number at a time.

use std::collections::VecDeque;
use std::sync::mpsc;

/// Does `work` for every item on all processors and hands the results to `take` in the order of the items, each as
/// soon as it and those before it are there. At most a few results a processor wait at a time, so that memory stays
/// bounded. After an error of `take` no further work is begun, and the error is returned.
pub(crate) fn for_each<T: Send, R: Send, E>(
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let work = &work;
    let window = 4 * rayon::current_num_threads();
    let mut pending = VecDeque::with_capacity(window);
    // In place: this thread only waits and takes, which on a thread of the pool would hold a processor back.
    rayon::in_place_scope(|scope| {
        for item in items {
            if pending.len() == window {
                next(&mut pending, &mut take)?;
            }
            let (done, result) = mpsc::sync_channel(1);
            scope.spawn(move |_| {
                // Nobody waits for the result after an error.
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

/// Takes the result of the oldest piece of work, once it is there.
fn next<R, E>(pending: &mut VecDeque<mpsc::Receiver<R>>, take: &mut impl FnMut(R) -> Result<(), E>) -> Result<(), E> {
    match pending.pop_front().map(|oldest| oldest.recv()) {
        Some(Ok(result)) => take(result),
        // The work panicked; the scope passes the panic on when it ends.
        Some(Err(_)) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_however_long_each_takes() {
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
    fn an_error_of_the_taker_ends_the_work() {
        let begun = AtomicUsize::new(0);
        let result = for_each(0..1_000_000, |n| begun.fetch_add(1, Ordering::Relaxed) + n, |_| Err::<(), _>("enough"));
        assert_eq!(result, Err("enough"));
        assert!(begun.into_inner() <= 4 * rayon::current_num_threads());
    }
}
