//! Merge conflicts: each side is parsed as if the text contained neither the markers nor the other side.

use std::ops::Range;

use super::check_invariants;
use crate::{Element, Node, Parse, Side, SyntaxKind, TextSize, parse};

/// The nodes and tokens of a tree without trivia, each with its depth and, for a token, its text.
fn shape(root: Node<'_>) -> Vec<(usize, SyntaxKind, String)> {
    let (mut shape, mut stack) = (Vec::new(), vec![(0, Element::Node(root))]);
    while let Some((depth, element)) = stack.pop() {
        match element {
            Element::Token(token) if token.kind().is_trivia() => {}
            Element::Token(token) => shape.push((depth, token.kind(), token.text().to_owned())),
            Element::Node(node) => {
                shape.push((depth, node.kind(), String::new()));
                let from = stack.len();
                stack.extend(node.children().map(|child| (depth + 1, child)));
                stack[from..].reverse();
            }
        }
    }
    shape
}

/// The errors except those about conflicts, each with the text of its range.
fn errors<'t>(parse: &Parse, text: &'t str) -> Vec<(String, &'t str)> {
    let errors = parse.errors().iter().filter(|error| !error.kind.is_of_conflict());
    errors.map(|error| (error.kind.to_string(), &text[Range::<usize>::from(error.range)])).collect()
}

/// The text with one side of every conflict, without markers.
fn resolved(text: &str, side: Side) -> String {
    let other = if side == Side::First { Side::Second } else { Side::First };
    let mut gone: Vec<Range<usize>> = Vec::new();
    for conflict in parse(text).conflicts() {
        gone.extend(conflict.markers().map(|marker| Range::from(marker.line)));
        gone.extend(conflict.side(other).map(Range::<usize>::from));
        if let (Some(base), Some(middle)) = (conflict.base, conflict.middle) {
            gone.push(usize::from(base.line.end())..usize::from(middle.line.start()));
        }
    }
    let is_kept = |at: usize| !gone.iter().any(|gone| gone.contains(&at));
    text.char_indices().filter(|(at, _)| is_kept(*at)).map(|(_, char)| char).collect()
}

/// Checks both trees of a text against those of the resolved texts, and checks the markers of each conflict.
#[track_caller]
fn check(text: &str, markers: &[&str]) {
    check_invariants(text);
    let whole = parse(text);
    let found: Vec<Vec<&str>> = whole
        .conflicts()
        .iter()
        .map(|conflict| conflict.markers().map(|marker| &text[Range::<usize>::from(marker.range)]).collect())
        .collect();
    assert_eq!(found.iter().map(|markers| markers.join(" ")).collect::<Vec<_>>(), markers, "{text}");
    let reported: Vec<_> = whole.errors().iter().filter(|error| error.kind.is_of_conflict()).collect();
    assert_eq!(reported.len(), markers.len(), "{text}");
    let is_split = whole.conflicts().iter().any(super::super::Conflict::is_complete);
    assert_eq!(whole.second_side().is_some(), is_split);
    for (side, read) in [(Side::First, Some(&whole)), (Side::Second, whole.second_side())] {
        let Some(read) = read else { continue };
        let spelt: String = read.root().descendant_tokens().map(|token| token.text()).collect();
        assert_eq!(spelt, text);
        let resolved = resolved(text, side);
        let expected = parse(&resolved);
        assert_eq!(shape(read.root()), shape(expected.root()), "{side:?} of\n{text}\n{resolved}");
        let is_about_comment = |message: &str| message.contains("comment");
        let same = |(own, other): (&(String, &str), &(String, &str))| {
            own == other || (own.0 == other.0 && is_about_comment(&own.0))
        };
        let (own, other) = (errors(read, text), errors(&expected, &resolved));
        assert!(own.len() == other.len() && own.iter().zip(&other).all(same), "{own:?}\n{other:?}\n{text}");
    }
    for (start, _) in text.match_indices(['<', '|', '=', '>', '\n', '{', '}', '/', ' ']) {
        let mut edited = text.to_owned();
        edited.remove(start);
        check_reparse(text, &edited);
        check_reparse(&edited, text);
    }
}

#[track_caller]
fn check_reparse(old: &str, new: &str) {
    let facts = |parse: &Parse| {
        let root = |parse: &Parse| format!("{:?}{:?}", parse.root(), parse.errors());
        (root(parse), parse.conflicts().to_vec(), parse.second_side().map(root))
    };
    assert_eq!(facts(&parse(old).reparse(old, new)), facts(&parse(new)), "{old:?} -> {new:?}");
}

