//! Checks of whole blocks and of the whole file (`docs/language.md`, Errors).

use rustc_hash::{FxHashMap, FxHashSet};
use temple_syntax::ast::Metadata;
use temple_syntax::{TextRange, Token};

use crate::arguments::GivenArguments;
use crate::catalogue::{Access, AuthMethod, BlockKind, Item, Provider};
use crate::names::normalized;
use crate::references::{References, respell_name};
use crate::sink::Sink;
use crate::suggest::did_you_mean;
use crate::unresolved::{ItemValue, MetadataItem, UnresolvedBlock, UnresolvedFile};
use crate::{Code, Edit, Fix, Specified, arguments, insert_entry, read};

/// The maximum number of services for which adding an item, or naming the service, is offered as a fix.
const MAX_OFFERED_SERVICES: usize = 5;

/// Runs every check that needs more than one entry.
pub(crate) fn run(unresolved: &UnresolvedFile<'_>, sink: &mut Sink) {
    match &unresolved.project {
        Some(project) => project_and_services(project, unresolved, sink),
        None => missing_project(unresolved, sink),
    }
    let references = References::new(unresolved);
    for service in &unresolved.services {
        used_services(service, &references, unresolved, sink);
        for block in service.with_structs() {
            names_like_block(block, sink);
        }
    }
    block_names(unresolved, sink);
    references.check(unresolved, sink);
}

impl<'a> UnresolvedBlock<'a> {
    /// Iterates over the block itself and the structs in it.
    pub(crate) fn with_structs(&self) -> impl Iterator<Item = &UnresolvedBlock<'a>> {
        std::iter::once(self).chain(&self.structs)
    }

    /// Returns a fix that removes an item from the block. `None` unless the block contains it exactly once;
    /// duplicates are reported separately.
    pub(crate) fn removal(&self, item: Item) -> Option<Fix> {
        let mut specified = self.items.iter().filter(|specified| specified.item == item);
        let (Some(only), None) = (specified.next(), specified.next()) else { return None };
        Some(Fix::new(format!("Remove `{item}`"), vec![only.child.out_of_block()]).mark_for_review())
    }

    /// The access that the block itself sets with `item`, one of `#readable` and `#writable`.
    pub(crate) fn access(&self, item: Item) -> Option<Specified<Access>> {
        self.item(item)?.pick(Access::ALL)
    }
}

fn missing_project(unresolved: &UnresolvedFile<'_>, sink: &mut Sink) {
    for service in &unresolved.services {
        offer_access(service, true, sink);
    }
    if unresolved.lost_blocks {
        return;
    }
    let range = unresolved.services.first().map_or(TextRange::empty(0.into()), UnresolvedBlock::head);
    let kind = BlockKind::Project.as_str();
    let message = format!("Missing project block. Add one, such as `Name: {kind} {{ }}`.");
    let accounts = unresolved.services.iter().any(|service| service.item(Item::Auth).is_some());
    let (line_end, step) = (unresolved.layout.line_end(), unresolved.layout.step());
    let items = if accounts { format!("{line_end}{step}{}{line_end}", auth_method()) } else { String::new() };
    let text = format!("{}: {kind} {{{items}}}{line_end}{line_end}", free_name(unresolved));
    let diagnostic = sink.report(Code::MissingProject, range, message);
    if unresolved.starts_with_block {
        // The user has to choose its name.
        diagnostic.propose("Add a project block", vec![Edit::insert(unresolved.start, text)]);
    }
}

/// Returns an unused name for a new block.
fn free_name(unresolved: &UnresolvedFile<'_>) -> String {
    let blocks = unresolved.services.iter().flat_map(UnresolvedBlock::with_structs);
    let taken: FxHashSet<&str> = blocks.map(UnresolvedBlock::name_text).collect();
    let mut names = std::iter::once("Name".to_owned()).chain((2..).map(|number| format!("Name{number}")));
    names.find(|name| !taken.contains(name.as_str())).unwrap_or_default()
}

/// The item that enables accounts in a project, with the method that is suggested by default.
pub fn auth_method() -> String {
    format!("{}({});", Item::AuthMethod, AuthMethod::Email.as_str())
}

