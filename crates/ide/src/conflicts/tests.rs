//! Tests of the quick fixes of merge conflicts, and of the features that leave conflicts alone.

use temple_model::apply_edits;

use super::*;
use crate::fixture::cursor;
use crate::{ActionKind, FormatOptions};

const TEXT: &str = "P :project {\n  #provider(kubernetes) ;\n}\n\nS: service {\n<<<<<<< HEAD\n  title :strng;\n=======\n  \
                    titles : strings;\n>>>>>>> topic\n  a: Int @unque;\n;\n}\nT: service { s: S; }\n";

/// Returns texts with complete and with incomplete conflicts.
fn texts() -> Vec<String> {
    let lines: Vec<&str> = TEXT.split_inclusive('\n').collect();
    let markers = |line: &&&str| line.starts_with(['<', '=', '>']);
    let without = |left_out: &str| lines.iter().filter(|line| !line.starts_with(left_out)).copied().collect::<String>();
    let mut texts = vec![TEXT.to_owned(), TEXT.replace('\n', "\r\n"), TEXT.replace("=======", "||||||| x\n=======")];
    texts.extend([TEXT.replace('\n', "\r"), format!("// Books.\r{}", TEXT.replace('\n', "\r"))]);
    texts.extend([TEXT.replace("=\n", "=\r"), format!("\u{feff}{}", &TEXT[TEXT.find('<').unwrap_or_default()..])]);
    texts.extend(lines.iter().filter(markers).map(|line| without(line)));
    let only = |kept: &str| lines.iter().filter(|line| **line == kept || !markers(line)).copied().collect::<String>();
    texts.extend(lines.iter().filter(markers).map(|line| only(line)));
    texts
}

#[test]
fn no_automatic_change_resolves_a_conflict() {
    let options = FormatOptions::default();
    for text in texts() {
        let analysis = Analysis::new(text.as_str());
        assert!(analysis.has_conflict());
        assert_eq!(analysis.fix_all(|_| true), None, "{text}");
        assert_eq!(analysis.format(&options), [], "{text}");
        for (at, char) in text.char_indices() {
            let offset = TextSize::of(&text[..at + char.len_utf8()]);
            assert_eq!(analysis.format_on_type(offset, char, &options), [], "{text}");
            assert_eq!(analysis.format_on_type(offset, '\n', &options), [], "{text}");
            assert_eq!(analysis.format_range(TextRange::new(0.into(), offset), &options), [], "{text}");
            let refused = "Resolve the merge conflict";
            assert!(analysis.prepare_rename(offset).is_err_and(|reason| reason.contains(refused)), "{text}");
            assert!(analysis.rename(offset, "Other").is_err_and(|reason| reason.contains(refused)), "{text}");
        }
    }
}

#[test]
fn offered_changes_keep_the_markers() {
    let mut offered = 0;
    for text in texts() {
        let analysis = Analysis::new(text.as_str());
        let markers = |text: &str| -> Vec<String> {
            let parse = temple_syntax::parse(text);
            let markers = parse.conflicts().iter().flat_map(Conflict::markers);
            markers.map(|marker| text[std::ops::Range::<usize>::from(marker.range)].to_owned()).collect()
        };
        for (start, _) in text.char_indices() {
            for end in [start, text.len()] {
                let range = TextRange::new(TextSize::of(&text[..start]), TextSize::of(&text[..end]));
                for action in analysis.actions(range, |_| true) {
                    assert_ne!(action.kind, ActionKind::FixAll);
                    assert!(!action.is_preferred, "{action:?}");
                    if action.repairs.is_some_and(|(code, _)| code == Code::MergeConflict) {
                        continue;
                    }
                    let after = apply_edits(&text, &action.edits);
                    assert_eq!(markers(&after), markers(&text), "{action:?} of\n{text}");
                    offered += 1;
                }
            }
            for item in analysis.completions(TextSize::of(&text[..start])) {
                let mut edits = item.additional.clone();
                edits.push(Edit { range: item.range, text: item.plain() });
                edits.sort_by_key(|edit| edit.range.start());
                assert_eq!(markers(&apply_edits(&text, &edits)), markers(&text), "{item:?} of\n{text}");
            }
        }
    }
    assert!(offered > 100, "{offered}");
}

#[test]
fn allows_an_edit_that_ends_a_line_before_a_marker() {
    let text = "a;\n<<<<<<< x\nb;\n=======\nc;\n>>>>>>> y\nd;\n";
    let markers = Markers::of(&temple_syntax::parse(text));
    let check = |start: u32, end: u32, new: &str, is_kept| {
        let edit = Edit { range: TextRange::new(start.into(), end.into()), text: new.to_owned() };
        assert_eq!(markers.are_kept_by(&[edit], text), is_kept, "{start}..{end} {new:?}");
    };
    check(0, 2, "", true);
    check(0, 3, "", true);
    check(1, 3, "", false);
    check(1, 3, "\n", true);
    check(3, 3, "x", false);
    check(3, 3, "x\n", true);
    check(12, 13, "", false);
    check(13, 16, "", true);
    check(14, 26, "", false);
    check(24, 26, "", true);
    let around = [
        Edit { range: TextRange::up_to(1.into()), text: String::new() },
        Edit { range: TextRange::empty(13.into()), text: "x".to_owned() },
    ];
    assert!(!markers.are_kept_by(&around, text));
}

