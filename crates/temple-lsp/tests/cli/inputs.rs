//! The files that are checked, and the messages about files that cannot be read.

use std::fs::{self, File};
use std::io::Read;

use crate::{BROKEN, DUBIOUS, Folder, PLAIN, SOUND};

/// Checks the files in the output of `check --format json`, and the exit code.
#[track_caller]
fn check(folder: &Folder, arguments: &[&str], files: &[&str], code: i32) -> crate::Run {
    let run = folder.run(&[&["check", "--format", "json"], arguments].concat());
    run.assert_code(code);
    assert_eq!(run.json_files(), files, "{run:#?}");
    run
}

#[test]
fn exit_code_reflects_the_diagnostics() {
    let folder = Folder::new(&[("a.temple", SOUND), ("b.temple", DUBIOUS), ("c.temple", BROKEN), ("d.temple", PLAIN)]);
    check(&folder, &["a.temple"], &["a.temple"], 0);
    check(&folder, &["b.temple"], &["b.temple"], 0);
    check(&folder, &["b.temple", "--deny-warnings"], &["b.temple"], 1);
    check(&folder, &["c.temple", "a.temple"], &["c.temple", "a.temple"], 1);
    check(&folder, &["d.temple", "--deny-warnings"], &["d.temple"], 0);
    check(&folder, &["c.temple", "missing", "a.temple"], &["c.temple", "a.temple"], 2);
}

#[test]
fn searches_folders_in_sorted_order() {
    let names = ["b/z.temple", "b/a.templefile", "a.temple", "x.temple/inner.temple", "c.txt", "d.temple.bak"];
    let folder = Folder::new(&names.map(|name| (name, SOUND)));
    let all = ["a.temple", "b/a.templefile", "b/z.temple", "x.temple/inner.temple"];
    check(&folder, &[], &all, 0);
    check(&folder, &["."], &all, 0);
    check(&folder, &["b"], &all[1..3], 0);
    check(&folder, &["b/"], &all[1..3], 0);
    check(&folder, &["x.temple", "b"], &[all[3], all[1], all[2]], 0);
}

#[test]
fn checks_a_named_file_with_any_extension() {
    let folder = Folder::new(&[("c.txt", SOUND), (".hidden", SOUND), ("-x.temple", SOUND)]);
    check(&folder, &["./c.txt", ".hidden"], &["./c.txt", ".hidden"], 0);
    check(&folder, &["--", "-x.temple"], &["-x.temple"], 0);
}

#[test]
fn checks_a_file_once() {
    let folder = Folder::new(&[("a.temple", SOUND), ("b/c.temple", SOUND)]);
    check(&folder, &["b/c.temple", ".", "./a.temple", "b"], &["b/c.temple", "a.temple"], 0);
}

#[test]
fn skips_hidden_and_ignored_files_unless_requested() {
    let folder = Folder::new(&[
        (".git/HEAD", ""),
        (".gitignore", "/out\n"),
        (".ignore", "old.temple\n"),
        ("a.temple", SOUND),
        ("old.temple", SOUND),
        ("out/b.temple", SOUND),
        (".cache/c.temple", SOUND),
    ]);
    check(&folder, &[], &["a.temple"], 0);
    check(&folder, &["out", "old.temple"], &["out/b.temple", "old.temple"], 0);
    check(&folder, &["--no-ignore"], &[".cache/c.temple", "a.temple", "old.temple", "out/b.temple"], 0);
}

#[test]
fn checks_standard_input() {
    let folder = Folder::new(&[("a.temple", SOUND)]);
    let run = folder.run_with(&["check", "--format=json", "a.temple", "-"], BROKEN);
    assert_eq!(run.assert_code(1).json_files(), ["a.temple", "-"]);
    let run = folder.run_with(&["check", "-"], BROKEN);
    assert!(run.assert_code(1).stdout.contains("<stdin>:3:10"), "{run:#?}");
}

#[test]
fn warns_of_a_folder_without_templefiles() {
    let folder = Folder::new(&[("a.temple", SOUND), ("empty/readme.txt", "")]);
    check(&folder, &["empty"], &[], 0).assert_says("warning: empty: no *.temple or *.templefile files in this folder");
    check(&folder, &["a.temple", "empty"], &["a.temple"], 0).assert_says("warning: empty: no *.temple");
}

