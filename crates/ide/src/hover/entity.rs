//! Hovers of the project, services and structs.

use temple_manifest::Service as Planned;
use temple_model::catalogue::Item;
use temple_model::{Access, Effective, Endpoint, Entity, Name, Provenance, Service};
use temple_syntax::TextRange;

use super::{code, paragraphs};
use crate::analysis::head;
use crate::metadata_items::{contains_item, items};
use crate::occurrences::{Occurrence, Role};
use crate::symbol::{EntityId, Symbol};
use crate::{Analysis, Code};

/// The maximum number of references to list.
const MAX_LISTED_REFERENCES: usize = 20;

impl Analysis {
    pub(super) fn hover_project(&self) -> Option<String> {
        let project = self.model().project.as_ref()?;
        let preview = self.preview(None);
        let runs = match preview.target() {
            Some(target) => format!("Deployed with `{}`.", target.as_str()),
            None if self.invalid_project_items().contains(&Item::Provider) => {
                format!("The provider is unknown, because `{}` is invalid.", Item::Provider)
            }
            None => format!("Without `{}`, no deployment files are generated.", Item::Provider),
        };
        let services = preview.plan().services.len();
        let files = preview.files().len();
        let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        let facts = format!("{runs} {}, {}.", counted(services, "service"), counted(files, "generated file"));
        let header = code(&format!("{}: {}", project.name.source, Symbol::Project.describe()));
        Some(paragraphs([self.documentation_of(project.range), Some(header), Some(facts)]))
    }

    pub(super) fn hover_entity(&self, id: EntityId, already_shown: Option<TextRange>) -> Option<String> {
        let (service, entity) = (id.service(self.model())?, id.entity(self.model())?);
        let path = if id.inner.is_some() { service.struct_path(entity) } else { service.path() };
        let block = self.block_named(entity.name.range)?;
        let kind = block.kind().map_or(Symbol::Entity(id).describe(), |kind| kind.text());
        let header = code(&format!("{}: {kind}", entity.name.source));
        let wrong = self.problems(&[head(block)], already_shown);
        let own: Vec<TextRange> = items(block).map(|(_, metadata)| metadata.range()).collect();
        let in_items = self.problems(&own, already_shown);
        let head = paragraphs([self.documentation_of(entity.range), Some(header), wrong.text, in_items.text]);
        let service_block = self.block_named(service.entity.name.range)?;
        if wrong.has_error || self.has_wrong_head(service_block) {
            return Some(paragraphs([Some(head), self.referred_by(id)]));
        }
        let preview = self.preview(None);
        let deployed = preview.plan().services.get(id.service);
        let is_measured = self.model().project.as_ref().is_some_and(|project| project.metrics.is_some());
        let is_run = preview.target().is_some();
        let runs = deployed.filter(|_| id.inner.is_none()).map(|service| runs(service, is_run, is_measured));
        Some(paragraphs([
            Some(head),
            self.renamed(&entity.name),
            Some(endpoints(entity, &path)),
            self.access(service, entity),
            deployed.map(|service| table(entity, service)),
            runs,
            self.referred_by(id),
        ]))
    }

    /// Returns the reason why a name differs in the generated code.
    pub(super) fn renamed(&self, name: &Name) -> Option<String> {
        let diagnostics = self.diagnostics().iter();
        let mut renamed = diagnostics.filter(|it| it.code == Code::Renamed && it.range == name.range);
        renamed.next().map(|diagnostic| diagnostic.message.clone())
    }

