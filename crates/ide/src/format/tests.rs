//! Tests of each formatting rule.

use temple_model::apply_edits;

use super::*;

#[track_caller]
fn check_with(options: &FormatOptions, before: &str, after: &str) {
    let analysis = Analysis::new(before);
    assert_eq!(apply_edits(before, &analysis.format(options)), after);
    let edits = Analysis::new(after).format(options);
    assert_eq!(edits, [], "a second time");
}

#[track_caller]
fn check(before: &str, after: &str) {
    check_with(&FormatOptions::default(), before, after);
}

/// Checks that formatting leaves a text unchanged.
#[track_caller]
fn check_same(text: &str) {
    check(text, text);
}

#[test]
fn puts_each_entry_on_its_own_line() {
    check(
        "Gateway:service{address:string(39,7)@unique@serverSet;port:int(max:65535,min:1);#omit[create]}",
        "Gateway: service {\n  address: string(39, 7) @unique @serverSet;\n  port: int(max: 65535, min: 1);\n  #omit[create]\n}\n",
    );
}

/// Checks the formatting of an entry as the only one of a service.
#[track_caller]
fn check_entry(before: &str, after: &str) {
    check(&format!("S: service {{\n  {before}\n}}\n"), &format!("S: service {{\n  {after}\n}}\n"));
}

#[test]
fn normalizes_white_space_inside_entries() {
    check_entry("a :string ( 20 ,1 )\n @ unique\n ;", "a: string(20, 1) @unique;");
    check_entry("# omit\n [ update ,delete , ]\n;", "#omit[update, delete,];");
    check_entry("#omit ( endpoints :[read,update] ) ;", "#omit(endpoints: [read, update]);");
    check_entry("#enumerable ( ) ; a: date( );", "#enumerable();\n  a: date();");
    check_entry("a: data( 5 M , );", "a: data(5M,);");
    check_entry("T :struct\n{\n} ;", "T: struct {};");
    check_entry("a: Customer", "a: Customer");
}

#[test]
fn supports_every_kind_of_indentation() {
    let text = "S: service {\n a: int;\n\tT: struct {\n   b: int;\n}\n}\n";
    let with = |indent| FormatOptions { indent, ..FormatOptions::default() };
    check(text, "S: service {\n  a: int;\n  T: struct {\n    b: int;\n  }\n}\n");
    check_with(&with(Indent::Tab), text, "S: service {\n\ta: int;\n\tT: struct {\n\t\tb: int;\n\t}\n}\n");
    check_with(&with(Indent::Spaces(3)), text, "S: service {\n   a: int;\n   T: struct {\n      b: int;\n   }\n}\n");
    check_with(&with(Indent::Spaces(0)), text, "S: service {\na: int;\nT: struct {\nb: int;\n}\n}\n");
    assert_eq!(Indent::new(u32::MAX, true), Indent::Spaces(Indent::MAX_SPACES));
    assert_eq!(Indent::new(8, false), Indent::Tab);
}

#[test]
fn keeps_one_empty_line_between_groups() {
    check(
        "\n\n A: project {}\n\n\n\nS: service {\n\n\n  a: int;\n \t\n\n  b: int;\n  c: int;\n\n}\nT: service {}\n\n\n",
        "A: project {}\n\nS: service {\n  a: int;\n\n  b: int;\n  c: int;\n}\nT: service {}\n",
    );
}

#[test]
fn gives_each_item_a_line_if_the_author_broke_the_first_one() {
    check_entry("#uses[\nA,B ,\n\n\n  C];", "#uses[\n    A,\n    B,\n\n    C\n  ];");
    check_entry("a: int(\nmax: 5, min: 1,\n);", "a: int(\n    max: 5,\n    min: 1,\n  );");
    check_entry("#omit(\n[\nread]);", "#omit(\n    [\n      read\n    ]\n  );");
    check_entry("#omit([\nread]);", "#omit([\n    read\n  ]);");
    check_entry("#omit[\n];", "#omit[];");
}

