//! Inlay hints: values that are in effect without being written.
//!
//! ```text
//! User⟨→ ShopUser⟩: service {⟨:1026⟩⟨#readable(all)⟩⟨id, createdBy⟩
//!   name: string(⟨maxLength:⟩50);
//! }
//! ```

use rustc_hash::FxHashSet;
use temple_model::catalogue::{BuiltIn, Item};
use temple_model::{Attribute, Effective, Entity, Model, Name, Provenance, Service, kebab_case};
use temple_syntax::ast::{self, Argument, Entry};
use temple_syntax::{TextRange, TextSize};

use crate::Analysis;
use crate::metadata_items::contains_item;
use crate::occurrences::Role;
use crate::symbol::{EntityId, Owner, Symbol};

/// A text that an editor shows inside the user's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The position, in bytes.
    pub offset: TextSize,
    /// The text to show.
    pub label: String,
    /// The kind of hint, which settings can turn off.
    pub kind: HintKind,
    /// An explanation, in Markdown.
    pub tooltip: String,
    /// The range in the text that the hint follows from, in bytes; `None` if there is none.
    pub source: Option<TextRange>,
}

/// The kinds of hints. A user can turn each kind off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HintKind {
    /// The parameter of an argument given by position.
    ParameterNames,
    /// The attributes that a block has implicitly.
    ImpliedAttributes,
    /// The default and inherited settings of a service.
    Defaults,
    /// The name in the generated code, if it differs.
    FinalNames,
    /// The ports of a service.
    Ports,
}

impl HintKind {
    /// All kinds.
    pub const ALL: &[HintKind] = &[
        HintKind::ParameterNames,
        HintKind::ImpliedAttributes,
        HintKind::Defaults,
        HintKind::FinalNames,
        HintKind::Ports,
    ];

    /// Returns the name of the setting that turns the kind off and on.
    pub fn as_str(self) -> &'static str {
        match self {
            HintKind::ParameterNames => "parameterNames",
            HintKind::ImpliedAttributes => "impliedAttributes",
            HintKind::Defaults => "defaults",
            HintKind::FinalNames => "finalNames",
            HintKind::Ports => "ports",
        }
    }
}

impl Analysis {
    /// Returns the hints of the `wanted` kinds inside `range`, sorted by position.
    pub fn hints(&self, range: TextRange, wanted: impl Fn(HintKind) -> bool) -> Vec<Hint> {
        let mut hints = self.hints_of_side(range, &wanted);
        if let Some(second) = self.second_side() {
            let found: FxHashSet<_> = hints.iter().map(|hint| (hint.offset, hint.kind)).collect();
            let is_new = |hint: &Hint| !found.contains(&(hint.offset, hint.kind));
            hints.extend(second.hints_of_side(range, &wanted).into_iter().filter(is_new));
            hints.sort_by_key(|hint| hint.offset);
        }
        hints
    }

    fn hints_of_side(&self, range: TextRange, wanted: &impl Fn(HintKind) -> bool) -> Vec<Hint> {
        let mut hints = Vec::new();
        let invalid_items = self.invalid_project_items();
        let blocks = self.parse().file().blocks();
        for block in blocks.filter(|block| block.range().intersect(range).is_some()) {
            self.block_hints(block, &invalid_items, &mut hints);
        }
        hints.retain(|hint| wanted(hint.kind) && range.contains_inclusive(hint.offset));
        hints.sort_by_key(|hint| hint.offset);
        hints
    }

    /// Adds the hints of a block. `invalid_items` are the invalid items of the project.
    fn block_hints(&self, block: ast::Block<'_>, invalid_items: &[Item], hints: &mut Vec<Hint>) {
        if let Some(id) = block.name().and_then(|name| self.entity_named_at(name.range())) {
            hints.extend(self.entity_hints(block, id, invalid_items));
        }
        for entry in block.entries() {
            match entry {
                Entry::Block(inner) => self.block_hints(inner, invalid_items, hints),
                Entry::Attribute(attribute) => self.attribute_hints(attribute, hints),
                Entry::Metadata(metadata) => {
                    let item = metadata.name().and_then(|name| Item::from_name(name.text()));
                    // The hint in `#provider(provider: …)` would add nothing.
                    let differs_from_item =
                        |item: &Item| item.entry().parameter.is_some_and(|it| it.name != item.as_str());
                    if let (Some(item), Some(arguments)) = (item.filter(differs_from_item), metadata.arguments()) {
                        hints.extend(parameter_names(arguments, Owner::Item(item)));
                    }
                }
            }
        }
    }

