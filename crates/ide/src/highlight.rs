//! Semantic highlighting: the meaning of each word, beyond what a grammar can recognize.
//!
//! ```text
//! Cart     class, declaration
//! service  keyword, defaultLibrary
//! #omit    macro, defaultLibrary
//! lines    property, declaration
//! Book     class
//! ```

use temple_model::Model;
use temple_syntax::{SyntaxKind, TextRange, TextSize, Token};

use crate::occurrences::Role;
use crate::symbol::{EntityId, Symbol};
use crate::{Analysis, Occurrence};

/// A highlighted range on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Highlight {
    /// The range, in bytes; never empty.
    pub range: TextRange,
    /// The kind of word.
    pub kind: HighlightKind,
    /// Further properties.
    pub modifiers: Modifiers,
}

macro_rules! names {
    ($(#[doc = $doc:literal])* $ty:ident { $($(#[doc = $variant_doc:literal])* $variant:ident $name:literal;)* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $ty {
            $($(#[doc = $variant_doc])* $variant,)*
        }

        impl $ty {
            /// All of them, in the order of their numbers.
            pub const ALL: &[$ty] = &[$($ty::$variant,)*];

            /// Returns the name that editors and their themes use.
            pub fn as_str(self) -> &'static str {
                match self { $($ty::$variant => $name,)* }
            }
        }
    };
}

names! {
    /// The kinds of words.
    HighlightKind {
        /// The name of the project.
        Project "namespace";
        /// The name of a service.
        Service "class";
        /// The name of a struct.
        Struct "struct";
        /// The name of an attribute.
        Attribute "property";
        /// A kind of block.
        BlockKind "keyword";
        /// A metadata item with its `#`.
        Metadata "macro";
        /// An annotation with its `@`.
        Annotation "decorator";
        /// A type of the language.
        BuiltIn "type";
        /// The name of a parameter.
        Parameter "parameter";
        /// A value of a metadata item.
        Value "enumMember";
        /// A number with its suffix.
        Number "number";
        /// A comment.
        Comment "comment";
    }
}

names! {
    /// Further properties of words.
    Modifier {
        /// The declaration of the name.
        Declaration "declaration";
        /// A word of the language.
        DefaultLibrary "defaultLibrary";
        /// An attribute that clients cannot set.
        Readonly "readonly";
        /// An alias of a value instead of its canonical spelling.
        Deprecated "deprecated";
    }
}

/// A set of [`Modifier`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modifiers(u32);

impl Modifiers {
    /// Returns the set as a bit mask; the bit of each modifier is its index in [`Modifier::ALL`].
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The modifiers in the set.
    pub fn iter(self) -> impl Iterator<Item = Modifier> {
        Modifier::ALL.iter().copied().filter(move |&modifier| self.0 & (1 << modifier as u32) != 0)
    }

    fn with(self, modifier: Modifier, condition: bool) -> Modifiers {
        Modifiers(self.0 | u32::from(condition) << modifier as u32)
    }
}

impl Analysis {
    /// Returns the highlights that overlap `range`, sorted by position and without overlap. A comment over several
    /// lines has one highlight per line.
    pub fn highlights(&self, range: TextRange) -> Vec<Highlight> {
        let mut highlights = self.highlights_of_side(range);
        if let Some(second) = self.second_side() {
            // What the first side does not know may be known with the second one, also outside the conflict.
            let first = highlights.clone();
            let is_free = |it: &Highlight| {
                let next = first.partition_point(|other| other.range.end() <= it.range.start());
                first.get(next).is_none_or(|other| it.range.end() <= other.range.start())
            };
            highlights.extend(second.highlights_of_side(range).into_iter().filter(is_free));
            highlights.sort_by_key(|highlight| highlight.range.start());
        }
        highlights
    }

    fn highlights_of_side(&self, range: TextRange) -> Vec<Highlight> {
        let mut highlighter =
            Highlighter { analysis: self, highlights: Vec::new(), sign: None, is_after_number: false };
        let occurrences = self.occurrences();
        let mut next = occurrences.partition_point(|occurrence| occurrence.range.end() < range.start());
        // Skips whole blocks outside the range.
        for element in self.parse().root().children() {
            if element.range().end() < range.start() || element.range().start() > range.end() {
                continue;
            }
            match (element.token(), element.node()) {
                (Some(token), _) => highlighter.token(token, None),
                (_, Some(node)) => {
                    for token in node.descendant_tokens() {
                        let start = token.range().start();
                        while occurrences.get(next).is_some_and(|occurrence| occurrence.range.start() < start) {
                            next += 1;
                        }
                        let occurrence = occurrences.get(next).filter(|occurrence| occurrence.range.start() == start);
                        highlighter.token(token, occurrence);
                    }
                }
                (None, None) => {}
            }
        }
        highlighter.highlights.retain(|highlight| highlight.range.intersect(range).is_some());
        highlighter.highlights
    }
}

struct Highlighter<'a> {
    analysis: &'a Analysis,
    highlights: Vec<Highlight>,
    /// The `#` or `@` directly before.
    sign: Option<TextRange>,
    /// True if the previous token, other than white space and comments, is a number.
    is_after_number: bool,
}

