//! Resolution of drafts to the model: defaults, endpoints, ports and final names.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use temple_syntax::TextRange;

use crate::catalogue::Item;
use crate::read::remove_from_list;
use crate::rename::{CodeTarget, Owner, Renamer};
use crate::repair::Child;
use crate::reserved::{IMPLIED_CREATOR, IMPLIED_ID, IMPLIED_PARENT};
use crate::sink::Sink;
use crate::unresolved::{ItemValue, MetadataItem, UnresolvedBlock, UnresolvedFile};
use crate::{
    Access, Attribute, AuthMethod, AuthService, Code, Database, Defaults, Edit, Effective, Endpoint, Entity, Fix,
    Language, Layout, Metrics, Model, Name, Ports, Project, Provenance, Provider, RenameReason, Renamed, Service,
    Specified, Type, Visibility,
};

/// The port of the first service. The generated service for accounts has the two ports before it.
const FIRST_PORT: u32 = 1026;
const AUTH_PORT: u32 = 1024;

/// Resolves a file, and reports problems of the code that would be generated from it.
pub(crate) fn model(unresolved: UnresolvedFile<'_>, sink: &mut Sink) -> Model {
    let project = unresolved.project.as_ref().and_then(resolve_project);
    let auth_method = project.as_ref().and_then(|project| project.auth_method);
    let mut renamer = Renamer::new(&unresolved);
    let mut context =
        Resolver { project: project.as_ref(), renamer: renamer.as_mut(), sink, layout: unresolved.layout };
    let mut services = Vec::with_capacity(unresolved.services.len());
    let (first, repeated): (Vec<_>, Vec<_>) = unresolved.services.into_iter().partition(first_of_name());
    for (service, port) in first.into_iter().zip((FIRST_PORT..).step_by(2)) {
        services.extend(context.service(service, Ports { service: port, metrics: port + 1 }));
    }
    // Diagnostics for these services would be redundant, since their duplicate names are errors.
    let mut context = Resolver { sink: &mut Sink::default(), ..context };
    let no_ports = Ports { service: 0, metrics: 0 };
    let repeated = repeated.into_iter().filter_map(|service| context.service(service, no_ports)).collect();
    let ports = Ports { service: AUTH_PORT, metrics: AUTH_PORT + 1 };
    Model { auth: auth_method.map(|_| AuthService { ports }), project, services, repeated }
}

fn resolve_project(unresolved: &UnresolvedBlock<'_>) -> Option<Project> {
    Some(Project {
        name: name(unresolved)?,
        range: unresolved.range,
        provider: pick(unresolved, Item::Provider, Provider::ALL),
        metrics: pick(unresolved, Item::Metrics, Metrics::ALL),
        auth_method: pick(unresolved, Item::AuthMethod, AuthMethod::ALL),
        language: pick(unresolved, Item::Language, Language::ALL),
        database: pick(unresolved, Item::Database, Database::ALL),
        readable: unresolved.access(Item::Readable),
        writable: unresolved.access(Item::Writable),
    })
}

/// Returns a predicate that is true for a block without an earlier one of the same name. Duplicates are reported
/// elsewhere.
fn first_of_name<'a>() -> impl FnMut(&UnresolvedBlock<'a>) -> bool {
    let mut seen = FxHashSet::default();
    move |unresolved| unresolved.name.is_none_or(|name| seen.insert(name.text()))
}

fn pick<T: Copy>(unresolved: &UnresolvedBlock<'_>, item: Item, all: &[T]) -> Option<Specified<T>> {
    unresolved.item(item)?.pick(all)
}

fn name(unresolved: &UnresolvedBlock<'_>) -> Option<Name> {
    let token = unresolved.name?;
    Some(Name { source: SmolStr::new(token.text()), range: token.range(), renamed: None })
}

impl Defaults {
    /// The values that apply to a service of this project that does not set its own.
    pub fn new(project: Option<&Project>) -> Defaults {
        fn value<T: Copy>(specified: Option<Specified<T>>, default: T) -> Effective<T> {
            match specified {
                Some(specified) => Effective { value: specified.value, source: Provenance::Project(specified.range) },
                None => Effective { value: default, source: Provenance::Default },
            }
        }
        let has_accounts = project.is_some_and(|project| project.auth_method.is_some());
        let access = if has_accounts { Access::This } else { Access::All };
        Defaults {
            readable: value(project.and_then(|it| it.readable), access),
            writable: value(project.and_then(|it| it.writable), access),
            language: value(project.and_then(|it| it.language), Language::Go),
            database: value(project.and_then(|it| it.database), Database::Postgres),
        }
    }
}

/// The value that the service sets itself, else `default`.
fn own_or<T: Copy>(own: Option<Specified<T>>, default: Effective<T>) -> Effective<T> {
    own.map_or(default, |own| Effective { value: own.value, source: Provenance::Own(own.range) })
}

struct Resolver<'m, 'a, 's> {
    project: Option<&'m Project>,
    /// `None` without a project, whose name every renaming needs.
    renamer: Option<&'m mut Renamer<'a>>,
    sink: &'s mut Sink,
    layout: Layout<'a>,
}