const HALVES: &str = "<<<<<<< HEAD ======= >>>>>>> topic";

#[test]
fn finds_conflicts_anywhere() {
    // Inside a block: in the middle, at the start, at the end, and as its only content.
    check("S: service {\n<<<<<<< HEAD\n  a: int;\n=======\n  b: int;\n>>>>>>> topic\n}\n", &[HALVES]);
    check("S: service {\n  c: int;\n<<<<<<< HEAD\n  a: int;\n=======\n>>>>>>> topic\n  d: int;\n}\n", &[HALVES]);
    check("S: service {\n<<<<<<< HEAD\n=======\n  b: int;\n  #auth;\n>>>>>>> topic\n}\n", &[HALVES]);
    check("S: service {\n<<<<<<< HEAD\n=======\n>>>>>>> topic\n}\n", &[HALVES]);
    // At the start and the end of the file, also without a final line ending.
    check("<<<<<<< HEAD\nS: service {}\n=======\nT: service {}\n>>>>>>> topic\n", &[HALVES]);
    check("P: project {}\n<<<<<<< HEAD\nS: service {}\n=======\nT: service {}\n>>>>>>> topic", &[HALVES]);
    check("<<<<<<< HEAD\n=======\n>>>>>>> topic", &[HALVES]);
    // Within an entry, and within brackets.
    check("S: service {\n  a:\n<<<<<<< HEAD\n  int\n=======\n  bool\n>>>>>>> topic\n  @unique;\n}\n", &[HALVES]);
    check("S: service {\n  #omit[\n<<<<<<< HEAD\n  read,\n=======\n  update\n>>>>>>> topic\n  ];\n}\n", &[HALVES]);
}

#[test]
fn parses_incomplete_sides() {
    // One side closes a block, the other one opens another.
    check("<<<<<<< HEAD\nS: service {\n=======\nT: service {\n>>>>>>> topic\n  a: int;\n}\n", &[HALVES]);
    check("S: service {\n<<<<<<< HEAD\n  a: int;\n}\n=======\n  b: int;\n}\nT: service {}\n>>>>>>> topic\n", &[HALVES]);
    check(
        "S: service {\n<<<<<<< HEAD\n  a: int;\n}\n\nT: service {\n=======\n  b: int;\n>>>>>>> topic\n}\n",
        &[HALVES],
    );
    // One side contains an error.
    check("S: service {\n<<<<<<< HEAD\n  a: int;\n}\n=======\n  b: int;\n>>>>>>> topic\n", &[HALVES]);
    check("S: service {\n<<<<<<< HEAD\n  a: int(5;\n=======\n  b: int\n>>>>>>> topic\n}\n", &[HALVES]);
    check("S: service {\n<<<<<<< HEAD\n  a: ?;\n=======\n  b: \"x\";\n>>>>>>> topic\n  c: int;\n}\n", &[HALVES]);
}

#[test]
fn recognizes_the_markers_of_git() {
    let with = "<<<<<<< HEAD ||||||| 4f2a91c ======= >>>>>>> topic";
    let base = "S: service {\n<<<<<<< HEAD\n  a: int;\n||||||| 4f2a91c\n  c: (\n=======\n  b: int;\n>>>>>>> topic\n}\n";
    check(base, &[with]);
    check(&base.replace("  c: (\n", ""), &[with]);
    check(&base.replace(['H', 'E', 'A', 'D'], "").replace("4f2a91c", ""), &["<<<<<<<  |||||||  ======= >>>>>>> topic"]);
    check(
        &base.replace("<<<<<<< HEAD", "<<<<<<<").replace(">>>>>>> topic", ">>>>>>>\t"),
        &["<<<<<<< ||||||| 4f2a91c ======= >>>>>>>\t"],
    );
    check(&base.replace('\n', "\r\n"), &[with]);
    check(
        &base.replace("topic", "1f3e (Ändere „dies“ /* so */)"),
        &["<<<<<<< HEAD ||||||| 4f2a91c ======= >>>>>>> 1f3e (Ändere „dies“ /* so */)"],
    );
    // Other lines are not markers: with more or fewer signs, or with text directly after or before the signs.
    for other in
        ["<<<<<<<<", "<<<<<<", "<<<<<<<x", " <<<<<<<", "========", "======", " =======", "x =======", ">>>>>>>>"]
    {
        let text = format!("S: service {{\n{other}\n  a: int;\n}}\n");
        assert_eq!(parse(&text).conflicts(), [], "{text}");
        check_invariants(&text);
    }
}

