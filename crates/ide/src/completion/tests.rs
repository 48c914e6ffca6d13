//! Tests of the items offered in each context.

use temple_model::apply_edits;

use super::*;
use crate::fixture::cursor;

/// Checks the labels offered at the cursor. A final `…` stands for any further labels.
#[track_caller]
fn check(marked: &str, expected: &str) {
    let (analysis, offset) = cursor(marked);
    let labels: Vec<String> = analysis.completions(offset).into_iter().map(|item| item.label).collect();
    let labels = labels.join(" ");
    match expected.strip_suffix('…') {
        Some(start) => assert!(labels.starts_with(start), "{labels}"),
        None => assert_eq!(labels, expected),
    }
}

/// Accepts the item with that label.
#[track_caller]
fn check_accepted(marked: &str, label: &str, expected: &str) {
    let (analysis, offset) = cursor(marked);
    let items = analysis.completions(offset);
    let Some(item) = items.iter().find(|item| item.label == label) else { panic!("no {label} among {items:?}") };
    let mut edits = item.additional.clone();
    edits.push(temple_model::Edit { range: item.range, text: item.snippet.clone() });
    edits.sort_by_key(|edit| edit.range.start());
    assert_eq!(apply_edits(analysis.text(), &edits), expected);
}

#[test]
fn completes_blocks_at_the_top_level() {
    check("$0", "project service");
    check("P: project {}\n$0", "service");
    check("P: project {}\nser$0", "service");
    check("P: project {} $0 S: service {}", "service");
    check("S: service {}$0", "project service");
}

#[test]
fn completes_kinds_after_a_name() {
    check("P: $0", "project service");
    check("P: pro$0 {}", "project service");
    check("P: pro$0ject {}", "project service");
    check("P: project {}\nS: ser$0", "service");
    check("S: service { T: $0 }", "struct");
    check_accepted("P: pro$0", "project", "P: project {\n  $0\n}");
    check_accepted("P: pro$0 {}", "project", "P: project {}");
    check_accepted(
        "P: pro$0\nS: service {\n\ta: int;\n}",
        "project",
        "P: project {\n\t$0\n}\nS: service {\n\ta: int;\n}",
    );
}

#[test]
fn ignores_what_follows_an_unclosed_bracket() {
    for next in ["b: int;", "T: struct {}", "#enumerable;", ""] {
        let check_in = |entry: &str, expected: &str| {
            check(&format!("S: service {{\n  z: int;\n  {entry}\n  {next}\n}}\nP: project {{}}"), expected);
        };
        check_in("#readable($0", "all by: this");
        check_in("#readable(a$0", "all by: this");
        check_in("#readable(by: $0", "all this");
        check_in("#omit[$0", "create read update delete");
        check_in("#omit[re$0", "create read update delete");
        check_in("#omit[read, $0", "create update delete");
        check_in("#omit([$0", "create read update delete");
        check_in("a: int($0", "max: min: precision:");
        check_in("a: int(max: 5, $0", "min: precision:");
    }
}

#[test]
fn suggests_the_other_bound_as_placeholder() {
    check_accepted("S: service { a: int(min: 10k, $0); }", "max:", "S: service { a: int(min: 10k, max: ${1:10k}); }");
    check_accepted("S: service { a: int(-10, $0); }", "min:", "S: service { a: int(-10, min: ${1:-10}); }");
    check_accepted(
        "S: service { a: float($0, min: 0.5); }",
        "max:",
        "S: service { a: float(max: ${1:0.5}, min: 0.5); }",
    );
    check_accepted("S: service { a: int($0); }", "max:", "S: service { a: int(max: ${1:0}); }");
    check_accepted(
        "S: service { a: int(min: 3, $0); }",
        "precision:",
        "S: service { a: int(min: 3, precision: ${1:4}); }",
    );
}

#[test]
fn does_not_choose_an_invalid_value_first() {
    check_accepted(
        "S: service { #readable(this); #writable($0); }",
        "by:",
        "S: service { #readable(this); #writable(by: ${1|this|}); }",
    );
}

