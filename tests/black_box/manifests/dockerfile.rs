//! The instructions of a Dockerfile.

use serde_json::{Value, json};

/// Returns each instruction with its argument: a list if it is written as JSON, a number for a port, and text
/// otherwise.
pub(super) fn instructions(text: &str) -> Result<Value, String> {
    let joined = text.replace("\\\n", " ");
    let lines = joined.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(instruction).collect()
}

fn instruction(line: &str) -> Result<Value, String> {
    let (name, argument) = line.split_once(char::is_whitespace).ok_or_else(|| format!("no argument: {line}"))?;
    let argument = argument.trim();
    let written_as_json = argument.starts_with('[') || name == "EXPOSE";
    let argument = if written_as_json {
        serde_json::from_str(argument).map_err(|error| format!("{line}: {error}"))?
    } else {
        Value::from(argument)
    };
    Ok(json!([name, argument]))
}

#[test]
fn parses_instructions() {
    let read =
        instructions("# a comment\nFROM a:1\n\nRUN [\"go\", \"build\"]\nCOPY . \\\n .\nEXPOSE 80\n").expect("sound");
    assert_eq!(read, json!([["FROM", "a:1"], ["RUN", ["go", "build"]], ["COPY", ".   ."], ["EXPOSE", 80]]));
}