    /// Returns a description of the access to entries and its reasons, for the endpoints that exist.
    fn access(&self, service: &Service, entity: &Entity) -> Option<String> {
        let block = self.block_named(service.entity.name.range)?;
        let invalid_items = self.invalid_project_items();
        let is_invalid = |item: Item, access: Effective<Access>| match access.source {
            Provenance::Own(_) => false,
            Provenance::Project(_) => contains_item(block, item),
            Provenance::Default => {
                contains_item(block, item) || invalid_items.contains(&item) || invalid_items.contains(&Item::AuthMethod)
            }
        };
        let has_accounts = self.model().project.as_ref().is_some_and(|project| project.auth_method.is_some());
        let by = |item: Item, access: Effective<Access>| {
            let who = match access.value {
                Access::All if has_accounts => "by anyone with an account",
                Access::All => "by anyone",
                Access::This => "only by its creator",
            };
            let setting = format!("`{item}({})`", access.value.as_str());
            let why = match access.source {
                Provenance::Own(_) => format!("{setting}, set in the service"),
                Provenance::Project(_) => format!("{setting}, set in the project"),
                Provenance::Default => {
                    let with = if has_accounts { "with" } else { "without" };
                    format!("{setting}, the default {with} `{}`", Item::AuthMethod)
                }
            };
            format!("{who} ({why})")
        };
        let has = |endpoint| entity.endpoints.contains(&endpoint);
        let is_read = has(Endpoint::Read) || has(Endpoint::List);
        let written = match (has(Endpoint::Update), has(Endpoint::Delete)) {
            (true, true) => Some("updated and deleted"),
            (true, false) => Some("updated"),
            (false, true) => Some("deleted"),
            (false, false) => None,
        };
        let line = |done: &str, kind: &str, item: Item, access: Effective<Access>| match is_invalid(item, access) {
            true => format!("- {kind} access is unknown because of errors."),
            false => format!("- Can be {done} {}.", by(item, access)),
        };
        let read = is_read.then(|| line("read", "Read", Item::Readable, service.readable));
        let written = written.map(|done| line(done, "Write", Item::Writable, service.writable));
        let lines: Vec<String> = read.into_iter().chain(written).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Returns the number of references and lists the first ones, each position once.
    fn referred_by(&self, id: EntityId) -> Option<String> {
        let occurrences =
            self.occurrences_of(Symbol::Entity(id)).filter(|occurrence| occurrence.role != Role::Declaration);
        let reference = |occurrence: Occurrence| {
            let path = self.path_of(occurrence.range).join(".");
            let item = if occurrence.role == Role::Use { format!(" (`{}`)", Item::Uses) } else { String::new() };
            format!("`{path}`{item}")
        };
        let mut references: Vec<String> = occurrences.map(reference).collect();
        // Only occurrences in the same `#uses` have equal texts, and these are consecutive.
        references.dedup();
        let shown = &references[..references.len().min(MAX_LISTED_REFERENCES)];
        let more = references.len().saturating_sub(MAX_LISTED_REFERENCES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!shown.is_empty()).then(|| format!("Referenced by {}{more}.", shown.join(", ")))
    }
}

fn table(entity: &Entity, service: &Planned<'_>) -> String {
    let name = temple_model::snake_case(entity.name.as_str());
    format!("Stored in table `{name}` of database `{}`.", service.database.as_str())
}

/// Returns the ports of a service: in its container if a provider runs it, and with metrics if they are collected.
fn runs(service: &Planned<'_>, is_run: bool, is_measured: bool) -> String {
    let port = service.ports.service;
    let metrics =
        if is_measured { format!(" and serves metrics on port {}", service.ports.metrics) } else { String::new() };
    match is_run {
        true => {
            let (name, database) = (service.name.as_str(), service.database.as_str());
            format!("Runs as `{name}` with database `{database}`. Listens on port {port}{metrics}.")
        }
        false => format!("Listens on port {port}{metrics}."),
    }
}

fn endpoints(entity: &Entity, path: &str) -> String {
    if entity.endpoints.is_empty() {
        return "No endpoints.".to_owned();
    }
    let rows = entity.endpoints.iter().map(|endpoint| {
        format!("| {} | `{} {path}{}` |", endpoint.as_str(), endpoint.method(), endpoint.path_suffix())
    });
    let rows: Vec<String> = rows.collect();
    format!("| endpoint | request |\n| --- | --- |\n{}", rows.join("\n"))
}