#[test]
fn completes_entries_of_a_block_with_a_mistyped_kind() {
    check("S: srvice {\n  #en$0\n}", "#language #database #auth #enumerable #readable #writable #omit #uses");
    check("S: service { T: strct { #$0 }; }", "#enumerable #omit");
    check("P: projct { #aut$0 }", "#language #database #provider #metrics #readable #writable #authMethod");
}

#[test]
fn completes_metadata_allowed_in_the_block() {
    check("P: project { $0 }", "#language #database #provider #metrics #readable #writable #authMethod");
    check("P: project { #$0 }", "#language #database #provider…");
    check("P: project { #pro$0 }", "#language #database #provider…");
    check(
        "P: project { #provider(dockerCompose); #language(go); #$0 }",
        "#database #metrics #readable #writable #authMethod",
    );
    check("S: service { T: struct { #$0 } }", "#enumerable #omit");
    check("S: service { T: struct { $0 } }", "attribute #enumerable #omit");
    check("S: service {\n  $0", "attribute struct #language…");
    check("S: service {\n  a: int; // a\n  $0", "attribute struct #language…");
    check(
        "S: service {\n  #auth;\n  #$0\n  a: int;\n}",
        "#language #database #readable #writable #omit #uses #enumerable",
    );
}

#[test]
fn completes_values_of_metadata() {
    check("P: project { #provider($0 }", "kubernetes dockerCompose provider:");
    check("P: project { #provider(do$0", "kubernetes dockerCompose provider:");
    check("P: project { #provider(provider: $0); }", "kubernetes dockerCompose");
    check("S: service { #readable($0); }", "all by: this");
    check("S: service { a: int; #omit[re$0", "create read update delete");
    check("S: service { a: int; #omit[read, $0]; }", "create update delete");
    check("S: service { a: int; #omit([read, $0", "create update delete");
    check("S: service { a: int; #omit(endpoints: [$0", "create read update delete");
    check("S: service { a: int; #omit[$0 read]; }", "create update delete");
    check("S: service { a: int; #omit([create, $0, read]); }", "update delete");
    check("S: service { #uses[T, $0, U] }\nT: service {}\nU: service {}\nV: service {}", "V S");
    check("S: service { #uses[$0 }\nT: service {}\nU: service {}", "T U S");
    check("S: service { #auth; #readable($0); }", "all this by:");
    check("S: service { #uses[T, $0 }\nT: service {}\nU: service {}", "U S");
}

#[test]
fn completes_types_with_their_parameters() {
    check("S: service { a: $0 }", "bool…");
    check("S: service { a: st$0; }", "bool…");
    check("S: service { a: string($0", "maxLength: minLength:");
    check("S: service { a: string(max$0", "maxLength: minLength:");
    check("S: service { a: string(5, $0) }", "minLength:");
    check("S: service { a: string(minLength: 1, $0) }", "maxLength:");
    check("S: service { a: int($0, min: 1); b: int(precision: 1); }", "max: precision:");
    check("S: service { a: string(5$0) }", "");
    check("S: service { a: string(5k$0) }", "");
}

#[test]
fn completes_references_and_discourages_invalid_ones() {
    let text = "S: service { a: $0; T: struct {}; }\nU: service { s: S; }\nV: service {}";
    let (analysis, offset) = cursor(text);
    let items = analysis.completions(offset).into_iter();
    let items: Vec<_> = items.skip_while(|item| item.kind == CompletionKind::BuiltIn).collect();
    let shown: Vec<String> = items.iter().map(|item| format!("{}: {}", item.label, item.description)).collect();
    assert_eq!(
        shown,
        [
            "V: service",
            "S: closes a cycle of references",
            "T: makes the generator crash",
            "U: closes a cycle of references",
        ]
    );
}

/// Checks the label and description of the last item.
#[track_caller]
fn check_last(marked: &str, label: &str, description: &str) {
    let (analysis, offset) = cursor(marked);
    let last = analysis.completions(offset).pop().expect("an item");
    assert_eq!((last.label.as_str(), last.description.as_str()), (label, description));
}