/// Checks that the project and the services agree about accounts, and that the project has a provider.
fn project_and_services(project: &UnresolvedBlock<'_>, unresolved: &UnresolvedFile<'_>, sink: &mut Sink) {
    let method = project.item(Item::AuthMethod);
    let unknown_method = method.is_none() && project.unread_items;
    let auth = || unresolved.services.iter().filter_map(|service| Some((service, service.item(Item::Auth)?)));
    if let (Some(method), None) = (method, auth().next()) {
        let message = format!(
            "`{}` requires a service with `{auth}`. Add `{auth}` to the service that stores one entry per account.",
            Item::AuthMethod,
            auth = Item::Auth
        );
        let diagnostic = sink.report(Code::AuthMethodWithoutAuth, method.range, message);
        let item = format!("{};", Item::Auth);
        for service in unresolved.services.iter().take(MAX_OFFERED_SERVICES) {
            if let Some(edits) = insert_entry(&unresolved.layout, service.block, &item, None) {
                let to = service.name.map_or("the unnamed service".to_owned(), |name| format!("`{}`", name.text()));
                diagnostic.propose(format!("Add `{item}` to {to}"), edits);
            }
        }
        let restricts_to_creator = |block: &UnresolvedBlock<'_>| {
            [Item::Readable, Item::Writable]
                .into_iter()
                .any(|item| block.access(item).is_some_and(|it| it.value == Access::This))
        };
        // If any access is `this`, which needs accounts, removing the item would cause another error.
        let may_go = !std::iter::once(project).chain(&unresolved.services).any(restricts_to_creator);
        diagnostic.fixes.extend(project.removal(Item::AuthMethod).filter(|_| may_go));
    }
    // Adding it is useless without an `#auth`, since `#authMethod` requires one.
    let add_method = auth().next().and_then(|_| insert_entry(&unresolved.layout, project.block, &auth_method(), None));
    for (service, auth) in auth().filter(|_| method.is_none() && !unknown_method) {
        let message = format!("`{}` requires `{}` in the project.", Item::Auth, Item::AuthMethod);
        let diagnostic = sink.report(Code::AuthWithoutAuthMethod, auth.range, message);
        diagnostic.relate(project.head(), "The project is declared here.");
        diagnostic.fixes.extend(add_method.clone().map(add_auth_method));
        diagnostic.fixes.extend(service.removal(Item::Auth));
    }
    for block in std::iter::once(project).chain(&unresolved.services) {
        if method.is_none() && !unknown_method {
            access_without_accounts(block, project.head(), add_method.as_ref(), sink);
        }
        access(block, method.is_some() || unknown_method, sink);
        offer_access(block, method.is_some() || unknown_method, sink);
    }
    if project.item(Item::Provider).is_none() {
        let message =
            format!("Without `{}`, no deployment files are generated. Add it to the project.", Item::Provider);
        let diagnostic = sink.report(Code::NoProvider, project.head(), message);
        for provider in Provider::ALL {
            let item = format!("{}({});", Item::Provider, provider.as_str());
            if let Some(edits) = insert_entry(&unresolved.layout, project.block, &item, None) {
                diagnostic.repair(format!("Add `{item}`"), edits);
            }
        }
    }
}

fn add_auth_method(edits: Vec<Edit>) -> Fix {
    Fix::new(format!("Add `{}` to the project", auth_method()), edits)
}

/// Reports access of `this` in a project without accounts, in which entries have no creator.
fn access_without_accounts(
    block: &UnresolvedBlock<'_>,
    project: TextRange,
    add_method: Option<&Vec<Edit>>,
    sink: &mut Sink,
) {
    let rules = [(Item::Readable, Code::ReadableThisWithoutAuth), (Item::Writable, Code::WritableThisWithoutAuth)];
    let restricted = |item| block.item(item).filter(|specified| specified.access() == Some(Access::This));
    for (item, code) in rules {
        let Some(specified) = restricted(item) else { continue };
        let message = format!(
            "`{item}({})` requires `{}` in the project, because `this` is the account that created the entry.",
            Access::This.as_str(),
            Item::AuthMethod
        );
        let diagnostic = sink.report(code, specified.range, message);
        diagnostic.relate(project, "The project is declared here.");
        diagnostic.fixes.extend(add_method.cloned().map(add_auth_method));
        // With `#readable(this)`, `#writable(all)` would be an error.
        if item == Item::Readable || restricted(Item::Readable).is_none() {
            diagnostic.fixes.extend(specified.set_access(Access::All));
        }
        diagnostic.fixes.extend(block.removal(item));
    }
}

