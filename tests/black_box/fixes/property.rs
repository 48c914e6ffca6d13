//! Properties of every fix: it removes its diagnostic and adds no syntax error, and new errors appear only in text that
//! could not be parsed before.

use std::ops::Range;

use temple_ide::{Analysis, Code, Diagnostic, Fix, Severity, TextRange, TextSize, apply_edits};
use temple_syntax::{Element, Node, Parse, Side, SyntaxErrorKind, SyntaxKind};

/// The errors elsewhere that a fix may reveal, because they cannot be detected before: a word that becomes known may
/// conflict with the rest of the block or with the project, and a project that becomes known is compared with the
/// services.
const REVEALED: &[(Code, &[Code])] = &[
    (
        Code::SyntaxError,
        &[
            Code::ReferenceCycle,
            Code::AuthMethodWithoutAuth,
            Code::AuthWithoutAuthMethod,
            Code::ReadableThisWithoutAuth,
            Code::WritableThisWithoutAuth,
            Code::WritableAllReadableThis,
            Code::NoUsableName,
            Code::DuplicateStruct,
            Code::DuplicateAttribute,
        ],
    ),
    (
        Code::MissingProject,
        &[
            Code::NoUsableName,
            Code::ReadableThisWithoutAuth,
            Code::WritableThisWithoutAuth,
            Code::WritableAllReadableThis,
        ],
    ),
    (
        Code::UnknownMetadata,
        &[
            Code::AuthMethodWithoutAuth,
            Code::AuthWithoutAuthMethod,
            Code::WritableAllReadableThis,
            Code::ReadableThisWithoutAuth,
            Code::WritableThisWithoutAuth,
        ],
    ),
    (Code::UnknownValue, &[Code::WritableAllReadableThis]),
    (Code::UnknownArgument, &[Code::WritableAllReadableThis]),
    (Code::UnknownType, &[Code::ReferenceCycle]),
    (Code::UnknownReference, &[Code::ReferenceCycle]),
    (
        Code::DuplicateMetadata,
        &[
            Code::AuthMethodWithoutAuth,
            Code::ReadableThisWithoutAuth,
            Code::WritableThisWithoutAuth,
            Code::WritableAllReadableThis,
        ],
    ),
];

/// The diagnostics of something that could not be interpreted: a name, a value, or its surroundings.
const OF_WORDS: &[Code] = &[
    Code::UnknownBlockKind,
    Code::UnknownMetadata,
    Code::UnknownType,
    Code::UnknownAnnotation,
    Code::UnknownArgument,
    Code::UnknownValue,
    Code::WrongArgumentType,
    Code::MissingArgument,
    Code::TooManyArguments,
    Code::NumberOverflow,
];

/// Applies the edits of a fix to a text, after checking that they are valid.
#[track_caller]
pub(super) fn apply(text: &str, fix: &Fix) -> String {
    assert!(!fix.title.is_empty() && !fix.edits.is_empty(), "{fix:?}");
    let mut end = 0;
    for edit in &fix.edits {
        let range = Range::<usize>::from(edit.range);
        assert!(end <= range.start && text.get(range.clone()).is_some(), "{fix:?} cannot be applied to {text:?}");
        assert!(text[range.clone()] != edit.text, "{fix:?} changes nothing in {text:?}");
        end = range.end;
    }
    apply_edits(text, &fix.edits)
}

/// A fix applied to a text, with the mapping of ranges and diagnostics between the two texts.
pub(super) struct Applied<'a> {
    before: &'a Analysis,
    fix: &'a Fix,
    after: Analysis,
}