#[test]
fn puts_contradictions_and_crashes_last_with_the_reason() {
    check_last("S: service { #readable(this); #writable($0); }", "all", "contradicts `#readable(this)`");
    check_last("S: service { #writable(all); #readable($0); }", "this", "contradicts `#writable(all)`");
    check_last(
        "S: service { a: int; #omit[create, read, update, $0]; }",
        "delete",
        "leaves no endpoint, which makes the generator crash",
    );
    check_last(
        "S: service { #enumerable; #omit[$0]; }",
        "update",
        "is not there anyway: no attribute comes from requests",
    );
    let crash = "makes the generator crash without `#readable(all)`";
    check_last("S: service { #auth; #$0 }", "#enumerable", crash);
    check_last("S: service { #enumerable; #$0 }", "#auth", crash);
    check_last("S: service { #auth; #readable(all); #$0 }", "#uses", "Other services that this one calls.");
    check_last("S: service { #auth; T: struct { #$0 }; }", "#omit", "Endpoints that are not generated.");
}

#[test]
fn completes_compatible_annotations() {
    check("S: service { a: int $0 }", "@unique @server @serverSet @client");
    check("S: service { a: int @$0 }", "@unique @server @serverSet @client");
    check("S: service { a: int @ser$0 }", "@unique @server @serverSet @client");
    check("S: service { a: string(5) @server $0 }", "@unique");
    check("S: service { a: int @unique @$0; }", "@server @serverSet @client");
    check("S: service { a: int $0 @server; }", "@unique");
    check("S: service { a: int @$0 @client @unique; }", "");
    check("S: service { a: int @$0\n b: int @server; }", "@unique @server @serverSet @client");
}

#[test]
fn offers_nothing_where_nothing_is_allowed() {
    for text in ["// $0", "// a$0\n", "/* $0 */", "/* $0", "S: service { a: int; // $0 }"] {
        check(text, "");
    }
    check("S: service { a$0: int; }", "");
    check("P: project { a: $0 }", "");
    check("S: service { a: int(max: 5$0); }", "");
}

#[test]
fn offers_nothing_inside_an_error() {
    check("P: project {}\nweight: int $0 @unique; size: int; }", "");
    check("P: project {}\nweight: da$0te; }", "");
    check("P: project {}\nS: service\n$0  a: int;\n}", "");
    check("P: project {}\nS: service { a: data $0 maxSize: 16M); }", "");
    check("S: service {\n  'note: st$0r;\n}", "");
    check("S: service { a: tim $0 : int; }", "");
    check("S: service { a: int\n #readable(by: all)$0; }", "");
    check("S: service { a:$0 b: 1, max: 127); }", "");
    check("S: service { a:$0 2M); }", "");
    check("S: service {\n  #omit[read,\n $0 owner: date;\n}", "");
    check_accepted("S: se$0rvice */{\n}", "service", "S: service */{\n}");
}

#[test]
fn keeps_a_block_after_the_cursor_on_its_own_line() {
    check_accepted(
        "S: service {\n $0 T: struct {}\n}",
        "#enumerable",
        "S: service {\n #enumerable;$0\n T: struct {}\n}",
    );
    check_accepted("\t$0S: service {}", "service", "\t${1:Name}: service {\n  $0\n}\nS: service {}");
    check_accepted("S: service { $0 T: struct {} }", "#enumerable", "S: service { #enumerable; T: struct {} }");
}

#[test]
fn indents_a_struct_deeper_than_its_service() {
    check_accepted("S: service {\n$0\n}", "struct", "S: service {\n  ${1:Name}: struct {\n    $0\n  }\n}");
    check_accepted("\tS: service {\n\t$0}", "struct", "\tS: service {\n\t  ${1:Name}: struct {\n    $0\n  }\n}");
    check_accepted("S: service {\n  $0\n}", "struct", "S: service {\n  ${1:Name}: struct {\n  $0\n}\n}");
}

