//! Builds the graph of a deployment plan.

use std::collections::HashMap;

use temple_manifest::{
    Deployment, GATEWAY_DATABASE, Images, Network as PlannedNetwork, Origin, Plan, Role, Service, Target,
};
use temple_model::{Database, Entity, Service as ModelService, Severity, TextRange, Type};

use super::{Edge, EdgeKind, Graph, Network, Node, NodeKind};
use crate::Analysis;

/// Returns the graph of the system in a text.
pub(super) fn graph(analysis: &Analysis, target: Option<Target>) -> Graph {
    let deployment = Deployment::new(analysis.model(), target);
    let errors = analysis.diagnostics().iter();
    let errors = errors.filter(|diagnostic| diagnostic.code.severity() == Severity::Error);
    let mut builder = Builder {
        graph: Graph {
            title: deployment.plan.project.as_ref().map(|project| project.title.as_str().to_owned()),
            target: deployment.target,
            nodes: Vec::new(),
            edges: Vec::new(),
            networks: Vec::new(),
        },
        errors: errors.map(|error| error.range).collect(),
        ids: HashMap::new(),
    };
    builder.build(&deployment);
    builder.graph
}

struct Builder {
    graph: Graph,
    /// The errors in the text, sorted by their start.
    errors: Vec<TextRange>,
    /// The number of nodes per id so far: in a broken file, two blocks may have the same name.
    ids: HashMap<String, usize>,
}

/// The node indices of a service and its parts.
struct ServiceNodes {
    service: usize,
    structs: Vec<usize>,
    database: usize,
}

impl Builder {
    fn build(&mut self, deployment: &Deployment<'_>) {
        let plan = &deployment.plan;
        let Images { kong, prometheus, grafana, .. } = deployment.images();
        let gateway = deployment.target.map(|_| {
            let node = self.node("gateway", NodeKind::Gateway, "gateway", Some(kong), None, None);
            let id = "gateway/database";
            let database = self.node(id, NodeKind::Database, GATEWAY_DATABASE, None, Some(node), None);
            self.edge(node, database, EdgeKind::Data, String::new(), None);
            (node, database)
        });
        let services: Vec<_> = plan.services.iter().map(|service| self.service(plan, service)).collect();
        let metrics = plan.metrics.map(|range| {
            let range = plan.blocks.absolute(range);
            let prometheus = self.node("prometheus", NodeKind::Prometheus, "prometheus", Some(prometheus), None, range);
            let grafana = self.node("grafana", NodeKind::Grafana, "grafana", Some(grafana), None, range);
            (prometheus, grafana)
        });
        for (service, services_nodes) in plan.services.iter().zip(&services) {
            if let Some((gateway, _)) = gateway {
                let path = service.source.map_or_else(|| format!("/api/{}", service.name.as_str()), ModelService::path);
                self.edge(gateway, services_nodes.service, EdgeKind::Route, path, None);
            }
            self.edge(services_nodes.service, services_nodes.database, EdgeKind::Data, String::new(), None);
        }
        self.references(plan, &services);
        if let Some((prometheus, grafana)) = metrics {
            for (service, services_nodes) in plan.services.iter().zip(&services) {
                let address = format!("{}:{}", service.name.as_str(), service.ports.metrics);
                self.edge(prometheus, services_nodes.service, EdgeKind::Scrape, address, None);
            }
            self.edge(grafana, prometheus, EdgeKind::Metrics, String::new(), None);
        }
        if let Some(target) = deployment.target {
            self.networks(target.networks(plan), &services, gateway, metrics);
        }
    }

    /// Adds a service with its structs and its database.
    fn service(&mut self, plan: &Plan<'_>, service: &Service<'_>) -> ServiceNodes {
        let range = match service.origin {
            Origin::Source(range) => plan.blocks.absolute(range),
            Origin::Reason(_) => None,
        };
        let name = service.name.as_str();
        let (id, label) = match service.source {
            Some(source) => (format!("service/{}", source.entity.name.source), source.entity.name.source.as_str()),
            None => (name.to_owned(), name),
        };
        let address = format!("{name}:{}", service.ports.service);
        let node = self.node(&id, NodeKind::Service, label, Some(&address), None, range);
        let id = self.graph.nodes[node].id.clone();
        let structs = service.source.map_or(&[][..], |source| &source.structs).iter().map(|inner| {
            let label = inner.name.source.as_str();
            self.node(&format!("{id}/struct/{label}"), NodeKind::Struct, label, None, Some(node), Some(inner.range))
        });
        let structs = structs.collect();
        let engine = service.source.map_or(Database::Postgres, |source| source.database.value).as_str();
        let label = service.database.as_str();
        let id = format!("{id}/database");
        let database = self.node(&id, NodeKind::Database, label, Some(engine), Some(node), range);
        ServiceNodes { service: node, structs, database }
    }