#[test]
fn keeps_other_line_breaks_in_brackets_after_their_comma() {
    check_entry("#uses[A, B,\n      C\n , D\n];", "#uses[A, B,\n    C, D];");
    check_entry("a: int(max:\n5);", "a: int(max: 5);");
}

#[test]
fn keeps_trailing_comments_at_their_distance() {
    check_same("S: service {  // s\n  a: int;    // a\n  bc: int;   // b\n}  // e\n// f\n");
    check("S: service {// s\na: int;// a\n}// e\n", "S: service {  // s\n  a: int;  // a\n}  // e\n");
    check_same("S: service {\n  a: int;\t\t// a\n}\n");
    check("S: service { a: int; /* a */ b: int; }\n", "S: service {\n  a: int; /* a */\n  b: int;\n}\n");
    check("S: service { /* a */ }\n", "S: service { /* a */\n}\n");
}

#[test]
fn indents_comments_like_the_entry_after_them() {
    check(
        "   // s\nS: service {\n// a\n\n\n    // b\na: int;\n // c\n}\n // e\n",
        "// s\nS: service {\n  // a\n\n  // b\n  a: int;\n  // c\n}\n// e\n",
    );
    check_entry("/* a */ a: int;", "/* a */ a: int;");
    check_entry("/* a */\n\n/* b */   a: int;", "/* a */\n\n  /* b */ a: int;");
    check_entry("#uses[\n// a\nA, // b\n   // c\n];", "#uses[\n    // a\n    A, // b\n    // c\n  ];");
}

#[test]
fn a_block_comment_keeps_its_inner_lines() {
    check(
        "S: service {\n/* a\n * b\n     c  \n*/\na: int;\n}\n",
        "S: service {\n  /* a\n * b\n     c  \n*/\n  a: int;\n}\n",
    );
}

#[test]
fn keeps_comments_inside_an_entry_between_their_tokens() {
    check_entry(
        "a/* 1 */:/* 2 */string/* 3 */(/* 4 */5/* 5 */,/* 6 */)/* 7 */@/* 8 */unique/* 9 */;",
        "a /* 1 */: /* 2 */ string /* 3 */ (/* 4 */ 5 /* 5 */, /* 6 */) /* 7 */ @/* 8 */ unique /* 9 */;",
    );
    check_entry("a: date // 1\n@unique // 2\n;", "a: date // 1\n    @unique // 2\n    ;");
    check_entry("a:\n// 1\n\n\ndate;", "a:\n    // 1\n    date;");
    check("S // 1\n: service // 2\n{ }\n", "S // 1\n  : service // 2\n  {}\n");
}

#[test]
fn uses_the_most_frequent_line_end() {
    check("S: service {\r\n// a\r\na: int;\r\n\r\n\n}", "S: service {\r\n  // a\r\n  a: int;\r\n}\r\n");
    check("S: service {\na: int; // a  \r\n}\n", "S: service {\n  a: int; // a\n}\n");
    check("S: service {\ra: int;\r}\r", "S: service {\r  a: int;\r}\r");
    // In the language, this comment extends to the end of the text.
    check("S: service {\ra: int;\r}\r// b: int;\rc", "S: service {\r  a: int;\r}\r// b: int;\rc\n");
}

#[test]
fn formats_the_end_of_the_text() {
    let with = |insert_final_newline, trim_final_newlines| FormatOptions {
        insert_final_newline,
        trim_final_newlines,
        ..FormatOptions::default()
    };
    for (text, default, insert_only, trim_only, neither) in [
        ("", "", "", "", ""),
        (" \n\n", "", "", "", ""),
        ("A: project {}", "A: project {}\n", "A: project {}\n", "A: project {}", "A: project {}"),
        ("A: project {} \n\n ", "A: project {}\n", "A: project {}\n\n", "A: project {}\n", "A: project {}\n\n"),
        (
            "A: project {}\n// a",
            "A: project {}\n// a\n",
            "A: project {}\n// a\n",
            "A: project {}\n// a",
            "A: project {}\n// a",
        ),
    ] {
        check_with(&with(true, true), text, default);
        check_with(&with(true, false), text, insert_only);
        check_with(&with(false, true), text, trim_only);
        check_with(&with(false, false), text, neither);
    }
}

