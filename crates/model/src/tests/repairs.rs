//! Fixes: the text that results from each of those offered for a problem.

use super::analysis;
use crate::{Code, apply_edits};

/// Checks the texts that result from the fixes for one code, in their order.
#[track_caller]
fn check(text: &str, code: Code, expected: &[&str]) {
    let (_, diagnostics) = analysis(text);
    let mut repaired = Vec::new();
    let mut meant = diagnostics.iter().filter(|diagnostic| diagnostic.code == code).peekable();
    assert!(meant.peek().is_some(), "no {code} in {text:?}");
    for fix in meant.flat_map(|diagnostic| &diagnostic.fixes) {
        repaired.push(apply_edits(text, &fix.edits));
    }
    assert_eq!(repaired, expected, "{code} in {text:?}");
}

/// Like [`check`], but only for fixes that add something.
#[track_caller]
fn check_added(text: &str, code: Code, expected: &[&str]) {
    let (_, diagnostics) = analysis(text);
    let meant = diagnostics.iter().filter(|it| it.code == code).flat_map(|it| &it.fixes);
    let repaired: Vec<String> =
        meant.filter(|fix| fix.title.starts_with("Add ")).map(|fix| apply_edits(text, &fix.edits)).collect();
    assert_eq!(repaired, expected, "{code} in {text:?}");
}

/// Like [`check`], for an attribute of type `ty` and the types that result.
#[track_caller]
fn check_type(ty: &str, code: Code, expected: &[&str]) {
    let text = |ty: &str| format!("P: project {{}}\nS: service {{ a: {ty}; }}\n");
    let expected: Vec<String> = expected.iter().map(|ty| text(ty)).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check(&text(ty), code, &expected);
}

#[test]
fn offers_the_values_of_a_missing_argument() {
    check("P: project { #metrics; }", Code::MissingArgument, &["P: project { #metrics(prometheus); }"]);
    check("P: project { #metrics( ); }", Code::MissingArgument, &["P: project { #metrics(prometheus ); }"]);
    check(
        "P: project { #provider; }",
        Code::MissingArgument,
        &["P: project { #provider(kubernetes); }", "P: project { #provider(dockerCompose); }"],
    );
    check(
        "S: service { #omit }",
        Code::MissingArgument,
        &[
            "S: service { #omit[create] }",
            "S: service { #omit[read] }",
            "S: service { #omit[update] }",
            "S: service { #omit[delete] }",
        ],
    );
    check(
        "S: service { T: struct { a: int; #omit(); } }",
        Code::MissingArgument,
        &["create", "read", "update", "delete"]
            .map(|word| format!("S: service {{ T: struct {{ a: int; #omit([{word}]); }} }}"))
            .each_ref()
            .map(String::as_str),
    );
    check("S: service { #uses; }", Code::MissingArgument, &[]);
    check(
        "P: project {}\nS: service { #uses(); }\nT: service {}\nU: service {}",
        Code::MissingArgument,
        &["T", "U"]
            .map(|name| format!("P: project {{}}\nS: service {{ #uses([{name}]); }}\nT: service {{}}\nU: service {{}}"))
            .each_ref()
            .map(String::as_str),
    );
    // The argument that is there may be the one that was meant.
    check("P: project { #metrics(of: prometheus); }", Code::MissingArgument, &[]);
}

#[test]
fn offers_each_service_for_the_accounts() {
    check_added(
        "P: project { #authMethod(email); }\nS: service {\n  name: string; // in full\n}\n",
        Code::AuthMethodWithoutAuth,
        &["P: project { #authMethod(email); }\nS: service {\n  name: string; // in full\n  #auth;\n}\n"],
    );
    check_added(
        "P: project { #authMethod(email); }\r\nS: service {\r\n\ta: int // one\r\n}\r\nT: service {}",
        Code::AuthMethodWithoutAuth,
        &[
            "P: project { #authMethod(email); }\r\nS: service {\r\n\ta: int; // one\r\n\t#auth;\r\n}\r\nT: service {}",
            "P: project { #authMethod(email); }\r\nS: service {\r\n\ta: int // one\r\n}\r\nT: service {\r\n\t#auth;\r\n}",
        ],
    );
    check_added(
        "P: project { #authMethod(email); }\nS: service { a: int; #enumerable; T: struct {} }",
        Code::AuthMethodWithoutAuth,
        &["P: project { #authMethod(email); }\nS: service { a: int; #enumerable; #auth; T: struct {} }"],
    );
    check_added(
        "P: project { #authMethod(email); }\nS: service { T: struct {} }",
        Code::AuthMethodWithoutAuth,
        &["P: project { #authMethod(email); }\nS: service { #auth; T: struct {} }"],
    );
    check_added(
        "P: project { #authMethod(email); }\nS: service { // The people.\n\n}\nT: service { a: int; /* one */ }",
        Code::AuthMethodWithoutAuth,
        &[
            "P: project { #authMethod(email); }\nS: service { // The people.\n  #auth;\n\n}\nT: service { a: int; /* one */ }",
            "P: project { #authMethod(email); }\nS: service { // The people.\n\n}\nT: service { a: int; /* one */ #auth; }",
        ],
    );
    let services: String = (1..=9).map(|number| format!("S{number}: service {{}}\n")).collect();
    let (_, diagnostics) = analysis(&format!("P: project {{ #authMethod(email); }}\n{services}"));
    let offers = diagnostics.iter().filter(|it| it.code == Code::AuthMethodWithoutAuth).flat_map(|it| &it.fixes);
    let titles: Vec<&str> = offers.map(|fix| fix.title.as_str()).collect();
    let expected = [1, 2, 3, 4, 5].map(|number| format!("Add `#auth;` to `S{number}`"));
    assert_eq!(titles, [&expected[..], &["Remove `#authMethod`".to_owned()]].concat());
}

