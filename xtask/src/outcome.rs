//! How many checks passed and failed.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// How many checks passed and failed.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Outcome {
    /// Counts a check, and prints what it says of itself where all is well, or the problem.
    pub(crate) fn count(&mut self, name: &str, result: anyhow::Result<String>) {
        match result {
            Ok(report) => {
                self.passed += 1;
                println!("ok   {name}: {report}");
            }
            Err(problem) => {
                self.failed += 1;
                println!("FAIL {name}: {problem:#}");
            }
        }
    }

    /// Whether nothing failed.
    pub(crate) fn is_well(self) -> bool {
        self.failed == 0
    }
}

impl Add for Outcome {
    type Output = Outcome;

    fn add(self, other: Outcome) -> Outcome {
        Outcome { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Outcome) {
        *self = *self + other;
    }
}

impl Sum for Outcome {
    fn sum<I: Iterator<Item = Outcome>>(outcomes: I) -> Outcome {
        outcomes.fold(Outcome::default(), Add::add)
    }
}