#[test]
fn trims_comments_only_if_requested() {
    let keep = FormatOptions { trim_trailing_whitespace: false, ..FormatOptions::default() };
    check("// a \t\nA: project {} \n", "// a\nA: project {}\n");
    check_with(&keep, "// a \t\r\nA: project {} \r\n", "// a \t\r\nA: project {}\r\n");
}

#[test]
fn keeps_a_byte_order_mark() {
    check("\u{feff}  A: project{}", "\u{feff}A: project {}\n");
    check("\u{feff}", "\u{feff}");
}

#[test]
fn leaves_entries_with_syntax_errors_unchanged() {
    // An error in an entry; the rest of its block is formatted.
    check(
        "S: service{\n a :string(5 ;\n b :int;\n\n\n  c :  ;\n      d :int ;\n}\n",
        "S: service {\n a :string(5 ;\n  b: int;\n\n\n  c :  ;\n  d: int;\n}\n",
    );
    // An error in the head of a block, which affects everything in the block.
    check(
        "S service{\n a :int;\n}\nT :service{\n a :int;\n}\n",
        "S service{\n a :int;\n}\nT: service {\n  a: int;\n}\n",
    );
    check("s: service{\n a :int;\n}\n", "s: service{\n a :int;\n}\n");
    // Unmatched braces.
    check(
        "S: service{\n a :int;\n\nT :service{\n a :int;\n}\n",
        "S: service{\n a :int;\n\nT: service {\n  a: int;\n}\n",
    );
    check_same("S: service{\n a :int;");
    check_same("\n  S service{}\n");
    // Text between blocks, and an unclosed comment.
    check("A :project{}\n  %% \n B :service{}\n", "A: project {}\n  %% \nB: service {}\n");
    check("A :project{}\n /* a ", "A: project {}\n /* a ");
    check("A :project{ };\nB :service{a :int;\n};  \n", "A: project {};\nB: service {\n  a: int;\n};  \n");
    check("S: service{ a: int %; b :int; }\n", "S: service { a: int %; b: int;\n}\n");
}

#[test]
fn edits_are_minimal() {
    let text = "S: service {\n    a : int;\n  b: int;   // b\n}\n";
    let edits = Analysis::new(text).format(&FormatOptions::default());
    let edits: Vec<_> = edits.iter().map(|it| (std::ops::Range::<usize>::from(it.range), it.text.as_str())).collect();
    assert_eq!(edits, [(15..17, ""), (18..19, "")]);
}

/// Formats the range between two `|` and checks the text.
#[track_caller]
fn check_range(marked: &str, after: &str) {
    let (start, end) = (marked.find('|').expect("a start"), marked.rfind('|').expect("an end") - 1);
    let text = marked.replace('|', "");
    let range = TextRange::new(TextSize::of(&text[..start]), TextSize::of(&text[..end]));
    let analysis = Analysis::new(text.as_str());
    assert_eq!(apply_edits(&text, &analysis.format_range(range, &FormatOptions::default())), after);
}

#[test]
fn extends_a_range_to_its_lines_and_entries() {
    check_range("|S: service {\n  a: int;\n}\n// c  \n  \n|", "S: service {\n  a: int;\n}\n// c\n");
    check_range("|S: service {\n  a: int;\n}\n\n\n|", "S: service {\n  a: int;\n}\n");
    check_range("|S :service {}\n|\n\n", "S: service {}\n\n\n");
    check_range("S :service {\na :i|nt;\n b| :int;\nc :int;\n}", "S :service {\n  a: int;\n  b: int;\nc :int;\n}");
    check_range("S :service {\n|a :int;\n|b :int;\n}", "S :service {\n  a: int;\nb :int;\n}");
    check_range("S :service {\na :||int;\nb :int;\n}", "S :service {\n  a: int;\nb :int;\n}");
    check_range("S: service {\na\n:\n||int;\nb :int;\n}", "S: service {\n  a: int;\nb :int;\n}");
    check_range("|S :service{\n|}", "S: service {\n}");
    let analysis = Analysis::new("A :project{}");
    assert_eq!(analysis.format_range(TextRange::new(0.into(), 99.into()), &FormatOptions::default()), []);
}

