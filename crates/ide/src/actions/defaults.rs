//! Saying in a service what holds anyway, and leaving it out again.

use temple_model::catalogue::{Item, Word};
use temple_model::{Access, Defaults, InForce, Model, Service, Source};
use temple_syntax::TextRange;
use temple_syntax::ast::Metadata;

use super::{Action, ActionKind, Selection, metadata};
use crate::symbol::{EntityId, Symbol};

/// A value that a service has of its own, from the project or by default.
struct Setting {
    item: Item,
    value: &'static Word,
    source: Source,
    /// What would hold if the service did not say it.
    otherwise: &'static Word,
}

/// What a service may say itself.
fn settings(service: &Service, model: &Model) -> [Setting; 4] {
    let bare = Defaults::new(model.project.as_ref());
    fn setting<T: Copy>(item: Item, own: InForce<T>, otherwise: InForce<T>, entry: fn(T) -> &'static Word) -> Setting {
        Setting { item, value: entry(own.value), source: own.source, otherwise: entry(otherwise.value) }
    }
    [
        setting(Item::Readable, service.readable, bare.readable, |it| it.entry()),
        setting(Item::Writable, service.writable, bare.writable, |it| it.entry()),
        setting(Item::Language, service.language, bare.language, |it| it.entry()),
        setting(Item::Database, service.database, bare.database, |it| it.entry()),
    ]
}

/// Whether a service may have the setting, but may not say it: `#writable(all)` beside `#readable(this)`.
fn contradicts(service: &Service, setting: &Setting) -> bool {
    let is_own = |source| matches!(source, Source::Own(_));
    match setting.item {
        Item::Writable => {
            setting.value == Access::All.entry()
                && is_own(service.readable.source)
                && service.readable.value == Access::This
        }
        Item::Readable => {
            setting.value == Access::This.entry()
                && is_own(service.writable.source)
                && service.writable.value == Access::All
        }
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
    /// On the header of a service: says what comes from the project or by default. On such an item: removes it.
    pub(super) fn defaults(&self, actions: &mut Vec<Action>) {
        if let Some(block) = self.block_header().filter(|block| self.is_sound(block.node()))
            && let Some(service) = self.service(block.name().map(|name| name.range()))
        {
            let names = || metadata(block).filter_map(|it| it.name());
            for setting in settings(service, self.analysis.model()) {
                // What is said wrongly is to be repaired, not to be said again.
                if names().any(|name| Item::from_name(name.text()) == Some(setting.item))
                    || contradicts(service, &setting)
                    || needs_accounts(&setting, self.analysis.model())
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
        let Some(metadata) = self.node(Metadata::cast) else { return };
        let Some(block) = self.node(temple_syntax::ast::Block::cast) else { return };
        let Some(service) = self.service(block.name().map(|name| name.range())) else { return };
        for setting in settings(service, self.analysis.model()) {
            let is_this = matches!(setting.source, Source::Own(range) if range.start() == metadata.range().start());
            if is_this && setting.value == setting.otherwise && !must_say(service, &setting) {
                let title = format!("Remove `{}`, which says what holds anyway", setting.item);
                let edit = self.remove(block, metadata);
                actions.extend(edit.map(|edit| self.action(title, ActionKind::Rewrite, vec![edit])));
            }
        }
    }

    /// The service of that name.
    fn service(&self, name: Option<TextRange>) -> Option<&Service> {
        match self.analysis.mention_at(name?.start())?.symbol {
            Symbol::Entity(id @ EntityId { inner: None, .. }) => id.service(self.analysis.model()),
            _ => None,
        }
    }
}
