//! Filtering: the word that editors match an item by, and the items that match the typed text.
//!
//! ```text
//! prov▏    ▶  provider     #provider(…)
//! #prov▏   ▶  #provider    #provider(…)
//! k8▏      ▶  k8s          kubernetes
//! ```

use temple_model::catalogue::Word;

use super::{CompletionItem, Completions};
use crate::search::rank;

/// The characters before the name of a metadata item or an annotation.
const SIGNS: [char; 2] = ['#', '@'];

impl Completions<'_> {
    /// Returns the filter word of a label: with its sign only if the word at the cursor has one, and without the `(…)`.
    pub(super) fn filter_of(&self, label: &str) -> String {
        let word = label.strip_suffix("(…)").unwrap_or(label);
        let has_sign = self.context.prefix(self.analysis.text(), self.offset).starts_with(SIGNS);
        if has_sign { word } else { word.trim_start_matches(SIGNS) }.to_owned()
    }

    /// Omits the sign from the inserted text, because the sign in the text stays: something separates it from the word.
    pub(super) fn leave_out_sign(&mut self) {
        for item in &mut self.items {
            item.snippet = item.snippet.trim_start_matches(SIGNS).to_owned();
        }
    }

    /// The filter word of a value: the first spelling that starts with the typed text, or else the first that matches
    /// it.
    pub(super) fn spelling(&self, word: &'static Word) -> String {
        let typed = self.context.prefix(self.analysis.text(), self.offset);
        let mut spellings = [word.name].into_iter().chain(word.aliases.iter().copied());
        let best = spellings.clone().find(|spelling| starts(typed, spelling));
        best.or_else(|| spellings.find(|spelling| fits(typed, spelling))).unwrap_or(word.name).to_owned()
    }
}

impl CompletionItem {
    /// Returns true if the item fits the text typed from the start of its range up to the cursor. Accepts everything
    /// that some editor would list with its own matching.
    pub fn fits(&self, typed: &str) -> bool {
        fits(typed, &self.filter)
    }

    /// Returns true if the filter word starts with the typed text.
    pub(super) fn starts_with(&self, typed: &str) -> bool {
        starts(typed, &self.filter)
    }
}

/// Returns true if a word starts with the typed text, ignoring case.
fn starts(typed: &str, word: &str) -> bool {
    word.to_lowercase().starts_with(&typed.to_lowercase())
}

/// Returns true if a word contains the typed letters in order, ignoring case. Two neighbouring letters may be swapped,
/// as in Visual Studio Code.
fn fits(typed: &str, word: &str) -> bool {
    if rank(typed, word).is_some() {
        return true;
    }
    let letters: Vec<char> = typed.chars().collect();
    let swapped = |at: usize| {
        let mut letters = letters.clone();
        letters.swap(at - 1, at);
        letters.into_iter().collect::<String>()
    };
    letters.len() <= word.chars().count() && (1..letters.len()).any(|at| rank(&swapped(at), word).is_some())
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn matches_letters_in_order() {
        for typed in ["", "p", "prov", "PROV", "provider", "pvd", "porvider", "provdier"] {
            assert!(fits(typed, "provider"), "{typed}");
        }
        for typed in ["xyz", "providers", "rovp", "providerr"] {
            assert!(!fits(typed, "provider"), "{typed}");
        }
        assert!(fits("#prov", "#provider"));
        assert!(!fits("@prov", "#provider"));
        assert!(!fits(&"p".repeat(100_000), "provider"));
    }
}
