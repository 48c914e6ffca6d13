//! Merge conflicts: one diagnostic for each, and the problems of either side.
//!
//! A text with conflicts is checked twice, with the first sides and with the second sides, so that the sides are
//! never compared with each other. A problem of either text is reported.

use rustc_hash::FxHashMap;
use temple_syntax::{Conflict, Marker, Parse, Side, SyntaxErrorKind, TextRange, TextSize};

use crate::sink::Sink;
use crate::{Code, Diagnostic, Edit, Fix};

/// The maximum number of characters of a marker's label in a title.
const MAX_LABEL_CHARS: usize = 40;

/// Reports every conflict at its first marker.
pub(crate) fn report(parse: &Parse, sink: &mut Sink) {
    for conflict in parse.conflicts() {
        let Some(first) = conflict.markers().next() else { continue };
        let message = match conflict.is_complete() {
            true => SyntaxErrorKind::MergeConflict,
            false => SyntaxErrorKind::LeftoverMergeMarker,
        };
        let diagnostic = sink.report(Code::MergeConflict, first.range, message.to_string());
        for marker in conflict.markers().skip(1) {
            diagnostic.relate(marker.range, role(conflict, marker));
        }
        diagnostic.fixes = fixes(conflict, parse);
    }
}

fn role(conflict: &Conflict, marker: Marker) -> &'static str {
    let is = |other: Option<Marker>| other == Some(marker);
    match () {
        () if !conflict.is_complete() => "Another leftover marker is here.",
        () if is(conflict.base) => "The common ancestor of both sides starts here.",
        () if is(conflict.middle) => "The second side starts here.",
        () => "The second side ends here.",
    }
}

/// The ways to resolve a conflict. None is safe, since only the user knows which one is right.
fn fixes(conflict: &Conflict, parse: &Parse) -> Vec<Fix> {
    let (Some(start), Some(middle), Some(end), true) =
        (conflict.start, conflict.middle, conflict.end, conflict.is_complete())
    else {
        let lines: Vec<Edit> = conflict.markers().map(|marker| Edit::delete(marker.line)).collect();
        let title = if lines.len() == 1 { "Delete the marker" } else { "Delete the markers" };
        return vec![Fix::new(title, lines).mark_for_review()];
    };
    let keep = |which: &str, marker, before: TextRange, after: TextRange| {
        let label = label(marker, parse).map_or_else(String::new, |label| format!(" ({label})"));
        Fix::new(format!("Keep the {which} side{label}"), vec![Edit::delete(before), Edit::delete(after)])
            .mark_for_review()
    };
    let first_end = conflict.base.unwrap_or(middle).line;
    vec![
        keep("first", start, start.line, first_end.cover(end.line)),
        keep("second", end, start.line.cover(middle.line), end.line),
    ]
}

/// The words after the sign of a marker, such as the name of a branch. `None` if there are none.
fn label(marker: Marker, parse: &Parse) -> Option<String> {
    let token = parse.token_at(marker.range.start())?;
    let text = &token.text()[usize::from(marker.range.start() - token.range().start())..];
    let text = &text[..usize::from(marker.range.len())];
    let words = text.trim_start_matches(['<', '>']).trim();
    let shown: String = words.chars().take(MAX_LABEL_CHARS).collect();
    let rest = if shown.len() < words.len() { "…" } else { "" };
    (!words.is_empty()).then(|| shown + rest)
}

/// Merges the diagnostics for the first sides with those for the second sides. Both inputs are sorted, and so is the
/// result.
pub(crate) fn merged(parse: &Parse, first: Vec<Diagnostic>, second: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut both: FxHashMap<(Code, TextRange, String), Vec<Diagnostic>> = FxHashMap::default();
    for diagnostic in second.into_iter().rev() {
        both.entry(identity(&diagnostic)).or_default().push(diagnostic);
    }
    let [first_sides, second_sides] = [Side::First, Side::Second].map(|side| SideLines::of(parse.conflicts(), side));
    let mut merged = Vec::new();
    for mut diagnostic in first {
        match both.get_mut(&identity(&diagnostic)).and_then(Vec::pop) {
            // A fix has to be valid for both texts.
            Some(same) => diagnostic.fixes.retain(|fix| same.fixes.contains(fix)),
            None => restrict_to_side(&mut diagnostic, &first_sides, parse.conflicts()),
        }
        merged.push(diagnostic);
    }
    for mut diagnostic in both.into_values().flatten() {
        restrict_to_side(&mut diagnostic, &second_sides, parse.conflicts());
        merged.push(diagnostic);
    }
    merged.sort_by(|one, other| one.key().cmp(&other.key()).then_with(|| one.message.cmp(&other.message)));
    merged
}

/// The key by which diagnostics of the two sides are matched. The message of most codes may differ between sides, for
/// example in its suggestion; syntax errors share one code, so that only the message distinguishes them.
fn identity(diagnostic: &Diagnostic) -> (Code, TextRange, String) {
    let message = if diagnostic.code == Code::SyntaxError { diagnostic.message.as_str() } else { "" };
    (diagnostic.code, diagnostic.range, message.to_owned())
}

/// The lines of one side of all conflicts.
struct SideLines {
    side: Side,
    /// The start of the lines of each conflict, sorted, with the furthest end of these and all earlier ones: a side may
    /// contain other conflicts.
    reaches: Vec<(TextSize, TextSize)>,
}

impl SideLines {
    fn of(conflicts: &[Conflict], side: Side) -> SideLines {
        let lines = conflicts.iter().filter_map(|conflict| conflict.side(side));
        let mut reaches: Vec<(TextSize, TextSize)> = lines.map(|lines| (lines.start(), lines.end())).collect();
        reaches.sort_unstable();
        let mut furthest = TextSize::default();
        for (_, end) in &mut reaches {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        SideLines { side, reaches }
    }

    /// Returns true if the lines of one conflict contain the range.
    fn contain(&self, range: TextRange) -> bool {
        let before = self.reaches.partition_point(|&(start, _)| start <= range.start());
        before.checked_sub(1).is_some_and(|last| range.end() <= self.reaches[last].1)
    }
}

/// Notes on a diagnostic that it applies to one side only, and keeps only the fixes within that side.
fn restrict_to_side(diagnostic: &mut Diagnostic, lines: &SideLines, conflicts: &[Conflict]) {
    diagnostic.fixes.retain(|fix| fix.edits.iter().all(|edit| lines.contain(edit.range)));
    if lines.contain(diagnostic.range) {
        return;
    }
    let Some(conflict) = conflicts.iter().find(|it| it.is_complete()) else { return };
    let (marker, which) = match lines.side {
        Side::First => (conflict.start, "first"),
        Side::Second => (conflict.middle, "second"),
    };
    if let Some(marker) = marker {
        diagnostic
            .relate(marker.range, format!("The problem occurs only with the {which} side of this merge conflict."));
    }
}
