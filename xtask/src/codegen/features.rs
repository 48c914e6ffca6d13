//! Generates the page about the editor features from the module documentation in `crates/ide`.

use anyhow::Context as _;

use crate::repo::Repo;

/// The path of the page.
pub(super) const PAGE: &str = "docs/features.md";

/// The folder of the modules.
const FOLDER: &str = "crates/ide/src";

/// Modules that are not features.
const HELPERS: &[&str] =
    &["analysis", "fix_safety", "fixture", "metadata_items", "occurrences", "one_line", "sides", "symbol"];

/// A feature, as documented by its module.
struct Feature {
    title: String,
    words: String,
    /// An example of the feature, with its fences.
    example: String,
}

/// Returns the page: every feature with its description and example, sorted by title.
pub(super) fn page(repo: &Repo) -> anyhow::Result<String> {
    let declared = repo.text(&format!("{FOLDER}/lib.rs"))?.lines();
    let modules = declared.filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let mut features: Vec<Feature> = modules
        .filter(|module| !HELPERS.contains(module))
        .map(|module| {
            let alone = format!("{FOLDER}/{module}.rs");
            let path = if repo.has(&alone) { alone } else { format!("{FOLDER}/{module}/mod.rs") };
            let what = "has to start with `//! Title: what it does.` and an example between ``` and ```";
            feature(repo.text(&path)?).with_context(|| format!("{path} {what}, or to be in the list of helpers"))
        })
        .collect::<anyhow::Result<_>>()?;
    features.sort_by(|a, b| a.title.cmp(&b.title));
    let mut page = String::from(
        "<!-- Written by `cargo xtask codegen` from the modules of crates/ide. -->\n\n# Editor features\n\n\
         All features, each with an example; editors display them in their own way. `▏` is the cursor. Text in `⟨⟩` is\n\
         displayed but is not part of the file. Hints and lenses can be turned off in the\n\
         [settings](manual/README.md#settings). See also the [supported protocol methods](methods.md).\n",
    );
    for Feature { title, words, example } in features {
        page += &format!("\n## {title}\n\n{words}\n\n{example}\n");
    }
    Ok(page)
}

/// Reads the documentation of a module: title and description from its first paragraph, and its first example.
fn feature(text: &str) -> Option<Feature> {
    let lines: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).map(unindented).collect();
    let paragraph = lines.split(|line| line.is_empty()).next()?.join(" ");
    let (title, words) = paragraph.split_once(": ")?;
    let start = lines.iter().position(|line| line.starts_with("```"))?;
    let end = start + 1 + lines[start + 1..].iter().position(|line| *line == "```")?;
    let mut letters = words.chars();
    let words = letters.next()?.to_uppercase().chain(letters).collect();
    Some(Feature { title: title.to_owned(), words, example: lines[start..=end].join("\n") })
}

fn unindented(line: &str) -> &str {
    line.strip_prefix(' ').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: (&str, &str) = ("crates/ide/src/lib.rs", "//! All.\n\nmod b;\nmod symbol;\nmod a;\npub use a::A;\n");
    const A: (&str, &str) =
        ("crates/ide/src/a/mod.rs", "//! Zoom: larger\n//! text.\n//!\n//! ```text\n//!   A\n//! ```\nmod x;\n");

    #[test]
    fn sorts_features_by_title_and_leaves_out_helpers() {
        let b = (
            "crates/ide/src/b.rs",
            "//! Hop: over it.\n//!\n//! Inside.\n//!\n//! ```temple\n//! A\n//!\n//! B\n//! ```\n",
        );
        let page = page(&Repo::of(&[LIB, A, b])).unwrap();
        let (_, features) = page.split_once("\n## ").unwrap();
        assert_eq!(
            features,
            "Hop\n\nOver it.\n\n```temple\nA\n\nB\n```\n\n## Zoom\n\nLarger text.\n\n```text\n  A\n```\n"
        );
    }

    #[test]
    fn a_module_without_a_title_or_an_example_is_an_error() {
        for text in
            ["//! Hop.\n//!\n//! ```\n//! x\n//! ```\n", "//! Hop: over it.\n", "//! Hop: over it.\n//!\n//! ```\n"]
        {
            let error = page(&Repo::of(&[LIB, A, ("crates/ide/src/b.rs", text)])).unwrap_err();
            assert!(error.to_string().starts_with("crates/ide/src/b.rs has to start"), "{error}");
        }
    }
}