    /// Returns the hints after the `{` of a service or struct, and after its name.
    fn entity_hints(&self, block: ast::Block<'_>, id: EntityId, invalid_items: &[Item]) -> Vec<Hint> {
        let model = self.model();
        let Some(entity) = id.entity(model) else { return Vec::new() };
        let mut hints: Vec<Hint> = final_name(&entity.name).into_iter().collect();
        let body = block.body().filter(|_| !self.has_wrong_head(block));
        let Some(offset) = body.map(|body| body.range().start() + TextSize::of('{')) else { return hints };
        if let Some(service) = id.service(model).filter(|_| id.inner.is_none()) {
            let is_measured = model.project.as_ref().is_some_and(|project| project.metrics.is_some());
            hints.push(ports(service, is_measured, offset));
            hints.extend(defaults(service, block, invalid_items, offset));
        }
        hints.extend(implied(entity, id, offset, model));
        hints
    }

    fn attribute_hints(&self, attribute: ast::Attribute<'_>, hints: &mut Vec<Hint>) {
        let occurrence = attribute.name().and_then(|name| self.occurrence_at(name.range().start()));
        if let Some(Symbol::Attribute(id, index)) = occurrence.map(|occurrence| occurrence.symbol) {
            let name = id.attribute(index, self.model()).and_then(|attribute| attribute.source.as_ref());
            hints.extend(name.and_then(final_name));
        }
        let Some(ty) = attribute.ty() else { return };
        let built_in = ty.name().and_then(|name| BuiltIn::from_name(name.text()));
        if let (Some(built_in), Some(arguments)) = (built_in, ty.arguments()) {
            hints.extend(parameter_names(arguments, Owner::BuiltIn(built_in)));
        }
    }

    fn entity_named_at(&self, name: TextRange) -> Option<EntityId> {
        let occurrence = self.occurrence_at(name.start()).filter(|occurrence| occurrence.role == Role::Declaration)?;
        match occurrence.symbol {
            Symbol::Entity(id) => Some(id),
            _ => None,
        }
    }
}

fn final_name(name: &Name) -> Option<Hint> {
    let renamed = name.renamed.as_ref()?;
    Some(Hint {
        offset: name.range.end(),
        label: format!("→ {}", renamed.to),
        kind: HintKind::FinalNames,
        tooltip: format!("`{}` is renamed to `{}` in the generated code.", name.source, renamed.to),
        source: None,
    })
}

fn ports(service: &Service, is_measured: bool, offset: TextSize) -> Hint {
    let host = kebab_case(service.entity.name.as_str());
    let metrics = match is_measured {
        true => format!(" and serves metrics on port {}", service.ports.metrics),
        false => String::new(),
    };
    Hint {
        offset,
        label: format!(":{}", service.ports.service),
        kind: HintKind::Ports,
        tooltip: format!(
            "`{host}` listens on port {}{metrics}. Ports are assigned in the order of the services.",
            service.ports.service
        ),
        source: None,
    }
}

/// Returns the hints for the settings that a service does not contain: who may read and write it, its language and its
/// database. Settings that the service or the project specifies in an invalid way have no known value.
fn defaults(
    service: &Service,
    block: ast::Block<'_>,
    invalid_items: &[Item],
    offset: TextSize,
) -> impl Iterator<Item = Hint> {
    fn implicit_setting<T: Copy>(
        item: Item,
        value: Effective<T>,
        name: fn(T) -> &'static str,
    ) -> Option<(Item, &'static str, Provenance)> {
        let is_implicit = !matches!(value.source, Provenance::Own(_));
        is_implicit.then(|| (item, name(value.value), value.source))
    }
    let values = [
        implicit_setting(Item::Readable, service.readable, |it| it.as_str()),
        implicit_setting(Item::Writable, service.writable, |it| it.as_str()),
        implicit_setting(Item::Language, service.language, |it| it.as_str()),
        implicit_setting(Item::Database, service.database, |it| it.as_str()),
    ];
    let is_certain = |(item, _, source): &(Item, &str, Provenance)| {
        let accounts = matches!(item, Item::Readable | Item::Writable) && invalid_items.contains(&Item::AuthMethod);
        let is_invalid = matches!(source, Provenance::Default) && (invalid_items.contains(item) || accounts);
        !is_invalid && !contains_item(block, *item)
    };
    let values: Vec<_> = values.into_iter().flatten().filter(is_certain).collect();
    values.into_iter().map(move |(item, value, source)| {
        let (reason, source) = match source {
            Provenance::Project(range) => ("Set in the project", Some(range)),
            Provenance::Default | Provenance::Own(_) => ("Default value", None),
        };
        let tooltip = format!("{reason}. Add `{item}` to the service to override it.");
        Hint { offset, label: format!("{item}({value})"), kind: HintKind::Defaults, tooltip, source }
    })
}

fn implied(entity: &Entity, id: EntityId, offset: TextSize, model: &Model) -> Option<Hint> {
    let is_implied = |attribute: &&Attribute| attribute.source.is_none();
    let names: Vec<&str> = entity.attributes.iter().filter(is_implied).map(|it| it.name.as_str()).collect();
    // Every service has an identifier, and with accounts also the creator of each entry.
    let accounts = model.project.as_ref().and_then(|project| project.auth_method);
    let accounts = accounts.filter(|_| id.inner.is_none() && names.len() > 1);
    (!names.is_empty()).then(|| Hint {
        offset,
        label: names.join(", "),
        kind: HintKind::ImpliedAttributes,
        tooltip: "Added to every entry automatically. Clients cannot set these attributes.".to_owned(),
        source: accounts.map(|specified| specified.range),
    })
}

