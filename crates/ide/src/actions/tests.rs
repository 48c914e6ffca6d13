//! Tests which actions are offered, and the text after them.

use temple_model::apply_edits;

use super::*;

/// Applies the action with that title to the text between two `$0`, or at the only one.
#[track_caller]
fn check(marked: &str, title: &str, expected: &str) {
    let (analysis, range) = selection(marked);
    let actions = analysis.actions(range, |_| true);
    let titles: Vec<&str> = actions.iter().map(|action| action.title.as_str()).collect();
    let Some(action) = actions.iter().find(|action| action.title == title) else { panic!("{titles:#?}") };
    assert_eq!(apply_edits(analysis.text(), &action.edits), expected);
}

/// Checks that no action has a title that contains `part`.
#[track_caller]
fn check_none(marked: &str, part: &str) {
    let (analysis, range) = selection(marked);
    let actions = analysis.actions(range, |_| true);
    assert!(actions.iter().all(|action| !action.title.contains(part)), "{actions:#?}");
}

#[track_caller]
fn selection(marked: &str) -> (Analysis, TextRange) {
    let start = marked.find("$0").expect("a cursor");
    let text = marked.replacen("$0", "", 1);
    let end = text.find("$0").unwrap_or(start);
    let offset = |at: usize| temple_syntax::TextSize::try_from(at).expect("a small text");
    (Analysis::new(text.replace("$0", "")), TextRange::new(offset(start), offset(end)))
}

#[test]
fn offers_the_fix_of_a_diagnostic() {
    let (analysis, range) = selection("P: project {}\nS: service { a: strin$0; }");
    let fix = analysis.actions(range, |kind| kind == ActionKind::QuickFix).remove(0);
    assert_eq!(apply_edits(analysis.text(), &fix.edits), "P: project {}\nS: service { a: string; }");
    assert_eq!(fix.repairs.map(|(code, _)| code), Some(Code::UnknownType));
}

#[test]
fn converts_arguments_between_keyword_and_position() {
    check(
        "S: service { a: string($05, 1); }",
        "Convert to keyword arguments",
        "S: service { a: string(maxLength: 5, minLength: 1); }",
    );
    check(
        "S: service { a: int(5, $0min: 1); }",
        "Convert to keyword arguments",
        "S: service { a: int(max: 5, min: 1); }",
    );
    check(
        "S: service { a: int(max: 5, $0min: 1); }",
        "Convert to positional arguments",
        "S: service { a: int(5, 1); }",
    );
    check(
        "S: service { a: int(min: 1, precision: 2, $0max: 5k); }",
        "Convert to positional arguments",
        "S: service { a: int(5k, 1, 2); }",
    );
    check(
        "S: service { a: int(max: 5, /* c */ $0min: 2); }",
        "Convert to positional arguments",
        "S: service { a: int(5, /* c */ 2); }",
    );
    check_none("S: service { a: int(min: 5, /* c */ $0max: 2); }", "by position");
    // Broken text gets quick fixes, not rewritings.
    check_none("S: service { #readable al$0l; }", "Convert to keyword arguments");
    check_none("S: service { a: float(max: .$05); }", "by position");
    check_none("S: service { a: int(min: 1, $0precision: 5); }", "by position");
    check_none("S: service { a: int(max: $01, max: 5); }", "by position");
    check_none("S: service { a: int(max: /* c */ $05); }", "by position");
    check_none("S: service { a: int(9, $0max: 10); }", "arguments");
    check("S: service { #readable($0all); }", "Convert to keyword arguments", "S: service { #readable(by: all); }");
}

