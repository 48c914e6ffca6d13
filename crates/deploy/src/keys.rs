//! The table of all keys of deploy files. Reading, resolving, the JSON schema and the manual use it; a key takes one
//! row.

use std::fmt;

use smol_str::SmolStr;

use crate::forms::{
    ACCESS, ADDRESS, ANY, CLASS, DATABASE_MACHINE, ENVIRONMENT, HOST, IMAGE, KUBERNETES, NETWORK, REGION, RETENTION,
    STATE, TAG, ZONE,
};
use crate::kinds::{
    Availability, Cores, CoresKind, Described, Expose, Integer, Kind, List, ListKind, Nodes, NodesKind, Replicas,
    ReplicasKind, Size, SizeKind, Text, Unit, Update, UpdateKind, Words,
};
use crate::provenance::{Given, Location, Provenance, Setting, TablePath};
use crate::reader::Reader;
use crate::scope::Scope;
use crate::targets::{
    CLUSTERS, CONTAINERS, FARGATE, KOPS, MARATHON, NERDCTL, NOMAD, PODMAN, QUADLET, SWARM, TERRAFORM,
};
use crate::toml::Item;

/// A row of the table of keys.
pub struct KeyEntry {
    /// The key, with dots between its parts.
    pub name: &'static str,
    /// The tables that allow it.
    pub scope: Scope,
    /// The kind of value.
    pub kind: &'static dyn Described,
    /// The value that applies if the key is not set, as TOML; `None` if there is none, or if it depends on others.
    pub default: fn() -> Option<String>,
    /// The value that applies if the key is not set, in words; `None` if `default` is the whole truth.
    pub otherwise: Option<&'static str>,
    /// The targets that use it, in groups.
    pub targets: &'static [&'static [&'static str]],
    /// The meaning, in one or two sentences of Markdown.
    pub summary: &'static str,
}

/// A table that groups keys, such as `database`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// The first part of the keys in the group.
    pub name: &'static str,
    /// The meaning, in one sentence of Markdown.
    pub summary: &'static str,
}

/// Every group of keys.
pub const GROUPS: &[Group] = &[
    Group { name: "database", summary: "The PostgreSQL databases of the services." },
    Group { name: "gateway", summary: "The gateway Kong." },
    Group { name: "metrics", summary: "Prometheus." },
    Group { name: "cloud", summary: "The region and network on AWS." },
    Group { name: "cluster", summary: "The Kubernetes cluster." },
];

/// The type of a setting: a value that always applies if there is a default, and one that may be absent otherwise.
macro_rules! setting {
    ($value:ty, $default:expr) => { Setting<$value> };
    ($value:ty) => { Option<Setting<$value>> };
}

/// Returns the setting for an optional given value.
macro_rules! resolved {
    ($given:expr, $default:expr) => {
        $given.unwrap_or_else(|| Setting::built_in($default))
    };
    ($given:expr) => {
        $given
    };
}

/// Returns true if a value is the default.
macro_rules! is_default {
    ($value:expr, $default:expr) => {
        $value == &$default
    };
    ($value:expr) => {
        false
    };
}

/// Returns a setting and its provenance for display.
macro_rules! displayed {
    ($rule:expr, $setting:expr, $default:expr) => {
        Some(($rule.write(&$setting.value), $setting.provenance.clone()))
    };
    ($rule:expr, $setting:expr) => {
        $setting.as_ref().map(|setting| ($rule.write(&setting.value), setting.provenance.clone()))
    };
}

/// Returns a default as TOML.
macro_rules! written {
    ($rule:expr, $default:expr) => {
        Some($rule.write(&$default))
    };
    ($rule:expr) => {
        None
    };
}

macro_rules! optional {
    ($text:literal) => {
        Some($text)
    };
    () => {
        None
    };
}

