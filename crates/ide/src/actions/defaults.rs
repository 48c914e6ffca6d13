//! Writes out settings of the project or a service that hold by default, and removes redundant ones.

use temple_model::catalogue::{Item, Word};
use temple_model::{Access, Defaults, InForce, Model, Project, Said, Service, Source};
use temple_syntax::ast::{Block, Metadata};

use super::{Action, ActionKind, Selection};
use crate::said::says;
use crate::symbol::{EntityId, Symbol};

/// A metadata item with the value that is in effect in the project or a service.
struct Setting {
    item: Item,
    value: &'static Word,
    source: Source,
    /// The value that would be in effect without the item in the block itself.
    otherwise: &'static Word,
}

impl Setting {
    fn new<T: Copy>(item: Item, own: InForce<T>, otherwise: InForce<T>, entry: fn(T) -> &'static Word) -> Setting {
        Setting { item, value: entry(own.value), source: own.source, otherwise: entry(otherwise.value) }
    }
}

/// Returns the settings that a service may override.
fn of_service(service: &Service, model: &Model) -> [Setting; 4] {
    let bare = Defaults::new(model.project.as_ref());
    [
        Setting::new(Item::Readable, service.readable, bare.readable, |it| it.entry()),
        Setting::new(Item::Writable, service.writable, bare.writable, |it| it.entry()),
        Setting::new(Item::Language, service.language, bare.language, |it| it.entry()),
        Setting::new(Item::Database, service.database, bare.database, |it| it.entry()),
    ]
}

/// Returns the settings that the project may set for all services.
fn of_project(project: &Project) -> [Setting; 4] {
    let silent = Project { readable: None, writable: None, language: None, database: None, ..project.clone() };
    let bare = Defaults::new(Some(&silent));
    fn own<T: Copy>(said: Option<Said<T>>, bare: InForce<T>) -> InForce<T> {
        said.map_or(bare, |said| InForce { value: said.value, source: Source::Own(said.range) })
    }
    [
        Setting::new(Item::Readable, own(project.readable, bare.readable), bare.readable, |it| it.entry()),
        Setting::new(Item::Writable, own(project.writable, bare.writable), bare.writable, |it| it.entry()),
        Setting::new(Item::Language, own(project.language, bare.language), bare.language, |it| it.entry()),
        Setting::new(Item::Database, own(project.database, bare.database), bare.database, |it| it.entry()),
    ]
}

/// Returns true if adding the setting would contradict another item of the block, like `#writable(all)` beside
/// `#readable(this)`.
fn contradicts(setting: &Setting, all: &[Setting]) -> bool {
    let says = |item: Item, access: Access| {
        all.iter().any(|it| it.item == item && it.value == access.entry() && matches!(it.source, Source::Own(_)))
    };
    match setting.item {
        Item::Writable => setting.value == Access::All.entry() && says(Item::Readable, Access::This),
        Item::Readable => setting.value == Access::This.entry() && says(Item::Writable, Access::All),
        _ => false,
    }
}

/// Returns true if the setting depends on accounts but the project has no `#authMethod`. The missing item has a
/// diagnostic of its own.
fn needs_accounts(setting: &Setting, model: &Model) -> bool {
    setting.value == Access::This.entry() && model.project.as_ref().is_none_or(|project| project.auth_method.is_none())
}

/// Returns true if a service needs the setting even where it equals the default: with `#auth` and `#enumerable`, only
/// an explicit `#readable(all)` keeps the generator from crashing.
fn must_say(service: &Service, setting: &Setting) -> bool {
    setting.item == Item::Readable && service.auth.is_some() && service.entity.enumerable.is_some()
}

impl Selection<'_> {
    /// On the header of a block: offers to write out inherited and default settings. On a redundant item: offers to
    /// remove it.
    pub(super) fn defaults(&self, actions: &mut Vec<Action>) {
        if let Some(block) = self.block_header().filter(|block| self.is_sound(block.node())) {
            self.say_defaults(block, actions);
        }
        let Some(metadata) = self.node(Metadata::cast) else { return };
        let Some(block) = self.node(Block::cast) else { return };
        let Some((settings, service)) = self.settings(block) else { return };
        for setting in settings {
            let is_this = matches!(setting.source, Source::Own(range) if range.start() == metadata.range().start());
            let may_go = service.is_none_or(|service| !must_say(service, &setting));
            if is_this && setting.value == setting.otherwise && may_go {
                let title = format!("Remove redundant `{}`", setting.item);
                let edit = self.remove(block, metadata);
                actions.extend(edit.map(|edit| self.action(title, ActionKind::Rewrite, vec![edit])));
            }
        }
    }

    fn say_defaults(&self, block: Block<'_>, actions: &mut Vec<Action>) {
        let Some((settings, _)) = self.settings(block) else { return };
        for setting in &settings {
            // An invalid item has a quick fix, and a second one would be a duplicate.
            if says(block, setting.item)
                || contradicts(setting, &settings)
                || needs_accounts(setting, self.analysis.model())
            {
                continue;
            }
            let said = format!("{}({})", setting.item, setting.value.name);
            let title = match setting.source {
                Source::Own(_) => continue,
                Source::Project(_) => format!("Override the project's `{}` with `{said}`", setting.item),
                Source::Default => format!("Write out the default `{said}`"),
            };
            let edits = self.put(block, &format!("{said};"));
            actions.extend(edits.map(|edits| self.action(title, ActionKind::Rewrite, edits)));
        }
    }

    /// Returns the settings that a block may contain, with the service if the block is one. Returns `None` for structs.
    fn settings(&self, block: Block<'_>) -> Option<([Setting; 4], Option<&Service>)> {
        let model = self.analysis.model();
        match self.analysis.mention_at(block.name()?.range().start())?.symbol {
            Symbol::Project => Some((of_project(model.project.as_ref()?), None)),
            Symbol::Entity(id @ EntityId { inner: None, .. }) => {
                let service = id.service(model)?;
                Some((of_service(service, model), Some(service)))
            }
            _ => None,
        }
    }
}
