//! A list of messages under headings, in which messages that differ only in names and numbers occur once.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

/// Messages under headings, in the order in which the headings were added.
#[derive(Debug, Default)]
pub(crate) struct List {
    headings: Vec<String>,
    /// The example of each message, by heading and by the form in which messages are compared.
    messages: Vec<BTreeMap<String, String>>,
    /// The forms of all messages.
    known: HashSet<String>,
}

impl List {
    /// Adds a message under a heading. Of messages with the same form, the shortest is kept, and of several such the
    /// first in alphabetical order.
    pub(crate) fn add(&mut self, heading: &str, message: &str) {
        let index = self.head(heading);
        let form = form(message);
        self.known.insert(form.clone());
        let example = self.messages[index].entry(form).or_insert_with(|| message.to_owned());
        // A message about something without a name is no good example.
        let rank = |text: &str| (text.contains("``"), text.len());
        if (rank(message), message) < (rank(example), example) {
            *example = message.to_owned();
        }
    }

    /// Adds a heading, unless it is there. Returns its index.
    pub(crate) fn head(&mut self, heading: &str) -> usize {
        self.headings.iter().position(|it| it == heading).unwrap_or_else(|| {
            self.headings.push(heading.to_owned());
            self.messages.push(BTreeMap::new());
            self.headings.len() - 1
        })
    }

    /// Marks a text as part of a message that is in the list in another form.
    pub(crate) fn know(&mut self, text: &str) {
        self.known.insert(form(text));
    }

    /// Returns true if the list contains a message of this form under any heading.
    pub(crate) fn has(&self, message: &str) -> bool {
        self.known.contains(&form(message))
    }

    /// Iterates over the forms of all messages.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(String::as_str)
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Every message of temple-lsp, with an example of each. Messages that differ only in names and numbers"
        )?;
        writeln!(f, "are listed once. Written by UPDATE_EXPECT=1 cargo test -p temple-lsp --test messages.")?;
        for (heading, messages) in self.headings.iter().zip(&self.messages) {
            writeln!(f, "\n# {heading}\n")?;
            for message in messages.values() {
                for (index, line) in message.trim_end().lines().enumerate() {
                    writeln!(f, "{}{}", if index == 0 { "- " } else { "  " }, line.trim_end())?;
                }
            }
        }
        Ok(())
    }
}

/// Returns the form of a message by which it is compared: names in backticks, lists of them, chains and numbers are
/// replaced.
pub(crate) fn form(message: &str) -> String {
    static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new("`[^`\n]*`").expect("a pattern"));
    static CODES: LazyLock<Regex> = LazyLock::new(|| Regex::new("`…`(, `…`)+").expect("a pattern"));
    static CHAIN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\w+( → \w+)+").expect("a pattern"));
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"-?[0-9]+([ .][0-9]+)*").expect("a pattern"));
    let message = CODE.replace_all(message, "`…`");
    let message = CODES.replace_all(&message, "`…`");
    let message = CHAIN.replace_all(&message, "…");
    NUMBER.replace_all(&message, "0").into_owned()
}
