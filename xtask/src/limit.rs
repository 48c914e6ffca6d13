//! Programs with a time limit.

use std::ffi::OsStr;
use std::process::{Command, ExitStatus};
use std::time::Duration;

/// The exit code of `timeout` after it ended a program. If it had to kill the program, it is killed too and has no
/// code.
const ENDED: i32 = 124;

/// Returns a command that `timeout` of the coreutils ends, with all its child processes, if it takes longer than
/// `limit`.
pub(crate) fn limited(limit: Duration, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("timeout");
    command.arg("--kill-after=10").arg(limit.as_secs().to_string()).arg(program);
    command
}

/// Returns true if a limited program succeeded. Prints a message if it exceeded its limit.
pub(crate) fn ended_well(name: &str, limit: Duration, status: ExitStatus) -> bool {
    if status.code().is_none_or(|code| code == ENDED) {
        println!("{name}: took longer than {limit:?}, and was ended");
    }
    status.success()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_a_program_that_hangs() {
        let run = |seconds: u64, script: &str| {
            let limit = Duration::from_secs(seconds);
            ended_well("test", limit, limited(limit, "sh").args(["-c", script]).status().unwrap())
        };
        assert!(run(1000, "true"));
        assert!(!run(1000, "false"));
        assert!(!run(1, "sleep 1000; true"));
    }
}
