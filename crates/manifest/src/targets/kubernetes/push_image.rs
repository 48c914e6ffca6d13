//! `push-image.sh`: builds the images of the services and pushes them to the registry.

use super::registry;
use crate::defect::Defect;
use crate::file::{FileLanguage, FileList};
use crate::format::lines;
use crate::plan::Plan;
use crate::text::{Reason, Writer};

const HEAD: &str = r#"#!/bin/sh
# Builds the images of the services, and pushes them to the registry.

# The folder of this script. Only bash has this variable, and `sh` is another shell on many machines.
# shellcheck disable=SC2034,SC2128,SC3028
"#;

/// Announces the script.
pub(super) fn register(files: &mut FileList<'_>) {
    files.system("push-image.sh", FileLanguage::Shell, Reason::EveryClusterHasARegistry, render);
}

fn render(plan: &Plan<'_>, out: &mut Writer) {
    lines(out, HEAD);
    out.defect(Defect::FolderByBashVariable);
    lines(out, "BASEDIR=$(dirname \"$BASH_SOURCE\")\n\n# The registry.");
    out.line(("REG_URL=${REG_URL:-", registry::ADDRESS, "}"));
    // Without a project, images have no name.
    let Some(project) = &plan.project else { return };
    for service in &plan.services {
        let (project, name) = (&project.name, &service.name);
        out.with_origin(service.origin, |out| {
            out.line("");
            // The name of the service for accounts does not occur in the Templefile.
            let accounts = service.source.is_none().then_some(service.origin);
            accounts.into_iter().for_each(|origin| out.add_origin(origin));
            out.fragment(("docker build -t \"$REG_URL/", project, "-", name, "\""));
            out.line((" \"$BASEDIR/", name, "\""));
            accounts.into_iter().for_each(|origin| out.add_origin(origin));
            out.line(("docker push \"$REG_URL/", project, "-", name, "\""));
        });
    }
}
