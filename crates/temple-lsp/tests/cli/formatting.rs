//! `fmt`: the files and output that it writes, and the text that it leaves unchanged.

use std::fs;

use expect_test::expect;

use crate::{Folder, SOUND};

/// A valid Templefile that is not formatted.
const LOOSE: &str = "Shop :project{}\nCustomer: service {\n  email:string;\n}\n";
const FORMATTED: &str = "Shop: project {}\nCustomer: service {\n  email: string;\n}\n";
/// A Templefile with one block that can be formatted and one entry with a syntax error.
const HALF: &str = "Shop :project{}\nCustomer: service {\n  email :string(;\n}\n";

fn content(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path(name)).expect("the file")
}

#[test]
fn formats_files_in_place_and_names_them() {
    let folder = Folder::new(&[("a.temple", LOOSE), ("b/c.templefile", LOOSE), ("d.temple", SOUND), ("e.txt", LOOSE)]);
    let run = folder.run(&["fmt", "."]);
    assert_eq!(run.assert_code(0).stdout, "a.temple\nb/c.templefile\n");
    assert_eq!(run.stderr, "");
    assert_eq!(content(&folder, "a.temple"), FORMATTED);
    assert_eq!(content(&folder, "b/c.templefile"), FORMATTED);
    assert_eq!(content(&folder, "d.temple"), SOUND);
    assert_eq!(content(&folder, "e.txt"), LOOSE);
    assert_eq!(folder.run(&["fmt", "."]).assert_code(0).stdout, "");
    assert_eq!(folder.run(&["fmt", "e.txt"]).assert_code(0).stdout, "e.txt\n");
    let left: Vec<_> = fs::read_dir(folder.path("b")).expect("the folder").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn check_shows_what_would_change_and_writes_nothing() {
    let folder = Folder::new(&[("a.temple", LOOSE), ("b.temple", SOUND)]);
    let run = folder.run(&["fmt", "--check", "."]);
    expect![[r#"
        --- a.temple
        +++ a.temple
        @@ -1,4 +1,4 @@
        -Shop :project{}
        +Shop: project {}
         Customer: service {
        -  email:string;
        +  email: string;
         }
    "#]]
    .assert_eq(&run.assert_code(1).stdout);
    assert_eq!(content(&folder, "a.temple"), LOOSE);
    assert_eq!(folder.run(&["fmt", "--check", "b.temple"]).assert_code(0).stdout, "");
}

#[test]
fn shows_a_missing_last_line_end() {
    let run = Folder::new(&[]).run_with(&["fmt", "--check", "-"], "Shop: project {}");
    let expected =
        "--- <stdin>\n+++ <stdin>\n@@ -1 +1 @@\n-Shop: project {}\n\\ No newline at end of file\n+Shop: project {}\n";
    assert_eq!(run.assert_code(1).stdout, expected);
}

#[test]
fn formats_standard_input_to_standard_output() {
    let folder = Folder::new(&[("a.temple", LOOSE)]);
    for (text, expected) in [(LOOSE, FORMATTED), (SOUND, SOUND), ("", "")] {
        let run = folder.run_with(&["fmt", "-"], text);
        assert_eq!((run.assert_code(0).stdout.as_str(), run.stderr.as_str()), (expected, ""));
    }
    folder
        .run(&["fmt", "-", "a.temple"])
        .assert_code(2)
        .assert_says("standard input (-) cannot be formatted together with other paths");
    assert_eq!(content(&folder, "a.temple"), LOOSE);
    let run = folder.run_with(&["fmt", "--check", "a.temple", "-"], LOOSE);
    assert!(run.assert_code(1).stdout.contains("--- a.temple\n") && run.stdout.contains("--- <stdin>\n"), "{run:#?}");
}

#[test]
fn leaves_and_reports_parts_with_syntax_errors() {
    let folder = Folder::new(&[("a.temple", HALF), ("b.temple", LOOSE)]);
    let run = folder.run(&["fmt", "."]);
    assert_eq!(run.assert_code(1).stdout, "a.temple\nb.temple\n");
    run.assert_says("error[syntax-error]: ").assert_says("a.temple:3:16");
    assert_eq!(content(&folder, "a.temple"), "Shop: project {}\nCustomer: service {\n  email :string(;\n}\n");
    let run = folder.run_with(&["fmt", "-"], HALF);
    assert_eq!(run.assert_code(1).stdout, content(&folder, "a.temple"));
    // Other errors do not prevent formatting. `check` reports them.
    let run = folder.run_with(&["fmt", "-"], "S: service { a: strin; }");
    assert_eq!((run.assert_code(0).stderr.as_str(), run.stdout.as_str()), ("", "S: service {\n  a: strin;\n}\n"));
    // A line comment needs a line end, which formatting adds.
    assert_eq!(folder.run_with(&["fmt", "-"], "// a").assert_code(0).stderr, "");
}

#[test]
fn accepts_a_step_of_indentation() {
    let folder = Folder::new(&[]);
    for (step, shown) in [("4", "    "), ("tab", "\t"), ("1", " ")] {
        let run = folder.run_with(&["fmt", "--indent", step, "-"], LOOSE);
        assert_eq!(run.assert_code(0).stdout, FORMATTED.replace("  ", shown));
    }
    for step in ["0", "17", "-1", "two", ""] {
        let run = folder.run_with(&["fmt", &format!("--indent={step}"), "-"], LOOSE);
        run.assert_code(2).assert_says("use a number from 1 to 16, or tab");
    }
    folder.run(&["fmt"]).assert_code(2).assert_says("<PATH>");
}

#[test]
fn names_unreadable_files_and_formats_the_others() {
    let folder = Folder::new(&[("b.temple", LOOSE)]);
    folder.write("a.temple", b"A :project {}\n// caf\xe9\n");
    let run = folder.run(&["fmt", "a.temple", "b.temple", "c.temple"]);
    run.assert_code(2)
        .assert_says("error: a.temple: is not UTF-8: invalid byte 0xe9 at offset 20, line 2")
        .assert_says("error: c.temple: no such file or folder");
    assert_eq!(run.stdout, "b.temple\n");
    assert_eq!(fs::read(folder.path("a.temple")).expect("the file"), b"A :project {}\n// caf\xe9\n");
    let run = folder.run_with(&["fmt", "empty"], "");
    run.assert_code(2).assert_says("error: empty: no such file or folder");
}

#[cfg(unix)]
#[test]
fn keeps_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new(&[("a/b.temple", LOOSE), ("d.temple", LOOSE)]);
    let mode = |name: &str| fs::metadata(folder.path(name)).expect("the file").permissions().mode() & 0o777;
    fs::set_permissions(folder.path("a/b.temple"), fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("a/b.temple", folder.path("c.temple")).expect("a link");
    assert_eq!(folder.run(&["fmt", "c.temple"]).assert_code(0).stdout, "c.temple\n");
    assert!(fs::symlink_metadata(folder.path("c.temple")).expect("the link").is_symlink());
    assert_eq!((content(&folder, "a/b.temple").as_str(), mode("a/b.temple")), (FORMATTED, 0o640));

    fs::set_permissions(folder.path("d.temple"), fs::Permissions::from_mode(0o444)).expect("permissions");
    folder.run(&["fmt", "d.temple"]).assert_code(2).assert_says("error: d.temple: cannot be written: read-only");
    assert_eq!((content(&folder, "d.temple").as_str(), mode("d.temple")), (LOOSE, 0o444));
}

#[test]
fn colors_output_on_request() {
    let folder = Folder::new(&[("a.temple", LOOSE)]);
    let run = folder.run(&["fmt", "--check", "--color", "always", "a.temple"]);
    assert!(run.assert_code(1).stdout.contains("\x1b[32m+Shop: project {}\x1b[0m\n"), "{run:#?}");
    assert!(!folder.run(&["fmt", "--check", "a.temple"]).stdout.contains('\x1b'));
}

/// If every line changes, computing the shortest diff would take too long.
#[test]
fn diffs_a_long_file_quickly() {
    let text = format!("S: service {{\n{}}}\n", "a :int;\n".repeat(100_000));
    let run = Folder::new(&[]).run_with(&["fmt", "--check", "-"], &text);
    assert_eq!(run.assert_code(1).stdout.matches("\n+  a: int;").count(), 100_000);
}

#[test]
fn leaves_an_unfinished_merge_alone() {
    let text = "Shop :project{}\nBook: service {\n<<<<<<< HEAD\n  title :string;\n=======\n  title: string(40);\n>>>>>>> topic\n}\n";
    let folder = Folder::new(&[("a.temple", text), ("b.temple", LOOSE)]);
    let run = folder.run(&["fmt", "."]);
    assert_eq!(run.assert_code(1).stdout, "b.temple\n");
    assert_eq!(content(&folder, "a.temple"), text);
    expect![[r#"
        error[merge-conflict]: Unresolved merge conflict. Keep the lines you need from either side and delete the markers.
         --> a.temple:3:1
          |
        3 | <<<<<<< HEAD
          | ^^^^^^^^^^^^
        4 |   title :string;
        5 | =======
          | ------- The second side starts here.
        6 |   title: string(40);
        7 | >>>>>>> topic
          | ------------- The second side ends here.

        warning: a.temple: not formatted because of an unresolved merge conflict
    "#]]
    .assert_eq(&run.stderr);
    assert_eq!(folder.run(&["fmt", "--check", "a.temple"]).assert_code(1).stdout, "");
    assert_eq!(folder.run_with(&["fmt", "-"], text).assert_code(1).stdout, text);
}
