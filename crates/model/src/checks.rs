//! The checks of whole blocks and the whole file (`docs/language.md`, Errors).

use rustc_hash::{FxHashMap, FxHashSet};
use temple_syntax::{TextRange, Token};

use crate::catalogue::{Access, BlockKind, Item};
use crate::draft::{BlockDraft, Draft};
use crate::metadata::SaidValue;
use crate::names::normalized;
use crate::references::References;
use crate::sink::Sink;
use crate::suggest::{did_you_mean, nearest};
use crate::{Code, Said};

/// Runs every check that needs more than one entry.
pub(crate) fn run(draft: &Draft<'_>, sink: &mut Sink) {
    match &draft.project {
        Some(project) => project_and_services(project, draft, sink),
        None => missing_project(draft, sink),
    }
    let names: FxHashSet<&str> = draft.services.iter().map(BlockDraft::name_text).collect();
    for service in &draft.services {
        used_services(service, &names, draft, sink);
        for block in service.with_structs() {
            names_like_block(block, sink);
        }
    }
    block_names(draft, sink);
    References::new(draft).check(draft, sink);
}

impl<'a> BlockDraft<'a> {
    /// The block and, of a service, its structs.
    pub(crate) fn with_structs(&self) -> impl Iterator<Item = &BlockDraft<'a>> {
        std::iter::once(self).chain(&self.structs)
    }

    /// Who may do what the item is about, where the block itself says so.
    pub(crate) fn access(&self, item: Item) -> Option<Said<Access>> {
        self.said(item)?.pick(Access::ALL)
    }
}

fn missing_project(draft: &Draft<'_>, sink: &mut Sink) {
    if draft.lost_blocks {
        return;
    }
    let place = draft.services.first().map_or(TextRange::empty(0.into()), BlockDraft::head);
    let message =
        format!("The file has no project block. Add one, such as `Name: {} {{ }}`.", BlockKind::Project.as_str());
    let text = format!("Name: {} {{\n}}\n\n", BlockKind::Project.as_str());
    sink.report(Code::MissingProject, place, message).replace("Add a project block", TextRange::empty(0.into()), text);
}

/// What the project and the services say of accounts must agree.
fn project_and_services(project: &BlockDraft<'_>, draft: &Draft<'_>, sink: &mut Sink) {
    let method = project.said(Item::AuthMethod);
    let unknown_method = method.is_none() && project.unread_items;
    let auth = || draft.services.iter().filter_map(|service| service.said(Item::Auth));
    if let (Some(method), None) = (method, auth().next()) {
        let message = "No service has `#auth`. Say it in the service that holds one entry for each account.";
        sink.report(Code::AuthMethodWithoutAuth, method.range, message);
    }
    for auth in auth().filter(|_| method.is_none() && !unknown_method) {
        let message = "`#auth` needs `#authMethod` in the project block.";
        sink.report(Code::AuthWithoutAuthMethod, auth.range, message).relate(project.head(), "The project is here.");
    }
    for block in std::iter::once(project).chain(&draft.services) {
        access(block, method.is_some() || unknown_method, project.head(), sink);
    }
    if project.said(Item::Provider).is_none() {
        let message = "Without `#provider` no orchestration is generated, only the services themselves.";
        sink.report(Code::NoProvider, project.head(), message);
    }
}

/// Who may read and write one block.
fn access(block: &BlockDraft<'_>, has_method: bool, project: TextRange, sink: &mut Sink) {
    let (readable, writable) = (block.access(Item::Readable), block.access(Item::Writable));
    let rules = [(readable, Code::ReadableThisWithoutAuth), (writable, Code::WritableThisWithoutAuth)];
    for (said, code) in rules {
        if let (Some(Said { value: Access::This, range }), false) = (said, has_method) {
            let message = "`this` means the account that made an entry, for which the project needs `#authMethod`.";
            sink.report(code, range, message).relate(project, "The project is here.");
        }
    }
    if let (Some(Said { value: Access::This, range: readable }), Some(Said { value: Access::All, range: writable })) =
        (readable, writable)
    {
        let message =
            "What only its creator may read, not everybody can write. Say `#writable(this)`, or `#readable(all)`.";
        sink.report(Code::WritableAllReadableThis, writable, message).relate(readable, "Reading is restricted here.");
    }
}

fn used_services(service: &BlockDraft<'_>, names: &FxHashSet<&str>, draft: &Draft<'_>, sink: &mut Sink) {
    for said in &service.items {
        let SaidValue::Names(used) = &said.value else { continue };
        for &name in used.iter().filter(|name| !names.contains(name.text()) && !draft.lost_blocks) {
            unknown_service(name, draft, sink);
        }
    }
}

fn unknown_service(name: Token<'_>, draft: &Draft<'_>, sink: &mut Sink) {
    let text = name.text();
    let a_struct = draft.services.iter().flat_map(|service| &service.structs).find(|it| it.name_text() == text);
    let near = nearest(text, draft.services.iter().map(BlockDraft::name_text));
    let message = match a_struct {
        Some(_) => format!("`{text}` is a struct, and only services can be used. Name its service instead."),
        None => format!("There is no service `{text}`.{}", did_you_mean("", near)),
    };
    let diagnostic = sink.report(Code::UnknownUsedService, name.range(), message);
    match (a_struct, near) {
        (Some(it), _) => _ = diagnostic.relate(it.head(), "The struct is here."),
        (None, Some(near)) => _ = diagnostic.respell(near),
        (None, None) => {}
    }
}

fn names_like_block(block: &BlockDraft<'_>, sink: &mut Sink) {
    let Some(block_name) = block.name else { return };
    let normal = normalized(block_name.text());
    let same = block.normals.with_name(&normal);
    for name in same.filter_map(|index| block.attributes[index].source.as_ref()) {
        let message = format!("An attribute cannot have the name of its own block, `{}`.", block_name.text());
        sink.report(Code::AttributeNamedLikeBlock, name.range, message)
            .relate(block_name.range(), "The block is here.");
    }
}

/// No two blocks may have one name, but for structs of different services.
fn block_names(draft: &Draft<'_>, sink: &mut Sink) {
    let mut outside: FxHashMap<&str, Token<'_>> = FxHashMap::default();
    let project = draft.project.as_ref().and_then(|project| project.name);
    for service in &draft.services {
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
    for service in &draft.services {
        for (index, name) in service.structs.iter().enumerate().filter_map(|(index, it)| Some((index, it.name?))) {
            let before = &service.structs[..index];
            if let Some(first) = before.iter().find_map(|it| it.name.filter(|other| other.text() == name.text())) {
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
    let message = format!("`{}` is the name of another {what} already. Choose a different one.", second.text());
    sink.report(code, second.range(), message).relate(first.range(), "The other one is here.");
}

fn shared_struct_name(first: Token<'_>, second: Token<'_>, sink: &mut Sink) {
    let message =
        format!("A struct of another service is called `{}` too, which the generated code may mix up.", second.text());
    sink.report(Code::SharedStructName, second.range(), message).relate(first.range(), "The other one is here.");
}
