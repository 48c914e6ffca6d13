//! Debouncing: waiting until repeated changes have settled.

use std::time::{Duration, Instant};

/// The maximum length of a wait, as a multiple of the quiet time.
const MAX_QUIET_TIMES: u32 = 5;

/// A wait that each change prolongs, up to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Debounce {
    end: Instant,
    latest: Instant,
}

impl Debounce {
    /// Starts a wait at the first change.
    pub(crate) fn new(now: Instant, quiet: Duration) -> Debounce {
        Debounce { end: now + quiet, latest: now + quiet * MAX_QUIET_TIMES }
    }

    /// Prolongs the wait after another change.
    pub(crate) fn prolong(&mut self, now: Instant, quiet: Duration) {
        self.end = self.latest.min(now + quiet);
    }

    /// The end of the wait if no other change follows.
    pub(crate) fn end(self) -> Instant {
        self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Duration = Duration::from_millis(200);

    /// Checks the end, in milliseconds, of a wait that begins at 0 and is prolonged at these times.
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