#[test]
fn finds_several_conflicts() {
    let one = "<<<<<<< HEAD\n  a: int;\n=======\n  b: int;\n>>>>>>> topic\n";
    let other = "<<<<<<< HEAD\n  c: int;\n||||||| x\n=======\n>>>>>>> topic\n";
    let with = "<<<<<<< HEAD ||||||| x ======= >>>>>>> topic";
    check(&format!("S: service {{\n{one}{other}}}\n{one}"), &[HALVES, with, HALVES]);
    check(&format!("S: service {{\n{one}  d: int;\n{other}}}\nT: service {{}}\n{one}"), &[HALVES, with, HALVES]);
}

#[test]
fn finds_a_conflict_inside_a_side() {
    let inner = "<<<<<<< a\n  a: int;\n=======\n  b: int;\n>>>>>>> b\n";
    let inner_markers = "<<<<<<< a ======= >>>>>>> b";
    let text = format!("S: service {{\n<<<<<<< HEAD\n{inner}=======\n  c: int;\n>>>>>>> topic\n}}\n");
    check(&text, &[HALVES, inner_markers]);
    let text = format!("S: service {{\n<<<<<<< HEAD\n  c: int;\n=======\n{inner}>>>>>>> topic\n}}\n");
    check(&text, &[HALVES, inner_markers]);
}

#[test]
fn finds_leftover_markers() {
    let line = "S: service {\n  a: int;\n§  b: int;\n}\n";
    let with = |lines: &str| line.replace('§', lines);
    check(&with("<<<<<<< HEAD\n"), &["<<<<<<< HEAD"]);
    check(&with("||||||| x\n"), &["||||||| x"]);
    check(&with("=======\n"), &["======="]);
    check(&with(">>>>>>> topic\n"), &[">>>>>>> topic"]);
    check(&with("<<<<<<< HEAD\n  c: int;\n=======\n"), &["<<<<<<< HEAD ======="]);
    check(&with("=======\n  c: int;\n>>>>>>> topic\n"), &["======= >>>>>>> topic"]);
    check(&with("<<<<<<< HEAD\n  c: int;\n>>>>>>> topic\n"), &["<<<<<<< HEAD >>>>>>> topic"]);
    // In the wrong order, each marker is reported separately.
    check(&with(">>>>>>> topic\n  c: int;\n<<<<<<< HEAD\n"), &[">>>>>>> topic", "<<<<<<< HEAD"]);
    check(&with("=======\n=======\n"), &["=======", "======="]);
    // Next to a complete conflict.
    let whole = "<<<<<<< HEAD\n  c: int;\n=======\n  d: int;\n>>>>>>> topic\n";
    check(&with(&format!("<<<<<<< x\n{whole}")), &["<<<<<<< x", HALVES]);
    check(&with(&format!("{whole}>>>>>>> x\n")), &[HALVES, ">>>>>>> x"]);
    check(&with(&format!("=======\n{whole}")), &["=======", HALVES]);
    check(&with(&whole.replace("  d", "=======\n  d")), &[HALVES, "======="]);
}

#[test]
fn ignores_markers_in_comments() {
    for comment in
        ["/*\n=======\nBooks\n=======\n*/", "/*\n<<<<<<< HEAD\n=======\n>>>>>>> topic\n*/", "// <<<<<<< HEAD"]
    {
        let text = format!("{comment}\nS: service {{\n  a: int;\n}}\n");
        let parse = parse(&text);
        assert_eq!((parse.conflicts(), parse.errors()), (&[][..], &[][..]), "{text}");
    }
    let conflict = "<<<<<<< HEAD\n  a: int;\n=======\n  b: int;\n>>>>>>> topic\n";
    check(&format!("S: service {{\n/*\n=======\n*/\n{conflict}/*\n=======\n*/\n}}\n"), &[HALVES]);
    check(&format!("/*\n<<<<<<< x\n=======\n>>>>>>> y\n*/\nS: service {{\n{conflict}}}\n"), &[HALVES]);
    // A comment with a line of signs in either side.
    let banner = "  /*\n=======\n  Books\n=======\n  */\n";
    check(&format!("S: service {{\n{}}}\n", conflict.replace("  a", &format!("{banner}  a"))), &[HALVES]);
    check(&format!("S: service {{\n{}}}\n", conflict.replace("  b", &format!("{banner}  b"))), &[HALVES]);
}

