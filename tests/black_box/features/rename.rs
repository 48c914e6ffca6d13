//! Renaming: except for the name, the model of the renamed text equals the old one.

use temple_ide::model::{Attribute, Entity, Type};
use temple_ide::{Analysis, EntityId, Model, Severity, Symbol, apply_edits};

use super::{examples, recorded};

/// Returns the facts of a model, without positions.
pub(super) fn facts(model: &Model) -> Vec<String> {
    facts_but_for(model, "", "", Symbol::Project)
}

/// Returns the facts of a model, without positions and without the names in the generated code, which affect each
/// other.
fn facts_but_for(model: &Model, old: &str, new: &str, renamed: Symbol) -> Vec<String> {
    let project = model.project.as_ref();
    let name = |name: &str, symbol: Symbol| if name == new && symbol == renamed { old } else { name }.to_owned();
    let settings = project.map(|it| {
        let (provider, metrics) = (it.provider.map(|it| it.value), it.metrics.map(|it| it.value));
        let method = it.auth_method.map(|it| it.value);
        format!("{} {provider:?} {metrics:?} {method:?}", name(&it.name.source, Symbol::Project))
    });
    let mut facts: Vec<String> = settings.into_iter().collect();
    for id in EntityId::all(model) {
        let Some((service, entity)) = id.service(model).zip(id.entity(model)) else { continue };
        let Entity { name: own, attributes, endpoints, .. } = entity;
        facts.push(format!("{} {endpoints:?}", name(&own.source, Symbol::Entity(id))));
        facts.push(format!("{:?} {:?} {:?}", service.readable.value, service.writable.value, service.ports));
        facts.push(format!("{:?} {:?} {:?}", service.language.value, service.database.value, service.auth.is_some()));
        for (index, attribute) in attributes.iter().enumerate() {
            facts.push(attribute_facts(attribute, |it| name(it, Symbol::Attribute(id, index)), (old, new)));
        }
    }
    facts
}

fn attribute_facts(attribute: &Attribute, own: impl Fn(&str) -> String, (old, new): (&str, &str)) -> String {
    let source = attribute.source.as_ref().map_or("-", |name| &name.source);
    // The target of the reference is one of the occurrences.
    let ty = match &attribute.ty {
        Type::Reference(_) => "a reference".to_owned(),
        other => format!("{other:?}").replace(new, old),
    };
    format!("  {} {ty} {:?} {}", own(source), attribute.visibility, attribute.unique)
}

/// Renames every declared symbol in turn. Returns the number of renames.
#[track_caller]
fn check(name: &str, text: &str) -> usize {
    let analysis = Analysis::new(text);
    let model = analysis.model();
    let attributes = EntityId::all(model).flat_map(|id| {
        let count = id.entity(model).map_or(0, |entity| entity.attributes.len());
        (0..count).map(move |index| Symbol::Attribute(id, index))
    });
    let symbols = [Symbol::Project].into_iter().chain(EntityId::all(model).map(Symbol::Entity)).chain(attributes);
    let mut done = 0;
    for symbol in symbols {
        let Some(declaration) = symbol.declaration(model) else { continue };
        let old = symbol.name(model).expect("a declaration has a name");
        let new = if matches!(symbol, Symbol::Attribute(..)) { "xFresh" } else { "Xfresh" };
        let edits = analysis.rename(declaration.name.start(), new);
        let edits = edits.unwrap_or_else(|refusal| panic!("{name}, {old}: {refusal}"));
        let renamed = Analysis::new(apply_edits(text, &edits));
        let facts = |model| facts_but_for(model, old, new, symbol);
        let (before, after) = (facts(model), facts(renamed.model()));
        assert_eq!(after, before, "{name}, {old}");
        let occurrences = |analysis: &Analysis| -> Vec<_> {
            analysis.occurrences().iter().map(|occurrence| (occurrence.symbol, occurrence.role)).collect()
        };
        assert_eq!(occurrences(&renamed), occurrences(&analysis), "{name}, {old}");
        done += 1;
    }
    done
}

#[test]
fn renaming_changes_only_the_name_in_the_model() {
    let mut done = 0;
    for (name, text) in examples().into_iter().chain(recorded(5)) {
        let analysis = Analysis::new(text.as_str());
        let is_sound = analysis.diagnostics().iter().all(|it| it.code.severity() != Severity::Error);
        if is_sound {
            done += check(&name, &text);
        }
    }
    println!("renamed: {done}");
    assert!(done > 1_000, "only {done} things were renamed");
}

/// New names that are already taken, that are invalid, or that the generator cannot use.
#[test]
fn rename_is_refused_or_keeps_the_model() {
    let (mut done, mut refused) = (0, 0);
    for (name, text) in examples().into_iter().chain(recorded(23)) {
        let analysis = Analysis::new(text.as_str());
        if analysis.diagnostics().iter().any(|it| it.code.severity() == Severity::Error) {
            continue;
        }
        let model = analysis.model();
        let symbols: Vec<Symbol> = analysis.occurrences().iter().map(|occurrence| occurrence.symbol).collect();
        let declared = |symbol: &Symbol| Some((*symbol, symbol.declaration(model)?, symbol.name(model)?));
        let mut declared: Vec<_> = symbols.iter().filter_map(declared).collect();
        declared.dedup_by_key(|(symbol, ..)| *symbol);
        let taken = declared.iter().map(|(.., name)| (*name).to_owned()).take(12);
        let names: Vec<String> =
            taken.chain(["lower", "Upper", "x_y", "ThingList", "id", "1st", "int"].map(str::to_owned)).collect();
        for (symbol, declaration, old) in &declared {
            for new in names.iter().filter(|new| new != old) {
                let Ok(edits) = analysis.rename(declaration.name.start(), new) else {
                    refused += 1;
                    continue;
                };
                let renamed = Analysis::new(apply_edits(&text, &edits));
                let (before, after) =
                    (facts_but_for(model, old, new, *symbol), facts_but_for(renamed.model(), old, new, *symbol));
                assert_eq!(after, before, "{name}: {old} to {new}");
                let errors = renamed.diagnostics().iter().filter(|it| it.code.severity() == Severity::Error);
                assert_eq!(errors.count(), 0, "{name}: {old} to {new}");
                done += 1;
            }
        }
    }
    println!("renamed: {done}, refused: {refused}");
    assert!(done > 300 && refused > 300, "{done} and {refused}");
}
