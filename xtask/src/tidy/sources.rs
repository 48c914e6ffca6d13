//! Rules for the text of every file.

use crate::repo::Repo;

/// Recorded cases, golden files and files written by other programs. The rules do not apply to them.
const DATA: &[&str] = &["tests/conformance/", "/test_data/", "fuzz/seeds/", ".lock", "tree-sitter-temple/src/"];

/// The name endings of hand-written files.
const WRITTEN: &[&str] = &[
    ".rs", ".toml", ".md", ".json", ".yml", ".yaml", ".temple", ".lua", ".el", ".ts", ".js", ".mjs", ".vim", ".scm",
    ".sh", "run",
];

fn written(repo: &Repo) -> impl Iterator<Item = (&str, &str)> {
    repo.texts(WRITTEN).filter(|(path, _)| !DATA.iter().any(|data| path.contains(data)))
}

/// Returns a sentence with the location for every line in which `wrong` finds a problem.
fn lines<'a>(
    files: impl Iterator<Item = (&'a str, &'a str)>,
    wrong: impl Fn(&str) -> Option<String>,
) -> anyhow::Result<Vec<String>> {
    let lines = files.flat_map(|(path, text)| (1..).zip(text.lines()).map(move |(number, line)| (path, number, line)));
    Ok(lines.filter_map(|(path, number, line)| Some(format!("{path}:{number}: {}", wrong(line)?))).collect())
}

pub(super) fn module_docs(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let bare = repo.texts(&[".rs"]).filter(|(_, text)| !text.starts_with("//! "));
    Ok(bare.map(|(path, _)| format!("{path} does not start with `//! ` and what it is")).collect())
}

pub(super) fn forbidden_words(repo: &Repo) -> anyhow::Result<Vec<String>> {
    // Written in two parts, so that the check does not find this list itself.
    let words = [["#[", "ignore"], ["should", "_panic"], ["todo", "!("], ["unimplemented", "!("], ["dbg", "!("]];
    let words = words.into_iter().chain(["test", "it", "describe"].map(|name| [name, ".skip("]));
    let words: Vec<String> = words.map(|parts| parts.concat()).collect();
    lines(repo.texts(&[".rs", ".ts", ".js", ".mjs", ".lua"]), |line| {
        let word = words.iter().find(|word| line.contains(word.as_str()))?;
        Some(format!("{word} is not allowed"))
    })
}

pub(super) fn machine_paths(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let roots = ["home", "root", "Users", "work", "tmp"].map(|name| format!("/{name}/"));
    lines(written(repo), |line| {
        let root = roots.iter().find(|root| {
            // Only at the start of a path: `https://example.com/home/x` and `target/tmp/x` are fine.
            line.match_indices(root.as_str())
                .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}~".contains(c)))
        })?;
        Some(format!("a path under {root}"))
    })
}

pub(super) fn white_space(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let mut problems = lines(written(repo), |line| line.ends_with([' ', '\t']).then(|| "trailing white space".into()))?;
    let open = written(repo).filter(|(_, text)| !text.is_empty() && !text.ends_with('\n'));
    problems.extend(open.map(|(path, _)| format!("{path} does not end in a line feed")));
    Ok(problems)
}

pub(super) fn sizes(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let large = repo.files().filter(|(_, bytes)| bytes.len() > 1 << 20);
    Ok(large.map(|(path, bytes)| format!("{path} has {} bytes", bytes.len())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::Check;

    #[track_caller]
    fn check(check: Check, path: &str, text: &str, problems: &[&str]) {
        assert_eq!(check(&Repo::of(&[(path, text)])).unwrap(), problems);
    }

    #[test]
    fn a_rust_file_starts_with_a_description() {
        check(module_docs, "a.rs", "//! A.\n", &[]);
        check(module_docs, "a.rs", "use x;\n", &["a.rs does not start with `//! ` and what it is"]);
    }

    #[test]
    fn finds_disabled_tests() {
        let text = format!("//! A.\n#[{}]\n", "ignore = \"slow\"");
        check(forbidden_words, "a.rs", &text, &[concat!("a.rs:2: #[", "ignore is not allowed")]);
    }

    #[test]
    fn a_path_counts_only_where_it_starts() {
        check(machine_paths, "a.md", "see https://example.com/home/x and target/tmp/y\n", &[]);
        let text = format!("ok\ncd /{}/me\n", "home");
        check(machine_paths, "a.md", &text, &[&format!("a.md:2: a path under /{}/", "home")]);
    }

    #[test]
    fn finds_trailing_white_space_except_in_recorded_cases() {
        check(white_space, "a.md", "a \nb", &["a.md:1: trailing white space", "a.md does not end in a line feed"]);
        check(white_space, "crates/syntax/test_data/a.temple", "a ", &[]);
    }
}