#[test]
fn offers_every_provider() {
    check(
        "P: project {\n  // What measures.\n  #metrics(prometheus);\n}",
        Code::NoProvider,
        &[
            "P: project {\n  // What measures.\n  #metrics(prometheus);\n  #provider(kubernetes);\n}",
            "P: project {\n  // What measures.\n  #metrics(prometheus);\n  #provider(dockerCompose);\n}",
        ],
    );
    check(
        "P: project {\n}",
        Code::NoProvider,
        &["P: project {\n  #provider(kubernetes);\n}", "P: project {\n  #provider(dockerCompose);\n}"],
    );
}

#[test]
fn removes_the_sign_of_a_size() {
    check_type("data(-1)", Code::NegativeSize, &["data(1)"]);
    check_type("string(minLength: 0, maxLength: -10k)", Code::NegativeSize, &["string(minLength: 0, maxLength: 10k)"]);
    check_type("data(-2147483648)", Code::NegativeSize, &["data(2147483647)"]);
    // The suffix makes the number negative.
    check_type("data(3G)", Code::NegativeSize, &["data(2147483647)"]);
}

#[test]
fn offers_the_nearest_precision_that_fits_the_range() {
    check_type("int(precision: 0)", Code::PrecisionOutOfRange, &["int(precision: 1)"]);
    check_type("float(precision: 1e999)", Code::PrecisionOutOfRange, &["float(precision: 8)"]);
    check_type("float(precision: 64)", Code::PrecisionOutOfRange, &["float(precision: 8)"]);
    check_type("float(precision: 32)", Code::PrecisionOutOfRange, &["float(precision: 4)", "float(precision: 8)"]);
    check_type("int(5, 0, 9)", Code::PrecisionOutOfRange, &["int(5, 0, 7)"]);
    check_type("int(max: -129, precision: -3)", Code::PrecisionOutOfRange, &["int(max: -129, precision: 2)"]);
}

#[test]
fn removes_a_bound_without_effect_and_keeps_the_others() {
    check_type("float(1e999)", Code::InfiniteBound, &["float"]);
    check_type("float(1e999, -5.0, 4)", Code::InfiniteBound, &["float(min: -5.0, precision: 4)"]);
    check_type("float(9.5, -1e999, 4)", Code::InfiniteBound, &["float(9.5, precision: 4)"]);
    check_type("float(max: 1e999, min: 0.0)", Code::InfiniteBound, &["float(min: 0.0)"]);
    check_type("float(min: 0.0, max: 1e999)", Code::InfiniteBound, &["float(min: 0.0)"]);
    check_type("float(1e999 /* as good as none */)", Code::InfiniteBound, &[]);
    // This bound allows no value at all, so it cannot simply be removed.
    check_type("float(min: 1e999)", Code::InfiniteBound, &[]);
}

#[test]
fn replaces_an_integer_by_the_nearest_that_fits() {
    check_type("int(99999999999)", Code::NumberOverflow, &["int(2147483647)"]);
    check_type("int(min: -99999999999 k)", Code::NumberOverflow, &["int(min: -2147483648)"]);
    check_type("data(-99999999999)", Code::NumberOverflow, &["data(0)"]);
    check_type("int(precision: 99999999999)", Code::NumberOverflow, &["int(precision: 8)"]);
    check_type("int(9, precision: 99999999999)", Code::NumberOverflow, &["int(9, precision: 7)"]);
    // A float may exceed 32 bits.
    check_type("float(3000000000)", Code::NumberOverflow, &["float(3000000000.0)"]);
    check_type("bool(99999999999)", Code::NumberOverflow, &[]);
}

