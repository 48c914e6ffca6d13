//! What tests print in the Test Anything Protocol.

use crate::outcome::Outcome;

/// What a program that runs tests has said.
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Report {
    /// How many tests there are, by the plan; absent where there is no plan.
    planned: Option<u32>,
    ok: u32,
    not_ok: u32,
    /// Whether the program ended with 0.
    pub(super) ended_well: bool,
}

impl Report {
    /// Takes in a line. A test that was skipped or is yet to be written has failed, since it shows nothing.
    pub(super) fn add(&mut self, line: &str) {
        let is_excused = ["# skip", "# todo"].iter().any(|directive| line.to_ascii_lowercase().contains(directive));
        if let Some(count) = line.strip_prefix("1..") {
            self.planned = count.split_whitespace().next().and_then(|count| count.parse().ok());
        } else if line.starts_with("not ok") || (line.starts_with("ok") && is_excused) {
            self.not_ok += 1;
        } else if line.starts_with("ok") {
            self.ok += 1;
        }
    }

    /// How many tests did what they should: pass, or in a self-test fail. What the plan promises and is not there has
    /// failed, and so has a program that ends badly although every test passes.
    pub(super) fn outcome(&self, self_test: bool) -> Outcome {
        let (passed, failed) = if self_test { (self.not_ok, self.ok) } else { (self.ok, self.not_ok) };
        let missing = self.planned.unwrap_or(1).saturating_sub(passed + failed);
        let contradicts = self.ended_well == (self.not_ok + missing > 0);
        Outcome { passed, failed: failed + missing + u32::from(failed + missing == 0 && contradicts) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of these lines, so many tests pass and fail, and so many in a self-test.
    #[track_caller]
    fn check(lines: &str, ended_well: bool, normal: (u32, u32), self_test: (u32, u32)) {
        let mut report = Report { ended_well, ..Report::default() };
        lines.lines().for_each(|line| report.add(line));
        let counts = [false, true].map(|self_test| report.outcome(self_test)).map(|it| (it.passed, it.failed));
        assert_eq!(counts, [normal, self_test]);
    }

    #[test]
    fn tests_are_counted() {
        check("TAP version 13\n1..2\nok 1 - a\n# ok\nok 2 - b", true, (2, 0), (0, 2));
        check("ok 1 - a\nnot ok 2 - b\n  ---\n  ok: no\n1..2", false, (1, 1), (1, 1));
        check("not ok 1 - a\n1..1", false, (0, 1), (1, 0));
    }

    #[test]
    fn what_is_skipped_or_missing_has_failed() {
        check("1..2\nok 1 - a # SKIP no screen\nok 2 - b", true, (1, 1), (1, 1));
        check("1..3\nok 1 - a", true, (1, 2), (0, 3));
        check("Bail out!", false, (0, 1), (0, 1));
        check("", true, (0, 1), (0, 1));
    }

    #[test]
    fn a_program_that_ends_badly_has_failed() {
        check("1..1\nok 1 - a", false, (1, 1), (0, 1));
        check("1..1\nnot ok 1 - a", true, (0, 1), (1, 1));
    }
}
