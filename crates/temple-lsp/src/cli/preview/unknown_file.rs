//! The error for `--file` with a path that is not among the generated files.

use std::fmt;

/// No generated file has this path.
#[derive(Debug)]
pub(super) struct UnknownFile {
    path: String,
    nearest: Option<String>,
}

impl UnknownFile {
    pub(super) fn new<'p>(path: &str, known: impl Iterator<Item = &'p str>) -> UnknownFile {
        let likeness = |known: &&str| {
            // The end of a path almost certainly means that path.
            let ends = known.strip_suffix(plain(path)).is_some_and(|before| before.ends_with('/'));
            if ends { 2.0 } else { strsim::jaro_winkler(path, known) }
        };
        let nearest = known.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|known| likeness(known) > 0.8);
        UnknownFile { path: path.to_owned(), nearest: nearest.map(str::to_owned) }
    }
}

impl fmt::Display for UnknownFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a generated file", self.path)?;
        match &self.nearest {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => f.write_str("; omit --file to list all files"),
        }
    }
}

/// Removes a leading `./` from the path.
pub(super) fn plain(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_the_file_for_a_typo() {
        let nearest = |path| UnknownFile::new(path, ["deploy.sh", "kube/order/service.yaml"].into_iter()).nearest;
        assert_eq!(nearest("deplyo.sh").as_deref(), Some("deploy.sh"));
        assert_eq!(nearest("service.yaml").as_deref(), Some("kube/order/service.yaml"));
        assert_eq!(nearest("xyz"), None);
    }
}