#[test]
fn does_not_offer_an_invalid_name_as_type() {
    let (analysis, offset) = cursor("S_1: service {}\nT: service { a: $0 }");
    assert!(analysis.completions(offset).iter().all(|item| item.label != "S_1"));
}

#[test]
fn completes_arguments_without_their_bracket() {
    check(
        "S: service { a: da$0ta /* c */ maxSize: 16M); }",
        "bool date time datetime string string(…) int int(…) float float(…) data S",
    );
    check_accepted("S: service { a: da$0ta /* c */ 16M); }", "date", "S: service { a: date /* c */ ; }");
    check_accepted("S: service { $0 [T: struct {} }", "#omit", "S: service { #omit[$1]; [T: struct {} }");
}

#[test]
fn accepted_items_neither_duplicate_nor_delete_text() {
    check_accepted("P: project { #pro$0 }", "#provider", "P: project { #provider($1); }");
    check_accepted("P: project { #pro$0; }", "#provider", "P: project { #provider($1); }");
    check_accepted("P: project { #pro$0(kubernetes); }", "#provider", "P: project { #provider(kubernetes); }");
    check_accepted("S: service { a: st$0ri(5); }", "string", "S: service { a: string(5); }");
    check_accepted("S: service { a: i$0nt(max: 5); }", "float", "S: service { a: float(max: 5); }");
    check_accepted("S: service { a: i$0nt(max: 5); }", "data", "S: service { a: data; }");
    check_accepted("S: service { #read$0able(all); }", "#writable", "S: service { #writable(all); }");
    check_accepted("S: service { #read$0able(all); }", "#enumerable", "S: service { #enumerable; }");
    check_accepted("S: service { #read$0able(all); }", "#omit", "S: service { #omit[$1]; }");
    check_accepted(
        "P: project {\n  #provider(D\"c);\n  #data$0base(postgres);\n}",
        "#language",
        "P: project {\n  #provider(D\"c);\n  #language($1);\n}",
    );
    check_accepted("S: service { #om$0it[read] }", "#auth", "S: service { #auth; }");
    check_accepted("P: project { #lan$0guage(go); }", "#database", "P: project { #database($1); }");
    check_accepted("S: service { a: int @u$0; }", "@unique", "S: service { a: int @unique; }");
    check_accepted("S: service { a: int $0; }", "@unique", "S: service { a: int @unique; }");
    check_accepted("S: service { #omit[$0 read]; }", "delete", "S: service { #omit[delete, read]; }");
    check_accepted("S: service { #omit[$0read]; }", "delete", "S: service { #omit[delete, read]; }");
}

#[test]
fn keeps_brackets_whose_content_fits_the_accepted_item() {
    let check_item = |typed: &str, label: &str, expected: &str| {
        check_accepted(&format!("S: service {{ {typed}; }}"), label, &format!("S: service {{ {expected}; }}"));
    };
    check_item("#en$0(all)", "#omit", "#omit[$1]");
    check_item("#en$0(all)", "#readable", "#readable(all)");
    check_item("#$0(all)", "#enumerable", "#enumerable");
    check_item("#$0(foo)", "#readable", "#readable(foo)");
    check_item("#$0(5)", "#readable", "#readable($1)");
    check_item("#xyz$0[read]", "#uses", "#uses[$1]");
    check_item("#xyz$0[read]", "#omit", "#omit[read]");
    check_item("#xyz$0[Cart]", "#uses", "#uses[Cart]");
    check_item("#om$0([read])", "#omit", "#omit([read])");
    check_item("#om$0(read)", "#omit", "#omit[$1]");
    check_item("#auth$0(x)", "#enumerable", "#enumerable");
    check_item("#rea$0()", "#readable", "#readable($1)");
    check_item("#readable$0 (all) ", "#enumerable", "#enumerable ");
    check_item("a: $0(5)", "S", "a: S");
    check_item("a: $0\n(5)", "S", "a: S\n");
    check_item("a: $0(5)", "bool", "a: bool");
    check_item("a: $0(5)", "int", "a: int(5)");
    check_item("a: date$0(5)", "bool", "a: bool");
    check_item("a: s$0(maxLength: 40)", "int", "a: int");
    check_item("a: s$0(maxLength: 40)", "string", "a: string(maxLength: 40)");
    check_item("a: float$0(min: 3.5)", "int", "a: int");
    check_accepted("P: project { #prov$0(kubernetes); }", "#authMethod", "P: project { #authMethod($1); }");
}

