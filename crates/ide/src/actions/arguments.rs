//! Rewrites arguments (by position or by keyword), lists (with or without parentheses) and aliases.

use temple_model::catalogue::{BuiltIn, Item};
use temple_model::{Edit, without_argument};
use temple_syntax::ast::{Argument, Arguments, KeywordArgument, Metadata, Type, Value};
use temple_syntax::{Node, TextRange, TextSize};

use super::{Action, ActionKind, Selection};
use crate::symbol::{Owner, Symbol};

impl Selection<'_> {
    /// Offers to name all arguments, and to give all of them by position, in the order of the parameters.
    pub(super) fn rewrite_arguments(&self, actions: &mut Vec<Action>) {
        let of_type = self.node(Type::cast).and_then(|ty| {
            let built_in = BuiltIn::from_name(ty.name()?.text())?;
            Some((Owner::BuiltIn(built_in), ty.arguments().filter(|_| self.is_well_formed(ty.node()))?))
        });
        let of_item = || {
            let metadata = self.node(Metadata::cast)?;
            let item = Item::from_name(metadata.name()?.text())?;
            Some((Owner::Item(item), metadata.arguments().filter(|_| self.is_well_formed(metadata.node()))?))
        };
        let Some((owner, arguments)) = of_type.or_else(of_item) else { return };
        let Some(given) = given(owner, arguments) else { return };
        let name = |given: &MatchedArgument<'_>| Edit {
            range: TextRange::empty(given.value.range().start()),
            text: format!("{}: ", owner.parameters()[given.parameter].name),
        };
        let named: Vec<Edit> = given.iter().filter(|given| given.keyword.is_none()).map(name).collect();
        if !named.is_empty() {
            actions.push(self.action("Convert to keyword arguments", ActionKind::Rewrite, named));
        }
        let by_position = self.by_position(arguments, &given).filter(|edits| !edits.is_empty());
        actions.extend(
            by_position.map(|edits| self.action("Convert to positional arguments", ActionKind::Rewrite, edits)),
        );
    }

    /// On a type: offers to write out a parameter's default, and to remove an argument that equals the default.
    pub(super) fn default_parameters(&self, actions: &mut Vec<Action>) {
        let Some(ty) = self.node(Type::cast).filter(|ty| self.is_well_formed(ty.node())) else { return };
        let Some(name) = ty.name() else { return };
        let Some(built_in) = BuiltIn::from_name(name.text()) else { return };
        let given = match ty.arguments() {
            Some(arguments) => given(Owner::BuiltIn(built_in), arguments),
            None => Some(Vec::new()),
        };
        let Some(given) = given else { return };
        let parameters = built_in.entry().parameters;
        for (index, parameter) in parameters.iter().enumerate() {
            let Some(default) = parameter.default else { continue };
            let argument_text = format!("{}: {default}", parameter.name);
            let (title, edits) = match given.iter().find(|given| given.parameter == index) {
                None => {
                    (format!("Write out the default `{argument_text}`"), Some(self.with_argument(ty, &argument_text)))
                }
                Some(given) if self.text(given.value.range()) == default => {
                    let value = given.value.range();
                    let edits = ty.arguments().and_then(|it| without_argument(it, value, parameters));
                    (format!("Remove redundant `{argument_text}`"), edits)
                }
                Some(_) => continue,
            };
            actions.extend(edits.map(|edits| self.action(title, ActionKind::Rewrite, edits)));
        }
    }

    /// Adds an argument after the last one of a type.
    fn with_argument(&self, ty: Type<'_>, argument: &str) -> Vec<Edit> {
        let arguments = ty.arguments().map(Arguments::node);
        let (at, text) = match arguments.map(|arguments| (arguments, arguments.nodes().last())) {
            None => (ty.range().end(), format!("({argument})")),
            Some((arguments, None)) => (arguments.range().start() + TextSize::of('('), argument.to_owned()),
            Some((arguments, Some(last))) => return self.insert_after_last(arguments, last.range(), argument),
        };
        vec![Edit { range: TextRange::empty(at), text }]
    }

    /// Returns the edits that give all values by position, in the order of the parameters. Returns `None` if a
    /// parameter before a given one is missing, or if a comment would be lost.
    fn by_position(&self, arguments: Arguments<'_>, given: &[MatchedArgument<'_>]) -> Option<Vec<Edit>> {
        let mut in_order: Vec<&MatchedArgument<'_>> = given.iter().collect();
        in_order.sort_by_key(|given| given.parameter);
        let is_gapless = in_order.iter().enumerate().all(|(index, given)| given.parameter == index);
        let is_in_order = given.iter().is_sorted_by_key(|given| given.parameter);
        let keywords = given.iter().filter_map(|given| given.keyword);
        // Comments keep their position, so after a reordering they would be next to another value.
        let loses =
            keywords.map(KeywordArgument::node).any(has_comment) || (!is_in_order && has_comment(arguments.node()));
        if !is_gapless || loses {
            return None;
        }
        let edits = given.iter().zip(in_order).map(|(old, new)| {
            let (range, value) = (old.keyword.map_or(old.value.range(), KeywordArgument::range), old.value.range());
            match old.parameter == new.parameter {
                true => Edit { range: TextRange::new(range.start(), value.start()), text: String::new() },
                false => Edit { range, text: self.text(new.value.range()).to_owned() },
            }
        });
        Some(edits.filter(|edit| !edit.range.is_empty()).collect())
    }

    /// `#omit[read]` ↔ `#omit([read])`
    pub(super) fn rewrite_list(&self, actions: &mut Vec<Action>) {
        let Some(metadata) = self.node(Metadata::cast).filter(|it| self.is_well_formed(it.node())) else { return };
        let item = metadata.name().and_then(|name| Item::from_name(name.text()));
        // An item that takes no list has a quick fix instead.
        let Some(item) = item.filter(|item| item.takes_list()) else { return };
        if let Some(list) = metadata.list() {
            let edits = vec![
                Edit { range: TextRange::empty(list.range().start()), text: "(".to_owned() },
                Edit { range: TextRange::empty(list.range().end()), text: ")".to_owned() },
            ];
            actions.push(self.action("Add parentheses around the list", ActionKind::Rewrite, edits));
            return;
        }
        let Some(arguments) = metadata.arguments() else { return };
        let mut only = arguments.iter();
        let value = match only.next() {
            Some(Argument::Positional(value)) => Some(value),
            Some(Argument::Keyword(keyword)) => keyword.value().filter(|_| !has_comment(keyword.node())),
            None => None,
        };
        let keyword = arguments.iter().find_map(|argument| match argument {
            Argument::Keyword(keyword) => keyword.name(),
            Argument::Positional(_) => None,
        });
        let is_known = keyword.is_none_or(|name| item.entry().parameter.is_some_and(|it| it.name == name.text()));
        let may_go = is_known && !has_comment(arguments.node());
        if let (Some(Value::List(list)), None, true) = (value, only.next(), may_go) {
            let (outer, inner) = (arguments.range(), list.range());
            let delete = |start, end| Edit { range: TextRange::new(start, end), text: String::new() };
            let edits = vec![delete(outer.start(), inner.start()), delete(inner.end(), outer.end())];
            actions.push(self.action("Remove the parentheses", ActionKind::Rewrite, edits));
        }
    }

    /// Replaces an alias of a value by its canonical spelling.
    pub(super) fn inline_alias(&self, actions: &mut Vec<Action>) {
        let Some(occurrence) = self.analysis.occurrence_at(self.range.start()) else { return };
        if let Symbol::Value(_, word) = occurrence.symbol
            && self.text(occurrence.range) != word.name
        {
            let edits = vec![Edit { range: occurrence.range, text: word.name.to_owned() }];
            let title = format!("Replace `{}` with `{}`", self.text(occurrence.range), word.name);
            actions.push(self.action(title, ActionKind::Inline, edits));
        }
    }
}