#[test]
fn rewrites_syntax_of_other_languages() {
    let check = |wrong: &str, right: &str| {
        let text = |inside: &str| format!("P: project {{}}\nS: service {{ {inside} }}\n");
        check(&text(wrong), Code::SyntaxError, &[&text(right)]);
    };
    check("a: String(40);", "a: string(40);");
    check("a: int, b: int;", "a: int; b: int;");
    check("#readable(\"all\");", "#readable(all);");
    check("a: string(max=5);", "a: string(max:5);");
    check("a:\u{a0}int;", "a: int;");
    check("a： int;", "a: int;");
    check("a: int?;", "a: int;");
    check("a: float(.5);", "a: float(0.5);");
    check("a: int(max=5);", "a: int(max:5);");
    check("a: int(min: −5);", "a: int(min: -5);");
    check("a: int(+5);", "a: int(5);");
    check("# a comment\n a: int;", "// a comment\n a: int;");
    check("#readable all;", "#readable(all);");
    check("#readable = all;", "#readable(all);");
    check("auth;", "#auth;");
    check("int count;", "count: int;");
    check("a: float(1.5k);", "a: float(1500.0);");
    check("a: int(1_000);", "a: int(1000);");
    check("a: data(10kB);", "a: data(10k);");
    check("a: int(max: 5, 1);", "a: int(max: 5, min: 1);");
    check("#Enumerable;", "#enumerable;");
    check("a: int = 5;", "a: int;");
    check("@unique a: int(5) @server;", "a: int(5) @unique @server;");
    check("a: int @unique(true) @server;", "a: int @unique @server;");
    check("a: int; @unique b: bool;", "a: int @unique; b: bool;");
    check("a: int(5];", "a: int(5);");
    check("#omit[read);", "#omit[read];");
    check("/* open\n a: int;", "/* open */\n a: int;");
    check("a: int unique server;", "a: int @unique @server;");
    check("a: int @unique server;", "a: int @unique @server;");
}

#[test]
fn does_not_rewrite_ambiguous_syntax() {
    for inside in [
        "@uniqe a: int;",
        "a: int - b;",
        "a: int uniqe;",
        "a: int(2*3);",
        "a: float(.5k);",
        "a: int(min: − 5);",
        "a: int(min=.3);",
        "# omit omit[read];",
        "a.b: int;",
        "a: int @client server;",
        "a: string(\"two words\");",
        "a: int(99_999_999_999);",
        "a: int(max: 5, 1, 2);",
    ] {
        let text = format!("P: project {{}}\nS: service {{ {inside} }}\n");
        let (_, diagnostics) = analysis(&text);
        let syntax = diagnostics.iter().find(|it| it.code == Code::SyntaxError);
        assert_eq!(syntax.map(|it| it.fixes.len()), Some(0), "{inside}");
    }
}

#[test]
fn swaps_the_name_and_kind_of_a_block() {
    check("P: project {}\nservice Order {}\n", Code::SyntaxError, &["P: project {}\nOrder: service {}\n"]);
    check("P: project {}\norder: service {}\n", Code::SyntaxError, &["P: project {}\nOrder: service {}\n"]);
    check("P: project {}\nmy_order: service {}\n", Code::SyntaxError, &[]);
}

#[test]
fn adds_a_missing_block_kind() {
    check("P: { #provider(kubernetes); }\n", Code::SyntaxError, &["P: project { #provider(kubernetes); }\n"]);
    check("P: project {}\nS: {}\n", Code::SyntaxError, &["P: project {}\nS: service {}\n"]);
    check(
        "P: project {}\nS: service { T: { a: int; } }\n",
        Code::SyntaxError,
        &["P: project {}\nS: service { T: struct { a: int; } }\n"],
    );
}

#[test]
fn removes_an_unexpected_argument() {
    check_type("int(foo: 3)", Code::UnknownArgument, &["int"]);
    check_type("int(foo: 3, min: 1)", Code::UnknownArgument, &["int(min: 1)"]);
    check_type("string(maxLength: 6, max: 5)", Code::UnknownArgument, &["string(maxLength: 6)"]);
}

#[test]
fn closes_an_inner_block_by_its_indentation() {
    check(
        "P: project {}\nS: service {\n  T: struct {\n    a: int;\n}\n",
        Code::SyntaxError,
        &["P: project {}\nS: service {\n  T: struct {\n    a: int;\n  }\n}\n"],
    );
}