impl Highlighter<'_> {
    fn token(&mut self, token: Token<'_>, occurrence: Option<&Occurrence>) {
        let sign = self.sign.take();
        let range = token.range();
        let is_number = matches!(token.kind(), SyntaxKind::INTEGER | SyntaxKind::FLOAT);
        let is_suffix = self.is_after_number && occurrence.is_none();
        self.is_after_number = is_number || (self.is_after_number && token.kind().is_trivia());
        match token.kind() {
            SyntaxKind::HASH | SyntaxKind::AT => self.sign = Some(range),
            _ if is_number => self.push(range, HighlightKind::Number, Modifiers::default()),
            kind if kind.is_comment() => self.comment(token),
            SyntaxKind::IDENT => match occurrence {
                Some(occurrence) => {
                    let kind = kind(occurrence.symbol);
                    let modifiers = modifiers(occurrence, token.text(), self.analysis.model());
                    // The sign is part of the word, even if the word is unknown.
                    let range = sign.filter(|sign| sign.end() == range.start()).map_or(range, |sign| sign.cover(range));
                    self.push(range, kind, modifiers);
                }
                None if is_suffix => self.suffix(range),
                None => {}
            },
            _ => {}
        }
    }

    /// Highlights the word after a number as its suffix; if they touch, as one range.
    fn suffix(&mut self, range: TextRange) {
        match self.highlights.last_mut() {
            Some(last) if last.range.end() == range.start() => last.range = last.range.cover(range),
            _ => self.push(range, HighlightKind::Number, Modifiers::default()),
        }
    }

    /// Highlights a comment line by line, because editors do not accept highlights over several lines.
    fn comment(&mut self, token: Token<'_>) {
        let mut start = token.range().start();
        for line in token.text().split_inclusive(['\n', '\r']) {
            let shown = line.trim_end_matches(['\n', '\r']);
            let range = TextRange::at(start, TextSize::of(shown));
            if !range.is_empty() {
                self.push(range, HighlightKind::Comment, Modifiers::default());
            }
            start += TextSize::of(line);
        }
    }

    fn push(&mut self, range: TextRange, kind: HighlightKind, modifiers: Modifiers) {
        self.highlights.push(Highlight { range, kind, modifiers });
    }
}

fn kind(symbol: Symbol) -> HighlightKind {
    match symbol {
        Symbol::Project => HighlightKind::Project,
        Symbol::Entity(EntityId { inner: None, .. }) => HighlightKind::Service,
        Symbol::Entity(EntityId { inner: Some(_), .. }) => HighlightKind::Struct,
        Symbol::Attribute(..) => HighlightKind::Attribute,
        Symbol::BlockKind(_) => HighlightKind::BlockKind,
        Symbol::Item(_) => HighlightKind::Metadata,
        Symbol::BuiltIn(_) => HighlightKind::BuiltIn,
        Symbol::Annotation(_) => HighlightKind::Annotation,
        Symbol::Parameter(..) => HighlightKind::Parameter,
        Symbol::Value(..) => HighlightKind::Value,
    }
}