macro_rules! keys {
    ($($variant:ident $field:ident $name:literal $scope:ident: $value:ty = $rule:expr
        $(; default $default:expr)? $(; otherwise $otherwise:literal)? => $targets:expr, $summary:literal)*) => {
        /// A key of a deploy file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Key {
            $(#[doc = $summary] $variant,)*
        }

        impl Key {
            /// Every key, in the order of the manual.
            pub const ALL: &[Key] = &[$(Key::$variant,)*];

            /// The row of the table.
            pub fn entry(self) -> &'static KeyEntry {
                match self {
                    $(Key::$variant => &const {
                        KeyEntry {
                            name: $name,
                            scope: Scope::$scope,
                            kind: &$rule,
                            default: || written!($rule $(, $default)?),
                            otherwise: optional!($($otherwise)?),
                            targets: $targets,
                            summary: $summary,
                        }
                    },)*
                }
            }

            /// Returns the key with this name.
            pub fn from_name(name: &str) -> Option<Key> {
                match name {
                    $($name => Some(Key::$variant),)*
                    _ => None,
                }
            }
        }

        /// The values that one table of a deploy file sets.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Layer {
            /// The table.
            pub table: TablePath,
            $(#[doc = $summary] pub $field: Option<Given<$value>>,)*
        }

        impl Layer {
            /// Reads the value of a key.
            pub(crate) fn read(&mut self, key: Key, item: &Item, location: Location, reader: &mut Reader<'_>) {
                match key {
                    $(Key::$variant => {
                        let value = $rule.read($name, item, reader);
                        self.$field = value.map(|value| Given { value, location });
                    })*
                }
            }

            /// Returns the position of the value of a key; `None` if the table does not set it.
            pub fn location(&self, key: Key) -> Option<Location> {
                match key {
                    $(Key::$variant => self.$field.as_ref().map(|given| given.location),)*
                }
            }

            /// Returns true if both tables set a key to the same value.
            pub(crate) fn agrees(&self, other: &Layer, key: Key) -> bool {
                match key {
                    $(Key::$variant => match (&self.$field, &other.$field) {
                        (Some(one), Some(other)) => one.value == other.value,
                        _ => false,
                    })*
                }
            }

            /// Returns true if the table sets a key to its default.
            pub(crate) fn is_default(&self, key: Key) -> bool {
                match key {
                    $(Key::$variant => {
                        self.$field.as_ref().is_some_and(|_given| is_default!(&_given.value $(, $default)?))
                    })*
                }
            }
        }

        /// The settings that apply to an environment or to a service in it.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Settings {
            $(#[doc = $summary] pub $field: setting!($value $(, $default)?),)*
        }

        impl Settings {
            /// Resolves the settings from tables, the strongest first.
            pub(crate) fn resolve(layers: &[&Layer]) -> Settings {
                Settings {
                    $($field: {
                        let given = layers.iter().find_map(|layer| Some((*layer, layer.$field.as_ref()?)));
                        let given = given.map(|(layer, given)| Setting {
                            value: given.value.clone(),
                            provenance: Provenance::Given { table: layer.table.clone(), location: given.location },
                        });
                        resolved!(given $(, $default)?)
                    },)*
                }
            }

            /// Returns the value of a key as TOML, with its provenance; `None` if it is not set and has no default.
            pub fn display(&self, key: Key) -> Option<(String, Provenance)> {
                match key {
                    $(Key::$variant => displayed!($rule, &self.$field $(, $default)?),)*
                }
            }
        }
    };
}

