//! Texts that would be expensive if anything took more time than is linear in their length.

use temple_ide::Code;

/// Returns a number for a number of entries.
type Count = fn(usize) -> usize;

/// A text that grows with the number of its entries.
pub(crate) struct Text {
    pub(crate) name: &'static str,
    /// The number of entries of the shorter text.
    pub(crate) entries: usize,
    pub(crate) write: fn(usize) -> String,
    /// A code, and the number of its diagnostics in a text with a number of entries.
    pub(crate) expected: Option<(Code, Count)>,
}

const MANY: usize = 1_000;

/// Returns the entries with the numbers below `count`.
fn many(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).map(entry).collect()
}

/// Returns a file with a project and one service.
fn service(body: &str) -> String {
    format!("P: project {{}}\nS: service {{\n{body}}}\n")
}

/// Declares a text without an expectation.
const fn text(name: &'static str, write: fn(usize) -> String) -> Text {
    Text { name, entries: MANY, write, expected: None }
}

/// Declares a text with the number of its diagnostics of one code.
const fn wrong(name: &'static str, write: fn(usize) -> String, code: Code, expected: Count) -> Text {
    Text { name, entries: MANY, write, expected: Some((code, expected)) }
}

pub(crate) const TEXTS: &[Text] = &[
    wrong(
        "a list of one value",
        |n| service(&format!("#omit[{}];", "read, ".repeat(n))),
        Code::RepeatedEntry,
        |n| n - 1,
    ),
    wrong(
        "a list of one service",
        |n| service(&format!("#uses[{}];", "S, ".repeat(n))),
        Code::RepeatedEntry,
        |n| n - 1,
    ),
    wrong(
        "a list of unknown services",
        |n| service(&format!("#uses[{}];", many(n, |n| format!("Unknown{n}, ")))),
        Code::UnknownUsedService,
        |n| n,
    ),
    wrong("attributes of unknown types", |n| service(&"a: strng;\n".repeat(n)), Code::UnknownType, |n| n),
    wrong("one attribute again and again", |n| service(&"a: int;\n".repeat(n)), Code::DuplicateAttribute, |n| n - 1),
    text("different attributes", |n| service(&many(n, |n| format!("a{n}: int;\n")))),
    wrong(
        "attributes with names of one normal form",
        |n| service(&many(n, |n| format!("a{}: int; ", format!("{n:016b}").replace('0', "_").replace('1', "$")))),
        Code::DuplicateAttribute,
        |_| 0,
    ),
    wrong("one item again and again", |n| service(&"#auth;\n".repeat(n)), Code::DuplicateMetadata, |n| n - 1),
    wrong(
        "one struct again and again",
        |n| service(&"T: struct { a: int; }\n".repeat(n)),
        Code::DuplicateStruct,
        |n| n - 1,
    ),
    wrong(
        "a chain of structs",
        |n| service(&many(n, |n| format!("T{n}: struct {{ a: T{}; }}\n", n + 1))),
        Code::ReferenceToStruct,
        |n| n - 1,
    ),
    wrong(
        "an annotation again and again",
        |n| service(&format!("a: int {};", "@unique ".repeat(n))),
        Code::RepeatedAnnotation,
        |n| n - 1,
    ),
    wrong(
        "an argument again and again",
        |n| service(&format!("a: int({});", "max: 1, ".repeat(n))),
        Code::DuplicateArgument,
        |n| n - 1,
    ),
    wrong(
        "unknown arguments",
        |n| service(&format!("a: int({});", many(n, |n| format!("x{n}: 1, ")))),
        Code::UnknownArgument,
        |n| n,
    ),
    wrong("signs without meaning", |n| service(&"= ) ".repeat(n)), Code::SyntaxError, |n| n),
    wrong(
        "services with unknown types",
        |n| {
            format!(
                "P: project {{}}\n{}",
                many(n, |n| format!("Service{n}: service {{ a: Servise{n}; b: Wrong{n}; }}\n"))
            )
        },
        Code::UnknownReference,
        |n| 2 * n,
    ),
    text("a chain of services", |n| {
        format!(
            "P: project {{}}\n{}S{n}x: service {{}}\n",
            many(n, |n| format!("S{n}x: service {{ a: S{}x; }}\n", n + 1))
        )
    }),
    wrong(
        "a cycle of services",
        |n| format!("P: project {{}}\n{}", many(n, |k| format!("S{k}x: service {{ a: S{}x; }}\n", (k + 1) % n))),
        Code::ReferenceCycle,
        |_| 1,
    ),
    text("services that use one", |n| many(n, |n| format!("Service{n}: service {{ a: int; #uses[Service0]; }}\n"))),
    text("projects", |n| many(n, |n| format!("P{n}: project {{ #provider(k8s); }}\n"))),
    text("blocks that are not closed", |n| many(n, |n| format!("S{n}: service {{ a: str"))),
    text("open braces", |n| "{".repeat(n)),
    text("closed braces", |n| "}".repeat(n)),
    text("open services", |n| "S: service {".repeat(n)),
    text("open lists", |n| "#omit[".repeat(n)),
    text("open arguments", |n| "a: string(".repeat(n)),
    text("brackets in arguments", |n| format!("S: service {{ a: int({}", "[".repeat(n))),
    text("line comments", |n| "// a\n".repeat(n)),
    text("block comments", |n| format!("S: service {{ {} a :int; }}", "/* c */".repeat(n))),
    text("a comment that is not closed", |n| format!("/*{}", "ü".repeat(n))),
    text("spaces that are not allowed", |n| "\u{a0}".repeat(n)),
    text("signs before nothing", |n| format!("{}{}", "#".repeat(n), "@".repeat(n))),
    text("line ends", |n| "\n \r".repeat(n)),
    text("a character without meaning in each service", |n| many(n, |n| format!("S{n}: service {{ % a: int; }}\n"))),
    text("services without white space", |n| "S :service{}".repeat(n)),
    text("entries in one line", |n| format!("S: service {{{}}}", "a :int;".repeat(n))),
    text("entries without their ends", |n| format!("S: service {{{}}}", "a :int".repeat(n))),
    text("a list of lines", |n| format!("S: service {{ #uses[\n{}]; }}", "A ,\n".repeat(n))),
    text("starts of conflicts", |n| "<<<<<<< a\n".repeat(n)),
    text("nested conflicts", |n| "<<<<<<< my branch\n".repeat(n) + &"=======\n>>>>>>> b\n".repeat(n)),
    text("conflicts", |n| {
        many(n, |n| format!("<<<<<<< a\nA{n}: service {{}}\n=======\nB{n}: service {{}}\n>>>>>>> b\n"))
    }),
];
