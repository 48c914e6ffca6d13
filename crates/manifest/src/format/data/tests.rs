//! Structured data: its layout, the origins of its lines, and that readers get back the original values.

use expect_test::{Expect, expect};
use fastrand::Rng;
use serde_json::{Map, Value};
use temple_model::TextRange;

use super::{DataWriter, json, yaml};
use crate::text::{BlockId, BlockRange, Null, Origin, Reason, Rendered, WithOrigin, Writer};

fn render(write: impl FnOnce(&mut Writer)) -> Rendered {
    let mut out = Writer::new(Reason::EveryFile.into(), Reason::ChosenProvider.into());
    write(&mut out);
    out.finish()
}

/// Checks the same data written as YAML and as JSON.
#[track_caller]
fn check(write: fn(&mut DataWriter<'_>), in_yaml: Expect, in_json: Expect) {
    in_yaml.assert_eq(&render(|out| yaml(out, write)).text);
    let json = render(|out| json(out, write)).text;
    in_json.assert_eq(&json);
    serde_json::from_str::<Value>(&json).expect("valid JSON");
}

fn range(start: u32) -> BlockRange {
    BlockRange { block: BlockId::Project, range: TextRange::new(start.into(), (start + 1).into()) }
}

/// The starts of the origins of each line; `None` for a line that does not come from the Templefile.
fn starts(file: &Rendered) -> Vec<Vec<Option<u32>>> {
    let start = |origin| match origin {
        Origin::Source(range) => Some(u32::from(range.range.start())),
        Origin::Reason(_) => None,
    };
    let lines = file.text.lines().enumerate();
    lines.map(|(line, _)| file.origins_of(line as u32).map(start).collect()).collect()
}

#[test]
fn writes_scalars() {
    check(
        |it| {
            it.entry("text", "a b");
            it.entry("number", 1);
            it.entry("truth", true);
            it.entry("nothing", Null);
            it.entry("joined", (1, ":", 2));
            it.entry("absent", None::<&str>);
        },
        expect![[r#"
            text: a b
            number: 1
            truth: true
            nothing: null
            joined: '1:2'
            absent: ''
        "#]],
        expect![[r#"
            {
              "text": "a b",
              "number": 1,
              "truth": true,
              "nothing": null,
              "joined": "1:2",
              "absent": ""
            }
        "#]],
    );
}

#[test]
fn nests_mappings_and_lists() {
    check(
        |it| {
            it.map("map", |it| it.map("map", |it| it.items("list", ["a", "b"])));
            it.list("list", |it| {
                it.item_map(|it| {
                    it.list("list", |it| it.item_map(|it| it.entry("a", 1)));
                    it.map("map", |it| it.entry("b", 2));
                });
                it.item("c");
                it.item_map(|it| it.map("map", |it| it.entry("d", 3)));
            });
        },
        expect![[r#"
            map:
              map:
                list:
                - a
                - b
            list:
            - list:
              - a: 1
              map:
                b: 2
            - c
            - map:
                d: 3
        "#]],
        expect![[r#"
            {
              "map": {
                "map": {
                  "list": [
                    "a",
                    "b"
                  ]
                }
              },
              "list": [
                {
                  "list": [
                    {
                      "a": 1
                    }
                  ],
                  "map": {
                    "b": 2
                  }
                },
                "c",
                {
                  "map": {
                    "d": 3
                  }
                }
              ]
            }
        "#]],
    );
}

#[test]
fn writes_empty_mappings_and_lists() {
    check(
        |it| {
            it.map("map", |_| {});
            it.list("list", |_| {});
            it.list("maps", |it| {
                it.item_map(|_| {});
                it.item_map(|it| it.map("map", |_| {}));
                it.item_map(|it| it.list("list", |_| {}));
            });
        },
        expect![[r#"
            map: {}
            list: []
            maps:
            - {}
            - map: {}
            - list: []
        "#]],
        expect![[r#"
            {
              "map": {},
              "list": [],
              "maps": [
                {},
                {
                  "map": {}
                },
                {
                  "list": []
                }
              ]
            }
        "#]],
    );
    check(
        |_| {},
        expect![[r#"
        {}
    "#]],
        expect![[r#"
        {}
    "#]],
    );
}

#[test]
fn indents_deep_nesting() {
    fn nest(it: &mut DataWriter<'_>, depth: usize) {
        it.entry("depth", depth);
        if depth < 40 {
            it.map("inner", |it| nest(it, depth + 1));
        }
    }
    for file in [render(|out| yaml(out, |it| nest(it, 1))), render(|out| json(out, |it| nest(it, 1)))] {
        let documents: Vec<Value> = serde_saphyr::from_multiple(&file.text).expect("valid");
        let depths = std::iter::successors(documents.first(), |value| value.get("inner"));
        assert_eq!(
            depths.map(|value| value["depth"].as_u64()).collect::<Vec<_>>(),
            (1..=40).map(Some).collect::<Vec<_>>()
        );
    }
}

#[test]
fn writes_several_documents() {
    let file = render(|out| {
        yaml(out, |it| it.entry("a", 1));
        yaml(out, |it| it.items("b", [2]));
        yaml(out, |_| {});
    });
    expect![[r#"
        a: 1
        ---
        b:
        - 2
        ---
        {}
    "#]]
    .assert_eq(&file.text);
    let documents: Vec<Value> = serde_saphyr::from_multiple(&file.text).expect("valid");
    assert_eq!(documents, [serde_json::json!({"a": 1}), serde_json::json!({"b": [2]}), serde_json::json!({})]);
}

#[test]
fn quotes_only_ambiguous_strings() {
    check(
        |it| {
            it.items(
                "plain",
                ["a", "-a", "a:b", "a#b", "a-1", "1.2.3", "0.0.0.0:80", "10s", "postgres:12.1", "é", "it's"],
            );
            it.items(
                "quoted",
                ["", "1", "-1.5", "1e3", "0x1F", "1_000", "12:30", "2020-01-01", "2020-01-01T01:02:03Z"],
            );
            it.items("words", ["true", "No", "NULL", "~", "y", ".inf", "-.INF", ".nan", "nothing"]);
            it.items(
                "signs",
                ["- a", "-", "? a", "a: b", "a:", "a #b", " a", "a ", "#a", "&a", "*a", "'a'", "\"", "a\\"],
            );
            it.items(
                "marks",
                ["---", "--- a", "...", "%a", "@a", "`a", "!a", "|", ">", "<<", "=", "[a", "{a", "]", "}"],
            );
            it.items("special", ["a\nb", "a\tb", "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}"]);
            it.entry("200", "key");
        },
        expect![[r#"
            plain:
            - a
            - -a
            - a:b
            - a#b
            - a-1
            - 1.2.3
            - 0.0.0.0:80
            - 10s
            - postgres:12.1
            - é
            - it's
            quoted:
            - ''
            - '1'
            - '-1.5'
            - '1e3'
            - '0x1F'
            - '1_000'
            - '12:30'
            - '2020-01-01'
            - '2020-01-01T01:02:03Z'
            words:
            - 'true'
            - 'No'
            - 'NULL'
            - '~'
            - 'y'
            - '.inf'
            - '-.INF'
            - '.nan'
            - nothing
            signs:
            - '- a'
            - '-'
            - '? a'
            - 'a: b'
            - 'a:'
            - 'a #b'
            - ' a'
            - 'a '
            - '#a'
            - '&a'
            - '*a'
            - '''a'''
            - '"'
            - a\
            marks:
            - '---'
            - '--- a'
            - '...'
            - '%a'
            - '@a'
            - '`a'
            - '!a'
            - '|'
            - '>'
            - '<<'
            - '='
            - '[a'
            - '{a'
            - ']'
            - '}'
            special:
            - "a\nb"
            - "a\tb"
            - "\u007f"
            - "\u0085"
            - "\u2028"
            - "\ufeff"
            '200': key
        "#]],
        expect![[r##"
            {
              "plain": [
                "a",
                "-a",
                "a:b",
                "a#b",
                "a-1",
                "1.2.3",
                "0.0.0.0:80",
                "10s",
                "postgres:12.1",
                "é",
                "it's"
              ],
              "quoted": [
                "",
                "1",
                "-1.5",
                "1e3",
                "0x1F",
                "1_000",
                "12:30",
                "2020-01-01",
                "2020-01-01T01:02:03Z"
              ],
              "words": [
                "true",
                "No",
                "NULL",
                "~",
                "y",
                ".inf",
                "-.INF",
                ".nan",
                "nothing"
              ],
              "signs": [
                "- a",
                "-",
                "? a",
                "a: b",
                "a:",
                "a #b",
                " a",
                "a ",
                "#a",
                "&a",
                "*a",
                "'a'",
                "\"",
                "a\\"
              ],
              "marks": [
                "---",
                "--- a",
                "...",
                "%a",
                "@a",
                "`a",
                "!a",
                "|",
                ">",
                "<<",
                "=",
                "[a",
                "{a",
                "]",
                "}"
              ],
              "special": [
                "a\nb",
                "a\tb",
                "\u007f",
                "\u0085",
                "\u2028",
                "\ufeff"
              ],
              "200": "key"
            }
        "##]],
    );
}

#[test]
fn lines_have_the_origin_of_their_content_or_context() {
    let write = |it: &mut DataWriter<'_>| {
        it.with_origin(range(1), |it| {
            it.map("a", |it| {
                it.with_origin(range(2), |it| it.entry("b", 1));
                it.entry("c", WithOrigin("d", range(3)));
                it.with_origin(range(4), |it| {
                    it.list("e", |it| it.item((WithOrigin("f", range(5)), WithOrigin("g", range(6)))));
                });
            });
        });
        it.entry("h", 1);
    };
    let file = render(|out| yaml(out, write));
    let expected = [vec![Some(1)], vec![Some(2)], vec![Some(3)], vec![Some(4)], vec![Some(5), Some(6)], vec![None]];
    assert_eq!(starts(&file), expected, "{}", file.text);

    // A closing bracket has the same origin as its opening bracket.
    let file = render(|out| json(out, write));
    let expected = [
        vec![None],
        vec![Some(1)],
        vec![Some(2)],
        vec![Some(3)],
        vec![Some(4)],
        vec![Some(5), Some(6)],
        vec![Some(4)],
        vec![Some(1)],
        vec![None],
        vec![None],
    ];
    assert_eq!(starts(&file), expected, "{}", file.text);
}

/// Strings that some YAML readers misread.
const NASTY: &[&str] = &[
    "",
    " ",
    "a ",
    " a",
    "\t",
    "\n",
    "a\n",
    "\r\n",
    "\u{0}",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "😀",
    "é",
    "true",
    "True",
    "FALSE",
    "yes",
    "No",
    "on",
    "OFF",
    "y",
    "N",
    "null",
    "Null",
    "~",
    ".inf",
    "-.Inf",
    "+.inf",
    ".NaN",
    "0",
    "-0",
    "+1",
    "1.",
    ".5",
    "-.5",
    "1e3",
    "1E+3",
    "0x1f",
    "0o17",
    "017",
    "0b11",
    "1_000",
    "1:2",
    "12:30:45.5",
    "2020-01-01",
    "2020-01-01 01:02:03",
    "2001-12-14t21:59:43.10-05:00",
    "1.2.3",
    "-",
    "--",
    "---",
    "--- a",
    "...",
    "... a",
    "?",
    "? a",
    ":",
    "::",
    ":a",
    "a:",
    "a: b",
    "a:\tb",
    "a #b",
    "#a",
    "a#b",
    ",",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    "&a",
    "*a",
    "!a",
    "!!str a",
    "|",
    "|-",
    ">",
    ">+",
    "'",
    "''",
    "\"",
    "\"\"",
    "'a",
    "\"a",
    "\\",
    "\\n",
    "a\\",
    "%a",
    "@a",
    "`a",
    "=",
    "<<",
    "<",
    "${A}",
    "{{a}}",
    "- a",
    "-a",
    "-\ta",
    "a, b",
    "a'b\"c",
    "null ",
    "0o8",
    "1__0",
    "._",
    "-.",
    "+",
    "+-1",
    "1e",
    "e1",
    "0xg",
];

/// Pseudo-random strings of significant characters, from a generator with the given `seed`.
fn drawn(seed: u64) -> impl Iterator<Item = String> {
    const CHARS: &[char] = &[
        ' ', '\t', '\n', '\r', '-', '+', '.', ':', '#', '\'', '"', '\\', '0', '1', '9', 'e', 'x', 'o', 'y', 'n', 'T',
        '_', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`', '~', '?', '=', '<', 'a', 'é', '\u{85}',
        '\u{2028}', '\u{feff}', '😀', '\0',
    ];
    let mut random = Rng::with_seed(seed);
    std::iter::repeat_with(move || {
        (0..=random.usize(..6)).map(|_| *random.choice(CHARS).expect("a character")).collect()
    })
}

#[test]
fn reads_back_every_written_string() {
    let mut strings: Vec<String> = NASTY.iter().map(|&text| text.to_owned()).chain(drawn(1).take(3000)).collect();
    strings.sort();
    strings.dedup();
    let write = |it: &mut DataWriter<'_>| {
        it.map("values", |it| strings.iter().enumerate().for_each(|(at, text)| it.entry(("key ", at), text)));
        it.map("keys", |it| strings.iter().for_each(|text| it.entry(text, "value")));
        it.map("maps", |it| strings.iter().for_each(|text| it.map(text, |it| it.entry(text, text))));
        it.items("list", &strings);
        it.list("first keys", |it| strings.iter().for_each(|text| it.item_map(|it| it.entry(text, text))));
    };
    let string = |text: &String| Value::String(text.clone());
    let one = |text: &String| Value::Object(Map::from_iter([(text.clone(), string(text))]));
    let expected = serde_json::json!({
        "values": strings.iter().enumerate().map(|(at, text)| (format!("key {at}"), string(text))).collect::<Map<_, _>>(),
        "keys": strings.iter().map(|text| (text.clone(), "value".into())).collect::<Map<_, _>>(),
        "maps": strings.iter().map(|text| (text.clone(), one(text))).collect::<Map<_, _>>(),
        "list": strings,
        "first keys": strings.iter().map(one).collect::<Vec<_>>(),
    });
    let same = |actual: &Value| {
        let differing =
            strings.iter().zip(actual["list"].as_array().into_iter().flatten()).find(|(text, read)| *read != *text);
        assert_eq!(differing, None, "in the list");
        assert!(*actual == expected, "elsewhere");
    };
    same(&serde_saphyr::from_str::<Value>(&render(|out| yaml(out, write)).text).expect("valid YAML"));
    same(&serde_json::from_str::<Value>(&render(|out| json(out, write)).text).expect("valid JSON"));
}