/// Checks the text after the character before the `$0` was typed.
#[track_caller]
fn check_typed(marked: &str, after: &str) {
    let (analysis, offset) = crate::fixture::cursor(marked);
    let text = analysis.text();
    let typed = text[..usize::from(offset)].trim_end_matches([' ', '\t']).chars().last().expect("a sign");
    let edits = analysis.format_on_type(offset, typed, &FormatOptions::default());
    assert_eq!(apply_edits(text, &edits), after);
}

#[test]
fn typing_a_brace_formats_its_block() {
    check_typed(
        "A :project{}\nS :service{\na :int;\n    }$0 B :service{}",
        "A :project{}\nS: service {\n  a: int;\n} B :service{}",
    );
    check_typed(
        "S: service {\nb :int;\nT :struct{ a :int;}$0\n}\n",
        "S: service {\nb :int;\n  T: struct {\n    a: int;\n  }\n}\n",
    );
    check_typed("A :project{} S :service{a :int;}$0", "A :project{} S: service {\n  a: int;\n}");
    // The enclosing block is not closed yet.
    check_typed("S: service {\n  T :struct{\na :int;\n  }$0", "S: service {\n  T: struct {\n    a: int;\n  }");
    check_typed("S: service {\n   T :struct{\na :int;\n   }$0", "S: service {\n   T: struct {\n      a: int;\n   }");
    check_typed("S: service {\n    T :struct{ a :int; }$0", "S: service {\n    T: struct {\n        a: int;\n    }");
    // Indented like the neighbouring entries.
    check_typed(
        "S: service {\n    b: int;\n    // One.\n T :struct{\na :int;\n    }$0\n}",
        "S: service {\n    b: int;\n    // One.\n    T: struct {\n        a: int;\n    }\n}",
    );
    check_typed(
        "S: service {\n\tb: int;\n// One.\nT :struct{ a :int; }$0\n}",
        "S: service {\n\tb: int;\n\t// One.\n\tT: struct {\n\t\ta: int;\n\t}\n}",
    );
    check_typed(
        "S: service {\n    T :struct{ a :int; }$0\n    b: int;\n}",
        "S: service {\n    T: struct {\n        a: int;\n    }\n    b: int;\n}",
    );
    check_typed("S: service {\n // }$0\n a :int;\n}", "S: service {\n // }\n a :int;\n}");
    check_typed("}$0", "}");
}

#[test]
fn typing_a_semicolon_formats_its_entry() {
    check_typed("S: service {\nb :int;\n a :int ;$0 c :int;\n}", "S: service {\nb :int;\n a: int; c :int;\n}");
    check_typed("S: service {\n   #omit [ read ];$0", "S: service {\n   #omit[read];");
    check_typed(
        "S: service {\nb :int; // None.\n// One.\n    /* Two. */\na :int;$0\n}",
        "S: service {\nb :int; // None.\n  // One.\n  /* Two. */\n  a: int;\n}",
    );
    check_typed("S: service {\n// None.\n\na :int;$0\n}", "S: service {\n// None.\n\n  a: int;\n}");
    check_typed("S: service { a :int ;$0 }", "S: service { a: int; }");
    // The first entry keeps its indentation if it is deeper than that of its block.
    check_typed(
        "S: service {\n    b: int;\n    T: struct {\n        a :int;$0\n    }\n}",
        "S: service {\n    b: int;\n    T: struct {\n        a: int;\n    }\n}",
    );
    check_typed(
        "S: service {\n\tb: int;\n\tT: struct {\n\ta :int;$0\n\t}\n}",
        "S: service {\n\tb: int;\n\tT: struct {\n\t\ta: int;\n\t}\n}",
    );
    // Indented like the entries before, also in an unclosed block.
    check_typed(
        "S: service {\n    b: int;\n// One.\na :int;$0\n}",
        "S: service {\n    b: int;\n    // One.\n    a: int;\n}",
    );
    check_typed("S: service {\n    a :int;$0\n    b: int;\n}", "S: service {\n    a: int;\n    b: int;\n}");
    check_typed("S: service {\r\n\ta :int;$0\r\n\tb: int;\r\n}", "S: service {\r\n\ta: int;\r\n\tb: int;\r\n}");
    check_typed("S: service {\n\tb: int;\n  a :int;$0\n}", "S: service {\n\tb: int;\n\ta: int;\n}");
    check_typed("S: service {\na :int(5,3)@unique;$0", "S: service {\n  a: int(5, 3) @unique;");
    check_typed("S: service {\n    b: int;\na :int;$0", "S: service {\n    b: int;\n    a: int;");
    check_typed("S: service {\n a :string( ;$0\n}", "S: service {\n a :string( ;\n}");
    check_typed("S: service {\n // a;$0\n b :int;\n}", "S: service {\n // a;\n b :int;\n}");
    check_typed(";$0", ";");
}