impl<'a> Applied<'a> {
    #[track_caller]
    pub(super) fn new(before: &'a Analysis, fix: &'a Fix) -> Applied<'a> {
        let after = before.after_edit(apply(before.text(), fix));
        Applied { before, fix, after }
    }

    /// Maps a range of the old text to the new one, including text that the edits insert inside it or at its ends.
    fn moved(&self, range: TextRange) -> TextRange {
        let (mut start, mut end) = (i64::from(u32::from(range.start())), i64::from(u32::from(range.end())));
        for edit in &self.fix.edits {
            let longer = i64::from(u32::from(TextSize::of(&edit.text))) - i64::from(u32::from(edit.range.len()));
            if edit.range.end() < range.start() {
                start += longer;
            } else if edit.range.start() < range.start() {
                // The start of the range was replaced too, so it is the start of the edit.
                start -= i64::from(u32::from(range.start() - edit.range.start()));
            }
            if edit.range.start() <= range.end() {
                end += longer;
            }
        }
        let size = |at: i64| TextSize::new(u32::try_from(at).expect("an offset in the text"));
        TextRange::new(size(start), size(end.max(start)))
    }

    /// Returns the diagnostics of the new text that the old one does not have at the same position, except for the
    /// fixed one.
    fn new_ones(&self, repaired: Option<&Diagnostic>) -> Vec<&Diagnostic> {
        let is_other = |it: &&Diagnostic| repaired.is_none_or(|repaired| !std::ptr::eq(*it, repaired));
        let others = self.before.diagnostics().iter().filter(is_other);
        let mut old: Vec<(&Diagnostic, TextRange)> = others.map(|it| (it, self.moved(it.range))).collect();
        let is_new = |new: &&Diagnostic| {
            let is_old = |(old, range): &(&Diagnostic, TextRange)| {
                // Text that an edit moves elsewhere keeps its errors.
                let is_moved = self.fix.edits.iter().any(|edit| edit.range.contains_range(old.range));
                is_same(old, new) && (range.intersect(new.range).is_some() || (is_moved && old.message == new.message))
            };
            let index = old.iter().position(is_old);
            index.map(|index| old.remove(index)).is_none()
        };
        self.after.diagnostics().iter().filter(is_new).collect()
    }

    /// Returns the fault of the fix of a diagnostic; `None` if it works as intended.
    pub(super) fn fault(&self, repaired: &Diagnostic) -> Option<String> {
        let new = self.new_ones(Some(repaired));
        let range = self.moved(repaired.range);
        let remains = new.iter().any(|new| is_same(new, repaired) && new.range.intersect(range).is_some());
        // An unterminated comment may hide any number of errors.
        let hides_all = is_about(repaired, SyntaxErrorKind::UnterminatedComment);
        let what = match (remains, self.added(&new, &[repaired], hides_all).as_slice()) {
            (true, _) => "leaves it".to_owned(),
            (_, []) => return None,
            (_, added) => format!("adds {added:#?}"),
        };
        let Diagnostic { code, message, range, .. } = repaired;
        Some(self.described(&format!("{code} at {range:?}, {message:?}: {:?} {what}", self.fix.title)))
    }

    /// Returns the fault of a change that applies many fixes at once; `None` if it works as intended.
    pub(super) fn fault_of_all(&self) -> Option<String> {
        let repaired: Vec<&Diagnostic> = self.before.diagnostics().iter().collect();
        let added = self.added(&self.new_ones(None), &repaired, false);
        let is_worse = of_syntax(&self.after) > of_syntax(self.before);
        (is_worse || !added.is_empty()).then(|| self.described(&format!("{:?} adds {added:#?}", self.fix.title)))
    }

    /// Returns the forbidden new errors: more syntax errors than were removed, and other errors where everything could
    /// be parsed before.
    fn added(&self, new: &[&Diagnostic], repaired: &[&Diagnostic], hides_all: bool) -> Vec<String> {
        let touches = |ranges: &[TextRange], range: TextRange| ranges.iter().any(|it| it.intersect(range).is_some());
        let moved =
            |ranges: Vec<TextRange>| -> Vec<TextRange> { ranges.into_iter().map(|it| self.moved(it)).collect() };
        let unread = moved(unread(self.before, repaired));
        let passed_over = moved(passed_over(self.before.parse().root()));
        let is_revealed = |code: Code| {
            let mut hidden = REVEALED.iter().filter(|(hiding, _)| repaired.iter().any(|it| it.code == *hiding));
            hidden.any(|(_, hidden)| hidden.contains(&code))
        };
        let adds_syntax = of_syntax(&self.after) > of_syntax(self.before) && !hides_all;
        let is_fault = |new: &&&Diagnostic| {
            let is_hidden = touches(&unread, new.range) || is_revealed(new.code);
            let is_added = adds_syntax && is_of_syntax(new) && !touches(&passed_over, new.range);
            is_error(new) && (is_added || !is_hidden)
        };
        new.iter().filter(is_fault).map(|it| format!("{:?} {}", it.range, it.message)).collect()
    }

    fn described(&self, what: &str) -> String {
        format!("{what}\n{}\n---\n{}", self.before.text(), self.after.text())
    }
}