#[test]
fn finds_a_list_by_its_entry() {
    check("S: service { a: int; #omit(re$0) }", "[…] [create] [read] [update] [delete] endpoints:");
    check("S: service { #uses($0) }\nT: service {}", "[…] [T] [S] services:");
    check_accepted("S: service { #omit(re$0) }", "[read]", "S: service { #omit([read]) }");
    check_accepted("S: service { #omit(endpoints: r$0) }", "[read]", "S: service { #omit(endpoints: [read]) }");
}

#[test]
fn puts_a_rejected_maximum_last_with_the_reason() {
    check_last("S: service { a: int(precision: 8, $0) }", "max:", "is rejected with this precision");
    check("S: service { a: int(precision: 7, $0) }", "max: min:");
}

#[test]
fn separates_accepted_items_from_adjacent_text() {
    let check_attribute = |typed: &str, label: &str, expected: &str| {
        check_accepted(&format!("S: service {{ {typed} }}"), label, &format!("S: service {{ {expected} }}"));
    };
    check_attribute("a: string(5)$0;", "@unique", "a: string(5) @unique;");
    check_attribute("a: int $0@unique;", "@server", "a: int @server @unique;");
    check_attribute("a: int @$0@server;", "@unique", "a: int @unique @server;");
    check_attribute("a: int $0// c\n", "@unique", "a: int @unique // c\n");
    check_attribute("a: int(m$0 5);", "max:", "a: int(max: 5);");
    check_attribute("a: int(5,$0);", "min:", "a: int(5, min: ${1:5});");
    check_attribute("a:$0;", "int", "a: int;");
    check_attribute("a: $0@unique;", "int", "a: int @unique;");
    check_attribute("#omit[read,$0];", "create", "#omit[read, create];");
    check_accepted("A: $0{}", "service", "A: service {}");
    check_accepted("A:$0 {}", "service", "A: service {}");
}

#[test]
fn recognizes_an_entry_after_an_unterminated_one() {
    const TYPES: &str = "bool…";
    check("S: service {\n  a: int\n  q: $0\n}", TYPES);
    check("S: service {\n  a: int\n  q: st$0;\n}", TYPES);
    check("S: service {\n  a: int(5\n  q: $0\n}", TYPES);
    check("S: service {\n  a:\n  q: $0\n}", TYPES);
    check("S: service {\n  a\n  q: $0\n}", TYPES);
    check("S: service {\n  #enumerable\n  q: $0\n}", TYPES);
    check("S: service {\n  #om\n  q: $0\n}", TYPES);
    check("S: service {\n  a: int\n  Q: $0\n}", "struct");
    check("S: service {\n  #omit[read]\n  q: int $0\n}", "@unique @server @serverSet @client");
    check("S: service {\n  a: int @server\n  q: int @$0\n}", "@unique @server @serverSet @client");
    check("S: service {\n  a: int\n  q: int(5, $0)\n}", "min: precision:");
    check("S: service {\n  a: int(min: 1)\n  q: int($0)\n}", "max: min: precision:");
    check("S: service {\n  a: int(\n    max: 5,\n    min: $0\n  );\n}", "");
    check("S: service {\n  a: int(5\n  min: $0\n}", TYPES);
    check("S: service {\n  #readable(all\n  by: $0\n}", TYPES);
    check("S: service {\n  #omit(\n    endpoints: $0\n  );\n}", "[…]…");
    check_accepted("S: service {\n  a: int\n  q: $0\n}", "int", "S: service {\n  a: int;\n  q: int\n}");
    check_accepted("S: service {\n  a: int\n  #en$0\n}", "#enumerable", "S: service {\n  a: int;\n  #enumerable;\n}");
    check_accepted(
        "S: service {\n  a: int(5\n  #en$0\n}",
        "#enumerable",
        "S: service {\n  a: int(5\n  #enumerable;\n}",
    );
    check_accepted("S: service {\n  a\n  q: $0\n}", "int", "S: service {\n  a\n  q: int\n}");
}