impl<'a> Resolver<'_, 'a, '_> {
    /// Resolves a service. `None` for a block without a name.
    fn service(&mut self, mut unresolved: UnresolvedBlock<'a>, ports: Ports) -> Option<Service> {
        let has_accounts = self.project.is_some_and(|project| project.auth_method.is_some());
        let defaults = Defaults::new(self.project);
        let language = own_or(pick(&unresolved, Item::Language, Language::ALL), defaults.language);
        let database = own_or(pick(&unresolved, Item::Database, Database::ALL), defaults.database);
        let target = CodeTarget { language: language.value, database: database.value };
        let auth = unresolved.item(Item::Auth).map(|specified| specified.range);
        let readable = own_or(unresolved.access(Item::Readable), defaults.readable);
        let writable = own_or(unresolved.access(Item::Writable), defaults.writable);
        let uses = used(&unresolved);
        self.check_enumerable_auth(&unresolved);

        let unresolved_structs = std::mem::take(&mut unresolved.structs);
        let service_name = unresolved.name_text();
        let creator = (has_accounts && auth.is_none()).then(|| implied(IMPLIED_CREATOR, Visibility::Server));
        let entity = self.entity(unresolved, creator, Owner { service: service_name, is_struct: false }, target)?;
        let structs = unresolved_structs.into_iter().filter(first_of_name()).filter_map(|inner| {
            let parent = implied(IMPLIED_PARENT, Visibility::Server);
            self.entity(inner, Some(parent), Owner { service: service_name, is_struct: true }, target)
        });
        let structs = structs.collect();
        Some(Service { entity, structs, uses, auth, readable, writable, language, database, ports })
    }

    /// Resolves the parts that services and structs share. `extra` is the implied attribute that follows the
    /// identifier.
    fn entity(
        &mut self,
        unresolved: UnresolvedBlock<'a>,
        extra: Option<Attribute>,
        owner: Owner<'_>,
        target: CodeTarget,
    ) -> Option<Entity> {
        let name = self.block_name(&unresolved, target)?;
        let enumerable = unresolved.item(Item::Enumerable).map(|specified| specified.range);
        let endpoints = endpoints(&unresolved);
        self.check_endpoints(&unresolved, &endpoints);
        let mut attributes = Vec::with_capacity(unresolved.attributes.len() + 2);
        attributes.push(implied(IMPLIED_ID, Visibility::ServerSet));
        attributes.extend(extra);
        let first = attributes.len();
        attributes.extend(unresolved.attributes);
        if let Some(renamer) = &self.renamer {
            renamer.attributes(&mut attributes[first..], unresolved.normals, owner, target);
        }
        for name in attributes.iter().filter_map(|attribute| attribute.source.as_ref()) {
            if let Some(renamed) = &name.renamed {
                report_renamed(name, renamed, self.sink);
            }
        }
        Some(Entity { name, range: unresolved.range, attributes, enumerable, endpoints })
    }

    /// The name of a block, renamed if necessary.
    fn block_name(&mut self, unresolved: &UnresolvedBlock<'a>, target: CodeTarget) -> Option<Name> {
        let mut name = name(unresolved)?;
        let Some(renamer) = &mut self.renamer else { return Some(name) };
        match renamer.block(unresolved.name_text(), target) {
            Ok(renamed) => {
                if let Some(renamed) = &renamed {
                    report_renamed(&name, renamed, self.sink);
                }
                name.renamed = renamed;
            }
            Err(_) => {
                let message = format!(
                    "`{}` conflicts with names in the generated code, even with the project's name as a prefix. Choose a \
                     different name.",
                    name.source
                );
                self.sink.report(Code::NoUsableName, name.range, message);
            }
        }
        Some(name)
    }

    fn check_enumerable_auth(&mut self, unresolved: &UnresolvedBlock<'_>) {
        let (Some(auth), Some(enumerable)) = (unresolved.item(Item::Auth), unresolved.item(Item::Enumerable)) else {
            return;
        };
        if unresolved.access(Item::Readable).is_some_and(|specified| specified.value == Access::All) {
            return;
        }
        let message = format!(
            "`{}` in a service with `{}` passes validation but crashes the generator, unless the service itself has \
             `{}({})`. Add it, or remove `{0}`.",
            Item::Enumerable,
            Item::Auth,
            Item::Readable,
            Access::All.as_str()
        );
        let diagnostic = self.sink.report(Code::EnumerableAuthService, enumerable.range, message);
        diagnostic.relate(auth.range, format!("`{}` is set here.", Item::Auth));
        match unresolved.item(Item::Readable) {
            Some(readable) => diagnostic.fixes.extend(readable.set_access(Access::All)),
            None => {
                let item = format!("{}({});", Item::Readable, Access::All.as_str());
                diagnostic.propose(format!("Add `{item}`"), self.layout.insert_after(enumerable.child, &item));
            }
        }
        diagnostic.fixes.extend(unresolved.removal(Item::Enumerable));
    }