/// Returns the hints with the parameter names of arguments given by position.
fn parameter_names(arguments: ast::Arguments<'_>, owner: Owner) -> impl Iterator<Item = Hint> {
    let arguments = arguments.iter().zip(owner.parameters());
    arguments.filter_map(|(argument, parameter)| match argument {
        Argument::Keyword(_) => None,
        Argument::Positional(value) => Some(Hint {
            offset: value.range().start(),
            label: format!("{}:", parameter.name),
            kind: HintKind::ParameterNames,
            tooltip: parameter.summary.to_owned(),
            source: None,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the text with the hints inserted in `⟨⟩`.
    #[track_caller]
    fn check(text: &str, kinds: &[HintKind], expected: &str) {
        let analysis = Analysis::new(text);
        let mut shown = text.to_owned();
        let whole = TextRange::up_to(TextSize::of(text));
        for hint in analysis.hints(whole, |kind| kinds.contains(&kind)).iter().rev() {
            shown.insert_str(hint.offset.into(), &format!("⟨{}⟩", hint.label));
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn shows_parameter_names_of_positional_arguments() {
        check(
            "P: project { #provider(kubernetes); #readable(all); }\nS: service { a: string(5, 1); b: int(5, min: 1); }",
            &[HintKind::ParameterNames],
            "P: project { #provider(kubernetes); #readable(⟨by:⟩all); }\n\
             S: service { a: string(⟨maxLength:⟩5, ⟨minLength:⟩1); b: int(⟨max:⟩5, min: 1); }",
        );
    }

    #[test]
    fn shows_implied_attributes_in_their_block() {
        check(
            "P: project { #authMethod(email); }\nS: service { T: struct {}; }\nU: service { #auth; }",
            &[HintKind::ImpliedAttributes],
            "P: project { #authMethod(email); }\nS: service {⟨id, createdBy⟩ T: struct {⟨id, parentID⟩}; }\nU: service {⟨id⟩ #auth; }",
        );
    }

    #[test]
    fn only_account_attributes_link_to_the_auth_method() {
        let text = "P: project { #authMethod(email); }\nS: service { T: struct {}; }\nU: service { #auth; }";
        let analysis = Analysis::new(text);
        let hints = analysis.hints(TextRange::up_to(TextSize::of(text)), |kind| kind == HintKind::ImpliedAttributes);
        let sources: Vec<bool> = hints.iter().map(|hint| hint.source.is_some()).collect();
        assert_eq!(sources, [true, false, false]);
    }

    #[test]
    fn shows_defaults_that_the_service_does_not_set() {
        check(
            "P: project { #readable(all); }\nS: service { #database(postgres); #language(go); }",
            &[HintKind::Defaults],
            "P: project { #readable(all); }\nS: service {⟨#readable(all)⟩⟨#writable(all)⟩ #database(postgres); #language(go); }",
        );
    }

    #[test]
    fn shows_no_default_for_an_invalid_setting() {
        let check_defaults = |text: &str| check(text, &[HintKind::Defaults], text);
        check_defaults("P: project { #readable(foo); #writable(foo); #language(x); #database(); }\nS: service {}");
        check(
            "P: project { #authMethod(foo); }\nS: service { #database(x); }",
            &[HintKind::Defaults],
            "P: project { #authMethod(foo); }\nS: service {⟨#language(go)⟩ #database(x); }",
        );
    }

    #[test]
    fn shows_final_names_and_ports() {
        check(
            "P: project {}\nUser: service { end: int; }\nS: service {}",
            &[HintKind::FinalNames, HintKind::Ports],
            "P: project {}\nUser⟨→ PUser⟩: service {⟨:1026⟩ end⟨→ pEnd⟩: int; }\nS: service {⟨:1028⟩}",
        );
    }

    #[test]
    fn shows_nothing_for_a_block_with_an_invalid_head() {
        for text in ["P: project {}\nA: foo { x: int; }", "a: service {}", "A: service {}\nA: service {}"] {
            let analysis = Analysis::new(text);
            let last = text.rfind('{').expect("a block");
            let rest = TextRange::new(TextSize::of(&text[..last]), TextSize::of(text));
            assert_eq!(analysis.hints(rest, |_| true), [], "{text}");
        }
    }

    #[test]
    fn shows_only_hints_in_the_range() {
        let analysis = Analysis::new("A: service {}\nB: service {}");
        let hints = analysis.hints(TextRange::at(14.into(), 13.into()), |kind| kind == HintKind::Ports);
        assert_eq!(hints.iter().map(|hint| hint.label.as_str()).collect::<Vec<_>>(), [":1028"]);
    }
}
