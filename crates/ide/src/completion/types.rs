//! Completes types of attributes and annotations.

use std::collections::{HashMap, HashSet};

use temple_model::Type;
use temple_model::catalogue::{Annotation, BuiltIn};
use temple_syntax::SyntaxKind;

use super::{CompletionKind, Completions};
use crate::symbol::{EntityId, Symbol};

impl Completions<'_> {
    /// Adds the types of the language, then the services, and the structs of this service. Types that would be invalid
    /// or crash the generator come last, with the reason.
    pub(super) fn types(&mut self) {
        BuiltIn::ALL.iter().for_each(|&ty| self.built_in(ty));
        let here = self.enclosing_entity();
        let model = self.analysis.model();
        let service = here.and_then(|here| here.service(model));
        let own: HashSet<&str> =
            service.iter().flat_map(|it| &it.structs).map(|inner| inner.name.source.as_str()).collect();
        let leading_here = here.map(|here| self.leading_to(here)).unwrap_or_default();
        let mut names = HashSet::new();
        let arguments = self.brackets_after();
        for id in EntityId::all(model) {
            let is_visible = id.inner.is_none() || here.is_some_and(|here| here.service == id.service);
            let Some(entity) = id.entity(model).filter(|_| is_visible) else { continue };
            let name = entity.name.source.as_str();
            // The name itself is invalid, and using it as a type would cause a second error.
            if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                continue;
            }
            // If several blocks have the same name, only the one that it refers to here is offered.
            if (id.inner.is_none() && own.contains(&name)) || !names.insert(name) {
                continue;
            }
            let kind = if id.inner.is_some() { CompletionKind::Struct } else { CompletionKind::Service };
            let mut item = self.item(entity.name.source.as_str(), kind);
            item.subject = Some(Symbol::Entity(id));
            if let Some(arguments) = arguments {
                self.remove_brackets(&mut item, arguments);
            }
            let caution = match id.inner {
                _ if leading_here.contains(&id) => Some("creates a reference cycle"),
                Some(_) => Some("crashes the generator"),
                None => None,
            };
            item.description = Symbol::Entity(id).describe().to_owned();
            self.add(item, caution.map(str::to_owned));
        }
    }

    fn built_in(&mut self, ty: BuiltIn) {
        let mut item = self.item(ty.as_str(), CompletionKind::BuiltIn);
        item.description = ty.entry().word.summary.to_owned();
        item.subject = Some(Symbol::BuiltIn(ty));
        let brackets = self.brackets_after();
        let is_bracket = self.context.next() == Some(SyntaxKind::L_PAREN);
        let replaced = brackets.filter(|brackets| !self.type_keeps(ty, *brackets));
        let has_arguments = replaced.is_none() && (brackets.is_some() || is_bracket);
        let names: Vec<&str> = ty.entry().parameters.iter().map(|parameter| parameter.name).collect();
        if let Some(replaced) = replaced {
            self.remove_brackets(&mut item, replaced);
        }
        self.items.push(item.clone());
        if !names.is_empty() && !has_arguments {
            item.label = format!("{}(…)", ty.as_str());
            item.detail = format!(" {}", names.join(", "));
            item.snippet = format!("{}($1)", ty.as_str());
            item.retrigger = true;
            self.items.push(item);
        }
    }

    /// Returns the blocks from which a chain of references leads to `here`, including `here`. Ignores the attribute at
    /// the cursor. Takes time linear in the number of references.
    fn leading_to(&self, here: EntityId) -> HashSet<EntityId> {
        let model = self.analysis.model();
        let mut referring: HashMap<EntityId, Vec<EntityId>> = HashMap::new();
        for id in EntityId::all(model) {
            for attribute in id.entity(model).into_iter().flat_map(|entity| &entity.attributes) {
                let Some(ty) = attribute.ranges.and_then(|ranges| ranges.ty) else { continue };
                if !matches!(attribute.ty, Type::Reference(_)) || ty.contains_inclusive(self.offset) {
                    continue;
                }
                if let Some(Symbol::Entity(to)) =
                    self.analysis.occurrence_at(ty.start()).map(|occurrence| occurrence.symbol)
                {
                    referring.entry(to).or_default().push(id);
                }
            }
        }
        let (mut seen, mut work) = (HashSet::from([here]), vec![here]);
        while let Some(id) = work.pop() {
            let from = referring.get(&id).into_iter().flatten();
            work.extend(from.filter(|from| seen.insert(**from)));
        }
        seen
    }

    /// Adds the annotations that are compatible with those of the attribute.
    pub(super) fn annotations(&mut self) {
        let given: Vec<Annotation> = self.context.annotations().filter_map(Annotation::from_name).collect();
        let sees = |annotation: &Annotation| annotation.visibility().is_some();
        for &annotation in Annotation::ALL {
            if given.contains(&annotation) || (sees(&annotation) && given.iter().any(sees)) {
                continue;
            }
            let mut item = self.item(format!("@{}", annotation.as_str()), CompletionKind::Annotation);
            item.description = annotation.entry().summary.to_owned();
            item.subject = Some(Symbol::Annotation(annotation));
            self.items.push(item);
        }
    }
}