#[test]
fn writes_out_and_removes_default_parameters() {
    let check_type = |marked: &str, title: &str, expected: &str| {
        check(&format!("S: service {{ a: {marked}; }}"), title, &format!("S: service {{ a: {expected}; }}"));
    };
    check_type("in$0t", "Write out the default `precision: 4`", "int(precision: 4)");
    check_type("int($0)", "Write out the default `precision: 4`", "int(precision: 4)");
    check_type("float($05,)", "Write out the default `precision: 8`", "float(5, precision: 8,)");
    check_type(
        "in$0t(\n    max: 5,\n    min: 2,\n  )",
        "Write out the default `precision: 4`",
        "int(\n    max: 5,\n    min: 2,\n    precision: 4,\n  )",
    );
    check(
        "S$0: service {\n  #omit[\n    read\n  ];\n}",
        "Omit the endpoint `create`",
        "S: service {\n  #omit[\n    read,\n    create\n  ];\n}",
    );
    check_type(
        "in$0t(\n    max: 5, // c\n  )",
        "Write out the default `precision: 4`",
        "int(\n    max: 5, // c\n    precision: 4,\n  )",
    );
    check_type(
        "in$0t(\n    max: 5 // c\n  )",
        "Write out the default `precision: 4`",
        "int(\n    max: 5, // c\n    precision: 4\n  )",
    );
    check_type("in$0t(5, 1, 4)", "Remove redundant `precision: 4`", "int(5, 1)");
    check_type("int(pre$0cision: 4)", "Remove redundant `precision: 4`", "int");
    check_type("int(pre$0cision: 4, max: 5)", "Remove redundant `precision: 4`", "int(max: 5)");
    check_none("S: service { a: int(pre$0cision: 5); }", "default");
    check_none("S: service { a: st$0ring; }", "default");
    check_none("S: service { a: in$0t(foo: 5); }", "default");
}

#[test]
fn adds_and_removes_parentheses_around_a_list() {
    check("S: service { #omit[re$0ad]; }", "Add parentheses around the list", "S: service { #omit([read]); }");
    check("S: service { #omit( [re$0ad] ); }", "Remove the parentheses", "S: service { #omit[read]; }");
    check("S: service { #omit(endpoints: [re$0ad]); }", "Remove the parentheses", "S: service { #omit[read]; }");
    check_none("S: service { #omit(/* c */ [re$0ad]); }", "parentheses");
    check_none("S: service { #omit(of: [re$0ad]); }", "parentheses");
    check_none("P: project { #provider([kube$0rnetes]); }", "parentheses");
    check_none("S: service {\n  #omit[re$0ad\n  b: int;\n}", "parentheses");
    check_none("S: service { #readable[al$0l]; }", "parentheses");
}

#[test]
fn replaces_an_alias_by_the_canonical_spelling() {
    check(
        "P: project { #provider(k$08s); }",
        "Replace `k8s` with `kubernetes`",
        "P: project { #provider(kubernetes); }",
    );
}

#[test]
fn writes_out_and_removes_redundant_settings() {
    check(
        "P: project {}\nS$0: service {\n  a: int; // How many.\n}",
        "Write out the default `#readable(all)`",
        "P: project {}\nS: service {\n  a: int; // How many.\n  #readable(all);\n}",
    );
    check(
        "P: project { #writable(all); }\nS$0: service {}",
        "Override the project's `#writable` with `#writable(all)`",
        "P: project { #writable(all); }\nS: service {\n  #writable(all);\n}",
    );
    check(
        "P: project {}\nS: service {\n  a: int;\n  #read$0able(all);\n}",
        "Remove redundant `#readable`",
        "P: project {}\nS: service {\n  a: int;\n}",
    );
    check(
        "P: project {}\nS: service {\n  a: int;\n\n  #read$0able(all); // Why.\n\n  T: struct { b: int; };\n}",
        "Remove redundant `#readable`",
        "P: project {}\nS: service {\n  a: int;\n\n  T: struct { b: int; };\n}",
    );
    check(
        "P: project {}\nS: service {\n  #read$0able(all); /* Why. */ #writable(all);\n}",
        "Remove redundant `#readable`",
        "P: project {}\nS: service {\n  /* Why. */ #writable(all);\n}",
    );
    check(
        "P: project {}\nS: service {\n  a: int;\n\n  #read$0able(all);\n\n  T: struct { b: int; };\n}",
        "Remove redundant `#readable`",
        "P: project {}\nS: service {\n  a: int;\n\n  T: struct { b: int; };\n}",
    );
    check_none(
        "P: project { #readable(all); #authMethod(email); }\nS: service { #read$0able(this); #auth; }",
        "holds anyway",
    );
    check_none(
        "P: project { #authMethod(email); }\nS: service { #auth; #enumerable; #read$0able(all); }",
        "holds anyway",
    );
}