#[test]
fn a_side_may_start_or_end_a_comment() {
    check(
        "<<<<<<< HEAD\n/* The books of\n=======\n/* The volumes of\n>>>>>>> topic\n   ours. */\nS: service {}\n",
        &[HALVES],
    );
    check("<<<<<<< HEAD\n/* The books of\n=======\n// The volumes\n>>>>>>> topic\nS: service {}\n// */\n", &[HALVES]);
    check(
        "/* The books\n<<<<<<< HEAD\n  of ours. */\n=======\n  of theirs. */\n>>>>>>> topic\nS: service {}\n",
        &[HALVES],
    );
    check("S: service {\n/*\n<<<<<<< HEAD\n a */\n=======\n b */\n>>>>>>> topic\n  a: int;\n}\n", &[HALVES]);
    // An unclosed comment in one side hides the next conflict only for that side.
    let next = "S: service {\n<<<<<<< HEAD\n  a: int;\n=======\n  b: int;\n>>>>>>> topic\n}\n";
    check(&format!("<<<<<<< HEAD\n/* a\n=======\n// b\n>>>>>>> topic\n{next}"), &[HALVES, HALVES]);
    check(&format!("<<<<<<< HEAD\n// a\n=======\n/* b\n>>>>>>> topic\n{next}"), &[HALVES, HALVES]);
}

#[test]
fn any_number_of_conflicts_is_found() {
    let one = "<<<<<<< HEAD\nS: service {\n=======\nT: service {\n>>>>>>> topic\n}\n";
    assert_eq!(parse(&one.repeat(20_000)).conflicts().len(), 20_000);
    assert_eq!(parse(&"<<<<<<< a\n".repeat(50_000)).conflicts().len(), 50_000);
    let nested = "<<<<<<< a\n".repeat(20_000) + &"=======\n>>>>>>> b\n".repeat(20_000);
    assert_eq!(parse(&nested).conflicts().len(), 20_000);
    assert_eq!(parse(&nested).root().range().len(), TextSize::of(&*nested));
}

#[test]
fn a_carriage_return_ends_a_line() {
    let text = "S: service {\n<<<<<<< HEAD\n  a: int;\n||||||| x\n  c: int;\n=======\n  b: int;\n>>>>>>> topic\n}\n";
    let with = "<<<<<<< HEAD ||||||| x ======= >>>>>>> topic";
    check(&text.replace('\n', "\r"), &[with]);
    check(&text.replace(" HEAD\n", " HEAD\r").replace("}\n", "}\r"), &[with]);
    check(&text.replace("=\n", "=\r"), &[with]);
    check(&text.replace("\n=", "\r="), &[with]);
    check("S: service {\r=======\r  a: int;\r}\r", &["======="]);
    check(&text.replace("a: int;", "a: int; // One.").replace('\n', "\r"), &[with]);
}

#[test]
fn finds_a_conflict_after_a_carriage_return_in_a_line_comment() {
    let conflict = "<<<<<<< HEAD\r  a: int;\r=======\r  b: int;\r>>>>>>> topic\r";
    check(&format!("// Books.\rS: service {{\r{conflict}}}\r"), &[HALVES]);
    check(&format!("S: service {{}}\n// Books.\r{conflict}Comics.\nT: service {{}}\n"), &[HALVES]);
    // A line of signs in a comment is a heading, as it is in a block comment.
    for comment in ["// Books.\r=======\r", "// <<<<<<< HEAD\r", "/*\r<<<<<<< HEAD\r=======\r>>>>>>> topic\r*/"] {
        let text = format!("S: service {{}}\n{comment}\nT: service {{}}\n");
        let parse = parse(&text);
        assert_eq!((parse.conflicts(), parse.errors()), (&[][..], &[][..]), "{text}");
    }
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_first_line() {
    let text = "\u{feff}<<<<<<< HEAD\nS: service {}\n=======\nT: service {}\n>>>>>>> topic\n";
    check(text, &[HALVES]);
    assert!(resolved(text, Side::First).starts_with("\u{feff}S"));
    check("\u{feff}=======\nS: service {}\n", &["======="]);
    assert_eq!(parse("S: service {}\n\u{feff}=======\n").conflicts(), []);
}
