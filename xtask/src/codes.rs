//! The diagnostic codes, read from the tables in the texts of `crates/model/src/code.rs` and `crates/deploy/src/code.rs`.

use anyhow::Context as _;

use crate::repo::Repo;

/// The path of the table of codes for Templefiles.
pub(crate) const TABLE: &str = "crates/model/src/code.rs";
/// The path of the table of codes for deploy files.
pub(crate) const DEPLOY_TABLE: &str = "crates/deploy/src/code.rs";

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Code {
    /// The kebab-case name.
    pub(crate) name: String,
    /// `Error`, `Warning`, `Information` or `Hint`.
    pub(crate) severity: String,
    /// A title of one line.
    pub(crate) title: String,
}

/// Reads every code of the table at `path`, in its order. Fails if a row has an unknown form.
pub(crate) fn read(repo: &Repo, path: &str) -> anyhow::Result<Vec<Code>> {
    let text = repo.text(path)?;
    let start = text.find("\ncodes! {\n").context("no table of codes")? + "\ncodes! {\n".len();
    let end = text[start..].find("\n}\n").context("the table of codes has no end")? + start;
    let rows = text[start..end].lines().map(str::trim);
    rows.filter(|row| !row.is_empty() && !row.starts_with("//")).map(row).collect()
}

/// Reads a row: `UnknownType "unknown-type" Error: "A type that does not exist"`.
fn row(row: &str) -> anyhow::Result<Code> {
    let parts: Vec<&str> = row.splitn(5, '"').collect();
    let [_, name, middle, title, ""] = parts[..] else { anyhow::bail!("not a row of the table of codes: {row}") };
    let severity = middle.trim_end_matches([':', ' ']).split_whitespace().next().context("a code without severity")?;
    Ok(Code { name: name.to_owned(), severity: severity.to_owned(), title: title.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows_with_and_without_a_tag() {
        let text = "macro\n\ncodes! {\n    A \"a-b\" Error: \"One\"\n\n    B \"c\" Hint Unnecessary: \"Two\"\n}\n";
        let codes = read(&Repo::of(&[(TABLE, text)]), TABLE).unwrap();
        let rows: Vec<_> = codes.iter().map(|code| [&*code.name, &*code.severity, &*code.title]).collect();
        assert_eq!(rows, [["a-b", "Error", "One"], ["c", "Hint", "Two"]]);
    }

    #[test]
    fn a_row_of_another_form_is_an_error() {
        assert!(read(&Repo::of(&[(TABLE, "\ncodes! {\n    A a-b Error\n}\n")]), TABLE).is_err());
    }
}
