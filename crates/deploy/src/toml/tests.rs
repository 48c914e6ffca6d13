//! Tests of reading TOML with positions.

use std::fmt::Write as _;

use super::{Table, Value, parse};

/// Writes a table with the source of each key and value.
fn write(table: Table<'_>, text: &str, indent: usize, out: &mut String) {
    let source = |range: temple_model::TextRange| &text[std::ops::Range::<usize>::from(range)];
    for entry in table.entries() {
        let names: Vec<&str> = entry.names.iter().map(|range| source(*range)).collect();
        let _ = write!(out, "{:indent$}{} ({})", "", entry.name, names.join(" "));
        match (&entry.item.value, table.inner(entry)) {
            (_, Some(inner)) => {
                let _ = writeln!(out, " in {}", source(entry.item.range));
                write(inner, text, indent + 2, out);
            }
            (value, None) => {
                let _ = writeln!(out, " = {} in {}", value.describe(), source(entry.range));
            }
        }
    }
}

/// Checks the tables of a text, and the problems with their source.
#[track_caller]
fn check(text: &str, tables: &str, problems: &[(&str, &str)]) {
    let (document, found) = parse(text);
    let mut out = String::new();
    write(document.root(), text, 0, &mut out);
    assert_eq!(out, tables);
    let found: Vec<(&str, &str)> =
        found.iter().map(|it| (&text[std::ops::Range::<usize>::from(it.range)], it.message.as_str())).collect();
    assert!(
        found.len() == problems.len() && found.iter().zip(problems).all(|(a, b)| a.0 == b.0 && a.1.contains(b.1)),
        "{found:#?}"
    );
}

#[test]
fn resolves_dotted_keys_and_headers() {
    check(
        "a.b = 1\n[c.d]\n\"e f\" = 2\n[c]\ng = { h.i = 3 }\n",
        "a (a) in a.b = 1\n  b (b) = an integer in a.b = 1\n\
         c (c c) in [c]\n  d (d) in [c.d]\n    e f (\"e f\") = an integer in \"e f\" = 2\n\
         \x20 g (g) in { h.i = 3 }\n    h (h) in h.i = 3\n      i (i) = an integer in h.i = 3\n",
        &[],
    );
}

#[test]
fn reads_every_kind_of_value() {
    let text = "a = 'x'\nb = 0x1F\nc = -1.5\nd = true\ne = 1979-05-27\nf = [1, [2]]\n[[g]]\nh = 1\n[[g]]\n";
    let (document, problems) = parse(text);
    assert_eq!(problems, []);
    let value = |name: &str| &document.root().get(name).expect("an entry").item.value;
    assert_eq!(value("a"), &Value::String("x".into()));
    assert_eq!(value("b"), &Value::Integer(31));
    assert_eq!(value("c"), &Value::Float(-1.5));
    assert_eq!(value("d"), &Value::Boolean(true));
    assert_eq!(value("e"), &Value::DateTime);
    assert!(matches!(value("f"), Value::Array(items) if items.len() == 2));
    assert!(matches!(value("g"), Value::Tables(tables) if tables.len() == 2));
}

#[test]
fn reports_keys_that_are_set_twice() {
    check("a = 1\na = 2\n", "a (a) = an integer in a = 1\n", &[("a", "already set")]);
    check("[a]\n[a]\n", "a (a a) in [a]\n", &[("a", "already defined")]);
    check("a = 1\n[a.b]\n", "a (a a) = an integer in a = 1\n", &[("a", "cannot contain keys")]);
    check("a = { b = 1 }\na.c = 2\n", "a (a a) in { b = 1 }\n  b (b) = an integer in b = 1\n", &[("a", "complete")]);
    check(
        "a = { b = 1, b = 2 }\n",
        "a (a) in { b = 1, b = 2 }\n  b (b) = an integer in b = 1\n",
        &[("b", "already set")],
    );
}

#[test]
fn reports_syntax_errors_and_continues() {
    check("a = \nb = 2\n", "a (a) = invalid in a = \nb (b) = an integer in b = 2\n", &[("", "value is missing")]);
    check("a = b\n", "a (a) = invalid in a = b\n", &[("b", "Write `\"b\"`")]);
    check("a\nb = 2\n", "b (b) = an integer in b = 2\n", &[("", "not valid TOML")]);
    check("[a\nb = 2\n", "a (a) in [a\n  b (b) = an integer in b = 2\n", &[("", "not valid TOML")]);
    check(
        "a = 99999999999999999999\n",
        "a (a) = invalid in a = 99999999999999999999\n",
        &[("99999999999999999999", "64 bits")],
    );
}

#[test]
fn every_prefix_can_be_read() {
    let text =
        "\u{feff}a.b = \"é\" # c\r\n[[x.y]]\nz = { u = [1, 2.5, true], v = '''a\nb''' }\n[d.\"e\"]\nf = 1979-05-27\n";
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        let (document, problems) = parse(&text[..end]);
        for problem in problems {
            assert!(usize::from(problem.range.end()) <= end);
        }
        assert!(document.root().entries().all(|entry| usize::from(entry.range.end()) <= end));
    }
}
