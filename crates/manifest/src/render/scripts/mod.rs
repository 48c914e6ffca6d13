//! The shell scripts (`docs/manifests.md`, Kong and Scripts).
//!
//! They do what those of the generator do, in the same order, mistakes included. Where shellcheck would warn of such a
//! mistake, a directive keeps it quiet, and the comment above says why.

mod configure_kong;
mod deploy_compose;
mod deploy_kube;
mod push_image;
mod shell;
mod wait_for_kong;

use temple_model::Provider;

use crate::file::{FileLanguage, Files};
use crate::origin::Reason;

/// What is run by hand to start the system, and what that runs in turn.
pub(crate) fn announce(files: &mut Files<'_>) {
    let deployment = files.deployment();
    let Some(target) = deployment.target else { return };
    let shell = FileLanguage::Shell;
    files.system("kong/configure-kong.sh", shell, Reason::EverySystemHasAGateway, configure_kong::render);
    match target {
        Provider::DockerCompose => {
            files.system("deploy.sh", shell, deployment.target_origin, deploy_compose::render);
            // Only the service for accounts needs Kong to be there first.
            if let Some((_, said)) = deployment.accounts {
                files.system("auth/wait-for-kong.sh", shell, said, wait_for_kong::render);
            }
        }
        Provider::Kubernetes => {
            files.system("deploy.sh", shell, deployment.target_origin, deploy_kube::render);
            files.system("push-image.sh", shell, Reason::EveryClusterHasARegistry, push_image::render);
        }
    }
}
