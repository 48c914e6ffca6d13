//! Omits endpoints.

use temple_model::Edit;
use temple_model::Endpoint;
use temple_model::catalogue::Item;
use temple_syntax::ast::{Argument, List, Value};
use temple_syntax::{TextRange, TextSize};

use super::{Action, ActionKind, Selection};
use crate::metadata_items::items;
use crate::symbol::Symbol;

impl Selection<'_> {
    /// On the header of a block: offers to omit one of its endpoints, or all but one.
    pub(super) fn endpoints(&self, actions: &mut Vec<Action>) {
        let Some(block) = self.block_header().filter(|block| self.is_well_formed(block.node())) else { return };
        let Some(name) = block.name() else { return };
        let occurrence = self.analysis.occurrence_at(name.range().start());
        let Some(Symbol::Entity(id)) = occurrence.map(|occurrence| occurrence.symbol) else { return };
        let Some(entity) = id.entity(self.analysis.model()) else { return };
        let omit = items(block).find(|(item, _)| *item == Item::Omit).map(|(_, metadata)| metadata);
        let list = omit.and_then(|omit| omit.list().or_else(|| omit.arguments()?.iter().find_map(list_of)));
        if omit.is_some() && list.is_none() {
            return;
        }
        let common = Endpoint::COMMON.iter().filter(|endpoint| entity.endpoints.contains(endpoint));
        // The generator crashes if there is no endpoint at all.
        let common = common.filter(|_| entity.endpoints.len() > 1);
        for endpoint in common {
            let word = endpoint.as_str();
            let edits = match list {
                Some(list) => Some(self.added(list, word)),
                None => self.insert(block, &format!("{}[{word}];", Item::Omit)),
            };
            let title = format!("Omit the endpoint `{word}`");
            actions.extend(edits.map(|edits| self.action(title, ActionKind::Rewrite, edits)));
        }
    }
}

impl Selection<'_> {
    /// Returns the edits that add a word at the end of a list.
    fn added(&self, list: List<'_>, word: &str) -> Vec<Edit> {
        let open = list.range().start() + TextSize::of('[');
        let first = || vec![Edit { range: TextRange::empty(open), text: word.to_owned() }];
        list.values().last().map_or_else(first, |last| self.insert_after_last(list.node(), last.range(), word))
    }
}

fn list_of(argument: Argument<'_>) -> Option<List<'_>> {
    let value = match argument {
        Argument::Positional(value) => value,
        Argument::Keyword(keyword) => keyword.value()?,
    };
    match value {
        Value::List(list) => Some(list),
        _ => None,
    }
}