#[test]
fn writes_out_defaults_of_the_project() {
    check(
        "P$0: project {\n\t#provider(kubernetes);\n}",
        "Write out the default `#database(postgres)`",
        "P: project {\n\t#provider(kubernetes);\n\t#database(postgres);\n}",
    );
    check(
        "P: project {\n  #provider(kubernetes);\n  #lan$0guage(go);\n}",
        "Remove redundant `#language`",
        "P: project {\n  #provider(kubernetes);\n}",
    );
    check_none("P$0: project { #readable(this); #authMethod(email); }", "#writable(all)");
    check_none("P: project { #authMethod(email); #read$0able(all); }\nS: service { #auth; }", "holds anyway");
}

#[test]
fn does_not_offer_invalid_settings() {
    check_none("P: project {}\nS$0: service { #readable(this); }", "#writable(all)");
    check_none("P: project { #readable(this); }\nS$0: service {}", "#readable(this)");
    check_none("P: project { #authMethod(email); }\nS$0: service { #writable(all); #auth; }", "#readable(this)");
}

#[test]
fn omits_an_endpoint() {
    check(
        "P: project {}\nS$0: service {\n  a: int;\n}",
        "Omit the endpoint `update`",
        "P: project {}\nS: service {\n  a: int;\n  #omit[update];\n}",
    );
    check(
        "P: project {}\nS: service { T$0: struct { a: int; #omit([create]); }; }",
        "Omit the endpoint `delete`",
        "P: project {}\nS: service { T: struct { a: int; #omit([create, delete]); }; }",
    );
    check_none("P: project {}\nS$0: service { a: int; #omit[create, read, delete]; }", "Omit the endpoint");
}

#[test]
fn extracts_attributes_to_a_struct() {
    check(
        "P: project {}\nS: service {\n  $0a: int; // One.\n  b: int;$0\n  c: int;\n}",
        "Extract to a struct `Details`",
        "P: project {}\nS: service {\n  Details: struct {\n    a: int; // One.\n    b: int;\n  }\n  c: int;\n}",
    );
    check(
        "P: project {}\r\nS: service {\r\n\t// One.\r\n\t$0a: int;\r\n\r\n\tb: int$0 // Two.\r\n}",
        "Extract to a struct `Details`",
        "P: project {}\r\nS: service {\r\n\tDetails: struct {\r\n\t\t// One.\r\n\t\ta: int;\r\n\r\n\t\tb: int; // Two.\r\n\t}\r\n}",
    );
    check(
        "P: project {}\nS: service { $0a: int; b: int$0 }",
        "Extract to a struct `Details`",
        "P: project {}\nS: service { Details: struct { a: int; b: int; } }",
    );
    check(
        "P: project {\n  #provider(k8s);\n}\nS: service {\n\ta: int;\n\t$0b: int;\n\t// C.\n\tc: int;$0\n}",
        "Extract to a struct `Details`",
        "P: project {\n  #provider(k8s);\n}\nS: service {\n\ta: int;\n\tDetails: struct {\n\t\tb: int;\n\t\t// C.\n\t\tc: int;\n\t}\n}",
    );
    check(
        "P: project {}\nS: service { $0a: int; b: int;$0 // c\n  d: int;\n}",
        "Extract to a struct `Details`",
        "P: project {}\nS: service { Details: struct { a: int; b: int; } // c\n  d: int;\n}",
    );
    check_none("P: project {}\nS: service { T: struct { $0a: int;$0 }; }", "Extract");
    check_none("P: project {}\nS: service { $0a: int; #auth;$0 }", "Extract");
    check_none("P: project {}\nS: service { $0a: int;$0 b: data(5;\n}", "Extract");
    check_none("P: project {}\nS: service { $0a: int; }", "Extract");
}

/// Checks that all fixes together keep every letter and digit, and the signs `-`, `−`, `*` and `!`.
#[track_caller]
fn check_figures(text: &str) {
    let analysis = Analysis::new(text);
    let after = analysis.fix_all(|_| true).map_or(text.to_owned(), |action| apply_edits(text, &action.edits));
    let kept =
        |text: &str| -> String { text.chars().filter(|it| it.is_alphanumeric() || "-−*!".contains(*it)).collect() };
    // A full-width digit counts as its ASCII digit.
    assert_eq!(kept(&after).replace('０', "0"), kept(text).replace('０', "0"), "{after}");
}

