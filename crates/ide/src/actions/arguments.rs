//! Arguments by position or by keyword, lists with and without parentheses, aliases.

use temple_model::Edit;
use temple_model::catalogue::{BuiltIn, Item, ParameterKind};
use temple_syntax::ast::{Argument, Metadata, Type, Value};
use temple_syntax::{SyntaxKind, TextRange};

use super::{Action, ActionKind, Selection};
use crate::symbol::{Owner, Symbol};

impl Selection<'_> {
    /// Gives every argument its keyword, or none where all are in the order of the parameters.
    pub(super) fn rewrite_arguments(&self, actions: &mut Vec<Action>) {
        let of_type = self.node(Type::cast).and_then(|ty| {
            let built_in = BuiltIn::from_name(ty.name()?.text())?;
            Some((Owner::BuiltIn(built_in), ty.arguments()?))
        });
        let of_item = || {
            let metadata = self.node(Metadata::cast)?;
            let item = Item::from_name(metadata.name()?.text())?;
            Some((Owner::Item(item), metadata.arguments()?))
        };
        let Some((owner, arguments)) = of_type.or_else(of_item) else { return };
        let mut keyworded = Vec::new();
        let mut bare = Vec::new();
        let mut is_in_order = true;
        for (index, argument) in arguments.iter().enumerate() {
            let Some(parameter) = owner.parameters().get(index) else { return };
            match argument {
                Argument::Positional(value) => {
                    let text = format!("{}: ", parameter.name);
                    keyworded.push(Edit { range: TextRange::empty(value.range().start()), text });
                }
                Argument::Keyword(keyword) => {
                    let (Some(name), Some(value)) = (keyword.name(), keyword.value()) else { return };
                    is_in_order &= name.text() == parameter.name;
                    let range = TextRange::new(keyword.range().start(), value.range().start());
                    bare.push(Edit { range, text: String::new() });
                }
            }
        }
        if !keyworded.is_empty() {
            actions.push(self.action("Name the arguments", ActionKind::Rewrite, keyworded));
        }
        if !bare.is_empty() && is_in_order {
            actions.push(self.action("Give the arguments by position", ActionKind::Rewrite, bare));
        }
    }

    /// `#omit[read]` ↔ `#omit([read])`
    pub(super) fn rewrite_list(&self, actions: &mut Vec<Action>) {
        let Some(metadata) = self.node(Metadata::cast) else { return };
        if let Some(list) = metadata.list() {
            let item = metadata.name().and_then(|name| Item::from_name(name.text()));
            let kind = item.and_then(|item| item.entry().parameter.as_ref()).map(|parameter| parameter.kind);
            let takes_list = matches!(kind, Some(ParameterKind::Words(_) | ParameterKind::Services));
            let is_closed = list.node().token(SyntaxKind::R_BRACKET).is_some();
            // A repair of what is wrong comes first.
            if !takes_list || !is_closed {
                return;
            }
            let edits = vec![
                Edit { range: TextRange::empty(list.range().start()), text: "(".to_owned() },
                Edit { range: TextRange::empty(list.range().end()), text: ")".to_owned() },
            ];
            actions.push(self.action("Put the list in parentheses", ActionKind::Rewrite, edits));
            return;
        }
        let Some(arguments) = metadata.arguments() else { return };
        let is_closed = arguments.node().token(SyntaxKind::R_PAREN).is_some();
        let mut only = arguments.iter();
        if let (Some(Argument::Positional(Value::List(list))), None, true) = (only.next(), only.next(), is_closed) {
            let (outer, inner) = (arguments.range(), list.range());
            let delete = |start, end| Edit { range: TextRange::new(start, end), text: String::new() };
            let edits = vec![delete(outer.start(), inner.start()), delete(inner.end(), outer.end())];
            actions.push(self.action("Leave out the parentheses", ActionKind::Rewrite, edits));
        }
    }

    /// The canonical spelling in the place of an alias.
    pub(super) fn inline_alias(&self, actions: &mut Vec<Action>) {
        let Some(mention) = self.analysis.mention_at(self.range.start()) else { return };
        if let Symbol::Value(_, word) = mention.symbol
            && self.text(mention.range) != word.name
        {
            let edits = vec![Edit { range: mention.range, text: word.name.to_owned() }];
            let title = format!("Write `{}` for `{}`", word.name, self.text(mention.range));
            actions.push(self.action(title, ActionKind::Inline, edits));
        }
    }
}
