//! Debouncing: the wait for something that changes again and again.

use std::time::{Duration, Instant};

/// Of how many quiet times a wait consists at most.
const MAX_QUIET_TIMES: u32 = 5;

/// A wait that each change prolongs, but not for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Debounce {
    end: Instant,
    latest: Instant,
}

impl Debounce {
    /// The wait that a first change begins.
    pub(crate) fn new(now: Instant, quiet: Duration) -> Debounce {
        Debounce { end: now + quiet, latest: now + quiet * MAX_QUIET_TIMES }
    }

    /// Another change has come.
    pub(crate) fn prolong(&mut self, now: Instant, quiet: Duration) {
        self.end = self.latest.min(now + quiet);
    }

    /// The end of the wait, if nothing prolongs it.
    pub(crate) fn end(self) -> Instant {
        self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Duration = Duration::from_millis(200);

    /// Checks when, in milliseconds, a wait ends that begins at 0 and is prolonged at these times.
    #[track_caller]
    fn check(prolonged: impl IntoIterator<Item = u64>, end: u64) {
        let start = Instant::now();
        let mut debounce = Debounce::new(start, QUIET);
        for time in prolonged {
            debounce.prolong(start + Duration::from_millis(time), QUIET);
        }
        assert_eq!(debounce.end() - start, Duration::from_millis(end));
    }

    #[test]
    fn waits_after_one_change() {
        check([], 200);
    }

    #[test]
    fn each_change_prolongs_the_wait() {
        check([60, 120, 180], 380);
    }

    #[test]
    fn endless_changes_do_not_prolong_the_wait_for_ever() {
        check((1..100).map(|key| key * 60), 1000);
    }
}