#[test]
fn converts_a_value_of_the_wrong_kind() {
    check_type("string(2e2)", Code::WrongArgumentType, &["string(200)"]);
    check_type("int(5.0)", Code::WrongArgumentType, &["int(5)"]);
    check_type("int(5.5)", Code::WrongArgumentType, &[]);
    check_type("int(1e99)", Code::WrongArgumentType, &[]);
    check("S: service { #readable[all]; }", Code::WrongArgumentType, &["S: service { #readable(all); }"]);
    check("S: service { #readable([all]); }", Code::WrongArgumentType, &["S: service { #readable(all); }"]);
    check("S: service { #readable(by: [all, this]); }", Code::WrongArgumentType, &[]);
    check("S: service { #omit(read); }", Code::WrongArgumentType, &["S: service { #omit([read]); }"]);
}

#[test]
fn adapts_a_precision_to_the_range() {
    check_type("int(min: 70k, precision: 2)", Code::RangeOutsidePrecision, &["int(min: 70k, precision: 3)"]);
    check_type("int(max: 100, precision: 8)", Code::RangeOutsidePrecision, &["int(max: 100, precision: 7)"]);
}

#[test]
fn removes_duplicates() {
    let service = |inside: &str| format!("P: project {{}}\nS: service {{ {inside} }}\n");
    let check = |code, wrong: &str, right: &[&str]| {
        let right: Vec<String> = right.iter().map(|right| service(right)).collect();
        check(&service(wrong), code, &right.iter().map(String::as_str).collect::<Vec<_>>());
    };
    check(Code::DuplicateAttribute, "a: int(5); b: int; a: int(max: 5);", &["a: int(5); b: int;"]);
    check(Code::DuplicateAttribute, "a: int; a: int @unique;", &[]);
    check(Code::DuplicateAttribute, "a: foo; a: foo;", &[]);
    check(Code::DuplicateMetadata, "#readable(all); #readable(ALL);", &["#readable(all);"]);
    check(Code::DuplicateMetadata, "#readable(all); #readable(this);", &["#readable(all);", "#readable(this);"]);
    check(
        Code::DuplicateMetadata,
        "#omit[read]; a: int; #omit[Delete, read];",
        &["#omit[read, delete]; a: int;", "#omit[read]; a: int;", "a: int; #omit[Delete, read];"],
    );
    check(Code::DuplicateMetadata, "#uses[S]; #uses[S];", &["#uses[S];"]);
    check(Code::RepeatedEntry, "#omit[read, read, delete];", &["#omit[read, delete];"]);
    check(Code::RepeatedEntry, "#omit[read, // c\nread, delete];", &["#omit[read, // c\n delete];"]);
    // Comments that belong to the entry are removed with it, and no others.
    check(
        Code::DuplicateMetadata,
        "\n  #auth; // One.\n\n  // Far.\n\n  // Above.\n  #auth; // Two.\n  // Below.\n",
        &["\n  #auth; // One.\n\n  // Far.\n\n  // Below.\n"],
    );
    check(Code::DuplicateMetadata, "#auth; /* One. */ #auth; /* Two. */", &["#auth; /* One. */ /* Two. */"]);
}

#[test]
fn restores_an_omitted_endpoint() {
    check(
        "P: project {}\nS: service {\n  #omit[create, read, delete];\n}\n",
        Code::NoEndpoints,
        &[
            "P: project {}\nS: service {\n}\n",
            "P: project {}\nS: service {\n  #omit[create, read, delete];\n  #enumerable;\n}\n",
        ],
    );
}

#[test]
fn adds_a_missing_service() {
    check(
        "P: project {}\nS: service { a: Customer; }\n",
        Code::UnknownReference,
        &["P: project {}\nS: service { a: Customer; }\n\nCustomer: service {}\n"],
    );
    check(
        "P: project {}\nS: service { #uses[Customer]; }\nT: service {}",
        Code::UnknownUsedService,
        &["P: project {}\nS: service { #uses[Customer]; }\n\nCustomer: service {}\nT: service {}"],
    );
    // The generated code cannot use a service with such a name.
    check("P: project {}\nS: service { a: ReadingList; }\n", Code::UnknownReference, &[]);
    check("Cart: project {}\nS: service { #uses[Cart]; }\n", Code::UnknownUsedService, &[]);
}

#[test]
fn changes_a_name_to_lower_case() {
    let text = |name: &str| format!("P: project {{}}\nS: service {{ {name}: int; }}");
    for (wrong, right) in [("Name", "name"), ("URL", "url"), ("URLPath", "uRLPath"), ("_name", "name")] {
        check(&text(wrong), Code::AttributeCase, &[&text(right)]);
    }
}

