//! Saying in the project or a service what holds anyway, and leaving it out again.

use temple_model::catalogue::{Item, Word};
use temple_model::{Access, Defaults, InForce, Model, Project, Said, Service, Source};
use temple_syntax::ast::{Block, Metadata};

use super::{Action, ActionKind, Selection};
use crate::said::says;
use crate::symbol::{EntityId, Symbol};

/// A value that the project or a service has of its own, from the project or by default.
struct Setting {
    item: Item,
    value: &'static Word,
    source: Source,
    /// What would hold if the block did not say it.
    otherwise: &'static Word,
}

impl Setting {
    fn new<T: Copy>(item: Item, own: InForce<T>, otherwise: InForce<T>, entry: fn(T) -> &'static Word) -> Setting {
        Setting { item, value: entry(own.value), source: own.source, otherwise: entry(otherwise.value) }
    }
}

/// What a service may say itself.
fn of_service(service: &Service, model: &Model) -> [Setting; 4] {
    let bare = Defaults::new(model.project.as_ref());
    [
        Setting::new(Item::Readable, service.readable, bare.readable, |it| it.entry()),
        Setting::new(Item::Writable, service.writable, bare.writable, |it| it.entry()),
        Setting::new(Item::Language, service.language, bare.language, |it| it.entry()),
        Setting::new(Item::Database, service.database, bare.database, |it| it.entry()),
    ]
}

/// What the project may say for all services.
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

/// Whether one of a block's settings may not be said: `#writable(all)` beside `#readable(this)`, which the block says.
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

/// Whether a setting depends on accounts, which the project does not have. That it says so is its own mistake.
fn needs_accounts(setting: &Setting, model: &Model) -> bool {
    setting.value == Access::This.entry() && model.project.as_ref().is_none_or(|project| project.auth_method.is_none())
}

/// Whether a service must say a setting itself, although nothing else would hold without: with `#auth` and
/// `#enumerable`, only its own `#readable(all)` keeps the generator from crashing.
fn must_say(service: &Service, setting: &Setting) -> bool {
    setting.item == Item::Readable && service.auth.is_some() && service.entity.enumerable.is_some()
}

impl Selection<'_> {
    /// On the header of a block: says what comes from the project or by default. On such an item: removes it.
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
                let title = format!("Remove `{}`, which says what holds anyway", setting.item);
                let edit = self.remove(block, metadata);
                actions.extend(edit.map(|edit| self.action(title, ActionKind::Rewrite, vec![edit])));
            }
        }
    }

    fn say_defaults(&self, block: Block<'_>, actions: &mut Vec<Action>) {
        let Some((settings, _)) = self.settings(block) else { return };
        for setting in &settings {
            // What is said wrongly is to be repaired, not to be said again.
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
                Source::Default => format!("Say the default `{said}`"),
            };
            let edits = self.put(block, &format!("{said};"));
            actions.extend(edits.map(|edits| self.action(title, ActionKind::Rewrite, edits)));
        }
    }

    /// What a block may say, if it is the project or a service, which comes with it.
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