    /// Warns if no endpoint is left, and reports `update` in `#omit` if the block has no such endpoint anyway.
    fn check_endpoints(&mut self, unresolved: &UnresolvedBlock<'_>, endpoints: &[Endpoint]) {
        if endpoints.is_empty() && unresolved.name.is_some() {
            let message =
                "A block without endpoints passes validation but crashes the generator. Keep at least one endpoint.";
            let diagnostic = self.sink.report(Code::NoEndpoints, unresolved.head(), message);
            if let Some(specified) = unresolved.item(Item::Omit) {
                // With a second `#omit`, that one would take effect.
                if unresolved.items.iter().filter(|it| it.item == Item::Omit).count() == 1 {
                    diagnostic.propose(format!("Remove `{}`", Item::Omit), vec![specified.child.out_of_block()]);
                }
                let item = format!("{};", Item::Enumerable);
                diagnostic.propose(format!("Add `{item}`"), self.layout.insert_after(specified.child, &item));
            }
        }
        if has_request_attributes(unresolved) {
            return;
        }
        let Some((specified, entries)) = omitted(unresolved) else { return };
        for (at, &(_, entry)) in entries.iter().enumerate().filter(|(_, entry)| is_update(entry)) {
            let message = "This block has no `update` endpoint to omit, because clients cannot set any of its attributes. Remove it from the list.";
            let remove = |what: &str, edits| Fix::new(format!("Remove `{what}`"), edits);
            let fix = match entries.get(at + 1) {
                _ if entries.len() == 1 => remove(&Item::Omit.to_string(), vec![specified.child.out_of_block()]),
                Some((_, next)) if at == 0 => {
                    let range = TextRange::new(entry.node.range().start(), next.node.range().start());
                    remove(Endpoint::Update.as_str(), vec![Edit::delete(range)])
                }
                _ => remove_from_list(&format!("Remove `{}`", Endpoint::Update.as_str()), entry),
            };
            self.sink.report(Code::ImpliedOmit, entry.node.range(), message).fixes.push(fix);
        }
    }
}

fn is_update((index, _): &(usize, Child<'_>)) -> bool {
    Endpoint::COMMON[*index] == Endpoint::Update
}

fn implied(name: &'static str, visibility: Visibility) -> Attribute {
    Attribute { name: SmolStr::new_static(name), source: None, ranges: None, ty: Type::Uuid, visibility, unique: false }
}

fn used(unresolved: &UnresolvedBlock<'_>) -> Vec<Name> {
    let Some(ItemValue::Names(names)) = unresolved.item(Item::Uses).map(|specified| &specified.value) else {
        return Vec::new();
    };
    let names = names.iter();
    names.map(|token| Name { source: SmolStr::new(token.text()), range: token.range(), renamed: None }).collect()
}

/// The first `#omit` and its entries: the index of each among the common endpoints, and its node.
fn omitted<'d, 'a>(unresolved: &'d UnresolvedBlock<'a>) -> Option<(&'d MetadataItem<'a>, &'d [(usize, Child<'a>)])> {
    let specified = unresolved.item(Item::Omit)?;
    match &specified.value {
        ItemValue::Words(words) => Some((specified, words)),
        _ => None,
    }
}

/// Returns true if any attribute of the block is in requests. Otherwise there is nothing to update.
fn has_request_attributes(unresolved: &UnresolvedBlock<'_>) -> bool {
    unresolved.attributes.iter().any(|attribute| attribute.visibility.in_requests())
}

fn endpoints(unresolved: &UnresolvedBlock<'_>) -> Vec<Endpoint> {
    let has_update = has_request_attributes(unresolved);
    let omitted = omitted(unresolved).map_or(&[][..], |(_, entries)| entries);
    let common = Endpoint::COMMON.iter().enumerate().filter(|&(index, &endpoint)| {
        (endpoint != Endpoint::Update || has_update) && !omitted.iter().any(|&(omitted, _)| omitted == index)
    });
    let list = unresolved.item(Item::Enumerable).map(|_| Endpoint::List);
    let identify = unresolved.item(Item::Auth).map(|_| Endpoint::Identify);
    common.map(|(_, &endpoint)| endpoint).chain(list).chain(identify).collect()
}

fn report_renamed(name: &Name, renamed: &Renamed, sink: &mut Sink) {
    let reason = match renamed.reason {
        RenameReason::Taken => "it differs from another name only in case".to_owned(),
        RenameReason::System => "it is reserved for a component of the generated system".to_owned(),
        RenameReason::Language(language) => format!("it is used in the generated {} code", language.title()),
        RenameReason::Database(database) => format!("it is a {} keyword", database.title()),
        RenameReason::Affix => "it has a prefix or suffix that is reserved for generated names".to_owned(),
        RenameReason::Implied => "it is the name of a generated attribute".to_owned(),
    };
    let message = format!("`{}` is renamed to `{}` in the generated code, because {reason}.", name.source, renamed.to);
    sink.report(Code::Renamed, name.range, message);
}
