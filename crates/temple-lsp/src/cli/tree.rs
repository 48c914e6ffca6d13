//! Draws files as a tree of folders.

use std::io::{self, Write};

use super::paint::{Paint, Style};

/// A file in a tree.
#[derive(Debug)]
pub(crate) struct Leaf<'a> {
    /// Its path, with `/` between the names.
    pub(crate) path: &'a str,
    /// The text beside it.
    pub(crate) detail: String,
    /// The colour of the text beside it.
    pub(crate) style: Style,
}

/// Draws `leaves`, which must be sorted by path. The texts beside the files start in the same column.
pub(crate) fn draw(leaves: &[Leaf<'_>], paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let below: Vec<(&str, &Leaf<'_>)> = leaves.iter().map(|leaf| (leaf.path, leaf)).collect();
    let mut rows = Vec::new();
    level(&below, "", &mut rows);
    let width = |row: &Row<'_>| row.lines.chars().count() + row.name.chars().count();
    let widest = rows.iter().filter(|row| row.leaf.is_some()).map(width).max().unwrap_or(0);
    for row in &rows {
        write!(out, "{}", paint.of(Style::Dim, &row.lines))?;
        match row.leaf {
            None => writeln!(out, "{}", paint.of(Style::Folder, &row.name))?,
            Some(leaf) => {
                let gap = widest - width(row);
                writeln!(out, "{}{:gap$}  {}", row.name, "", paint.of(leaf.style, &leaf.detail))?;
            }
        }
    }
    Ok(())
}

/// A line of the tree: a folder or a file.
struct Row<'a> {
    lines: String,
    name: String,
    leaf: Option<&'a Leaf<'a>>,
}

/// Adds the rows of one folder. `below` contains the rest of each path after that folder.
fn level<'a>(below: &[(&'a str, &'a Leaf<'a>)], lines: &str, rows: &mut Vec<Row<'a>>) {
    let head = |path: &'a str| path.split_once('/').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let same = |a: &(&'a str, _), b: &(&'a str, _)| head(a.0).1.is_some() && head(a.0).0 == head(b.0).0;
    let mut groups = below.chunk_by(same).peekable();
    while let Some(group) = groups.next() {
        let (branch, more) = if groups.peek().is_some() { ("├── ", "│   ") } else { ("└── ", "    ") };
        let (mut inner, mut name) = (group.to_vec(), String::new());
        // A folder that contains only a folder shares its row.
        while let Some(folder) = common_folder(&inner) {
            name.push_str(folder);
            name.push('/');
            inner.iter_mut().for_each(|(path, _)| *path = &path[folder.len() + 1..]);
        }
        let row = |name: String, leaf| Row { lines: format!("{lines}{branch}"), name, leaf };
        match name.as_str() {
            "" => rows.extend(group.iter().map(|(path, leaf)| row((*path).to_owned(), Some(*leaf)))),
            _ => {
                rows.push(row(name, None));
                level(&inner, &format!("{lines}{more}"), rows);
            }
        }
    }
}

/// Returns the folder that all these paths start with.
fn common_folder<'a>(below: &[(&'a str, &Leaf<'_>)]) -> Option<&'a str> {
    let folder = |path: &'a str| path.split_once('/').map(|(folder, _)| folder);
    let first = folder(below.first()?.0)?;
    below.iter().all(|(path, _)| folder(path) == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[track_caller]
    fn check(paths: &[&str], expected: Expect) {
        let leaf = |path| Leaf { path, detail: "1 line".to_owned(), style: Style::Dim };
        let leaves: Vec<Leaf<'_>> = paths.iter().copied().map(leaf).collect();
        let mut out = Vec::new();
        draw(&leaves, Paint::new(false), &mut out).expect("memory can be written");
        expected.assert_eq(&String::from_utf8(out).expect("UTF-8"));
    }

    #[test]
    fn draws_files_below_their_folders() {
        check(
            &["api/shop.yaml", "deploy.sh", "kube/a/x.yaml", "kube/a/y.yaml", "kube/b/x.yaml", "z"],
            expect![[r#"
                ├── api/
                │   └── shop.yaml   1 line
                ├── deploy.sh       1 line
                ├── kube/
                │   ├── a/
                │   │   ├── x.yaml  1 line
                │   │   └── y.yaml  1 line
                │   └── b/
                │       └── x.yaml  1 line
                └── z               1 line
            "#]],
        );
    }

    #[test]
    fn draws_a_folder_with_a_single_subfolder_on_one_row() {
        check(
            &["a/b/c/d", "a/b/e", "a-b/f"],
            expect![[r#"
                ├── a/b/
                │   ├── c/
                │   │   └── d  1 line
                │   └── e      1 line
                └── a-b/
                    └── f      1 line
            "#]],
        );
    }

    #[test]
    fn draws_nothing_for_an_empty_list() {
        check(&[], expect![""]);
    }
}
