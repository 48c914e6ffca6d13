//! The scope of a search of the workspace folders: all of them, or the files and folders that have changed.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use super::key::Key;
use super::workspace_index::WorkspaceIndex;

/// Files and folders, each with all that is in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paths {
    paths: BTreeSet<PathBuf>,
}

impl Paths {
    /// Adds a file or folder.
    pub(crate) fn insert(&mut self, path: PathBuf) {
        self.paths.insert(path);
    }

    /// All of them, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &PathBuf> {
        self.paths.iter()
    }

    /// Returns true if there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns true if a path is one of these, or in one of them.
    pub(crate) fn cover(&self, path: &Path) -> bool {
        path.ancestors().any(|folder| self.paths.contains(folder))
    }

    /// Returns true if one of these is in a folder.
    pub(crate) fn lead_through(&self, folder: &Path) -> bool {
        // Paths are ordered by their components, so what is in a folder comes right after it.
        let next = self.paths.range::<Path, _>((Bound::Included(folder), Bound::Unbounded)).next();
        next.is_some_and(|path| path.starts_with(folder))
    }
}

/// The part of the workspace folders that a search is about.
#[derive(Debug)]
pub(crate) enum Scope {
    /// All of it.
    Everything,
    /// Files and folders that have changed, and all that is in them.
    Changed(Paths),
    /// The same, and files elsewhere that are not known yet: a folder that is gone may have been moved, and many clients
    /// tell of its old path only.
    Moved(Paths, WorkspaceIndex),
}

impl Scope {
    /// Returns true if a file or folder is looked at.
    pub(crate) fn includes(&self, path: &Path) -> bool {
        match self {
            Scope::Everything | Scope::Moved(..) => true,
            Scope::Changed(paths) => paths.cover(path) || paths.lead_through(path),
        }
    }

    /// Returns true if a Templefile is read, and false if what is known of it still holds.
    pub(crate) fn reads(&self, path: &Path) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Changed(paths) => paths.cover(path),
            Scope::Moved(paths, known) => paths.cover(path) || known.get(&Key::File(path.to_owned())).is_none(),
        }
    }

    /// The known files that are gone unless the search finds them.
    pub(crate) fn known<'a>(&'a self, files: &'a WorkspaceIndex) -> Box<dyn Iterator<Item = &'a Key> + 'a> {
        match self {
            Scope::Everything | Scope::Moved(..) => Box::new(files.iter().map(|(key, _)| key)),
            Scope::Changed(paths) => Box::new(paths.iter().flat_map(|path| files.below(path))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(paths: &[&str]) -> Paths {
        Paths { paths: paths.iter().map(PathBuf::from).collect() }
    }

    /// Checks if a path is covered by, or leads to, one of `/w/team`, `/w/team.temple` and `/w/deep/er/x`.
    #[track_caller]
    fn check(path: &str, is_covered: bool, is_on_the_way: bool) {
        let paths = paths(&["/w/team", "/w/team.temple", "/w/deep/er/x"]);
        assert_eq!(paths.cover(Path::new(path)), is_covered, "{path}");
        assert_eq!(paths.lead_through(Path::new(path)), is_on_the_way, "{path}");
    }

    #[test]
    fn paths_cover_their_contents() {
        check("/w/team", true, true);
        check("/w/team/a/b.temple", true, false);
        check("/w/team.temple", true, true);
        check("/w/teams", false, false);
        check("/w/tea", false, false);
    }

    #[test]
    fn paths_lead_through_parent_folders() {
        check("/", false, true);
        check("/w", false, true);
        check("/w/deep", false, true);
        check("/w/deep/er", false, true);
        check("/w/deep/other", false, false);
        check("/w/deep/er/x/y", true, false);
    }

    #[test]
    fn searches_only_changed_folders() {
        let scope = Scope::Changed(paths(&["/w/team"]));
        let paths = ["/w", "/w/team", "/w/team/a.temple", "/w/node_modules", "/w/teams/a.temple"];
        assert_eq!(paths.map(|path| scope.includes(Path::new(path))), [true, true, true, false, false]);
        assert_eq!(paths.map(|path| scope.reads(Path::new(path))), [false, true, true, false, false]);
    }
}
