//! The shell scripts (`docs/manifests.md`, Kong and Scripts).
//!
//! They do what the generator's scripts do, in the same order, including its mistakes. Where shellcheck would warn of
//! such a mistake, a directive disables the warning, and the comment above it gives the reason.

mod configure_kong;
mod deploy_compose;
mod deploy_kube;
mod push_image;
mod shell;
mod wait_for_kong;

use temple_model::Provider;

use crate::file::{FileLanguage, FileList};
use crate::origin::Reason;

/// Announces the scripts that the user runs to start the system, and the scripts that these run.
pub(crate) fn register(files: &mut FileList<'_>) {
    let deployment = files.deployment();
    let Some(target) = deployment.target else { return };
    let shell = FileLanguage::Shell;
    files.system("kong/configure-kong.sh", shell, Reason::EverySystemHasAGateway, configure_kong::render);
    match target {
        Provider::DockerCompose => {
            files.system("deploy.sh", shell, deployment.target_origin, deploy_compose::render);
            // Only the service for accounts needs to wait for Kong.
            if let Some((_, range)) = deployment.accounts {
                files.system("auth/wait-for-kong.sh", shell, range, wait_for_kong::render);
            }
        }
        Provider::Kubernetes => {
            files.system("deploy.sh", shell, deployment.target_origin, deploy_kube::render);
            files.system("push-image.sh", shell, Reason::EveryClusterHasARegistry, push_image::render);
        }
    }
}
