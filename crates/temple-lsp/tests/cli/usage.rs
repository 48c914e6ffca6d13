//! Valid and invalid arguments.

use crate::{BROKEN, Folder, PLAIN, SOUND};

#[test]
fn explains_wrong_usage_on_standard_error() {
    let folder = Folder::new(&[]);
    for (arguments, words) in [
        (&[][..], "Usage: temple-lsp"),
        (&["frobnicate"], "unrecognized subcommand 'frobnicate'"),
        (&["chek"], "a similar subcommand exists: 'check'"),
        (&["check", "--format", "xml"], "possible values: text, json, sarif, github"),
        (&["check", "--min-severity", "fatal"], "possible values: error, warning, information, hint"),
        (&["model"], "<FILE>"),
        (&["completions", "basic"], "possible values: bash"),
        (&["--socket", "0"], "0 is not in 1..=65535"),
        (&["--socket", "70000"], "70000 is not in 1..=65535"),
        (&["--stdio", "--socket", "7000"], "cannot be used with"),
        (&["--stdio", "check"], "a command cannot be combined with --stdio"),
        (&["--log-level", "debug"], "--stdio"),
    ] {
        let run = folder.run(arguments);
        run.assert_code(2).assert_says(words);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
}

#[test]
fn help_and_version_succeed() {
    let folder = Folder::new(&[]);
    let version = folder.run(&["--version"]);
    assert_eq!(version.assert_code(0).stdout, format!("temple-lsp {}\n", env!("CARGO_PKG_VERSION")));
    for arguments in [&["--help"][..], &["help", "check"], &["check", "-h"], &["model", "--help"]] {
        let run = folder.run(arguments);
        assert!(run.assert_code(0).stdout.contains("Usage: temple-lsp"), "{run:#?}");
    }
}

#[test]
fn colors_terminals_or_on_request() {
    let folder = Folder::new(&[("a.temple", BROKEN)]);
    let colored = |arguments: &[&str], variable: (&str, &str)| {
        let output = folder.command(arguments).env(variable.0, variable.1).output().expect("the program ends");
        String::from_utf8_lossy(&output.stdout).contains('\x1b')
    };
    assert!(!colored(&["check"], ("TERM", "xterm")));
    assert!(colored(&["check"], ("CLICOLOR_FORCE", "1")));
    assert!(colored(&["check", "--color", "always"], ("NO_COLOR", "1")));
    assert!(colored(&["--color=always", "check"], ("TERM", "xterm")));
    assert!(!colored(&["check", "--color", "never"], ("CLICOLOR_FORCE", "1")));
    assert!(!colored(&["check", "--format", "json"], ("CLICOLOR_FORCE", "1")));
}

#[test]
fn shows_hints_on_request() {
    let folder = Folder::new(&[("a.temple", PLAIN)]);
    let run = folder.run(&["check"]);
    assert_eq!(run.assert_code(0).stdout, "checked 1 file: 1 hint not shown (use --min-severity hint)\n");
    let run = folder.run(&["check", "--min-severity", "hint"]);
    assert!(run.assert_code(0).stdout.starts_with("hint[no-provider]: "), "{run:#?}");
    let run = folder.run(&["check", "--format=github", "--min-severity=hint"]);
    assert!(run.assert_code(0).stdout.starts_with("::notice file=a.temple,"), "{run:#?}");
    assert_eq!(folder.run(&["check", "--format=github"]).stdout, "");
}

#[test]
fn every_shell_gets_its_completions() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&["completions", shell]);
        assert!(run.assert_code(0).stdout.contains("deny-warnings"), "{shell}: {run:#?}");
    }
}

#[test]
fn every_command_has_its_manual_page() {
    let folder = Folder::new(&[]);
    for (arguments, words) in [
        (&["man"][..], [".TH temple-lsp 1", r"\-\-stdio", "temple\\-lsp\\-check(1)"]),
        (&["man", "check"], [".TH temple-lsp-check 1", r"\-\-deny\-warnings", "temple\\-lsp check"]),
        (&["man", "explain"], [".TH temple-lsp-explain 1", "CODE", "temple\\-lsp explain"]),
    ] {
        let page = folder.run(arguments);
        for word in words {
            assert!(page.assert_code(0).stdout.contains(word), "{word}: {page:#?}");
        }
    }
    folder
        .run(&["man", "chek"])
        .assert_code(2)
        .assert_says("unknown command `chek`; the commands are check, fmt, model, preview, plan, explain");
}

#[test]
fn a_valid_file_has_no_problems() {
    let folder = Folder::new(&[("a.temple", SOUND), ("b.temple", SOUND)]);
    let run = folder.run(&["check", "--deny-warnings", "--min-severity", "hint"]);
    assert_eq!(run.assert_code(0).stdout, "checked 2 files: no problems\n");
    assert_eq!(run.stderr, "");
}
