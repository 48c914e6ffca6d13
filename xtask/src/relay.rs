//! Runs commands and relays their output while they run.

use std::io::{BufRead as _, BufReader, IsTerminal as _};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::Context as _;

use crate::outcome::Outcome;

/// The number of lines of a check's output to keep.
const KEPT: usize = 15;

/// Runs a command and relays its output, line by line and in its order, after `take` has processed each line.
pub(crate) fn relay(command: &mut Command, take: impl FnMut(&str)) -> anyhow::Result<ExitStatus> {
    relay_as("", command, take)
}

/// Like [`relay`], with a prefix before each relayed line. Returns after the last line of all processes that the command
/// has started.
pub(crate) fn relay_as(prefix: &str, command: &mut Command, mut take: impl FnMut(&str)) -> anyhow::Result<ExitStatus> {
    let name = command.get_program().to_string_lossy().into_owned();
    let (reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| name.clone())?;
    // The command still holds the write ends of the pipe; the output ends only when they are closed.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut lines = BufReader::new(reader);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        take(text);
        println!("{prefix}{text}");
        line.clear();
    }
    child.wait().context(name)
}

/// Runs a check that reports failure by its exit code, relays its output, and keeps the first lines from an error on.
pub(crate) fn check(name: &str, repeat: &str, command: &mut Command) -> anyhow::Result<Outcome> {
    if std::io::stdout().is_terminal() && command.get_program() == "cargo" {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut output = Vec::new();
    let status = relay(command, |line| output.push(line.to_owned()))?;
    Ok(match status.success() {
        true => Outcome::passed(),
        false => Outcome::failed(name, format!("{status}\n{}", excerpt(&output)), repeat),
    })
}

/// Returns the lines about a problem: the first ones from an error or warning on, or else the last ones.
fn excerpt(lines: &[String]) -> String {
    let is_complaint = |line: &String| {
        let line = line.to_ascii_lowercase();
        ["error", "warning", "diff in", "fail"].iter().any(|word| line.contains(word))
    };
    let start = lines.iter().position(is_complaint).unwrap_or(lines.len().saturating_sub(KEPT));
    lines[start..].iter().take(KEPT).map(String::as_str).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn relays_lines_of_both_outputs_in_order() {
        let mut lines = Vec::new();
        let status = relay(&mut shell("echo a; echo b >&2; echo c; printf d; exit 3"), |it| lines.push(it.to_owned()));
        assert_eq!(lines, ["a", "b", "c", "d"]);
        assert_eq!(status.unwrap().code(), Some(3));
    }

    #[test]
    fn a_failed_check_keeps_its_output_from_the_error_on() {
        let run = |script: &str| check("lint", "cargo lint", &mut shell(script)).unwrap();
        assert_eq!(run("echo fine"), Outcome::passed());
        let message = "exit status: 1\nerror: bad\n  at x";
        assert_eq!(
            run("echo start; echo 'error: bad' >&2; echo '  at x'; false"),
            Outcome::failed("lint", message, "cargo lint")
        );
        assert_eq!(run("exit 2").failures[0].message, "exit status: 2\n");
        let many = run("seq 100; exit 1").failures[0].message.clone();
        assert!(many.starts_with("exit status: 1\n86\n") && many.ends_with("\n100"), "{many}");
    }
}