#[test]
fn choices_cause_no_errors() {
    let service = |typed: &str| format!("P: project {{}}\nS: service {{ a: int; {typed} }}");
    let choices = |marked: &str, label: &str| {
        let (analysis, offset) = cursor(marked);
        let items = analysis.completions(offset);
        items.iter().find(|item| item.label == label).expect("the item").choices.join(" ")
    };
    assert_eq!(choices(&service("#readable(this); #wr$0"), "#writable"), "this");
    assert_eq!(choices(&service("#writable(all); #re$0"), "#readable"), "all");
    assert_eq!(choices(&service("#re$0"), "#readable"), "all");
    assert_eq!(choices(&service("#readable($0)"), "by:"), "all");
    assert_eq!(choices("P: project { #authMethod(email); }\nS: service { #auth; #re$0 }", "#readable"), "all this");
    assert_eq!(choices("P: project { #pro$0 }", "#provider"), "kubernetes dockerCompose");
    check_last("P: project { #$0 }", "#authMethod", "needs a service with `#auth`");
    check_last(
        "P: project { #$0 }\nA: service {}\nA: service { #auth; }",
        "#writable",
        "Who may update and delete entries.",
    );
}

#[test]
fn inserts_an_argument_before_another_one() {
    check_accepted(
        "S: service { a: int(max: 5, $0precision: 3); }",
        "min:",
        "S: service { a: int(max: 5, min: ${1:5}, precision: 3); }",
    );
    check_accepted("S: service { a: int($0max: 5); }", "min:", "S: service { a: int(min: ${1:5}, max: 5); }");
    check_accepted("S: service { a: int($0 max: 5); }", "min:", "S: service { a: int(min: ${1:5}, max: 5); }");
    check_accepted("S: service { a: int(m$0 max: 5); }", "min:", "S: service { a: int(min: ${1:5}, max: 5); }");
    check_accepted(
        "S: service { a: int(max: 5,\n  mi$0\n  precision: 3); }",
        "min:",
        "S: service { a: int(max: 5,\n  min: ${1:5},\n  precision: 3); }",
    );
    check_accepted("S: service { a: int($0max: -5; }", "min:", "S: service { a: int(min: ${1:-5}, max: -5; }");
    check("S: service { #readable($0by: all); }", "");
    check_accepted(
        "S: service { a: string(minLength: -3, $0); }",
        "maxLength:",
        "S: service { a: string(minLength: -3, maxLength: ${1:0}); }",
    );
    check_accepted("S: service { a: int(max: 3Gx, $0); }", "min:", "S: service { a: int(max: 3Gx, min: ${1:0}); }");
    check_accepted("S: service { a: int(max: ten, $0); }", "min:", "S: service { a: int(max: ten, min: ${1:0}); }");
}

#[test]
fn offers_a_block_after_an_unclosed_one() {
    check("P: project {\n  #provider(kubernetes);\n\n$0", "service #language…");
    check("P: project {\n  #provider(kubernetes);\n\n$0\n\nS: service {}", "service #language…");
    check("S: service {\n  a: int;\n\nS$0", "project service attribute…");
    check("S: service {\n  a: int;\n\n  S$0", "attribute…");
    check("S: service {\n  T: struct {\n    b: int;\n  $0\n\nB: service {}", "attribute struct #enumerable #omit");
    check("S: service {\n  T: struct {\n    b: int;\n    $0\n\nB: service {}", "attribute #enumerable #omit");
    check_accepted(
        "S: service {\n  a: int;\n\n$0",
        "service",
        "S: service {\n  a: int;\n\n${1:Name}: service {\n  $0\n}",
    );
}

