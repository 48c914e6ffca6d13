//! Both sides of merge conflicts: the side of a position, and the corresponding symbol in the other side.
//!
//! ```text
//! <<<<<<< HEAD
//!   writer: Author;           in the first side
//! =======
//!   author: Author;           in the second side
//! >>>>>>> topic
//! Author: service {           in both
//! ```

use rustc_hash::FxHashMap;
use temple_model::{Attribute, Model, Service};
use temple_syntax::{SyntaxKind, TextRange, TextSize};

use crate::occurrences::Occurrence;
use crate::symbol::{EntityId, Symbol};
use crate::{Analysis, Role};

impl Analysis {
    /// This analysis, and the one with the second sides if there is a conflict of two sides.
    pub(crate) fn sides(&self) -> impl Iterator<Item = &Analysis> {
        std::iter::once(self).chain(self.second_side())
    }

    /// Iterates over the sides that include the text at a byte offset. There is none for a marker or a common ancestor.
    pub(crate) fn sides_at(&self, offset: TextSize) -> impl Iterator<Item = &Analysis> {
        self.sides().filter(move |side| side.includes(offset))
    }

    /// Returns the analysis to query for a byte offset: that of the second sides inside one of them, and this one
    /// elsewhere.
    pub fn side_at(&self, offset: TextSize) -> &Analysis {
        self.sides_at(offset).next().unwrap_or(self)
    }

    /// Returns the analysis to query for a range of bytes.
    pub(crate) fn side_of(&self, range: TextRange) -> &Analysis {
        self.sides_at(range.start()).find(|side| side.includes(range.end())).unwrap_or(self)
    }

    /// Returns true if this side includes the text at a byte offset.
    pub(crate) fn includes(&self, offset: TextSize) -> bool {
        let kind = || self.parse().token_at(offset).map(|token| token.kind());
        !self.has_conflict() || !matches!(kind(), Some(SyntaxKind::CONFLICT_SIDE | SyntaxKind::CONFLICT_MARKER))
    }

    /// Returns all occurrences of a symbol in both sides, without duplicates and in the order of the text. `find`
    /// returns the symbol in a side, or `None` if it is only found by the other side.
    pub(crate) fn occurrences_in_sides(&self, find: impl Fn(&Analysis) -> Option<Symbol>) -> Vec<Occurrence> {
        let found: Vec<(&Analysis, Option<Symbol>)> = self.sides().map(|side| (side, find(side))).collect();
        let in_other = |side: &Analysis| {
            let mut others = found.iter().filter_map(|(other, symbol)| Some((other.model(), (*symbol)?)));
            others.find_map(|(other, symbol)| symbol.in_other_side(other, side.model()))
        };
        let symbols = found.iter().filter_map(|(side, symbol)| Some((*side, symbol.or_else(|| in_other(side))?)));
        let mut occurrences: Vec<Occurrence> = symbols.flat_map(|(side, symbol)| side.occurrences_of(symbol)).collect();
        occurrences.sort_by_key(|occurrence| occurrence.range.start());
        occurrences.dedup_by_key(|occurrence| occurrence.range);
        occurrences
    }

    /// Like [`Analysis::occurrences_in_sides`], without the declarations.
    pub(crate) fn references_in_sides(&self, find: impl Fn(&Analysis) -> Option<Symbol>) -> Vec<Occurrence> {
        let mut occurrences = self.occurrences_in_sides(find);
        occurrences.retain(|occurrence| occurrence.role != Role::Declaration);
        occurrences
    }

    /// Returns the services of both sides: all of the first sides in the order of [`Model::service`], then those that
    /// only the second sides have.
    pub fn services(&self) -> Vec<&Service> {
        let mut services = Vec::new();
        for (side, numbers) in self.sides().zip(self.service_numbers()) {
            for (service, number) in side.model().all_services().zip(numbers) {
                if number == services.len() {
                    services.push(service);
                }
            }
        }
        services
    }

    /// For each side, the index in [`Analysis::services`] of each service of its model.
    pub(crate) fn service_numbers(&self) -> Vec<Vec<usize>> {
        let mut known: FxHashMap<(&str, usize), usize> = FxHashMap::default();
        let numbers = self.sides().map(|side| {
            let mut repeated: FxHashMap<&str, usize> = FxHashMap::default();
            let services = side.model().all_services().map(|service| {
                let name = service.entity.name.source.as_str();
                let before = repeated.entry(name).or_default();
                *before += 1;
                let next = known.len();
                *known.entry((name, *before)).or_insert(next)
            });
            services.collect()
        });
        numbers.collect()
    }
}

impl Symbol {
    /// Returns the corresponding symbol in the model of the other side: the one with the same name in the same block.
    fn in_other_side(self, own: &Model, other: &Model) -> Option<Symbol> {
        Some(match self {
            Symbol::Project => other.project.as_ref().map(|_| self)?,
            Symbol::Entity(id) => Symbol::Entity(id.in_other_side(own, other)?),
            Symbol::Attribute(id, index) => {
                let same = id.in_other_side(own, other)?;
                let (own, other) = (&id.entity(own)?.attributes, &same.entity(other)?.attributes);
                let name = |attribute: &Attribute| {
                    attribute.source.as_ref().map_or(&attribute.name, |name| &name.source).to_string()
                };
                Symbol::Attribute(same, with_same_name(own.iter().map(name), index, other.iter().map(name))?)
            }
            word => word,
        })
    }
}

impl EntityId {
    fn in_other_side(self, own: &Model, other: &Model) -> Option<EntityId> {
        let names =
            |model: &Model| model.all_services().map(|it| it.entity.name.source.to_string()).collect::<Vec<_>>();
        let service = with_same_name(names(own).into_iter(), self.service, names(other).into_iter())?;
        let Some(inner) = self.inner else { return Some(EntityId { service, inner: None }) };
        let names = |service: &Service| service.structs.iter().map(|it| it.name.source.to_string()).collect::<Vec<_>>();
        let (own, other) = (names(own.service(self.service)?), names(other.service(service)?));
        let inner = with_same_name(own.into_iter(), inner, other.into_iter())?;
        Some(EntityId { service, inner: Some(inner) })
    }
}

/// Returns the index in `other` of the name at `index` in `own`. Among equal names, the first corresponds to the first,
/// the second to the second, and so on.
fn with_same_name(
    own: impl Iterator<Item = String>,
    index: usize,
    other: impl Iterator<Item = String>,
) -> Option<usize> {
    let own: Vec<String> = own.take(index + 1).collect();
    let name = own.get(index)?;
    let before = own[..index].iter().filter(|it| *it == name).count();
    other.enumerate().filter(|(_, it)| it == name).nth(before).map(|(index, _)| index)
}

#[cfg(test)]
mod tests;
