//! The deployment plan: services, ports, networks and images as plain data, made from the model once. Every renderer
//! reads it (`docs/manifests.md`, Services, ports and names).

use std::collections::{HashMap, HashSet};

use temple_model::{
    AuthMethod, Entity, Model, Name, Ports, Provider, Service as ModelService, TextRange, Type, kebab_case,
};

use crate::derived_name::DerivedName;
use crate::file::{File, FileList};
use crate::name_conflict::{NameConflicts, mark_name_conflicts};
use crate::origin::{Origin, Reason};
use crate::render::RENDERERS;

/// The plan of a running system.
#[derive(Debug)]
pub struct Deployment<'m> {
    /// The model that the plan is made from.
    pub model: &'m Model,
    /// The provider that runs the system. Without one there are no manifests, no scripts and no gateway.
    pub target: Option<Provider>,
    /// The origin of the manifests: the `#provider`, or the choice of the user.
    pub target_origin: Origin,
    /// The project; `None` if a broken file has none. Files named after the project are left out then.
    pub project: Option<Project<'m>>,
    /// The services in the order of the file, followed by the generated one for accounts.
    pub services: Vec<Service<'m>>,
    /// The gateway in front of the services; present if there is a provider.
    pub gateway: Option<Gateway>,
    /// The monitoring of the services; present if the project has `#metrics`.
    pub metrics: Option<Metrics>,
    /// The registry inside the cluster; present on Kubernetes.
    pub registry: Option<Registry>,
    /// The `#authMethod` of the project, and its range in bytes. If present, there are accounts, and requests need a
    /// token.
    pub accounts: Option<(AuthMethod, TextRange)>,
}

/// The project.
#[derive(Debug)]
pub struct Project<'m> {
    /// The name in kebab-case, as in paths and images.
    pub name: DerivedName,
    /// The name as written.
    pub title: DerivedName,
    /// The project in the model.
    pub source: &'m temple_model::Project,
}

/// A service with its database.
#[derive(Debug)]
pub struct Service<'m> {
    /// The name in kebab-case, as in containers, hosts and paths.
    pub name: DerivedName,
    /// The service in the model; `None` for the generated service for accounts.
    pub source: Option<&'m ModelService>,
    /// The origin of the service: its block, or the `#authMethod` of the project.
    pub origin: Origin,
    /// The ports on which it listens.
    pub ports: Ports,
    /// The container and host name of its database: `order-db`.
    pub database: DerivedName,
    /// The network that it shares with its database: `order-network`.
    pub network: DerivedName,
    /// The name of its image without the registry, as project and service: `shop` and `order` for `shop-order`.
    /// `None` without a project.
    pub image: Option<(DerivedName, DerivedName)>,
    /// The storage of its database on Kubernetes.
    pub volume: Volume,
    /// The services that its attributes and those of its structs refer to, in the order of the first reference.
    /// Services that are only in `#uses` are not included.
    pub peers: Vec<Peer>,
    /// The names on Kubernetes that are already taken.
    pub name_conflicts: NameConflicts,
}

/// The storage of a database.
#[derive(Debug)]
pub struct Volume {
    /// The persistent volume: `order-db-volume`.
    pub name: DerivedName,
    /// The claim of the volume: `order-db-claim`.
    pub claim: DerivedName,
    /// The folder on the node: `/data/order-db`.
    pub path: DerivedName,
    /// The config map with the script that creates the tables: `order-db-config`.
    pub script: DerivedName,
}

/// A service that another one calls.
#[derive(Debug)]
pub struct Peer {
    /// Its index in [`Deployment::services`].
    pub index: usize,
    /// The range of the first attribute type that refers to it, in bytes.
    pub reference: TextRange,
}

/// Kong with its own database.
#[derive(Debug)]
pub struct Gateway {
    /// The image of the gateway and of its migrations.
    pub image: &'static str,
    /// The ports for requests, for the Admin API, and for both over TLS.
    pub ports: [u32; 4],
    /// The container and host name of its database.
    pub database: &'static str,
    /// The network that it shares with the services.
    pub network: &'static str,
}

/// Prometheus and Grafana.
#[derive(Debug)]
pub struct Metrics {
    /// The `#metrics` of the project, in bytes.
    pub range: TextRange,
    /// The collector of the metrics.
    pub prometheus: Monitor,
    /// The dashboards for the metrics.
    pub grafana: Monitor,
    /// The network that the two share.
    pub network: &'static str,
}

/// Prometheus or Grafana.
#[derive(Debug)]
pub struct Monitor {
    /// The image.
    pub image: &'static str,
    /// The port on which it listens.
    pub port: u32,
}

/// The registry from which the cluster pulls the images of the services.
#[derive(Debug)]
pub struct Registry {
    /// Its address on each node: `localhost:5000`.
    pub address: &'static str,
}

/// The container and host name of the gateway's database.
pub(crate) const GATEWAY_DATABASE: &str = "kong-db";
/// The image of every database.
pub(crate) const DATABASE_IMAGE: &str = "postgres:12.1";
/// The port of every database.
pub(crate) const DATABASE_PORT: u32 = 5432;

