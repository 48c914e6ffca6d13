//! The reference graph: the references from attributes to blocks.

use std::cell::{Cell, OnceCell};

use rustc_hash::FxHashMap;
use temple_syntax::SyntaxKind;

use crate::catalogue::{BlockKind, Language};
use crate::names::normalized;
use crate::sink::Sink;
use crate::suggest::{did_you_mean, nearest};
use crate::unresolved::{Reference, UnresolvedBlock, UnresolvedFile};
use crate::{Code, Diagnostic, Edit, Layout, reserved, types};

/// The graph of references: the services and structs of a file as nodes, in the order of the file, and their
/// references as edges.
pub(crate) struct References<'d, 'a> {
    layout: &'d Layout<'a>,
    blocks: Vec<Block<'d, 'a>>,
    /// The node of each service, by name.
    services: FxHashMap<&'a str, usize>,
    /// The node of each struct, by the node of its service and its name.
    structs: FxHashMap<(usize, &'a str), usize>,
    /// The node of the first struct of each name. Computed on first use.
    structs_by_name: OnceCell<FxHashMap<&'a str, usize>>,
    /// The number of comparisons with wrong names that are left; see [`MAX_COMPARISONS`].
    comparisons: Cell<usize>,
}

/// The maximum number of comparisons of block names with wrong names in a file. It is far more than realistic files
/// need, and keeps the time linear: in a file with very many wrong names, the later ones get no suggestion.
const MAX_COMPARISONS: usize = 200_000;

struct Block<'d, 'a> {
    unresolved: &'d UnresolvedBlock<'a>,
    /// The node of the service that the block is or belongs to.
    service: usize,
    /// The resolved references: the index of each among the block's references, and its target node.
    edges: Vec<(usize, usize)>,
}

impl<'d, 'a> References<'d, 'a> {
    pub(crate) fn new(unresolved: &'d UnresolvedFile<'a>) -> References<'d, 'a> {
        let mut graph = References {
            layout: &unresolved.layout,
            blocks: Vec::new(),
            services: FxHashMap::default(),
            structs: FxHashMap::default(),
            structs_by_name: OnceCell::new(),
            comparisons: Cell::new(MAX_COMPARISONS),
        };
        for service in &unresolved.services {
            let node = graph.blocks.len();
            if service.name.is_some() {
                graph.services.entry(service.name_text()).or_insert(node);
            }
            let blocks =
                service.with_structs().map(|unresolved| Block { unresolved, service: node, edges: Vec::new() });
            graph.blocks.extend(blocks);
            for (index, name) in service.structs.iter().enumerate().filter_map(|(index, it)| Some((index, it.name?))) {
                graph.structs.entry((node, name.text())).or_insert(node + 1 + index);
            }
        }
        for node in 0..graph.blocks.len() {
            let block = &graph.blocks[node];
            let edges = block.unresolved.references.iter().enumerate();
            let edges = edges.filter_map(|(index, it)| Some((index, graph.resolve(block, &it.name)?)));
            graph.blocks[node].edges = edges.collect();
        }
        graph
    }

    /// Resolves a name in a block to the node of a struct of the same service, or else of a service.
    fn resolve(&self, from: &Block<'_, '_>, name: &str) -> Option<usize> {
        self.structs.get(&(from.service, name)).or_else(|| self.services.get(name)).copied()
    }

    /// Returns true if a service has this name.
    pub(crate) fn is_service(&self, name: &str) -> bool {
        self.services.contains_key(name)
    }

    /// Returns the first struct of this name in any service.
    pub(crate) fn any_struct(&self, name: &str) -> Option<&'d UnresolvedBlock<'a>> {
        let by_name = self.structs_by_name.get_or_init(|| {
            let mut by_name = FxHashMap::default();
            for (node, block) in self.blocks.iter().enumerate().filter(|&(node, _)| self.is_struct(node)) {
                by_name.entry(block.unresolved.name_text()).or_insert(node);
            }
            by_name
        });
        by_name.get(name).map(|&node| self.blocks[node].unresolved)
    }

    /// Returns the service, or one of `others`, that a wrong name probably means.
    pub(crate) fn nearest_service<'n>(&self, name: &str, others: impl IntoIterator<Item = &'n str>) -> Option<&'n str>
    where
        'a: 'n,
    {
        let services = self.usable_services().map(|name| -> &'n str { name });
        nearest(name, self.compared(services.chain(others)))
    }

    /// The names of services that can be referred to. One that starts with a lower-case letter is itself an error.
    fn usable_services(&self) -> impl Iterator<Item = &'a str> {
        self.services.keys().copied().filter(|name| is_usable(name))
    }