#[test]
fn indents_a_new_line() {
    check_typed("S: service {\n$0", "S: service {\n  ");
    check_typed("S: service {\n$0\n}", "S: service {\n  \n}");
    check_typed("S: service {\n    $0}", "S: service {\n}");
    check_typed("S: service {\n  a: int;\n$0", "S: service {\n  a: int;\n  ");
    check_typed("S: service {\n  a: int\n$0\n}", "S: service {\n  a: int\n  \n}");
    check_typed("S: service {\n  T: struct {\n$0\n}", "S: service {\n  T: struct {\n    \n}");
    check_typed(
        "S: service {\n  T: struct {\n    a: int;\n  };\n$0\n}",
        "S: service {\n  T: struct {\n    a: int;\n  };\n  \n}",
    );
    check_typed("S: service {\n  a: int;\n}\n  $0", "S: service {\n  a: int;\n}\n");
}

#[test]
fn indents_a_new_line_like_the_previous_entry() {
    // The author's own indentation, and a block whose `}` is missing.
    check_typed("S: service {\n    a: int;\n$0\n}", "S: service {\n    a: int;\n    \n}");
    check_typed("S: service {\n  a: int;\n\nT: service {\n$0\n}", "S: service {\n  a: int;\n\nT: service {\n  \n}");
    check_typed("S: service {\n  a :int ;\n      $0b :int;\n}", "S: service {\n  a :int ;\n  b :int;\n}");
    check_typed("S: service {\n\ta: int;\n\t#omit[\n$0read];\n}", "S: service {\n\ta: int;\n\t#omit[\n\t\tread];\n}");
    check_typed("S: service {\r\n$0\r\n}", "S: service {\r\n  \r\n}");
}

#[test]
fn indents_a_new_line_inside_an_entry() {
    check_typed("S: service {\n  #uses[\n$0];\n}", "S: service {\n  #uses[\n  ];\n}");
    check_typed("S: service {\n  #uses[\n$0\n", "S: service {\n  #uses[\n    \n");
    check_typed("S: service {\n  #uses[\n    A,\n$0B\n  ];\n}", "S: service {\n  #uses[\n    A,\n    B\n  ];\n}");
    check_typed("S: service {\n  a: int\n$0@unique;\n}", "S: service {\n  a: int\n    @unique;\n}");
    check_typed("S: service {\n  a: string(\n  b: int;\n$0\n}", "S: service {\n  a: string(\n  b: int;\n  \n}");
    check_typed("S: service {\n  /* a\n$0b */\n}", "S: service {\n  /* a\nb */\n}");
}

#[test]
fn typing_other_characters_formats_nothing() {
    let (analysis, offset) = crate::fixture::cursor("S :service{ a :int,$0 }");
    assert_eq!(analysis.format_on_type(offset, ',', &FormatOptions::default()), []);
    assert_eq!(analysis.format_on_type(offset, ';', &FormatOptions::default()), []);
    assert_eq!(analysis.format_on_type(TextSize::new(99), ';', &FormatOptions::default()), []);
    assert_eq!(analysis.format_on_type(TextSize::new(99), '\n', &FormatOptions::default()), []);
    assert_eq!(analysis.format_on_type(TextSize::new(0), '}', &FormatOptions::default()), []);
}