fn modifiers(occurrence: &Occurrence, text: &str, model: &Model) -> Modifiers {
    let is_language = match occurrence.symbol {
        Symbol::Project | Symbol::Entity(_) | Symbol::Attribute(..) => false,
        Symbol::BlockKind(_) | Symbol::Item(_) | Symbol::BuiltIn(_) | Symbol::Annotation(_) => true,
        Symbol::Parameter(..) | Symbol::Value(..) => true,
    };
    let is_readonly = match occurrence.symbol {
        Symbol::Attribute(id, index) => {
            id.attribute(index, model).is_some_and(|attribute| !attribute.visibility.in_requests())
        }
        _ => false,
    };
    let is_alias = matches!(occurrence.symbol, Symbol::Value(_, word) if word.name != text);
    Modifiers::default()
        .with(Modifier::Declaration, occurrence.role == Role::Declaration)
        .with(Modifier::DefaultLibrary, is_language)
        .with(Modifier::Readonly, is_readonly)
        .with(Modifier::Deprecated, is_alias)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn show(text: &str, highlights: &[Highlight]) -> String {
        let lines = highlights.iter().map(|highlight| {
            let word = &text[std::ops::Range::<usize>::from(highlight.range)];
            let modifiers: String = highlight.modifiers.iter().map(|it| format!(" {}", it.as_str())).collect();
            format!("{word:?} {}{modifiers}\n", highlight.kind.as_str())
        });
        lines.collect()
    }

    #[track_caller]
    fn check(text: &str, expected: Expect) {
        let analysis = Analysis::new(text);
        let highlights = analysis.highlights(TextRange::up_to(TextSize::of(text)));
        assert!(highlights.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()));
        expected.assert_eq(&show(text, &highlights));
    }

    #[test]
    fn highlights_a_suffix_as_part_of_its_number() {
        let numbers = |text: &str| {
            let text = format!("S: service {{ a: {text}; }}");
            let highlights = Analysis::new(text.as_str()).highlights(TextRange::up_to(TextSize::of(text.as_str())));
            let numbers = highlights.iter().filter(|it| it.kind == HighlightKind::Number);
            numbers.map(|it| text[std::ops::Range::<usize>::from(it.range)].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(numbers("int(5k)"), ["5k"]);
        assert_eq!(numbers("int(5 k, 3 /* c */ M)"), ["5", "k", "3", "M"]);
        assert_eq!(numbers("int(5, k)"), ["5"]);
    }

    #[test]
    fn highlights_every_word() {
        check(
            "/* One.\n   Two. */\nP: project { #provider(k8s); } // End.\n\
             S: service { a: string(maxLength: 10k) @serverSet; b: S; #uses[S]; T: struct {}; }",
            expect![[r##"
                "/* One." comment
                "   Two. */" comment
                "P" namespace declaration
                "project" keyword defaultLibrary
                "#provider" macro defaultLibrary
                "k8s" enumMember defaultLibrary deprecated
                "// End." comment
                "S" class declaration
                "service" keyword defaultLibrary
                "a" property declaration readonly
                "string" type defaultLibrary
                "maxLength" parameter defaultLibrary
                "10k" number
                "@serverSet" decorator defaultLibrary
                "b" property declaration
                "S" class
                "#uses" macro defaultLibrary
                "S" class
                "T" struct declaration
                "struct" keyword defaultLibrary
            "##]],
        );
    }

    #[test]
    fn does_not_highlight_unknown_words() {
        check(
            "S: servce { a: strin @uniq; #prov(x); }",
            expect![[r#"
            "S" class declaration
            "a" property declaration
        "#]],
        );
    }

    #[test]
    fn highlights_only_the_requested_range() {
        let text = "A: service { a: int; }\nB: service { b: int; }\n";
        let part = TextRange::at(23.into(), 10.into());
        let shown = show(text, &Analysis::new(text).highlights(part));
        assert_eq!(shown, "\"B\" class declaration\n\"service\" keyword defaultLibrary\n");
    }
}
