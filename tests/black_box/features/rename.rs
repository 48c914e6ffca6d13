//! Renaming: the model of the renamed text is the old one but for the name.

use temple_ide::model::{Attribute, Entity, Type};
use temple_ide::{Analysis, EntityId, Model, Severity, Symbol};

use super::{applied, examples, recorded};

/// What a model says, without places and without the names in the generated code, which depend on each other.
fn facts(model: &Model, old: &str, new: &str, renamed: Symbol) -> Vec<String> {
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
        for (index, attribute) in attributes.iter().enumerate() {
            facts.push(attribute_facts(attribute, |it| name(it, Symbol::Attribute(id, index)), (old, new)));
        }
    }
    facts
}

fn attribute_facts(attribute: &Attribute, own: impl Fn(&str) -> String, (old, new): (&str, &str)) -> String {
    let source = attribute.source.as_ref().map_or("-", |name| &name.source);
    // What the type refers to is one of the mentions.
    let ty = match &attribute.ty {
        Type::Reference(_) => "a reference".to_owned(),
        other => format!("{other:?}").replace(new, old),
    };
    format!("  {} {ty} {:?} {}", own(source), attribute.visibility, attribute.unique)
}

/// Renames everything that a text declares, one after the other. Says how often it was done.
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
        let renamed = Analysis::new(applied(text, &edits));
        let (before, after) = (facts(model, old, new, symbol), facts(renamed.model(), old, new, symbol));
        assert_eq!(after, before, "{name}, {old}");
        let mentions = |analysis: &Analysis| -> Vec<_> {
            analysis.mentions().iter().map(|mention| (mention.symbol, mention.role)).collect()
        };
        assert_eq!(mentions(&renamed), mentions(&analysis), "{name}, {old}");
        done += 1;
    }
    done
}

#[test]
fn the_model_of_a_renamed_text_is_the_old_one_but_for_the_name() {
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
