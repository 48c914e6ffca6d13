//! Finds cycles in dependencies.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::source_tree::Dependency;

/// The dependencies of each file.
type Graph<'a> = BTreeMap<&'a str, Vec<&'a Dependency>>;

/// Returns a shortest cycle through each file that is part of one but not of a cycle found before. The last dependency
/// of a cycle leads to the file that the first one starts from.
pub(super) fn find(dependencies: &[Dependency]) -> Vec<Vec<&Dependency>> {
    let mut graph = Graph::new();
    for dependency in dependencies {
        graph.entry(&dependency.from).or_default().push(dependency);
    }
    let mut covered = BTreeSet::new();
    let mut cycles = Vec::new();
    for file in graph.keys() {
        let cycle = if covered.contains(file) { None } else { shortest(&graph, file) };
        if let Some(cycle) = cycle {
            covered.extend(cycle.iter().map(|dependency| dependency.from.as_str()));
            cycles.push(cycle);
        }
    }
    cycles
}

/// Returns a shortest cycle through a file, if there is one.
fn shortest<'a>(graph: &Graph<'a>, start: &str) -> Option<Vec<&'a Dependency>> {
    // The first dependency that reached each file.
    let mut reached: BTreeMap<&str, &Dependency> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for dependency in graph.get(file).into_iter().flatten() {
            if !reached.contains_key(dependency.to.as_str()) {
                reached.insert(&dependency.to, dependency);
                queue.push_back(&dependency.to);
            }
        }
    }
    let mut cycle = vec![*reached.get(start)?];
    while let Some(first) = cycle.last().filter(|first| first.from != start) {
        cycle.push(reached.get(first.from.as_str())?);
    }
    cycle.reverse();
    Some(cycle)
}