/// Applies all safe fixes in a service. If `expected` is empty, the text must stay the same.
#[track_caller]
fn check_safe(entries: &str, expected: &str) {
    let service =
        |entries: &str| format!("P: project {{\n  #provider(kubernetes);\n}}\n\nS: service {{\n{entries}}}\n");
    let text = service(entries);
    let analysis = Analysis::new(text.as_str());
    let after = analysis.fix_all(|_| true).map_or(text.clone(), |action| apply_edits(&text, &action.edits));
    assert_eq!(after, service(if expected.is_empty() { entries } else { expected }));
}

#[test]
fn does_not_apply_fixes_that_need_review_at_once() {
    // The end of the inner block is uncertain.
    let with_struct = |end: &str| format!("  T: struct {{\n    a: int(max: 5{end}\n\n  b: date;\n");
    check_safe(&with_struct("};\n  }"), &with_struct(");\n  }"));
    check_safe(&with_struct(");\n"), &with_struct(");\n  }\n"));
    check_safe(&with_struct(");\n  )"), &with_struct(");\n  }"));
    check_safe("  T: struct (\n    a: int;\n  )\n\n  b: date;\n", "");
    check_safe("  T: struct (\n    a: int;\n  }\n\n  b: date;\n", "");
    check_safe("  a: int;\n  }\n  b: date;\n", "");
    // The end of the brackets is uncertain.
    check_safe("  a: string(80, // len\n    @unique);\n", "");
    check_safe("  a: string(\n    80, // len\n    @unique,\n  );\n", "");
    check_safe("  a: string(80, @unique, 5);\n", "");
    check_safe("  a: string(80, @unique);\n", "  a: string(80) @unique;\n");
    check_safe("  a: int(5; 10);\n", "");
    check_safe("  a: int # unique;\n", "");
    check_safe("  #readable // c\n  all;\n", "");
    // Another word may be intended.
    check_safe("  a: Timeline;\n  b: SX;\n  c: Pool;\n  #uses[TX];\n}\nT: service {\n", "");
    check_safe("  a: timeline;\n  b: strng;\n", "  a: timeline;\n  b: string;\n");
    check_safe("  #enumerable(false);\n", "");
    check_safe("  a: bool(true);\n", "");
    check_safe("  a: int min: 5;\n", "");
    check_safe("  a: Date();\n}\nDate: service {\n  b: int;\n", "  a: Date;\n}\nDate: service {\n  b: int;\n");
    check_safe("  a: date;\n}\nDate: service {\n  b: s;\n", "  a: date;\n}\nDate: service {\n  b: S;\n");
    check_safe("  #uses[S,\n    S, // twice\n  ];\n", "");
    check_safe("  #uses[\n    S,\n    // twice\n    S,\n  ];\n", "");
}

#[test]
fn applies_all_safe_fixes_at_once() {
    check(
        "P: project { #provider(k8s); }\nS: service { a$0: strin; b: int @unique @unique; }",
        "Fix all auto-fixable problems",
        "P: project { #provider(kubernetes); }\nS: service { a: string; b: int @unique; }",
    );
    check_none("P: project { #provider(kubernetes); }\nS$0: service { a: int; }", "Fix all auto-fixable problems");
    // No fix changes a value.
    for arguments in [
        "float(max:\u{a0}.5)",
        "int(\u{a0}-\u{a0}5)",
        "int(1\u{a0}０)",
        "int(\u{a0}'5')",
        "int(min: − 5)",
        "int(+- 5)",
        "int(5.0k)",
        "data(1.0M)",
        "float(precision: 1.5)",
        "string(10, -5)",
        "string(10, 3G)",
        "data(foo: 5)",
        "int(2*3)",
        "float(1.5-.5)",
        "int(1, 5)",
        "float(.5k)",
    ] {
        check_figures(&format!("P: project {{ #provider(kubernetes); }}\nS: service {{ a: {arguments}; }}\n"));
    }
    for list in ["#omit[*]", "#omit[!read]", "# omit omit[read]", "#omit[\u{a0}'read']"] {
        check_figures(&format!("P: project {{ #provider(kubernetes); }}\nS: service {{ a: int; {list};\n}}\n"));
    }
    check_none(
        "P: project { #provider(kubernetes); }\nS: service {\n  # omit $0omit[read];\n}",
        "Convert to a comment",
    );
    // The user has to decide who may read the data.
    check_none(
        "P: project { #provider(dockerCompose); }\nS$0: service { a: int; #readable(this); }",
        "Fix all auto-fixable problems",
    );
}