/// An argument with its parameter.
struct MatchedArgument<'a> {
    /// The argument with its keyword; `None` if it is given by position.
    keyword: Option<KeywordArgument<'a>>,
    value: Value<'a>,
    /// The index of its parameter among those of its owner.
    parameter: usize,
}

/// Returns the arguments with their parameters. Returns `None` if an argument has no value or no parameter, or if two
/// have the same parameter.
fn given<'a>(owner: Owner, arguments: Arguments<'a>) -> Option<Vec<MatchedArgument<'a>>> {
    let parameters = owner.parameters();
    let given = arguments.iter().enumerate().map(|(index, argument)| match argument {
        Argument::Positional(value) => {
            (index < parameters.len()).then_some(MatchedArgument { keyword: None, value, parameter: index })
        }
        Argument::Keyword(keyword) => {
            let name = keyword.name()?;
            let parameter = parameters.iter().position(|parameter| parameter.name == name.text())?;
            Some(MatchedArgument { keyword: Some(keyword), value: keyword.value()?, parameter })
        }
    });
    let given: Vec<MatchedArgument<'a>> = given.collect::<Option<_>>()?;
    let is_given_once =
        |it: &MatchedArgument<'_>| given.iter().filter(|other| other.parameter == it.parameter).count() == 1;
    given.iter().all(is_given_once).then_some(given)
}

/// Returns true if a comment is a direct child of the node.
fn has_comment(node: Node<'_>) -> bool {
    node.tokens().any(|token| token.kind().is_comment())
}