#[test]
fn separates_an_entry_from_adjacent_text() {
    check_accepted("S: service {\n  $0a: int;\n}", "#enumerable", "S: service {\n  #enumerable;$0\na: int;\n}");
    check_accepted("S: service {}$0", "service", "S: service {} ${1:Name}: service {\n  $0\n}");
    check_accepted("S: service { #auth;$0 }", "#enumerable", "S: service { #auth; #enumerable; }");
    check_accepted(
        "P: project {\n  #$0#language(go);\n}",
        "#database",
        "P: project {\n  #database($1); #language(go);\n}",
    );
    check_accepted("P: project {$0}", "#provider", "P: project { #provider($1); }");
}

#[test]
fn completing_a_bare_hash_keeps_the_next_block() {
    check("A: service {\n  #\nB: $0", "project service");
    check("A: service {\n  a: int;\nB: se$0", "project service");
    check("A: service {\n  T: struct {\n    a: int;\n  U: $0", "struct");
    check("A: service {\n  #\n  T: $0", "struct");
}

#[test]
fn items_bring_the_edits_they_require_elsewhere() {
    check_accepted(
        "P: project {}\nS: service { #$0 }",
        "#auth",
        "P: project {\n  #authMethod(email);\n}\nS: service { #auth; }",
    );
    check_accepted(
        "P: project {\r\n\t#language(go); // Why.\r\n}\r\nS: service { #readable(t$0); }",
        "this",
        "P: project {\r\n\t#language(go); // Why.\r\n\t#authMethod(email);\r\n}\r\nS: service { #readable(this); }",
    );
    check_accepted(
        "P: project {\n\t#readable($0\n}",
        "this",
        "P: project {\n\t#authMethod(email);\n\t#readable(this\n}",
    );
    check_accepted(
        "P: project { #authMethod(email); }\nS: service { #$0 }",
        "#auth",
        "P: project { #authMethod(email); }\nS: service { #auth; }",
    );
}

/// Checks the filter words of the items that fit the typed text.
#[track_caller]
fn check_matching(marked: &str, expected: &str) {
    let (analysis, offset) = cursor(marked);
    let filters: Vec<String> = analysis.matching_completions(offset).into_iter().map(|item| item.filter).collect();
    assert_eq!(filters.join(" "), expected);
}

#[test]
fn finds_an_item_with_and_without_its_sign() {
    check_matching("P: project { prov$0 }", "provider");
    check_matching("P: project { #prov$0 }", "#provider");
    check_matching("P: project { pr$0ov }", "provider");
    check_matching("P: project { #p$0rov(kubernetes); }", "#provider");
    check_matching("P: project {\n  prov$0\n  #language(go);\n}", "provider");
    check_matching("S: service {\n  enum$0\n  a: int;\n}", "enumerable");
    check_matching("S: service { T: struct { om$0 } }", "omit");
    check_matching("S: service { a: int un$0 }", "unique");
    check_matching("S: service { a: string(5) un$0; }", "unique");
    check_matching("S: service { a: int @server un$0; }", "unique");
    check_matching("S: service { a: int @un$0; }", "@unique");
    check_matching("P: project { #$0 }", "#language #database #provider #metrics #readable #writable #authMethod");
    check_matching("P: project { $0 }", "language database provider metrics readable writable authMethod");
}

#[test]
fn filter_word_matches_the_typed_part_of_the_label() {
    check_matching("S: service { a: str$0 }", "string string");
    check_matching("S: service { a: string(max$0) }", "maxLength");
    check_matching("P: project {}\nS: ser$0", "service");
    check_matching("P: project { #database(pos$0); }", "postgres");
    check_matching("S: service { a: int; #omit(re$0) }", "read create");
    check_matching("S: service { #uses[T$0] }\nT: service {}", "T");
}

#[test]
fn matches_no_item_if_none_fits() {
    for text in ["P: project { xyz$0 }", "P: project { #xyz$0 }", "S: service { a: xyz$0 }", "xyz$0"] {
        check_matching(text, "");
    }
}

