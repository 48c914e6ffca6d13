//! `push-image.sh`: builds the images of the services and pushes them to the registry.

use super::shell::lines;
use crate::defect::Defect;
use crate::deployment::Deployment;
use crate::writer::Writer;

const HEAD: &str = r#"#!/bin/sh
# Builds the images of the services, and pushes them to the registry.

# The folder of this script. Only bash has this variable, and `sh` is another shell on many machines.
# shellcheck disable=SC2034,SC2128,SC3028
"#;

pub(super) fn render(deployment: &Deployment<'_>, out: &mut Writer) {
    lines(out, HEAD);
    out.defect(Defect::FolderByBashVariable);
    lines(out, "BASEDIR=$(dirname \"$BASH_SOURCE\")\n\n# The registry.");
    let registry = deployment.registry.as_ref().map_or("", |registry| registry.address);
    out.line(("REG_URL=${REG_URL:-", registry, "}"));
    for service in &deployment.services {
        let Some((project, name)) = &service.image else { continue };
        out.with_origin(service.origin, |out| {
            out.line("");
            // The name of the service for accounts does not occur in the Templefile.
            let accounts = service.source.is_none().then_some(service.origin);
            accounts.into_iter().for_each(|origin| out.add_origin(origin));
            out.fragment(("docker build -t \"$REG_URL/", project, "-", name, "\""));
            out.line((" \"$BASEDIR/", &service.name, "\""));
            accounts.into_iter().for_each(|origin| out.add_origin(origin));
            out.line(("docker push \"$REG_URL/", project, "-", name, "\""));
        });
    }
}