/// Reports a block with both `#readable(this)` and `#writable(all)`.
fn access(block: &UnresolvedBlock<'_>, has_method: bool, sink: &mut Sink) {
    let specified = |item, access| block.item(item).filter(|specified| specified.access() == Some(access));
    let (Some(readable), Some(writable)) =
        (specified(Item::Readable, Access::This), specified(Item::Writable, Access::All))
    else {
        return;
    };
    let message = format!(
        "Entries that only their creator can read cannot be writable by everyone. Use `{}({})` or `{}({})`.",
        Item::Writable,
        Access::This.as_str(),
        Item::Readable,
        Access::All.as_str()
    );
    let diagnostic = sink.report(Code::WritableAllReadableThis, writable.range, message);
    diagnostic.relate(readable.range, "Read access is restricted here.");
    diagnostic.fixes.extend(writable.set_access(Access::This).filter(|_| has_method));
    diagnostic.fixes.extend(readable.set_access(Access::All));
}

/// Offers values for `#readable` and `#writable` without one: all that the rest of the block allows.
fn offer_access(block: &UnresolvedBlock<'_>, has_method: bool, sink: &mut Sink) {
    let sets = |item, access| block.access(item).is_some_and(|specified| specified.value == access);
    for specified in block.items.iter().filter(|specified| matches!(specified.item, Item::Readable | Item::Writable)) {
        let Some(name) = Metadata::cast(specified.child.node).and_then(Metadata::name) else { continue };
        let is_possible = |access: &&Access| match (specified.item, access) {
            (_, Access::This) if !has_method => false,
            (Item::Readable, Access::This) => !sets(Item::Writable, Access::All),
            (Item::Writable, Access::All) => !sets(Item::Readable, Access::This),
            _ => true,
        };
        for access in Access::ALL.iter().filter(is_possible) {
            let given = Metadata::cast(specified.child.node).map_or(GivenArguments::Nothing, read::given);
            if let Some(fix) =
                arguments::add_argument("#", name.text(), name.range(), given, access.as_str().to_owned())
            {
                // The user has to decide who may read or write.
                sink.repair(Code::MissingArgument, name.range(), fix.mark_for_review());
            }
        }
    }
}

impl MetadataItem<'_> {
    fn access(&self) -> Option<Access> {
        self.pick(Access::ALL).map(|specified| specified.value)
    }

    /// Returns a fix that replaces the value with `access`. It is not safe, since the user has to decide who has
    /// access.
    pub(crate) fn set_access(&self, access: Access) -> Option<Fix> {
        let ItemValue::Word(_, range) = self.value else { return None };
        let title = format!("Use `#{}({})`", self.item.as_str(), access.as_str());
        Some(Fix::new(title, vec![Edit::replace(range, access.as_str())]).mark_for_review())
    }
}

fn used_services(
    service: &UnresolvedBlock<'_>,
    references: &References<'_, '_>,
    unresolved: &UnresolvedFile<'_>,
    sink: &mut Sink,
) {
    for specified in &service.items {
        let ItemValue::Names(used) = &specified.value else {
            offer_services(specified, service, unresolved, sink);
            continue;
        };
        for &name in used.iter().filter(|name| !references.is_service(name.text()) && !unresolved.lost_blocks) {
            let is_project = unresolved.project.as_ref().is_some_and(|project| project.name_text() == name.text());
            unknown_service(name, Some(service).filter(|_| !is_project), references, sink);
        }
    }
}

/// Offers the other services as values of a `#uses` without one.
fn offer_services(
    specified: &MetadataItem<'_>,
    service: &UnresolvedBlock<'_>,
    unresolved: &UnresolvedFile<'_>,
    sink: &mut Sink,
) {
    let Some((metadata, name)) = Metadata::cast(specified.child.node).and_then(|it| Some((it, it.name()?))) else {
        return;
    };
    if specified.item != Item::Uses {
        return;
    }
    let others =
        unresolved.services.iter().filter(|other| other.name.is_some() && other.name_text() != service.name_text());
    for other in others.take(MAX_OFFERED_SERVICES) {
        let list = format!("[{}]", other.name_text());
        if let Some(fix) = arguments::add_argument("#", name.text(), name.range(), read::given(metadata), list) {
            // The user has to decide which service is used.
            sink.repair(Code::MissingArgument, name.range(), fix.mark_for_review());
        }
    }
}

