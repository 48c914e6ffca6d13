//! The names of the targets that use settings for deployment.

/// Docker Swarm.
pub const SWARM: &str = "swarm";
/// podman-compose.
pub const PODMAN: &str = "podman";
/// containerd with `nerdctl compose`.
pub const NERDCTL: &str = "nerdctl";
/// Units of systemd that Podman runs.
pub const QUADLET: &str = "quadlet";
/// HashiCorp Nomad.
pub const NOMAD: &str = "nomad";
/// Apache Mesos with Marathon.
pub const MARATHON: &str = "marathon";
/// Kubernetes with kustomize.
pub const KUSTOMIZE: &str = "kustomize";
/// A Kubernetes cluster on AWS, made by kops.
pub const KOPS: &str = "kops";
/// Terraform on AWS.
pub const TERRAFORM: &str = "terraform";
/// CloudFormation on AWS.
pub const CLOUD_FORMATION: &str = "cloudFormation";
/// The Kubernetes files of the reference compiler.
pub const KUBERNETES: &str = "kubernetes";
/// The Docker Compose files of the reference compiler.
pub const DOCKER_COMPOSE: &str = "dockerCompose";

/// The targets that run containers on machines of the user.
pub(crate) const CONTAINERS: &[&str] = &[SWARM, PODMAN, NERDCTL, QUADLET, NOMAD, MARATHON];
/// The targets that run on Kubernetes and use settings.
pub(crate) const CLUSTERS: &[&str] = &[KUSTOMIZE, KOPS];
/// The targets that run on Fargate.
pub(crate) const FARGATE: &[&str] = &[TERRAFORM, CLOUD_FORMATION];
/// The targets of the reference compiler, which knows no settings.
const COMPILER: &[&str] = &[KUBERNETES, DOCKER_COMPOSE];

/// Iterates over the targets that use settings, in the order of the manual.
pub fn all() -> impl Iterator<Item = &'static str> {
    [CONTAINERS, CLUSTERS, FARGATE].into_iter().flatten().copied()
}

/// Returns true if the table of keys lists the settings that this target uses. Other targets use all of them.
pub(crate) fn is_known(target: &str) -> bool {
    all().chain(COMPILER.iter().copied()).any(|known| known == target)
}
