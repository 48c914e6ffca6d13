//! Parses the Test Anything Protocol.

use crate::outcome::{Failure, Outcome};

/// The parsed output of a program that runs tests.
#[derive(Default, Debug)]
pub(super) struct Report {
    /// The number of tests in the plan; `None` if there is no plan.
    planned: Option<u32>,
    tests: Vec<Test>,
    /// The output before the first test.
    before: Vec<String>,
    /// Output that precedes the result of its test, with the name of that test: if several tests run at once, or one is
    /// retried.
    ahead: Vec<(String, Vec<String>)>,
    /// True if the last line belongs to the last entry of `ahead`.
    is_ahead: bool,
    /// True if the program ended with exit code 0.
    pub(super) ended_well: bool,
}

/// The result of one test.
#[derive(Debug)]
struct Test {
    name: String,
    is_ok: bool,
    /// The output after the result, up to the next one.
    output: Vec<String>,
}

impl Report {
    /// Parses a line. Skipped and unfinished tests count as failed, because they prove nothing.
    pub(super) fn add(&mut self, line: &str) {
        let is_excused = ["# skip", "# todo"].iter().any(|directive| line.to_ascii_lowercase().contains(directive));
        if let Some(count) = line.strip_prefix("1..") {
            self.planned = count.split_whitespace().next().and_then(|count| count.parse().ok());
        } else if let Some(test) = line.strip_prefix("not ok") {
            self.test(test, false);
        } else if let Some(test) = line.strip_prefix("ok") {
            self.test(test, !is_excused);
        } else if let Some(name) = line.trim_start().strip_prefix("# failed: ") {
            self.ahead.push((name.to_owned(), Vec::new()));
            self.is_ahead = true;
        } else {
            let line = line.trim_start().strip_prefix("# ").unwrap_or(line).to_owned();
            self.last().push(line);
        }
    }

    fn test(&mut self, result: &str, is_ok: bool) {
        self.tests.push(Test { name: name(result), is_ok, output: Vec::new() });
        self.is_ahead = false;
    }

    /// Returns the output that the next line belongs to.
    fn last(&mut self) -> &mut Vec<String> {
        match self.ahead.last_mut() {
            Some((_, output)) if self.is_ahead => output,
            _ => self.tests.last_mut().map_or(&mut self.before, |test| &mut test.output),
        }
    }

    /// Returns the output of a test.
    fn output(&self, test: &Test) -> String {
        let ahead = self.ahead.iter().filter(|(name, _)| *name == test.name);
        let lines: Vec<&str> = ahead.flat_map(|(_, output)| output).chain(&test.output).map(String::as_str).collect();
        lines.join("\n")
    }

    /// Returns the outcome of the tests of an editor: each must pass, or in a self-test fail. Planned tests without a
    /// result count as failed, and so does a program that ends with an error although every test passes. `repeat` is
    /// the command that runs the tests again.
    pub(super) fn outcome(&self, editor: &str, self_test: bool, repeat: &str) -> Outcome {
        let failure = |name: &str, message: String| Failure {
            name: format!("{editor}: {name}"),
            message,
            repeat: repeat.to_owned(),
        };
        let (right, wrong): (Vec<&Test>, Vec<_>) = self.tests.iter().partition(|test| test.is_ok != self_test);
        let message = |test: &Test| match self_test {
            true => "passes without a server".to_owned(),
            false => self.output(test),
        };
        let mut failures: Vec<Failure> = wrong.iter().map(|test| failure(&test.name, message(test))).collect();
        let planned = self.planned.unwrap_or(1) as usize;
        let missing = planned.saturating_sub(self.tests.len());
        let last = self.tests.last().map_or(&self.before, |test| &test.output);
        for number in 0..missing {
            let name = format!("test {} of {planned} has not run", self.tests.len() + 1 + number);
            failures.push(failure(&name, last.join("\n")));
        }
        let has_failed = self.tests.iter().any(|test| !test.is_ok) || missing > 0;
        if failures.is_empty() && self.ended_well == has_failed {
            let ends = if self.ended_well { "well although tests failed" } else { "badly although all tests passed" };
            failures.push(failure("the whole run", format!("ends {ends}")));
        }
        Outcome { passed: right.len() as u32, failures }
    }
}

/// Returns the name of a test from the text after `ok`: ` 3 - name`.
fn name(test: &str) -> String {
    let name = test.trim_start().trim_start_matches(|char: char| char.is_ascii_digit()).trim_start();
    name.strip_prefix("- ").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(lines: &str, ended_well: bool) -> Report {
        let mut report = Report { ended_well, ..Report::default() };
        lines.lines().for_each(|line| report.add(line));
        report
    }

    /// Checks the numbers of passed and failed tests, in a normal run and in a self-test.
    #[track_caller]
    fn check(lines: &str, ended_well: bool, normal: (u32, usize), self_test: (u32, usize)) {
        let report = report(lines, ended_well);
        let outcomes = [false, true].map(|self_test| report.outcome("vi", self_test, ""));
        assert_eq!(outcomes.map(|it| (it.passed, it.failures.len())), [normal, self_test]);
    }

    #[test]
    fn counts_tests() {
        check("TAP version 13\n1..2\nok 1 - a\n# ok\nok 2 - b", true, (2, 0), (0, 2));
        check("ok 1 - a\nnot ok 2 - b\n  ---\n  ok: no\n1..2", false, (1, 1), (1, 1));
        check("not ok 1 - a\n1..1", false, (0, 1), (1, 0));
    }

    #[test]
    fn skipped_or_missing_tests_fail() {
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

    #[test]
    fn a_failure_has_the_name_and_output_of_the_test() {
        let lines = "1..3\nok 1 - a\nnot ok 2 - b: c\n# never came: x\n# screen\nok 3 - d";
        let failure = |name: &str, message: &str| Failure {
            name: name.to_owned(),
            message: message.to_owned(),
            repeat: "again".to_owned(),
        };
        let failures = report(lines, false).outcome("vi", false, "again").failures;
        assert_eq!(failures, [failure("vi: b: c", "never came: x\nscreen")]);
        let failures = report(lines, false).outcome("vi", true, "again").failures;
        let passes = ["vi: a", "vi: d"].map(|name| failure(name, "passes without a server"));
        assert_eq!(failures, passes);
        let lines = "  # failed: b\n  # Error: x\n  #    at y\nok 1 - a\nnot ok 2 - b\n1..2";
        let failures = report(lines, false).outcome("vi", false, "again").failures;
        assert_eq!(failures, [failure("vi: b", "Error: x\n   at y")]);
        let failures = report("Bail out! no Vim", false).outcome("vi", false, "again").failures;
        assert_eq!(failures, [failure("vi: test 1 of 1 has not run", "Bail out! no Vim")]);
    }
}