#[test]
fn does_not_suggest_an_incompatible_annotation() {
    let text = |annotations: &str| format!("P: project {{}}\nS: service {{ a: int {annotations}; }}");
    check(&text("@uniqu @server"), Code::UnknownAnnotation, &[&text("@unique @server")]);
    check(&text("@server @sever"), Code::UnknownAnnotation, &[]);
    check(&text("@sever @client"), Code::UnknownAnnotation, &[]);
}

#[test]
fn fixes_that_decide_for_the_user_need_review() {
    for (text, code) in [
        ("P: project {}\nS: service { #readable(this); }", Code::ReadableThisWithoutAuth),
        ("P: project { #authMethod(email); }\nS: service { #auth; #enumerable; }", Code::EnumerableAuthService),
        ("P: project {}\nS: service { #readable(all); #readable(this); }", Code::DuplicateMetadata),
        ("P: project {}\nS: service { a: int @server @client; }", Code::ConflictingAnnotations),
        ("P: project {}\nS: service { a: data(-1); }", Code::NegativeSize),
        ("P: project {}\nS: service { a: int(99999999999); }", Code::NumberOverflow),
        ("P: project {}\nS: service { a: int(precision: 0); }", Code::PrecisionOutOfRange),
        ("P: project {}\nS: service { a: int(min: 70k, precision: 2); }", Code::RangeOutsidePrecision),
        ("P: project {}\nS: service { a: data(1, 2); }", Code::TooManyArguments),
        ("S: service {}", Code::MissingProject),
        ("P: project {}\nS: service { a: int(1 000); }", Code::SyntaxError),
        ("P: project {}\nS: service { a: int?; }", Code::SyntaxError),
        ("P: project {}\nS: service { a: int(max: 1,000); }", Code::SyntaxError),
        ("P: project {}\nS: service { a: int(1, 2); }", Code::RangeEmpty),
        ("P: project {}\nS: service { a: int(3G); }", Code::SuffixOverflow),
        ("P: project { #database(mysql); }", Code::UnknownValue),
        ("P: project {}\nS: service { a: number; }", Code::UnknownType),
        ("P: project {}\nT: struct {}", Code::UnknownBlockKind),
        ("P: project {}\nS: service { T: service {} }", Code::UnknownBlockKind),
        ("P: project {}\nS: service { a: int{} }", Code::SyntaxError),
        ("P: project {}\nS: service { #omit[!read]; }", Code::SyntaxError),
    ] {
        let (_, diagnostics) = analysis(text);
        let mut fixes = diagnostics.iter().filter(|it| it.code == code).flat_map(|it| &it.fixes).peekable();
        assert!(fixes.peek().is_some(), "{code}");
        assert!(fixes.all(|fix| !fix.is_safe), "{code}");
    }
}

#[test]
fn closes_brackets_at_the_end_of_an_entry() {
    let check = |entry: &str, expected: &[&str]| {
        let text = |entry: &str| format!("P: project {{}}\nS: service {{\n  {entry}\n  b: int;\n}}\n");
        let expected: Vec<String> = expected.iter().map(|it| text(it)).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&text(entry), Code::SyntaxError, &expected);
    };
    check("a: int(5", &["a: int(5);"]);
    check("a: int(5;", &["a: int(5);"]);
    check("a: int(5 @unique;", &["a: int(5) @unique;"]);
    check("#omit[read", &["#omit[read];"]);
    check("#readable(all", &["#readable(all);"]);
    check("#omit([read", &["#omit([read]);"]);
    check("#omit(endpoints: [read", &["#omit(endpoints: [read]);"]);
    check("#omit([read);", &["#omit([read]);"]);
}

#[test]
fn combines_arguments_into_a_list() {
    let project = "P: project {}\nT: service {}\nU: service {}\n";
    let check = |entry: &str, code: Code, expected: &str| {
        let text = |entry: &str| format!("{project}S: service {{ a: T; b: U; {entry}; }}\n");
        check(&text(entry), code, &[&text(expected)]);
    };
    check("#omit(read, delete)", Code::WrongArgumentType, "#omit([read, delete])");
    check("#omit(read, delete)", Code::TooManyArguments, "#omit([read, delete])");
    check("#uses(T, U)", Code::TooManyArguments, "#uses([T, U])");
    check("#omit([read], delete)", Code::TooManyArguments, "#omit([read])");
    check("#omit(read)", Code::WrongArgumentType, "#omit([read])");
}