    /// The names that can be referred to in a service: those of services and of its own structs.
    fn usable_names(&self, service: usize) -> impl Iterator<Item = &'a str> {
        let own = self.blocks[service].unresolved.structs.iter().map(UnresolvedBlock::name_text);
        self.compared(self.usable_services().chain(own.filter(|name| is_usable(name))))
    }

    /// The names of the structs of a service and of all services, including invalid names.
    fn names(&self, service: usize) -> impl Iterator<Item = &'a str> {
        let own = self.blocks[service].unresolved.structs.iter().map(UnresolvedBlock::name_text);
        self.compared(own.chain(self.services.keys().copied()))
    }

    /// Limits `names` to the number of comparisons that are left, and counts each.
    fn compared<'n>(&self, names: impl Iterator<Item = &'n str>) -> impl Iterator<Item = &'n str> {
        names.take_while(|_| {
            let left = self.comparisons.get();
            self.comparisons.set(left.saturating_sub(1));
            left > 0
        })
    }

    fn is_struct(&self, node: usize) -> bool {
        self.blocks[node].service != node
    }

    /// Reports unresolved references, references to structs, and cycles.
    pub(crate) fn check(&self, unresolved: &UnresolvedFile<'_>, sink: &mut Sink) {
        for block in &self.blocks {
            let mut edges = block.edges.iter().peekable();
            for (index, reference) in block.unresolved.references.iter().enumerate() {
                match edges.next_if(|&&(edge, _)| edge == index) {
                    Some(&(_, target)) if self.is_struct(target) => self.to_struct(reference, target, sink),
                    Some(_) => {}
                    None if unresolved.lost_blocks => {}
                    None => self.unknown(block, reference, unresolved, sink),
                }
            }
            for &name in &block.unresolved.unknown_types {
                let itself = block.unresolved.name_text();
                let same = self.names(block.service).find(|other| other.eq_ignore_ascii_case(name.text()));
                match same {
                    Some(same) => types::report_lower_case(name, same, itself, sink),
                    None => {
                        let usable = self.usable_names(block.service).filter(|&other| other != itself);
                        types::report_unknown(name, usable, sink);
                    }
                }
            }
        }
        for component in self.cyclic_components() {
            self.report_cycle(&component, sink);
        }
    }

    fn to_struct(&self, reference: &Reference, target: usize, sink: &mut Sink) {
        let message = format!(
            "A reference to the struct `{}` passes validation but crashes the generator. Refer to a service instead.",
            reference.name
        );
        sink.report(Code::ReferenceToStruct, reference.range, message)
            .relate(self.blocks[target].unresolved.head(), "The struct is declared here.");
    }

    fn unknown(&self, from: &Block<'_, '_>, reference: &Reference, unresolved: &UnresolvedFile<'_>, sink: &mut Sink) {
        let name = &reference.name;
        if unresolved.project.as_ref().is_some_and(|project| project.name_text() == name) {
            let message = format!("`{name}` is the project. An attribute can refer only to a service.");
            sink.report(Code::UnknownReference, reference.range, message);
            return;
        }
        if let Some(elsewhere) = self.any_struct(name) {
            let message = format!(
                "`{name}` is a struct of another service and cannot be referred to from here. Refer to a service instead."
            );
            sink.report(Code::UnknownReference, reference.range, message)
                .relate(elsewhere.head(), "The struct is declared here.");
            return;
        }
        let built_in = crate::catalogue::BuiltIn::ALL.iter().map(|ty| ty.as_str());
        let own = self.blocks[from.service].unresolved.structs.iter().map(UnresolvedBlock::name_text);
        let own = own.filter(|name| is_usable(name));
        // A reference from a block to itself would be a cycle.
        let itself = from.unresolved.name_text();
        let nearest = self.nearest_service(name, built_in.chain(own));
        let near = nearest.filter(|&near| near != itself);
        let message = format!("Unknown reference `{name}`. No service has this name.{}", did_you_mean("", near));
        let diagnostic = sink.report(Code::UnknownReference, reference.range, message);
        let add = |diagnostic: &mut _| self.add_service(name, self.blocks[from.service].unresolved, diagnostic);
        match near {
            Some(near) => respell_name(name, near, diagnostic, add),
            None if nearest.is_none() => add(diagnostic),
            None => {}
        }
    }

    /// Offers to add a missing service after the block `predecessor`, which refers to it.
    pub(crate) fn add_service(&self, name: &str, predecessor: &UnresolvedBlock<'_>, diagnostic: &mut Diagnostic) {
        let is_name = name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !Language::ALL.iter().any(|&language| reserved::has_generated_affix(language, &normalized(name)));
        let is_closed = predecessor.block.body().is_some_and(|body| body.token(SyntaxKind::R_BRACE).is_some());
        if is_name && is_closed {
            let line_end = self.layout.line_end();
            let block = format!("{line_end}{line_end}{name}: {} {{}}", BlockKind::Service.as_str());
            diagnostic.propose(format!("Add a service `{name}`"), vec![Edit::insert(predecessor.range.end(), block)]);
        }
    }

    /// Returns the strongly connected components that contain a cycle, sorted by their first block, each in the order
    /// of the file. Uses Tarjan's algorithm with an explicit stack, since chains of references may be of any length.
    fn cyclic_components(&self) -> Vec<Vec<usize>> {
        const UNSEEN: usize = usize::MAX;
        let count = self.blocks.len();
        let (mut order, mut low, mut on_stack) = (vec![UNSEEN; count], vec![0; count], vec![false; count]);
        let (mut stack, mut work, mut components) = (Vec::new(), Vec::new(), Vec::new());
        let mut next = 0;
        for root in 0..count {
            if order[root] == UNSEEN {
                work.push((root, 0));
            }
            while let Some((node, edge)) = work.pop() {
                if edge == 0 {
                    (order[node], low[node], on_stack[node]) = (next, next, true);
                    next += 1;
                    stack.push(node);
                }
                if let Some(&(_, target)) = self.blocks[node].edges.get(edge) {
                    work.push((node, edge + 1));
                    if order[target] == UNSEEN {
                        work.push((target, 0));
                    } else if on_stack[target] {
                        low[node] = low[node].min(order[target]);
                    }
                    continue;
                }
                if let Some(&(parent, _)) = work.last() {
                    low[parent] = low[parent].min(low[node]);
                }
                if low[node] == order[node] {
                    let at = stack.iter().rposition(|&it| it == node).unwrap_or_default();
                    let mut component = stack.split_off(at);
                    component.iter().for_each(|&it| on_stack[it] = false);
                    component.sort_unstable();
                    if component.len() > 1 || self.blocks[node].edges.iter().any(|&(_, target)| target == node) {
                        components.push(component);
                    }
                }
            }
        }
        components.sort_unstable();
        components
    }

    /// Reports one shortest cycle through the first block of a component, reference by reference.
    fn report_cycle(&self, component: &[usize], sink: &mut Sink) {
        let Some(cycle) = self.shortest_cycle(component) else { return };
        let references: Vec<&Reference> =
            cycle.iter().map(|&(node, index)| &self.blocks[node].unresolved.references[index]).collect();
        let Some((first, others)) = references.split_first() else { return };
        let start = self.blocks[cycle[0].0].unresolved.name_text();
        let chain: Vec<&str> = std::iter::once(start).chain(references.iter().map(|it| it.name.as_str())).collect();
        let message = match others {
            [] => format!("`{start}` refers to itself. Remove this reference."),
            _ => format!("Reference cycle: {}. Remove one of these references.", chain.join(" → ")),
        };
        let diagnostic = sink.report(Code::ReferenceCycle, first.range, message);
        for (&(node, _), reference) in cycle.iter().skip(1).zip(others) {
            let message =
                format!("`{}` refers to `{}` here.", self.blocks[node].unresolved.name_text(), reference.name);
            diagnostic.relate(reference.range, message);
        }
    }

    /// Finds a shortest cycle from the first block of a component back to it: references as pairs of a node and an
    /// index.
    fn shortest_cycle(&self, component: &[usize]) -> Option<Vec<(usize, usize)>> {
        let &start = component.first()?;
        let mut reached_by: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for &(index, target) in &self.blocks[node].edges {
                if target == start {
                    let mut path = vec![(node, index)];
                    let mut at = node;
                    while at != start {
                        let &(before, index) = reached_by.get(&at)?;
                        path.push((before, index));
                        at = before;
                    }
                    path.reverse();
                    return Some(path);
                }
                if component.binary_search(&target).is_ok() && target != start {
                    reached_by.entry(target).or_insert_with(|| {
                        queue.push_back(target);
                        (node, index)
                    });
                }
            }
        }
        None
    }
}

/// Offers to replace a wrong name with an existing one. Unless they differ only in case, the wrong name may belong to
/// a service that is still missing, which `add` offers to add.
pub(crate) fn respell_name(wrong: &str, near: &str, diagnostic: &mut Diagnostic, add: impl FnOnce(&mut Diagnostic)) {
    diagnostic.respell(near);
    if !wrong.eq_ignore_ascii_case(near) {
        diagnostic.mark_for_review();
        add(diagnostic);
    }
}

/// Returns true if a block with this name can be referred to.
fn is_usable(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
