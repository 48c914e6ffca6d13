//! The known defects of generated files, read from the table in the text of `crates/manifest/src/defect.rs`.

use anyhow::Context as _;

use crate::repo::Repo;

/// The path of the table of defects.
pub(crate) const TABLE: &str = "crates/manifest/src/defect.rs";

/// The head of an entry of the table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Defect {
    /// The kebab-case name.
    pub(crate) name: String,
    /// The path of the generated file with the defect, with `<service>` for the name of a service.
    pub(crate) file: String,
    /// A title of one line.
    pub(crate) title: String,
}

/// Reads every defect, in the order of the table. Fails if an entry has an unknown form.
pub(crate) fn read(repo: &Repo) -> anyhow::Result<Vec<Defect>> {
    let text = repo.text(TABLE)?;
    let start = text.find("\ndefects! {\n").context("no table of defects")? + "\ndefects! {\n".len();
    let end = text[start..].find("\n}\n").context("the table of defects has no end")? + start;
    // The message is on a line of its own.
    let heads = text[start..end].lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('"'));
    heads.map(head).collect()
}

/// Reads a head: `UntaggedImage "untagged-image" in "kube/<service>/deployment.yaml": "The image has no tag"`.
fn head(head: &str) -> anyhow::Result<Defect> {
    let parts: Vec<&str> = head.split('"').collect();
    let [_, name, " in ", file, ": ", title, ""] = parts[..] else {
        anyhow::bail!("not an entry of the table of defects: {head}")
    };
    Ok(Defect { name: name.to_owned(), file: file.to_owned(), title: title.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_heads_and_leaves_out_messages() {
        let text = "macro\n\ndefects! {\n    A \"a-b\" in \"deploy.sh\": \"One\"\n        \"Long.\"\n}\n";
        let defects = read(&Repo::of(&[(TABLE, text)])).unwrap();
        let rows: Vec<_> = defects.iter().map(|it| [&*it.name, &*it.file, &*it.title]).collect();
        assert_eq!(rows, [["a-b", "deploy.sh", "One"]]);
    }

    #[test]
    fn a_head_of_another_form_is_an_error() {
        assert!(read(&Repo::of(&[(TABLE, "\ndefects! {\n    A \"a-b\": \"One\"\n}\n")])).is_err());
    }
}
