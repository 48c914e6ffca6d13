//! The phrases that comments, messages and documents must not contain, as one table.

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Comments in Rust sources.
    Comments,
    /// String literals in the sources of the crates, outside tests: messages to users.
    Strings,
    /// Markdown outside code.
    Markdown,
}

/// A phrase that readers have to decipher.
pub(super) struct Phrase {
    /// The words in lower case, separated by single spaces.
    pub(super) words: &'static str,
    /// Longer phrases that contain the words and are fine.
    pub(super) unless: &'static [&'static str],
    /// The wording to use instead, or the reason.
    pub(super) instead: &'static str,
    /// The kinds of text that must not contain it. To extend a phrase to another kind, first remove its uses there.
    pub(super) scopes: &'static [Scope],
}

const EVERYWHERE: &[Scope] = &[Scope::Comments, Scope::Strings, Scope::Markdown];

const fn phrase(words: &'static str, instead: &'static str, scopes: &'static [Scope]) -> Phrase {
    Phrase { words, unless: &[], instead, scopes }
}

pub(super) const PHRASES: &[Phrase] = &[
    Phrase {
        words: "behind",
        unless: &["left behind", "leave behind", "leaves nothing behind", "leave nothing behind"],
        instead: "write \"after\": text has an order, not a front and a back",
        scopes: EVERYWHERE,
    },
    phrase("so much", "write \"up to `limit`\" or the number", EVERYWHERE),
    phrase("so many", "write \"at most `limit`\" or \"this number of\"", EVERYWHERE),
    phrase("manieth", "every n-th", EVERYWHERE),
    phrase("be it", "write \"even if\" or \"whether … or …\"", EVERYWHERE),
    phrase("nothing but", "only", EVERYWHERE),
    phrase("is said", "write \"is set\", \"is written\" or \"is specified\"", EVERYWHERE),
    phrase("are said", "write \"are set\", \"are written\" or \"are specified\"", EVERYWHERE),
    phrase("was said", "write \"was set\" or \"was specified\"", EVERYWHERE),
    phrase("said twice", "write \"duplicate\"", EVERYWHERE),
    phrase("in the place of", "write \"instead of\"", EVERYWHERE),
    phrase("in its place", "write \"instead\", or \"at its position\"", EVERYWHERE),
    phrase("anew", "write \"again\", \"recomputes\" or \"rebuilds\"", EVERYWHERE),
    phrase("is told", "write \"receives\", \"is notified\" or \"is reported\"", EVERYWHERE),
    phrase("are told", "write \"receive\", \"are notified\" or \"are reported\"", EVERYWHERE),
    phrase("was told", "write \"received\" or \"was notified\"", EVERYWHERE),
    phrase("told apart", "write \"distinguished\"", EVERYWHERE),
    phrase("tells of", "write \"reports\"", EVERYWHERE),
    phrase("tell of", "write \"report\"", EVERYWHERE),
    phrase("hears of", "write \"receives\" or \"is notified of\"", EVERYWHERE),
    phrase("whoever", "name who it is: \"the caller\", \"the client\"", EVERYWHERE),
    phrase("somebody", "name who it is: \"the user\", \"a program\"", EVERYWHERE),
    phrase("nobody", "say what does not happen: \"is never read\"", EVERYWHERE),
    phrase("shall", "write \"should\" or \"must\"", EVERYWHERE),
    phrase("in force", "write \"in effect\"", EVERYWHERE),
    phrase("into force", "write \"into effect\", or \"applies\"", EVERYWHERE),
    phrase("absent where", "write \"`None` if\"", EVERYWHERE),
    phrase("be had", "write \"be available\"", EVERYWHERE),
    phrase("turned round", "write \"swapped\" or \"reversed\"", EVERYWHERE),
    phrase("of its like", "name the things that are alike", EVERYWHERE),
    phrase("outdone", "write \"overridden\"", EVERYWHERE),
    phrase("wherever they are", "name the range: \"across the workspace\"", EVERYWHERE),
    phrase("puts right", "write \"corrects\" or \"updates\"", EVERYWHERE),
    phrase("in vain", "say what does not happen", EVERYWHERE),
    phrase("sound part", "write \"valid part\"", EVERYWHERE),
    phrase("sound file", "write \"valid file\"", EVERYWHERE),
    phrase("holds anyway", "write \"redundant\"", EVERYWHERE),
    phrase("what there is", "name the thing", EVERYWHERE),
    phrase("of its own accord", "write \"automatically\"", EVERYWHERE),
    phrase("the like", "name the things", EVERYWHERE),
    phrase("any more", "write \"no longer\"", EVERYWHERE),
    phrase("cannot be meant", "write \"cannot be intended\", or name the reason", EVERYWHERE),
    phrase("may stand", "write \"is allowed\"", EVERYWHERE),
    phrase("taken for", "write \"treated as\", \"mistaken for\" or \"counts as\"", EVERYWHERE),
    phrase("goes by", "write \"depends on\" or \"uses\"", EVERYWHERE),
    phrase("comes by", "write \"receives\"", EVERYWHERE),
    phrase("at its place", "write \"at its position\"", EVERYWHERE),
    phrase("tell apart", "write \"distinguish\"", EVERYWHERE),
    phrase("as it were", "leave it out", EVERYWHERE),
];

impl Phrase {
    /// Returns the byte offsets at which the phrase occurs in a text, as whole words in any case.
    pub(super) fn find(&self, text: &str) -> Vec<usize> {
        let text = text.to_ascii_lowercase();
        let allowed: Vec<_> = self.unless.iter().flat_map(|words| ranges(&text, words)).collect();
        let is_allowed = |start: usize| allowed.iter().any(|range| range.contains(&start));
        ranges(&text, self.words).map(|range| range.start).filter(|start| !is_allowed(*start)).collect()
    }
}

/// Returns the ranges of a sequence of words that are not parts of longer ones.
fn ranges(text: &str, words: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-');
    text.match_indices(words)
        .filter(move |(start, _)| {
            !text[..*start].ends_with(is_part) && !text[start + words.len()..].starts_with(is_part)
        })
        .map(|(start, found)| start..start + found.len())
}