#[test]
fn reports_the_position_of_invalid_utf8() {
    let folder = Folder::new(&[("a.temple", SOUND)]);
    folder.write("b.temple", b"A: project {}\n// caf\xe9\n");
    folder.write("c.temple", b"\xff\xfeA\0:\0");
    check(&folder, &[], &["a.temple"], 2)
        .assert_says("error: b.temple: is not UTF-8: invalid byte 0xe9 at offset 20, line 2")
        .assert_says(
            "error: c.temple: is not UTF-8: invalid byte 0xff at offset 0, line 1; the file looks like UTF-16",
        );
}

#[test]
fn names_a_missing_file_and_checks_the_others() {
    let folder = Folder::new(&[("b.temple", BROKEN)]);
    check(&folder, &["a.temple", "b.temple"], &["b.temple"], 2).assert_says("error: a.temple: no such file or folder");
}

#[cfg(unix)]
#[test]
fn follows_links_to_files_but_not_to_folders() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new(&[("a/b.temple", SOUND)]);
    symlink("..", folder.path("a/up")).expect("a link");
    symlink("b.temple", folder.path("a/c.temple")).expect("a link");
    check(&folder, &[], &["a/b.temple", "a/c.temple"], 0);
    check(&folder, &["a/up/a"], &["a/up/a/b.temple", "a/up/a/c.temple"], 0);

    symlink("nowhere", folder.path("a/d.temple")).expect("a link");
    symlink("e.temple", folder.path("a/e.temple")).expect("a link");
    let run = check(&folder, &["a"], &["a/b.temple", "a/c.temple"], 2);
    run.assert_says("error: a/d.temple: is a symbolic link to nowhere, which does not exist")
        .assert_says("error: a/e.temple: ");
    check(&folder, &["a/d.temple"], &[], 2).assert_says("error: a/d.temple: is a symbolic link to nowhere");
}

#[cfg(unix)]
#[test]
fn names_a_file_without_read_permission() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new(&[("a.temple", SOUND), ("b.temple", SOUND), ("c/d.temple", SOUND)]);
    for name in ["b.temple", "c"] {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(0o0)).expect("permissions");
    }
    // Some users, such as root, may read everything.
    if File::open(folder.path("b.temple")).is_err() {
        check(&folder, &[], &["a.temple"], 2)
            .assert_says("error: b.temple: cannot be read: permission denied")
            .assert_says("c: cannot be read: permission denied");
    }
    fs::set_permissions(folder.path("c"), fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[cfg(target_os = "linux")]
#[test]
fn refuses_endless_input() {
    let folder = Folder::new(&[("a.temple", SOUND)]);
    let sparse = File::create(folder.path("huge.temple")).expect("a file");
    sparse.set_len(3 << 30).expect("a length");
    check(&folder, &[], &["a.temple"], 2).assert_says("error: huge.temple: is larger than the limit of 512 MiB");
}

#[test]
fn prints_many_files_in_order() {
    let folder = Folder::new(&[]);
    let names: Vec<String> = (0..400).map(|n| format!("{n:03}.temple")).collect();
    for (n, name) in names.iter().enumerate() {
        // Some take long and some have much output, so that they finish in another order.
        let text = format!("{}{}", if n % 3 == 0 { BROKEN } else { SOUND }, "// …\n".repeat(n % 50 * 100));
        folder.write(name, text.as_bytes());
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    check(&folder, &[], &names, 1);
}

#[test]
fn ends_quietly_when_the_reader_closes_the_pipe() {
    let folder = Folder::new(&[]);
    for n in 0..300 {
        folder.write(&format!("{n}.temple"), BROKEN.as_bytes());
    }
    for format in ["text", "json", "sarif", "github"] {
        let mut child = folder.command(&["check", "--format", format]).spawn().expect("the program runs");
        let mut first = [0; 10];
        child.stdout.take().expect("output").read_exact(&mut first).expect("ten bytes");
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
        assert_ne!(output.status.code(), Some(2), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn reports_output_that_cannot_be_written() {
    let folder = Folder::new(&[("a.temple", BROKEN)]);
    for arguments in [&["check"][..], &["explain"], &["model", "a.temple"], &["man"], &["completions", "bash"]] {
        let full = File::options().write(true).open("/dev/full").expect("a full device");
        let output = folder.command(arguments).stdout(full).output().expect("the program ends");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains("error: cannot write to standard output: "), "{text}");
    }
}