impl<'m> Deployment<'m> {
    /// Creates the plan for `model`, run by `target`, or by the project's `#provider` if `target` is `None`.
    pub fn new(model: &'m Model, target: Option<Provider>) -> Deployment<'m> {
        let project = model.project.as_ref();
        let specified = project.and_then(|project| project.provider);
        let target_origin = match specified {
            Some(specified) if target.is_none_or(|target| target == specified.value) => Origin::Source(specified.range),
            _ => Origin::Reason(Reason::ChosenProvider),
        };
        let target = target.or(specified.map(|specified| specified.value));
        let metrics = project.and_then(|project| project.metrics);
        let mut services = services(model);
        mark_name_conflicts(&mut services, metrics.is_some());
        Deployment {
            model,
            target,
            target_origin,
            project: project.map(|source| Project {
                name: DerivedName::new(&source.name, None, kebab_case),
                title: DerivedName::new(&source.name, None, str::to_owned),
                source,
            }),
            services,
            gateway: target.map(|_| Gateway {
                image: "kong:2.0.2",
                ports: [8000, 8001, 8443, 8444],
                database: GATEWAY_DATABASE,
                network: "kong-network",
            }),
            metrics: metrics.map(|specified| Metrics {
                range: specified.range,
                prometheus: Monitor { image: "prom/prometheus:v2.16.0", port: 9090 },
                grafana: Monitor { image: "grafana/grafana:6.6.2", port: 3000 },
                network: "metrics-network",
            }),
            registry: (target == Some(Provider::Kubernetes)).then_some(Registry { address: "localhost:5000" }),
            accounts: project
                .and_then(|project| project.auth_method)
                .map(|specified| (specified.value, specified.range)),
        }
    }

    /// The files to generate, sorted by path. None is rendered yet.
    pub fn files(&self) -> Vec<File<'_>> {
        FileList::of(self, RENDERERS)
    }

    /// The name of the project as written, which is the prefix of renamed names.
    pub(crate) fn prefix(&self) -> Option<&'m Name> {
        self.project.as_ref().map(|project| &project.source.name)
    }

    /// The service to which a [`Peer`] refers.
    pub fn peer(&self, peer: &Peer) -> &Service<'m> {
        &self.services[peer.index]
    }
}

/// The services of the file and the generated one for accounts.
fn services(model: &Model) -> Vec<Service<'_>> {
    let project = model.project.as_ref();
    let name = project.map(|project| &project.name);
    let image = project.map(|project| DerivedName::new(&project.name, None, kebab_case));
    let mut peers = PeerFinder::new(model);
    let declared = model.services.iter().map(|source| Service {
        source: Some(source),
        peers: peers.of(source),
        ..service(
            DerivedName::new(&source.entity.name, name, kebab_case),
            source.entity.range.into(),
            source.ports,
            image.as_ref(),
        )
    });
    let accounts = model.auth.zip(project.and_then(|project| project.auth_method));
    let accounts = accounts.map(|(auth, specified)| {
        service(DerivedName::fixed("auth"), specified.range.into(), auth.ports, image.as_ref())
    });
    declared.chain(accounts).collect()
}

fn service<'m>(name: DerivedName, origin: Origin, ports: Ports, project: Option<&DerivedName>) -> Service<'m> {
    let database = name.with("", "-db");
    Service {
        source: None,
        origin,
        ports,
        network: name.with("", "-network"),
        image: project.map(|project| (project.clone(), name.clone())),
        volume: Volume {
            name: database.with("", "-volume"),
            claim: database.with("", "-claim"),
            path: database.with("/data/", ""),
            script: database.with("", "-config"),
        },
        database,
        peers: Vec::new(),
        name_conflicts: NameConflicts::default(),
        name,
    }
}

/// Finds the services to which each service refers.
struct PeerFinder<'m> {
    /// The index of each service, by its name as written.
    indexes: HashMap<&'m str, usize>,
    /// For each service, the value of `services_read` when it was last referred to, so that no service counts it more
    /// than once.
    seen: Vec<usize>,
    /// The number of services whose references have been read.
    services_read: usize,
}

impl<'m> PeerFinder<'m> {
    fn new(model: &'m Model) -> PeerFinder<'m> {
        let mut indexes = HashMap::with_capacity(model.services.len());
        for (index, service) in model.services.iter().enumerate() {
            indexes.entry(service.entity.name.source.as_str()).or_insert(index);
        }
        PeerFinder { indexes, seen: vec![0; model.services.len()], services_read: 0 }
    }

    /// Returns the services that the next service refers to, without duplicates. A struct may refer to its own
    /// service, which is not a peer.
    fn of(&mut self, service: &ModelService) -> Vec<Peer> {
        self.services_read += 1;
        let entities = std::iter::once(&service.entity).chain(&service.structs);
        let structs: HashSet<&str> = service.structs.iter().map(|inner| inner.name.source.as_str()).collect();
        let references = entities.flat_map(references).filter(|(name, _)| !structs.contains(name));
        let peers = references.filter_map(|(name, reference)| {
            let index = *self.indexes.get(name).filter(|_| name != service.entity.name.source)?;
            let is_new = std::mem::replace(&mut self.seen[index], self.services_read) != self.services_read;
            is_new.then_some(Peer { index, reference })
        });
        peers.collect()
    }
}

/// The references in the attributes of a block, and their ranges.
fn references(entity: &Entity) -> impl Iterator<Item = (&str, TextRange)> {
    entity.attributes.iter().filter_map(|attribute| match &attribute.ty {
        Type::Reference(name) => Some((name.as_str(), attribute.ranges?.ty?)),
        _ => None,
    })
}
