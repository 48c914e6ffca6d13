//! Call hierarchy: calls between services, through `#uses` and through attributes that refer to another service.
//!
//! ```text
//! Cart
//! ├─ calls  Book      lines: Book;
//! └─ calls  Payment   #uses[Payment];
//! ```

use rustc_hash::FxHashMap;
use temple_model::Service;
use temple_syntax::{TextRange, TextSize};

use crate::occurrences::{Occurrence, Role};
use crate::symbol::Symbol;
use crate::{Analysis, EntityId};

/// The calls between one service and another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calls {
    /// The other service, by its index in [`Analysis::services`].
    pub service: usize,
    /// The ranges in the caller that refer to the called service, in bytes.
    pub occurrences: Vec<TextRange>,
}

impl Analysis {
    /// Returns the service that the word at an offset refers to, or else the enclosing one, by its index in
    /// [`Analysis::services`].
    pub fn service_at(&self, offset: TextSize) -> Option<usize> {
        let numbers = self.service_numbers();
        let sides = || self.sides().zip(&numbers).filter(|(side, _)| side.includes(offset));
        let named = sides().find_map(|(side, numbers)| match side.occurrence_at(offset)?.symbol {
            Symbol::Entity(EntityId { service, .. }) => numbers.get(service).copied(),
            _ => None,
        });
        let mut enclosing = sides()
            .filter_map(|(side, numbers)| numbers.get(side.enclosing_service(TextRange::empty(offset))?).copied());
        named.or_else(|| enclosing.next())
    }

    /// Returns the services that call this one, in the order of the text.
    pub fn incoming_calls(&self, service: usize) -> Vec<Calls> {
        let to_this = |(from, to, occurrence): (usize, usize, TextRange)| (to == service).then_some((from, occurrence));
        grouped(self.calls().into_iter().filter_map(to_this))
    }

    /// Returns the services that this one calls, in the order of their first occurrence.
    pub fn outgoing_calls(&self, service: usize) -> Vec<Calls> {
        let from_this =
            |(from, to, occurrence): (usize, usize, TextRange)| (from == service).then_some((to, occurrence));
        grouped(self.calls().into_iter().filter_map(from_this))
    }

    /// Every reference from a service to a service, including itself, as caller, called service and range.
    fn calls(&self) -> Vec<(usize, usize, TextRange)> {
        let mut calls = Vec::new();
        for (side, numbers) in self.sides().zip(self.service_numbers()) {
            let number = |service: usize| numbers.get(service).copied();
            calls.extend(side.calls_of_side().filter_map(|(from, to, word)| Some((number(from)?, number(to)?, word))));
        }
        calls.sort_by_key(|&(from, to, word)| (word.start(), from, to));
        calls.dedup();
        calls
    }

    fn calls_of_side(&self) -> impl Iterator<Item = (usize, usize, TextRange)> {
        self.occurrences().iter().filter_map(|&Occurrence { range, symbol, role }| {
            let Symbol::Entity(EntityId { service: to, inner: None }) = symbol else { return None };
            let from = self.enclosing_service(range).filter(|_| role != Role::Declaration)?;
            Some((from, to, range))
        })
    }

    /// Returns the index of the service whose block contains the range.
    fn enclosing_service(&self, range: TextRange) -> Option<usize> {
        let model = self.model();
        let enclosing = |services: &[Service]| {
            let after = services.partition_point(|service| service.entity.range.start() <= range.start());
            let index = after.checked_sub(1)?;
            services[index].entity.range.contains_range(range).then_some(index)
        };
        enclosing(&model.services).or_else(|| Some(model.services.len() + enclosing(&model.repeated)?))
    }
}

/// Groups calls by service, in the order of their first call.
fn grouped(calls: impl Iterator<Item = (usize, TextRange)>) -> Vec<Calls> {
    let mut grouped: Vec<Calls> = Vec::new();
    let mut groups: FxHashMap<usize, usize> = FxHashMap::default();
    for (service, occurrence) in calls {
        let group = *groups.entry(service).or_insert(grouped.len());
        if group == grouped.len() {
            grouped.push(Calls { service, occurrences: Vec::new() });
        }
        grouped[group].occurrences.push(occurrence);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::cursor;

    /// Checks the callers and the called services, each with its number of occurrences.
    #[track_caller]
    fn check(marked: &str, incoming: &[(&str, usize)], outgoing: &[(&str, usize)]) {
        let (analysis, offset) = cursor(marked);
        let service = analysis.service_at(offset).expect("a service");
        let show = |calls: Vec<Calls>| -> Vec<(String, usize)> {
            let service = |calls: &Calls| analysis.model().service(calls.service).expect("a service");
            let name = |calls: &Calls| service(calls).entity.name.source.to_string();
            calls.iter().map(|calls| (name(calls), calls.occurrences.len())).collect()
        };
        let owned =
            |calls: &[(&str, usize)]| -> Vec<_> { calls.iter().map(|&(name, n)| (name.to_owned(), n)).collect() };
        assert_eq!(show(analysis.incoming_calls(service)), owned(incoming));
        assert_eq!(show(analysis.outgoing_calls(service)), owned(outgoing));
    }

    #[test]
    fn uses_and_references_are_calls() {
        let text = "A: service { #uses[1B, C]; b: B; T: struct { b: B; c: C; }; t: T; }\n2B: service {}\nC: service { 3b: B; }";
        let at = |mark: &str| text.replace(mark, "$0").replace(['1', '2', '3'], "");
        check(&at("1"), &[("A", 3), ("C", 1)], &[]);
        check(&at("2"), &[("A", 3), ("C", 1)], &[]);
        check(&at("3"), &[("A", 2)], &[("B", 1)]);
        check(&format!("$0{}", at("1").replace("$0", "")), &[], &[("B", 3), ("C", 2)]);
        check("A: service {}\nA: service { #us$0es[B]; b: B; }\nB: service {}", &[], &[("B", 2)]);
        check("A: service {}\nA: service { #uses[B]; b: B; }\n$0B: service {}", &[("A", 2)], &[]);
        check("$0A: service { #uses[A]; }", &[("A", 1)], &[("A", 1)]);
    }
}