/// Reports a used service that does not exist. Adding it after the service that uses it is offered.
fn unknown_service(
    name: Token<'_>,
    user: Option<&UnresolvedBlock<'_>>,
    references: &References<'_, '_>,
    sink: &mut Sink,
) {
    let text = name.text();
    let a_struct = references.any_struct(text);
    let near = references.nearest_service(text, []);
    let message = match a_struct {
        Some(_) => {
            format!("`{text}` is a struct, but only services can be listed here. Use the service that contains it.")
        }
        None if near.is_none() => format!("Unknown service `{text}`. Declare it, or remove it from the list."),
        None => format!("Unknown service `{text}`.{}", did_you_mean("", near)),
    };
    let diagnostic = sink.report(Code::UnknownUsedService, name.range(), message);
    let add = |diagnostic: &mut _| user.into_iter().for_each(|user| references.add_service(text, user, diagnostic));
    match (a_struct, near) {
        (Some(it), _) => _ = diagnostic.relate(it.head(), "The struct is declared here."),
        (None, Some(near)) => respell_name(text, near, diagnostic, add),
        (None, None) => add(diagnostic),
    }
}

fn names_like_block(block: &UnresolvedBlock<'_>, sink: &mut Sink) {
    let Some(block_name) = block.name else { return };
    let normal = normalized(block_name.text());
    let same = block.normals.with_name(&normal);
    for name in same.filter_map(|index| block.attributes[index].source.as_ref()) {
        let message = format!(
            "An attribute cannot have the same name as its block, `{}`, even in different case. Choose a different name.",
            block_name.text()
        );
        sink.report(Code::AttributeNamedLikeBlock, name.range, message)
            .relate(block_name.range(), "The block is declared here.");
    }
}

/// Reports blocks with the same name. Structs of different services may share one, but get a warning.
fn block_names(unresolved: &UnresolvedFile<'_>, sink: &mut Sink) {
    let mut outside: FxHashMap<&str, Token<'_>> = FxHashMap::default();
    let project = unresolved.project.as_ref().and_then(|project| project.name);
    for service in &unresolved.services {
        let Some(name) = service.name else { continue };
        if let Some(&first) = outside.get(name.text()) {
            same_name(Code::DuplicateService, "service", first, name, sink);
            continue;
        }
        outside.insert(name.text(), name);
        if let Some(project) = project.filter(|project| project.text() == name.text()) {
            same_name(Code::DuplicateBlockName, "block", project, name, sink);
        }
    }
    outside.extend(project.map(|name| (name.text(), name)));
    let mut structs: FxHashMap<&str, Token<'_>> = FxHashMap::default();
    let mut own: FxHashMap<&str, Token<'_>> = FxHashMap::default();
    for service in &unresolved.services {
        own.clear();
        for name in service.structs.iter().filter_map(|inner| inner.name) {
            let first = *own.entry(name.text()).or_insert(name);
            if first != name {
                same_name(Code::DuplicateStruct, "struct of this service", first, name, sink);
            } else if let Some(&first) = outside.get(name.text()) {
                same_name(Code::DuplicateBlockName, "block", first, name, sink);
            } else if let Some(&first) = structs.get(name.text()) {
                shared_struct_name(first, name, sink);
            } else {
                structs.insert(name.text(), name);
            }
        }
    }
}

fn same_name(code: Code, what: &str, first: Token<'_>, second: Token<'_>, sink: &mut Sink) {
    let message = format!("`{}` is already the name of another {what}. Choose a different name.", second.text());
    sink.report(code, second.range(), message).relate(first.range(), format!("The other {what} is declared here."));
}

fn shared_struct_name(first: Token<'_>, second: Token<'_>, sink: &mut Sink) {
    let message = format!(
        "A struct of another service is also named `{}`. The generated code may confuse the two. Choose a different name.",
        second.text()
    );
    sink.report(Code::SharedStructName, second.range(), message)
        .relate(first.range(), "The other struct is declared here.");
}