#[test]
fn finds_a_value_by_its_best_matching_spelling() {
    check_matching("P: project { #provider($0); }", "kubernetes dockerCompose provider");
    check_matching("P: project { #provider(k$0); }", "kubernetes dockerCompose");
    check_matching("P: project { #provider(k8$0); }", "k8s");
    check_matching("P: project { #provider(kube$0); }", "kubernetes");
    check_matching("P: project { #provider(kubern$0); }", "kubernetes");
    check_matching("P: project { #provider(KUBERNO$0); }", "kubernooties");
    check_matching("P: project { #provider(dc$0); }", "dc");
    check_matching("P: project { #language(gol$0); }", "golang");
}

/// Checks the text that an editor without snippets inserts for the item with that label.
#[track_caller]
fn check_plain(marked: &str, label: &str, expected: &str) {
    let (analysis, offset) = cursor(marked);
    let items = analysis.completions(offset);
    let Some(item) = items.iter().find(|item| item.label == label) else { panic!("no {label} among {items:?}") };
    assert_eq!(item.plain(), expected);
}

#[test]
fn gives_plain_text_to_editors_without_snippets() {
    check_plain("$0", "project", "Name: project {\n  \n}");
    check_plain("P: project { #$0 }", "#provider", "#provider(kubernetes);");
    check_plain("P: project { #$0 }", "#database", "#database(postgres);");
    check_plain("S: service { a: int($0) }", "max:", "max: 0");
    check_plain("S: service { #$0 }", "#auth", "#auth;");
    check_plain("S: service { a: $0 }", "string(…)", "string");
    check_plain("S: service { #omit($0) }", "[…]", "[]");
    check_plain("S: service { #omit($0) }", "[read]", "[read]");
    check_plain("S: service { #omit($0) }", "endpoints:", "endpoints: []");
}

#[test]
fn does_not_duplicate_a_separate_sign() {
    for gap in [" ", "\n  ", " // It runs the system.\n"] {
        for (marked, label, snippet) in [
            ("P: project { #§prov$0 }", "#provider", "provider($1);"),
            ("P: project { #§$0 }", "#provider", "provider($1);"),
            ("S: service { a: int @§uni$0; }", "@unique", "unique"),
        ] {
            let (analysis, offset) = cursor(&marked.replace('§', gap));
            let items = analysis.matching_completions(offset);
            let item = items.iter().find(|item| item.label == label).expect("it is offered");
            assert_eq!(
                (item.snippet.as_str(), &item.filter),
                (snippet, &label.trim_matches(['#', '@', '(', '…', ')']).to_owned())
            );
            assert!(items.iter().all(|item| !item.snippet.contains(['#', '@'])), "{items:?}");
        }
    }
}

#[test]
fn every_filter_text_is_one_word() {
    let texts = [
        "P: project { #provider(k8s); #readable(all); }\nS: service { #omit(read); #uses(S); a: int(5) @unique; }\n",
        "S: service { #omit(endpoints: ); #uses(services: ); #uses[]; a: ; T: struct { } }",
        include_str!("../../../../examples/broken/shop.temple"),
    ];
    let is_letter = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
    for text in texts {
        let analysis = Analysis::new(text);
        for (at, _) in text.char_indices() {
            for item in analysis.completions(TextSize::of(&text[..at])) {
                let word = item.filter.strip_prefix(['#', '@']).unwrap_or(&item.filter);
                assert!(!word.is_empty() && word.chars().all(is_letter), "{item:?}");
            }
        }
    }
}

#[test]
fn finds_an_empty_list_by_its_parameter() {
    let labels = |marked: &str| {
        let (analysis, offset) = cursor(marked);
        let items = analysis.matching_completions(offset).into_iter();
        items.map(|item| item.label).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(labels("S: service { #omit(re$0) }"), "[read] [create]");
    assert_eq!(labels("S: service { #omit(end$0) }"), "[…] endpoints:");
    assert_eq!(labels("S: service { #uses($0) }\nT: service {}"), "[…] [T] [S] services:");
}
