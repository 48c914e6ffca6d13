//! Generates the JSON schema of deploy files, and the table of their keys in the manual.

use std::fmt::Write as _;

use anyhow::Context as _;

use crate::facts::{Deploy, Key};
use crate::repo::Repo;

/// The schema, which the extension for Visual Studio Code contains.
const SCHEMA: &str = "editors/vscode/schemas/deploy.schema.json";
/// The page of the manual that lists the keys.
const MANUAL: &str = "docs/deploy.md";
const START: &str = "<!-- The table is written by `cargo xtask codegen` from crates/deploy/src/keys.rs. -->\n\n";
const END: &str = "\n<!-- The end of the table. -->\n";

/// Returns the path and the text of every file with facts about deploy files.
pub(super) fn files(repo: &Repo, deploy: &Deploy) -> anyhow::Result<Vec<(String, String)>> {
    let manual = manual(repo.text(MANUAL)?, deploy).context(MANUAL)?;
    Ok(vec![(SCHEMA.to_owned(), deploy.schema.clone()), (MANUAL.to_owned(), manual)])
}

/// Returns the manual with an updated table.
fn manual(page: &str, deploy: &Deploy) -> anyhow::Result<String> {
    let (before, rest) = page.split_once(START).context("no start of the table of keys")?;
    let (_, after) = rest.split_once(END).context("no end of the table of keys")?;
    Ok([before, START, &table(deploy), END, after].concat())
}

fn table(deploy: &Deploy) -> String {
    let mut table = String::from(
        "| key | value | default | allowed | used by | meaning |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for key in &deploy.keys {
        let Key { name, expected, scope, summary, .. } = key;
        let (default, targets) = (default(key), targets(key, &deploy.targets));
        let _ = writeln!(table, "| `{name}` | {expected} | {default} | {scope} | {targets} | {summary} |");
    }
    table
}

fn default(key: &Key) -> String {
    let words = key.otherwise.clone();
    let values = key.default.iter().map(|default| format!("`{default}`")).chain(words);
    let values: Vec<String> = values.collect();
    if values.is_empty() { "none".to_owned() } else { values.join("; ") }
}

/// Returns the targets that use a key, or those that do not if these are fewer.
fn targets(key: &Key, all: &[String]) -> String {
    let others: Vec<&str> = all.iter().filter(|target| !key.targets.contains(target)).map(String::as_str).collect();
    match others.as_slice() {
        [] => "all".to_owned(),
        others if others.len() < 3 => format!("all but {}", others.join(", ")),
        _ => key.targets.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_table_of_the_manual_between_its_marks() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let key = |name: &str, targets: &str| Key {
            name: name.to_owned(),
            expected: "a number".to_owned(),
            default: (name == "a").then(|| "1".to_owned()),
            otherwise: (name == "b").then(|| "two".to_owned()),
            scope: "in services".to_owned(),
            targets: words(targets),
            summary: "Text.".to_owned(),
        };
        let keys = vec![key("a", "p q r s t"), key("b", "p q r"), key("c", "q")];
        let deploy = Deploy { schema: String::new(), keys, targets: words("p q r s t") };
        let text = manual(&format!("# Page\n\n{START}old\n{END}\nMore.\n"), &deploy).unwrap();
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
        assert_eq!(
            rows,
            [
                "| `a` | a number | `1` | in services | all | Text. |",
                "| `b` | a number | two | in services | all but s, t | Text. |",
                "| `c` | a number | none | in services | q | Text. |",
            ]
        );
        assert!(text.ends_with("\nMore.\n") && manual("# Page\n", &deploy).is_err());
    }
}
