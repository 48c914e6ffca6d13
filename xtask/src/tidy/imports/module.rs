//! A single module: the names that its source declares, and the paths that its code uses.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, ItemMod, Meta, UseTree, Visibility};

/// The declarations and uses of a module. Code that is only compiled for tests is left out.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// The items that it defines, except for those that macros create.
    pub(super) items: BTreeSet<String>,
    /// The names imported by its `use` declarations.
    pub(super) imports: Vec<Import>,
    /// The paths in its code, except for those in `use`.
    pub(super) paths: Vec<Path>,
}

/// A name, or `*`, in a `use` declaration.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) path: Path,
    /// The name in this module; `None` for `*`.
    pub(super) name: Option<String>,
    /// True for `pub use`, `pub(crate) use` and similar items, which other modules can use.
    pub(super) is_reexport: bool,
}

/// A path such as `super::a::b`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) segments: Vec<String>,
    /// The line of its start, from 1.
    pub(super) line: usize,
}

impl Module {
    /// Reads the items of a module. Returns the module, and the declarations of its submodules.
    pub(super) fn new(items: &[Item]) -> (Module, Vec<&ItemMod>) {
        let mut visitor = Visitor::default();
        items.iter().for_each(|item| visitor.visit_item(item));
        (visitor.module, visitor.modules)
    }

    /// Adds the imports of a `use` declaration. `before` contains the segments before `tree`.
    fn import(&mut self, tree: &UseTree, before: &[&Ident], is_reexport: bool) {
        let mut add = |last: Option<&Ident>, name: Option<&Ident>| {
            let segments: Vec<&Ident> = before.iter().copied().chain(last.filter(|last| *last != "self")).collect();
            // `use a::{self}` imports `a`.
            let name = name.filter(|name| *name != "self").or(segments.last().copied().filter(|_| name.is_some()));
            let Some(path) = path(&segments) else { return };
            self.imports.push(Import { path, name: name.map(Ident::to_string), is_reexport });
        };
        match tree {
            UseTree::Name(it) => add(Some(&it.ident), Some(&it.ident)),
            UseTree::Rename(it) => add(Some(&it.ident), Some(&it.rename)),
            UseTree::Glob(_) => add(None, None),
            UseTree::Path(it) => self.import(&it.tree, &[before, &[&it.ident]].concat(), is_reexport),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before, is_reexport)),
        }
    }

    /// Adds everything that looks like a path in the tokens of a macro or an attribute.
    fn scan(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        let ident = |at: usize| match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        };
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let mut segments = Vec::new();
            match token {
                TokenTree::Group(group) => self.scan(group.stream()),
                // A field or a method after `.` is not the first segment of a path.
                TokenTree::Punct(punct) if punct.as_char() == '.' => at += 1,
                // Likewise after a leading `::`, as in `<T as Trait>::method`.
                TokenTree::Punct(_) if is_colon(at) && is_colon(at + 1) => {
                    at += if ident(at + 2).is_some() { 2 } else { 1 }
                }
                TokenTree::Ident(first) => segments.push(first),
                _ => {}
            }
            at += 1;
            while let Some(next) = ident(at + 2).filter(|_| !segments.is_empty() && is_colon(at) && is_colon(at + 1)) {
                segments.push(next);
                at += 3;
            }
            self.paths.extend(path(&segments));
        }
    }
}

/// Returns the path of these segments; `None` if there are none.
fn path(segments: &[&Ident]) -> Option<Path> {
    let line = segments.first()?.span().start().line;
    Some(Path { segments: segments.iter().map(ToString::to_string).collect(), line })
}

/// Collects the declarations and uses of a module.
#[derive(Default)]
struct Visitor<'ast> {
    module: Module,
    modules: Vec<&'ast ItemMod>,
}

impl<'ast> Visit<'ast> for Visitor<'ast> {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_for_tests(attributes(item)) {
            return;
        }
        self.module.items.extend(name(item).map(Ident::to_string));
        match item {
            Item::Mod(module) => self.modules.push(module),
            Item::Use(item) if item.leading_colon.is_some() => {}
            Item::Use(item) => self.module.import(&item.tree, &[], !matches!(item.vis, Visibility::Inherited)),
            item => visit::visit_item(self, item),
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !matches!(item, ImplItem::Fn(function) if is_for_tests(&function.attrs)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_path(&mut self, it: &'ast syn::Path) {
        if it.leading_colon.is_none() {
            let segments: Vec<&Ident> = it.segments.iter().map(|segment| &segment.ident).collect();
            self.module.paths.extend(path(&segments));
        }
        visit::visit_path(self, it);
    }

    /// The path in `pub(in path)` restricts the users of the item, but is not a use itself.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        visit::visit_macro(self, it);
        self.module.scan(it.tokens.clone());
    }

    fn visit_attribute(&mut self, it: &'ast Attribute) {
        visit::visit_attribute(self, it);
        if let Meta::List(list) = &it.meta {
            self.module.scan(list.tokens.clone());
        }
    }
}

/// Returns true if an item is only compiled for tests.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        let condition = list.tokens.to_string();
        let mut words = condition.split(|c: char| !c.is_alphanumeric());
        let is_all = condition.starts_with("all") && !condition.contains("not") && words.any(|word| word == "test");
        list.path.is_ident("cfg") && (condition == "test" || is_all)
    })
}

/// Returns the attributes of an item.
fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// Returns the name of an item other than a module, if it has one.
fn name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(it) => Some(&it.ident),
        Item::Enum(it) => Some(&it.ident),
        Item::Fn(it) => Some(&it.sig.ident),
        Item::Macro(it) => it.ident.as_ref(),
        Item::Static(it) => Some(&it.ident),
        Item::Struct(it) => Some(&it.ident),
        Item::Trait(it) => Some(&it.ident),
        Item::TraitAlias(it) => Some(&it.ident),
        Item::Type(it) => Some(&it.ident),
        Item::Union(it) => Some(&it.ident),
        _ => None,
    }
}
