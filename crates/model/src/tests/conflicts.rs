//! Merge conflicts: one diagnostic for each, and the problems of either side.

use super::{analysis, check, check_file};
use crate::{Code, Severity, apply_edits};

#[test]
fn reports_a_conflict_once() {
    check(
        "
S: service {
<<<<<<< HEAD
^^^^^^^^^^^^ merge-conflict: Keep one of the two sides
  title: string;
  #auth;
=======
~~~~~~~ merge-conflict: second side starts
  title: string(40);
  #auth;
>>>>>>> topic
~~~~~~~~~~~~~ merge-conflict: second side ends
}
T: service { Title: struct {} }
P: project { #authMethod(email); #provider(kubernetes); }",
    );
    check(
        "
<<<<<<< HEAD
^^^^^^^^^^^^ merge-conflict
S: service {
=======
~~~~~~~ merge-conflict
T: service {
  b: int;
}

S: service {
>>>>>>> topic
~~~~~~~~~~~~~ merge-conflict
  a: int;
}",
    );
}

#[test]
fn checks_either_side() {
    check(
        "
S: service {
<<<<<<< HEAD
^^^^^^^^^^^^ merge-conflict
  a: strng;
     ^^^^^ unknown-type: Did you mean `string`?
=======
~~~~~~~ merge-conflict
  a: int
        | syntax-error: A `;` is missing
  b: bol;
     ^^^ unknown-type
>>>>>>> topic
~~~~~~~~~~~~~ merge-conflict
  c: dat;
     ^^^ unknown-type
}",
    );
}

#[test]
fn problems_elsewhere_name_the_side_that_causes_them() {
    check(
        "
<<<<<<< HEAD
^^^^^^^^^^^^ merge-conflict
Book: service {
=======
~~~~~~~ merge-conflict
~~~~~~~ unknown-reference: only with the second side
Volume: service {
>>>>>>> topic
~~~~~~~~~~~~~ merge-conflict
  title: string;
}
Loan: service { book: Book; }
                      ^^^^ unknown-reference",
    );
}

#[test]
fn reports_leftover_markers() {
    check(
        "
S: service {
  a: int;
>>>>>>> topic
^^^^^^^^^^^^^ merge-conflict: left over from a merge
  b: int;
}",
    );
    check_file(
        "P: project { #provider(kubernetes); }
S: service {
  a: int;
<<<<<<< HEAD
^^^^^^^^^^^^ merge-conflict: left over from a merge
  b: int;
=======
~~~~~~~ merge-conflict: left over, too
  c: int;
}",
    );
}

/// The titles of the fixes for the only conflict, each with the resulting text.
fn repaired(text: &str) -> Vec<(String, String)> {
    let (_, diagnostics) = analysis(text);
    let conflict = diagnostics.iter().find(|it| it.code == Code::MergeConflict).expect("a conflict");
    assert!(conflict.fixes.iter().all(|fix| !fix.is_safe));
    conflict.fixes.iter().map(|fix| (fix.title.clone(), apply_edits(text, &fix.edits))).collect()
}

#[test]
fn resolves_a_conflict_by_keeping_a_side() {
    let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(title, text)| ((*title).to_owned(), (*text).to_owned())).collect()
    };
    let text = "P: project {}\nS: service {\n<<<<<<< HEAD\n  a: int;\n=======\n  b: int;\n>>>>>>> topic\n}\n";
    let kept = [
        ("Keep the first side (HEAD)", "P: project {}\nS: service {\n  a: int;\n}\n"),
        ("Keep the second side (topic)", "P: project {}\nS: service {\n  b: int;\n}\n"),
    ];
    assert_eq!(repaired(text), owned(&kept));
    let base = text.replace("=======", "||||||| 4f2a91c\n  c: int;\n=======");
    assert_eq!(repaired(&base), owned(&kept));
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let in_crlf = repaired(&crlf(&base));
    assert_eq!(in_crlf.iter().map(|it| &it.1).collect::<Vec<_>>(), [&crlf(kept[0].1), &crlf(kept[1].1)]);
    let bare = text.replace(" HEAD", "").replace(" topic\n}\n", "");
    let titles = |text: &str| -> Vec<String> { repaired(text).into_iter().map(|it| it.0).collect() };
    assert_eq!(titles(&bare), ["Keep the first side", "Keep the second side"]);
    assert_eq!(repaired(&bare)[1].1, "P: project {}\nS: service {\n  b: int;\n");
    let long = titles(&text.replace("topic", &"é".repeat(50)));
    assert_eq!(long[1], format!("Keep the second side ({}…)", "é".repeat(40)));
    let left = "S: service {\n=======\n  b: int;\n>>>>>>> topic\n}\n";
    assert_eq!(repaired(left), owned(&[("Delete the markers", "S: service {\n  b: int;\n}\n")]));
}

#[test]
fn fixes_stay_within_a_side() {
    let text = "S: service {\n<<<<<<< HEAD\n  a: strng;\n=======\n  a: bol;\n>>>>>>> topic\n  #auth;\n  c: dat;\n}\nP: project {\n}\n";
    let (_, diagnostics) = analysis(text);
    let fixed = |code| -> Vec<&str> {
        let of_code = diagnostics.iter().filter(|it| it.code == code);
        of_code.flat_map(|it| &it.fixes).map(|fix| fix.title.as_str()).collect()
    };
    assert_eq!(
        fixed(Code::UnknownType),
        ["Replace with `string`", "Replace with `bool`", "Replace with `date`"],
        "{diagnostics:?}"
    );
    assert!(diagnostics.iter().all(|it| it.code.severity() != Severity::Error
        || it.code == Code::MergeConflict
        || matches!(it.code, Code::UnknownType | Code::AuthWithoutAuthMethod)));
    // One side already has an `#authMethod`, so none can be added to the other one.
    let text = text.replace("{\n}", "{\n<<<<<<< a\n=======\n  #authMethod(email);\n>>>>>>> b\n}");
    let (_, diagnostics) = analysis(&text);
    let missing: Vec<_> = diagnostics.iter().filter(|it| it.code == Code::AuthWithoutAuthMethod).collect();
    assert!(matches!(&missing[..], [one] if one.fixes.is_empty()), "{missing:?}");
}