/// Returns the titles of the fixes of the conflict at the cursor, and the text after the last fix.
fn repairs(marked: &str) -> (Vec<String>, String) {
    let (analysis, offset) = cursor(marked);
    let actions = analysis.actions(TextRange::empty(offset), |kind| kind == ActionKind::QuickFix);
    let is_of_conflict = |action: &&crate::Action| action.repairs.is_some_and(|(code, _)| code == Code::MergeConflict);
    let repairs: Vec<_> = actions.iter().filter(is_of_conflict).collect();
    let after = repairs.last().map_or_else(String::new, |last| apply_edits(analysis.text(), &last.edits));
    (repairs.iter().map(|action| action.title.clone()).collect(), after)
}

#[test]
fn keeps_both_sides_unless_that_causes_an_error() {
    let text = "P: project {}\nS: service {\n<<<<<<< HEAD\n  a: int;\n=======\n  b: int;\n>>>>>>> topic\n}\n";
    let sides = ["Keep the first side (HEAD)", "Keep the second side (topic)"];
    let all = [sides[0], sides[1], "Keep both sides"];
    let positions = ["<<< HEAD", "  a", "=======", "  b", ">>>> topic"];
    for position in positions {
        let (titles, after) = repairs(&text.replace(position, &format!("$0{position}")));
        assert_eq!(titles, all, "{position}");
        assert_eq!(after, "P: project {}\nS: service {\n  a: int;\n  b: int;\n}\n");
    }
    assert_eq!(repairs(&text.replace("S:", "$0S:")).0, [""; 0]);
    let base = text.replace("=======", "||||||| x\n  c: int;\n$0=======");
    assert_eq!(repairs(&base).1, "P: project {}\nS: service {\n  a: int;\n  b: int;\n}\n");
    // Both sides declare the same name, or are not whole entries.
    assert_eq!(repairs(&text.replace("  b", "$0  a")).0, sides);
    assert_eq!(repairs(&text.replace("  b: int;\n", "$0  b: int;\n}\nT: service {\n  c: int;\n")).0, all);
    assert_eq!(
        repairs("P: project {}\n<<<<<<< HEAD\n$0S: service {\n=======\nT: service {\n>>>>>>> topic\n}\n").0,
        sides
    );
    assert_eq!(repairs(&text.replace("a: int;", "a$0:\n int").replace("b: int;", "a:\n bool")).0, sides);
}

#[test]
fn answers_in_the_second_side_too() {
    let text = "P: project {}\nS: service {\n<<<<<<< HEAD\n  a: T;\n=======\n  b: T;\n  U: struct { c: $0int(1); }\n>>>>>>> topic\n}\nT: service {}\n";
    let (analysis, offset) = cursor(text);
    let hover = analysis.hover(offset).expect("a hover");
    assert_eq!(&analysis.text()[std::ops::Range::<usize>::from(hover.range)], "int");
    assert!(analysis.signature(offset + TextSize::of("int(")).is_some());
    assert!(analysis.completions(offset).iter().any(|item| item.label == "string"));
    let reference = TextSize::try_from(text.find("b: T").expect("it is there") + "b: ".len()).expect("small");
    let (_, declaration) = analysis.definition(reference).expect("a declaration");
    assert_eq!(&analysis.text()[std::ops::Range::<usize>::from(declaration.name)], "T");
    let highlights = analysis.highlights(TextRange::up_to(TextSize::of(&**analysis.text())));
    assert!(highlights.iter().any(|highlight| highlight.range.start() == offset));
    assert!(highlights.is_sorted_by_key(|highlight| highlight.range.end()));
}

#[test]
fn conflict_fixes_keep_line_ends_and_the_byte_order_mark() {
    let text =
        "<<<<<<< HEAD\nS: service { a: int; }\n$0=======\nT: service { b: int; }\n>>>>>>> topic\nP: project {}\n";
    let kept = "S: service { a: int; }\nT: service { b: int; }\nP: project {}\n";
    for to in ["\n", "\r\n", "\r"] {
        for before in ["", "\u{feff}"] {
            let (titles, after) = repairs(&format!("{before}{}", text.replace('\n', to)));
            assert_eq!(titles, ["Keep the first side (HEAD)", "Keep the second side (topic)", "Keep both sides"]);
            assert_eq!(after, format!("{before}{}", kept.replace('\n', to)));
        }
    }
}

#[test]
fn tries_to_keep_both_sides_of_one_conflict_only() {
    let one = "<<<<<<< a\nS: service { a: int; }\n=======\nT: service { b: int; }\n>>>>>>> b\n";
    let text = one.repeat(50);
    let analysis = Analysis::new(text.as_str());
    let analyses_after_edits = || analysis.analyses_after_edits.load(std::sync::atomic::Ordering::Relaxed);
    let made = |range| {
        let before = analyses_after_edits();
        let actions = analysis.actions(range, |_| true);
        (actions.iter().filter(|it| it.title.starts_with("Keep")).count(), analyses_after_edits() - before)
    };
    let whole = TextRange::up_to(TextSize::of(&*text));
    assert_eq!(made(whole), (100, 0));
    let second = TextRange::at(TextSize::of(one), TextSize::of(one) - TextSize::of('\n'));
    for range in [second, TextRange::empty(second.start()), TextRange::empty(second.end())] {
        let (offered, made) = made(range);
        assert!((2..=3).contains(&offered) && made == 1, "{offered} {made}");
    }
}
