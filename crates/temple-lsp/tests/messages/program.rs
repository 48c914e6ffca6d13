//! The help of every command, and the settings.

use std::process::Command;

use crate::list::List;

const COMMANDS: [&str; 10] = ["", "check", "fmt", "model", "preview", "plan", "explain", "graph", "completions", "man"];

/// Adds the help of every command, and the settings of the server.
pub(crate) fn add(list: &mut List) {
    for command in COMMANDS {
        let arguments = [command, "--help"];
        let arguments = arguments.iter().filter(|argument| !argument.is_empty());
        let mut program = Command::new(env!("CARGO_BIN_EXE_temple-lsp"));
        let output = program.args(arguments).env("NO_COLOR", "1").output().expect("the program runs");
        assert!(output.status.success(), "{output:?}");
        list.add(&format!("Help: temple-lsp {command}"), &String::from_utf8(output.stdout).expect("UTF-8"));
    }
    for setting in temple_lsp::server::settings() {
        list.add("Settings", &format!("{}: {}", setting.name, setting.description));
        let json = serde_json::to_value(&setting).expect("JSON");
        let is_list_of_codes = setting.name == "temple.diagnostics.disable";
        let meanings = json["enumDescriptions"].as_array().into_iter().flatten().filter(|_| !is_list_of_codes);
        for (word, meaning) in json["enum"].as_array().into_iter().flatten().zip(meanings) {
            list.add("Settings", &format!("{} = {word}: {}", setting.name, meaning.as_str().unwrap_or_default()));
        }
    }
}