    /// Adds the edges of references and of `#uses`.
    fn references(&mut self, plan: &Plan<'_>, services_nodes: &[ServiceNodes]) {
        let mut by_name = HashMap::new();
        for (service, services_nodes) in plan.services.iter().zip(services_nodes) {
            if let Some(source) = service.source {
                by_name.entry(source.entity.name.source.as_str()).or_insert(services_nodes.service);
            }
        }
        for (service, services_nodes) in plan.services.iter().zip(services_nodes) {
            let Some(source) = service.source else { continue };
            let structs = source.structs.iter().zip(&services_nodes.structs);
            let mut inner = HashMap::new();
            for (entity, &node) in structs.clone() {
                inner.entry(entity.name.source.as_str()).or_insert(node);
            }
            let find = |name: &str| inner.get(name).or_else(|| by_name.get(name)).copied();
            self.references_of(&source.entity, services_nodes.service, find);
            structs.for_each(|(entity, &node)| self.references_of(entity, node, find));
            let mut used: Vec<usize> = Vec::new();
            for name in &source.uses {
                if let Some(&to) = by_name.get(name.source.as_str())
                    && !used.contains(&to)
                {
                    used.push(to);
                    self.edge(services_nodes.service, to, EdgeKind::Use, String::new(), Some(name.range));
                }
            }
        }
    }

    /// Adds one edge for each block that attributes of `entity` refer to, labelled with their names.
    fn references_of(&mut self, entity: &Entity, from: usize, find: impl Fn(&str) -> Option<usize>) {
        let mut edges: HashMap<usize, usize> = HashMap::new();
        for attribute in &entity.attributes {
            let Type::Reference(name) = &attribute.ty else { continue };
            let Some(to) = find(name) else { continue };
            let label = attribute.source.as_ref().map_or(attribute.name.as_str(), |name| name.source.as_str());
            match edges.get(&to) {
                Some(&edge) => {
                    let known = &mut self.graph.edges[edge].label;
                    known.push_str(", ");
                    known.push_str(label);
                }
                None => {
                    edges.insert(to, self.graph.edges.len());
                    let range = attribute.ranges.map(|ranges| ranges.ty.unwrap_or(ranges.whole));
                    self.edge(from, to, EdgeKind::Reference, label.to_owned(), range);
                }
            }
        }
    }

    /// Adds networks, given the nodes of the services, of the gateway with its database, and of Prometheus and Grafana.
    fn networks(
        &mut self,
        networks: Vec<PlannedNetwork>,
        services: &[ServiceNodes],
        gateway: Option<(usize, usize)>,
        metrics: Option<(usize, usize)>,
    ) {
        let node = |role: Role| match role {
            Role::Gateway => gateway.map(|(gateway, _)| gateway),
            Role::GatewayDatabase => gateway.map(|(_, database)| database),
            // A job does not run all the time.
            Role::GatewayMigrations => None,
            Role::Service(index) => services.get(index).map(|nodes| nodes.service),
            Role::Database(index) => services.get(index).map(|nodes| nodes.database),
            Role::Prometheus => metrics.map(|(prometheus, _)| prometheus),
            Role::Grafana => metrics.map(|(_, grafana)| grafana),
        };
        for network in networks {
            let mut nodes: Vec<usize> = network.members.into_iter().filter_map(node).collect();
            nodes.sort_unstable();
            self.graph.networks.push(Network { name: network.name.as_str().to_owned(), nodes });
        }
    }

    fn node(
        &mut self,
        id: &str,
        kind: NodeKind,
        label: &str,
        detail: Option<&str>,
        owner: Option<usize>,
        range: Option<TextRange>,
    ) -> usize {
        let count = self.ids.entry(id.to_owned()).or_insert(0);
        *count += 1;
        // Names cannot contain `#`.
        let id = if *count == 1 { id.to_owned() } else { format!("{id}#{count}") };
        let has_error = kind != NodeKind::Database && range.is_some_and(|range| self.has_error(range));
        let (label, detail) = (label.to_owned(), detail.map(str::to_owned));
        self.graph.nodes.push(Node { id, kind, label, detail, owner, range, has_error });
        self.graph.nodes.len() - 1
    }

    fn edge(&mut self, from: usize, to: usize, kind: EdgeKind, label: String, range: Option<TextRange>) {
        self.graph.edges.push(Edge { from, to, kind, label, range });
    }

    fn has_error(&self, range: TextRange) -> bool {
        let first = self.errors.partition_point(|error| error.start() < range.start());
        let inside = self.errors[first..].iter().take_while(|error| error.start() <= range.end());
        inside.into_iter().any(|error| range.contains_range(*error))
    }
}
