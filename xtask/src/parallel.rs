//! Parallel work on many items.

/// Applies `work` to all items, with as many threads as the machine has processors. Returns the results in the order of
/// the items.
pub(crate) fn in_parallel<I, T, R>(
    items: I,
    work: impl Fn(T) -> anyhow::Result<Option<R>> + Sync,
) -> anyhow::Result<Vec<R>>
where
    I: IntoIterator<Item = T>,
    T: Send,
    R: Send,
{
    let items = std::sync::Mutex::new(items.into_iter().enumerate().collect::<Vec<_>>().into_iter());
    let next = || items.lock().expect("no thread panics while it takes an item").next();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let worker = || -> anyhow::Result<Vec<_>> {
        std::iter::from_fn(next).map(|(index, item)| Ok((index, work(item)?))).collect()
    };
    let mut answers = Vec::new();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| {
            answers.extend(worker.join().expect("no check panics")?);
            anyhow::Ok(())
        })
    })?;
    answers.sort_by_key(|(index, _)| *index);
    Ok(answers.into_iter().filter_map(|(_, answer)| answer).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn returns_results_in_the_order_of_the_items() {
        let odd = in_parallel(0..100, |number| Ok((number % 2 == 1).then_some(number))).unwrap();
        assert_eq!(odd, (0..100).filter(|number| number % 2 == 1).collect::<Vec<_>>());
        assert!(in_parallel(0..3, |_| anyhow::bail!("no") as anyhow::Result<Option<()>>).is_err());
    }
}
