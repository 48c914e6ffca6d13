//! The targets: the systems that can run what a Templefile describes. Each has a folder, and a line in [`TARGETS`].

mod compose;
mod kubernetes;
mod target;

pub use target::{Target, TargetSpec};
use temple_model::Provider;

/// Every target, in the order in which they are offered.
pub const TARGETS: &[Target] = &[kubernetes::TARGET, compose::TARGET];

impl Target {
    /// The target of `#provider(dockerCompose)`.
    pub const DOCKER_COMPOSE: Target = compose::TARGET;
    /// The target of `#provider(kubernetes)`.
    pub const KUBERNETES: Target = kubernetes::TARGET;
    /// Every target, in the order in which they are offered.
    pub const ALL: &[Target] = TARGETS;

    /// Returns the target that `text` names. Case is ignored, and aliases are accepted.
    pub fn from_spelling(text: &str) -> Option<Target> {
        TARGETS.iter().copied().find(|target| target.is_spelt(text))
    }
}

impl From<Provider> for Target {
    fn from(provider: Provider) -> Target {
        match provider {
            Provider::DockerCompose => Target::DOCKER_COMPOSE,
            Provider::Kubernetes => Target::KUBERNETES,
        }
    }
}
