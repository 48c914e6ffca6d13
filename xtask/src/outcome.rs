//! The number of checks that passed, and the messages of those that failed.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// A check that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The name of the check.
    pub(crate) name: String,
    /// The message of the check, on one or more lines.
    pub(crate) message: String,
    /// The command that repeats this check, at the root of the repository.
    pub(crate) repeat: String,
}

/// The result of checks.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) passed: u32,
    pub(crate) failures: Vec<Failure>,
}

impl Outcome {
    /// A check that passed.
    pub(crate) fn passed() -> Outcome {
        Outcome { passed: 1, failures: Vec::new() }
    }

    /// A check that failed.
    pub(crate) fn failed(name: &str, message: impl Into<String>, repeat: impl Into<String>) -> Outcome {
        let failure = Failure { name: name.to_owned(), message: message.into(), repeat: repeat.into() };
        Outcome { passed: 0, failures: vec![failure] }
    }

    /// Adds a check that can be repeated with `repeat`, and prints its summary if it passed, or the problem.
    pub(crate) fn count(&mut self, name: &str, result: anyhow::Result<String>, repeat: impl Into<String>) {
        match result {
            Ok(report) => {
                println!("ok   {name}: {report}");
                *self += Outcome::passed();
            }
            Err(problem) => {
                println!("FAIL {name}: {problem:#}");
                *self += Outcome::failed(name, format!("{problem:#}"), repeat);
            }
        }
    }

    /// Returns true if nothing failed.
    pub(crate) fn is_success(&self) -> bool {
        self.failures.is_empty()
    }
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Outcome) {
        self.passed += other.passed;
        self.failures.extend(other.failures);
    }
}

impl Add for Outcome {
    type Output = Outcome;

    fn add(mut self, other: Outcome) -> Outcome {
        self += other;
        self
    }
}

impl Sum for Outcome {
    fn sum<I: Iterator<Item = Outcome>>(outcomes: I) -> Outcome {
        outcomes.fold(Outcome::default(), Add::add)
    }
}