keys! {
    Registry registry "registry" Shared: SmolStr = Text(ADDRESS); default SmolStr::new_static("localhost:5000");
        otherwise "on AWS the registry of the account" => &[&[SWARM, NOMAD, MARATHON], CLUSTERS, FARGATE],
        "The address of the images, without their names."
    Tag tag "tag" Any: SmolStr = Text(TAG); default SmolStr::new_static("dev") => &[CONTAINERS, CLUSTERS, FARGATE],
        "The tag of the images."
    Image image "image" Service: SmolStr = Text(IMAGE); otherwise "`<registry>/<project>-<service>:<tag>`" =>
        &[CONTAINERS, CLUSTERS, FARGATE],
        "The complete name of an image that exists already. It is neither built nor pushed."
    PullSecret pull_secret "pull-secret" Shared: SmolStr = Text(ANY) => &[CLUSTERS, FARGATE],
        "The secret for pulling images: on Kubernetes the name of a Secret, on AWS an ARN of Secrets Manager."
    Availability availability "availability" Shared: Availability = Words::<Availability>::NEW;
        default Availability::Basic => &[&[KOPS], FARGATE],
        "With `high`, the system survives the loss of a zone: databases with a standby and a NAT gateway in each zone on AWS, \
         three control planes, deletion protection."
    Replicas replicas "replicas" Any: Replicas = ReplicasKind; default Replicas::ONE =>
        &[CONTAINERS, CLUSTERS, FARGATE],
        "The number of instances. Between bounds, the load determines it, and `cpu` is the intended use in percent."
    Cpu cpu "cpu" Any: Cores = CoresKind; default Cores::thousandths(250) => &[CONTAINERS, CLUSTERS, FARGATE],
        "The requested processor cores. This is a share, not a limit, except on Fargate."
    CpuLimit cpu_limit "cpu-limit" Any: Cores = CoresKind => &[&[SWARM, PODMAN, NERDCTL, QUADLET], CLUSTERS],
        "The maximum processor cores, for machines that are shared. A limit throttles."
    Memory memory "memory" Any: Size = SizeKind::MEMORY; default Size { number: 512, unit: Unit::Mi } =>
        &[CONTAINERS, CLUSTERS, FARGATE],
        "The requested memory, which is also the limit."
    Update update "update" Any: Update = UpdateKind; default Update::Rolling =>
        &[&[SWARM, QUADLET, NOMAD, MARATHON], CLUSTERS],
        "The way in which a new version replaces the old one. `surge` is the number of additional instances meanwhile, \
         `unavailable` the number of missing ones."
    DatabaseStorage database_storage "database.storage" Any: Size = SizeKind::DISK;
        default Size { number: 1, unit: Unit::Gi } => &[&[MARATHON], CLUSTERS, FARGATE],
        "The size of the disk."
    DatabaseClass database_class "database.class" Any: SmolStr = Text(CLASS); otherwise "the default of the cluster" =>
        &[CLUSTERS],
        "The storage class on Kubernetes."
    DatabaseMachine database_machine "database.machine" Any: SmolStr = Text(DATABASE_MACHINE);
        default SmolStr::new_static("db.t4g.micro") => &[FARGATE],
        "The instance class on AWS."
    DatabaseCpu database_cpu "database.cpu" Any: Cores = CoresKind; default Cores::thousandths(100) =>
        &[CONTAINERS, CLUSTERS],
        "The requested processor cores of a database."
    DatabaseMemory database_memory "database.memory" Any: Size = SizeKind::MEMORY;
        default Size { number: 256, unit: Unit::Mi } => &[CONTAINERS, CLUSTERS],
        "The memory of a database."
    DatabaseBackups database_backups "database.backups" Any: u32 = Integer { min: 0, max: Some(35) }; default 7 =>
        &[FARGATE],
        "The number of days for which AWS keeps backups."
    GatewayExpose gateway_expose "gateway.expose" Shared: Expose = Words::<Expose>::NEW;
        default Expose::LoadBalancer => &[CONTAINERS, CLUSTERS, FARGATE],
        "The way in which requests reach the gateway on Kubernetes. With `none`, it is not public on any target."
    GatewayDomain gateway_domain "gateway.domain" Shared: SmolStr = Text(HOST) => &[CONTAINERS, CLUSTERS, FARGATE],
        "The host name of the system."
    GatewayCertificate gateway_certificate "gateway.certificate" Shared: SmolStr = Text(ANY);
        otherwise "none: plain HTTP" => &[CLUSTERS, FARGATE],
        "The certificate for HTTPS: an ARN of ACM, or on Kubernetes the name of a TLS Secret."
    GatewayIssuer gateway_issuer "gateway.issuer" Shared: SmolStr = Text(ANY) => &[CLUSTERS],
        "The cluster issuer of cert-manager that issues the certificate, with `expose = \"ingress\"`."
    GatewayIngressClass gateway_ingress_class "gateway.ingress-class" Shared: SmolStr = Text(ANY) => &[CLUSTERS],
        "The class of the Ingress, with `expose = \"ingress\"`."
    GatewayReplicas gateway_replicas "gateway.replicas" Shared: Replicas = ReplicasKind;
        otherwise "`replicas` of the environment" => &[&[SWARM, NOMAD, MARATHON], CLUSTERS, FARGATE],
        "The number of instances of the gateway."
    GatewayCpu gateway_cpu "gateway.cpu" Shared: Cores = CoresKind; default Cores::thousandths(250) =>
        &[CONTAINERS, CLUSTERS, FARGATE],
        "The requested processor cores of the gateway."
    GatewayMemory gateway_memory "gateway.memory" Shared: Size = SizeKind::MEMORY;
        default Size { number: 1, unit: Unit::Gi } => &[CONTAINERS, CLUSTERS, FARGATE],
        "The memory of the gateway."
    MetricsStorage metrics_storage "metrics.storage" Shared: Size = SizeKind::DISK;
        default Size { number: 8, unit: Unit::Gi } => &[CLUSTERS],
        "The size of the disk for metrics on Kubernetes."
    MetricsRetention metrics_retention "metrics.retention" Shared: SmolStr = Text(RETENTION);
        default SmolStr::new_static("15d") =>
        &[CONTAINERS, CLUSTERS],
        "The time for which metrics are kept, in hours, days or weeks."
    CloudRegion cloud_region "cloud.region" Shared: SmolStr = Text(REGION);
        default SmolStr::new_static("eu-west-1") => &[&[KOPS], FARGATE],
        "The region of AWS."
    CloudZones cloud_zones "cloud.zones" Shared: List = ListKind { form: ZONE, length: Some((2, 6)) };
        otherwise "the first two of the region, three with `high`" => &[&[KOPS], FARGATE],
        "The availability zones."
    CloudNetwork cloud_network "cloud.network" Shared: SmolStr = Text(NETWORK);
        default SmolStr::new_static("10.0.0.0/16");
        otherwise "with kops `10.<n>.0.0/16` for the n-th environment" => &[&[KOPS], FARGATE],
        "The IPv4 network of the environment."
    ClusterDomain cluster_domain "cluster.domain" Shared: SmolStr = Text(ANY);
        otherwise "none: a cluster without DNS" =>
        &[&[KOPS]],
        "The DNS zone of the cluster, which is named `<project>-<environment>.<domain>`."
    ClusterContext cluster_context "cluster.context" Shared: SmolStr = Text(ANY); otherwise "the current context" =>
        &[CLUSTERS],
        "The only context of kubectl to which the environment may be deployed."
    ClusterKubernetes cluster_kubernetes "cluster.kubernetes" Shared: SmolStr = Text(KUBERNETES);
        default SmolStr::new_static("1.34.10") => &[&[KOPS]],
        "The version of Kubernetes."
    ClusterNodes cluster_nodes "cluster.nodes" Shared: Nodes = NodesKind; default Nodes { min: 1, max: 3 } =>
        &[&[KOPS]],
        "The number of nodes that run the system."
    ClusterMachine cluster_machine "cluster.machine" Shared: SmolStr = Text(ANY);
        default SmolStr::new_static("t3.medium") => &[&[KOPS]],
        "The instance type of the nodes."
    ClusterControlMachine cluster_control_machine "cluster.control-machine" Shared: SmolStr = Text(ANY);
        default SmolStr::new_static("t3.medium") => &[&[KOPS]],
        "The instance type of the control plane."
    ClusterAccess cluster_access "cluster.access" Shared: List = ListKind { form: ACCESS, length: None };
        default List::built_in(["0.0.0.0/0"]) => &[&[KOPS]],
        "The networks that may access the API of the cluster."
    State state "state" TopLevel: SmolStr = Text(STATE) => &[&[KOPS, TERRAFORM]],
        "The bucket in which kops and Terraform keep their state."
    Extends extends "extends" Environment: SmolStr = Text(ENVIRONMENT) => &[CONTAINERS, CLUSTERS, FARGATE],
        "The environment whose values also apply to this one, unless it sets them itself."
}

/// The settings of an environment of an empty file.
impl Default for Settings {
    fn default() -> Self {
        Settings::resolve(&[])
    }
}

impl Key {
    /// The name, with dots between its parts.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// The group and the name in it; the group is `None` for a key without dot.
    pub fn parts(self) -> (Option<&'static str>, &'static str) {
        let name = self.name();
        name.split_once('.').map_or((None, name), |(group, rest)| (Some(group), rest))
    }

    /// Returns true if a target uses the key.
    pub(crate) fn is_used_by(self, target: &str) -> bool {
        self.entry().targets.iter().copied().flatten().any(|name| *name == target)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