/// Returns true if two diagnostics are equal. All syntax errors have the same code, so their messages are compared too.
fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code && (one.code != Code::SyntaxError || one.message == other.message)
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.severity() == Severity::Error
}

fn is_of_syntax(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.code, Code::SyntaxError | Code::NumberOverflow | Code::MergeConflict)
}

fn is_about(diagnostic: &Diagnostic, kind: SyntaxErrorKind) -> bool {
    diagnostic.code == Code::SyntaxError && diagnostic.message == kind.to_string()
}

/// Counts the syntax errors.
fn of_syntax(analysis: &Analysis) -> usize {
    analysis.diagnostics().iter().filter(|it| is_of_syntax(it)).count()
}

/// Returns the parts of a text that could not be parsed with certainty: text that the parser skipped, entries and heads
/// of blocks with a syntax error, blocks with unmatched braces, all sides of merge conflicts, and the entry or block
/// with the unknown word.
fn unread(analysis: &Analysis, repaired: &[&Diagnostic]) -> Vec<TextRange> {
    let whole = TextRange::up_to(TextSize::of(&**analysis.text()));
    let first = analysis.parse();
    let mut unread = Vec::new();
    for parse in [Some(first), first.second_side()].into_iter().flatten() {
        unread.extend(passed_over(parse.root()));
        for error in parse.errors() {
            unread.push(error.range);
            unread.extend(around(parse, error.kind, error.range, whole));
        }
        for repaired in repaired.iter().filter(|repaired| OF_WORDS.contains(&repaired.code)) {
            let path = parse.path_to(repaired.range);
            let is_part = |kind| match repaired.code {
                Code::UnknownBlockKind => kind == SyntaxKind::BLOCK,
                _ => matches!(kind, SyntaxKind::ATTRIBUTE | SyntaxKind::METADATA),
            };
            unread.extend(path.iter().rev().find(|node| is_part(node.kind())).map(|node| node.range()));
        }
    }
    let sides =
        first.conflicts().iter().flat_map(|conflict| [Side::First, Side::Second].map(|side| conflict.side(side)));
    unread.extend(sides.flatten());
    unread
}

/// Returns the ranges that the parser skipped.
fn passed_over(root: Node<'_>) -> Vec<TextRange> {
    let (mut ranges, mut work) = (Vec::new(), vec![root]);
    while let Some(node) = work.pop() {
        for child in node.children() {
            match child {
                Element::Node(node) if node.kind() != SyntaxKind::ERROR => work.push(node),
                child if matches!(child.kind(), SyntaxKind::ERROR | SyntaxKind::ERROR_TOKEN) => {
                    ranges.push(child.range());
                }
                _ => {}
            }
        }
    }
    ranges
}

/// Returns the range that an error makes uncertain.
fn around(parse: &Parse, kind: SyntaxErrorKind, range: TextRange, whole: TextRange) -> Option<TextRange> {
    use SyntaxErrorKind as E;
    // An error at the end of an entry belongs to it.
    let path = parse.path_to(TextRange::empty(range.start()));
    let is_entry = |node: &&Node<'_>| matches!(node.kind(), SyntaxKind::ATTRIBUTE | SyntaxKind::METADATA);
    let is_block = |node: &&Node<'_>| node.kind() == SyntaxKind::BLOCK;
    if kind == E::UnterminatedComment {
        return Some(whole);
    }
    if let Some(entry) = path.iter().rev().find(is_entry) {
        return Some(entry.range());
    }
    if matches!(kind, E::UnclosedBrace | E::UnmatchedBrace | E::ExpectedBrace | E::ParenthesisForBrace) {
        // The top-level block, and the text up to the next one.
        let Some(block) = path.iter().find(is_block) else { return Some(whole) };
        let next = parse.root().nodes().find(|node| is_block(&node) && node.range().start() > block.range().start());
        return Some(TextRange::new(block.range().start(), next.map_or(whole.end(), |next| next.range().start())));
    }
    let block = path.iter().rev().find(is_block)?;
    let body = block.nodes().find(|node| node.kind() == SyntaxKind::BODY);
    let head = TextRange::new(block.range().start(), body.map_or(block.range().end(), |body| body.range().start()));
    head.contains_inclusive(range.start()).then_some(head)
}
