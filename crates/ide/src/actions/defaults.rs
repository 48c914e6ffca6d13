//! Writes out settings of the project or a service that hold by default, and removes redundant ones.

use temple_model::catalogue::{Item, Word};
use temple_model::{Access, Defaults, Effective, Model, Project, Provenance, Service, Specified};
use temple_syntax::ast::{Block, Metadata};

use super::{Action, ActionKind, Selection};
use crate::metadata_items::contains_item;
use crate::symbol::{EntityId, Symbol};

/// A metadata item with the value that is in effect in the project or a service.
struct ItemSetting {
    item: Item,
    value: &'static Word,
    source: Provenance,
    /// The value that would be in effect without the item in the block itself.
    fallback: &'static Word,
}

impl ItemSetting {
    fn new<T: Copy>(
        item: Item,
        own: Effective<T>,
        fallback: Effective<T>,
        entry: fn(T) -> &'static Word,
    ) -> ItemSetting {
        ItemSetting { item, value: entry(own.value), source: own.source, fallback: entry(fallback.value) }
    }
}

/// Returns the settings that a service may override.
fn of_service(service: &Service, model: &Model) -> [ItemSetting; 4] {
    let fallback = Defaults::new(model.project.as_ref());
    [
        ItemSetting::new(Item::Readable, service.readable, fallback.readable, |it| it.entry()),
        ItemSetting::new(Item::Writable, service.writable, fallback.writable, |it| it.entry()),
        ItemSetting::new(Item::Language, service.language, fallback.language, |it| it.entry()),
        ItemSetting::new(Item::Database, service.database, fallback.database, |it| it.entry()),
    ]
}

/// Returns the settings that the project may set for all services.
fn of_project(project: &Project) -> [ItemSetting; 4] {
    let silent = Project { readable: None, writable: None, language: None, database: None, ..project.clone() };
    let fallback = Defaults::new(Some(&silent));
    fn own<T: Copy>(specified: Option<Specified<T>>, fallback: Effective<T>) -> Effective<T> {
        specified.map_or(fallback, |specified| Effective {
            value: specified.value,
            source: Provenance::Own(specified.range),
        })
    }
    [
        ItemSetting::new(Item::Readable, own(project.readable, fallback.readable), fallback.readable, |it| it.entry()),
        ItemSetting::new(Item::Writable, own(project.writable, fallback.writable), fallback.writable, |it| it.entry()),
        ItemSetting::new(Item::Language, own(project.language, fallback.language), fallback.language, |it| it.entry()),
        ItemSetting::new(Item::Database, own(project.database, fallback.database), fallback.database, |it| it.entry()),
    ]
}

/// Returns true if adding the setting would contradict another item of the block, like `#writable(all)` beside
/// `#readable(this)`.
fn contradicts(setting: &ItemSetting, all: &[ItemSetting]) -> bool {
    let sets = |item: Item, access: Access| {
        all.iter().any(|it| it.item == item && it.value == access.entry() && matches!(it.source, Provenance::Own(_)))
    };
    match setting.item {
        Item::Writable => setting.value == Access::All.entry() && sets(Item::Readable, Access::This),
        Item::Readable => setting.value == Access::This.entry() && sets(Item::Writable, Access::All),
        _ => false,
    }
}

/// Returns true if the setting depends on accounts but the project has no `#authMethod`. The missing item has a
/// diagnostic of its own.
fn needs_accounts(setting: &ItemSetting, model: &Model) -> bool {
    setting.value == Access::This.entry() && model.project.as_ref().is_none_or(|project| project.auth_method.is_none())
}

/// Returns true if a service needs the setting even where it equals the default: with `#auth` and `#enumerable`, only
/// an explicit `#readable(all)` keeps the generator from crashing.
fn must_be_explicit(service: &Service, setting: &ItemSetting) -> bool {
    setting.item == Item::Readable && service.auth.is_some() && service.entity.enumerable.is_some()
}

impl Selection<'_> {
    /// On the header of a block: offers to write out inherited and default settings. On a redundant item: offers to
    /// remove it.
    pub(super) fn defaults(&self, actions: &mut Vec<Action>) {
        if let Some(block) = self.block_header().filter(|block| self.is_well_formed(block.node())) {
            self.write_out_defaults(block, actions);
        }
        let Some(metadata) = self.node(Metadata::cast) else { return };
        let Some(block) = self.node(Block::cast) else { return };
        let Some((settings, service)) = self.settings(block) else { return };
        for setting in settings {
            let is_this = matches!(setting.source, Provenance::Own(range) if range.start() == metadata.range().start());
            let may_go = service.is_none_or(|service| !must_be_explicit(service, &setting));
            if is_this && setting.value == setting.fallback && may_go {
                let title = format!("Remove redundant `{}`", setting.item);
                let edit = self.remove(block, metadata);
                actions.extend(edit.map(|edit| self.action(title, ActionKind::Rewrite, vec![edit])));
            }
        }
    }

    fn write_out_defaults(&self, block: Block<'_>, actions: &mut Vec<Action>) {
        let Some((settings, _)) = self.settings(block) else { return };
        for setting in &settings {
            // An invalid item has a quick fix, and a second one would be a duplicate.
            if contains_item(block, setting.item)
                || contradicts(setting, &settings)
                || needs_accounts(setting, self.analysis.model())
            {
                continue;
            }
            let written = format!("{}({})", setting.item, setting.value.name);
            let title = match setting.source {
                Provenance::Own(_) => continue,
                Provenance::Project(_) => format!("Override the project's `{}` with `{written}`", setting.item),
                Provenance::Default => format!("Write out the default `{written}`"),
            };
            let edits = self.insert(block, &format!("{written};"));
            actions.extend(edits.map(|edits| self.action(title, ActionKind::Rewrite, edits)));
        }
    }

    /// Returns the settings that a block may contain, with the service if the block is one. Returns `None` for structs.
    fn settings(&self, block: Block<'_>) -> Option<([ItemSetting; 4], Option<&Service>)> {
        let model = self.analysis.model();
        match self.analysis.occurrence_at(block.name()?.range().start())?.symbol {
            Symbol::Project => Some((of_project(model.project.as_ref()?), None)),
            Symbol::Entity(id @ EntityId { inner: None, .. }) => {
                let service = id.service(model)?;
                Some((of_service(service, model), Some(service)))
            }
            _ => None,
        }
    }
}
