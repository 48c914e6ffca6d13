//! Programs that may hang.

use std::ffi::OsStr;
use std::process::{Command, ExitStatus};
use std::time::Duration;

/// What `timeout` answers where it had to end a program. Where it had to kill it, it is killed too, and answers nothing.
const ENDED: i32 = 124;

/// A program that is ended, together with what it has started, when it takes longer than `limit`: by `timeout` of the
/// coreutils.
pub(crate) fn limited(limit: Duration, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("timeout");
    command.arg("--kill-after=10").arg(limit.as_secs().to_string()).arg(program);
    command
}

/// Whether a limited program ended well. Says so where it had to be ended.
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
    fn a_program_that_hangs_is_ended() {
        let run = |script: &str| {
            let limit = Duration::from_secs(1);
            ended_well("test", limit, limited(limit, "sh").args(["-c", script]).status().unwrap())
        };
        assert!(run("true"));
        assert!(!run("false"));
        assert!(!run("sleep 1000; true"));
    }
}
