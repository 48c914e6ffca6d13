//! The modules of a crate, and the resolution of paths to their files.

use std::collections::BTreeMap;

use anyhow::Context as _;
use syn::Item;

use super::module::{Module, Path};

/// The texts of the files of a repository, by path.
pub(super) type Files<'a> = BTreeMap<&'a str, &'a str>;

/// The modules of a crate, the root first.
#[derive(Debug, Default)]
pub(super) struct SourceTree {
    nodes: Vec<Node>,
}

/// A module in the tree.
#[derive(Debug)]
struct Node {
    /// The file that contains it.
    file: String,
    module: Module,
    /// The index of its parent; `None` for the root.
    parent: Option<usize>,
    /// The indices of its submodules, by name.
    children: BTreeMap<String, usize>,
}

/// The target of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Module(usize),
    /// An item of a module.
    Item(usize),
}

/// A use of one file by another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dependency {
    pub(super) from: String,
    pub(super) to: String,
    /// The line in `from`, counted from 1.
    pub(super) line: usize,
}

impl SourceTree {
    /// Reads the crate with the root file `root`, such as `src/lib.rs`. Fails if a file is missing or is not valid
    /// Rust.
    pub(super) fn read(files: &Files<'_>, root: &str) -> anyhow::Result<SourceTree> {
        let mut tree = SourceTree::default();
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        tree.read_file(files, root, folder, None)?;
        Ok(tree)
    }

    /// Reads a file whose submodules are in `folder`. Returns the index of the file's module.
    fn read_file(
        &mut self,
        files: &Files<'_>,
        path: &str,
        folder: &str,
        parent: Option<usize>,
    ) -> anyhow::Result<usize> {
        let text = files.get(path).with_context(|| format!("{path} does not exist"))?;
        let file = syn::parse_file(text).with_context(|| format!("{path} is not Rust"))?;
        self.read_module(files, path, folder, parent, &file.items)
    }

    /// Reads a module from its items, and its submodules. Returns its index.
    fn read_module(
        &mut self,
        files: &Files<'_>,
        file: &str,
        folder: &str,
        parent: Option<usize>,
        items: &[Item],
    ) -> anyhow::Result<usize> {
        let (module, modules) = Module::new(items);
        let index = self.nodes.len();
        self.nodes.push(Node { file: file.to_owned(), module, parent, children: BTreeMap::new() });
        for declared in modules {
            let name = declared.ident.to_string();
            let folder = format!("{folder}/{name}");
            let child = match &declared.content {
                Some((_, items)) => self.read_module(files, file, &folder, Some(index), items)?,
                None => {
                    let candidates = [format!("{folder}.rs"), format!("{folder}/mod.rs")];
                    let path = candidates.iter().find(|path| files.contains_key(path.as_str()));
                    let path = path.with_context(|| format!("{file} declares `mod {name}`, which has no file"))?;
                    self.read_file(files, path, &folder, Some(index))?
                }
            };
            self.nodes[index].children.insert(name, child);
        }
        Ok(index)
    }

    /// Returns every file that uses another one, with the first line that does. A module that only re-exports the
    /// definitions of its submodules does not use them.
    pub(super) fn dependencies(&self) -> Vec<Dependency> {
        let mut lines: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (index, node) in self.nodes.iter().enumerate() {
            let imports = node.module.imports.iter().filter_map(|import| {
                let target = self.resolve(index, &import.path.segments, &mut Vec::new())?;
                let used = match target {
                    Target::Item(used) => used,
                    Target::Module(used) if import.name.is_none() => used,
                    // Paths that start with the module's name show which of its items are used.
                    Target::Module(_) => return None,
                };
                let is_passed_on = import.is_reexport && self.is_inside(used, index);
                (!is_passed_on).then_some((used, &import.path))
            });
            let paths = node.module.paths.iter().filter_map(|path| {
                match self.resolve(index, &path.segments, &mut Vec::new())? {
                    Target::Item(used) => Some((used, path)),
                    Target::Module(_) => None,
                }
            });
            for (used, Path { line, .. }) in imports.chain(paths) {
                let first = lines.entry((&node.file, &self.nodes[used].file)).or_insert(*line);
                *first = (*first).min(*line);
            }
        }
        let others = lines.into_iter().filter(|((from, to), _)| from != to);
        others.map(|((from, to), line)| Dependency { from: from.to_owned(), to: to.to_owned(), line }).collect()
    }

    /// Returns true if `module` is anywhere inside `outer`.
    fn is_inside(&self, module: usize, outer: usize) -> bool {
        let mut parents = std::iter::successors(self.nodes[module].parent, |parent| self.nodes[*parent].parent);
        parents.any(|parent| parent == outer)
    }

    /// Resolves a path in a module, through re-exports; returns `None` if it leads to another crate. Unknown names
    /// count as items of their module, because a macro may have defined them. `pending` contains the names being looked
    /// up, so that cyclic imports terminate.
    fn resolve(&self, from: usize, segments: &[String], pending: &mut Vec<(usize, String)>) -> Option<Target> {
        let (first, mut rest) = segments.split_first()?;
        let mut module = match first.as_str() {
            "crate" => 0,
            "self" => from,
            "super" => self.nodes[from].parent?,
            name => match self.look_up(from, name, pending)? {
                Target::Module(module) => module,
                item => return Some(item),
            },
        };
        while let Some((name, after)) = rest.split_first() {
            module = match name.as_str() {
                "super" => self.nodes[module].parent?,
                name => match self.look_up(module, name, pending) {
                    Some(Target::Module(module)) => module,
                    Some(item) => return Some(item),
                    None => return Some(Target::Item(module)),
                },
            };
            rest = after;
        }
        Some(Target::Module(module))
    }

    /// Looks up a name in a module; returns `None` if the module neither defines nor imports it.
    fn look_up(&self, module: usize, name: &str, pending: &mut Vec<(usize, String)>) -> Option<Target> {
        let node = &self.nodes[module];
        if let Some(child) = node.children.get(name) {
            return Some(Target::Module(*child));
        }
        if node.module.items.contains(name) {
            return Some(Target::Item(module));
        }
        let key = (module, name.to_owned());
        if pending.contains(&key) {
            return None;
        }
        pending.push(key);
        let imports = &node.module.imports;
        let named = imports.iter().filter(|import| import.name.as_deref() == Some(name));
        let mut found = named.filter_map(|import| self.resolve(module, &import.path.segments, pending));
        let found = found.next().or_else(|| {
            let mut globs = imports.iter().filter(|import| import.name.is_none());
            globs.find_map(|glob| match self.resolve(module, &glob.path.segments, pending)? {
                Target::Module(used) => self.look_up(used, name, pending),
                Target::Item(_) => None,
            })
        });
        pending.pop();
        found
    }
}
