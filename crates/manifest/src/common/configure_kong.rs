//! `kong/configure-kong.sh`: registers the services with the gateway.

use crate::defect::Defect;
use crate::file::{FileLanguage, FileList};
use crate::format::lines;
use crate::plan::Plan;
use crate::text::{Reason, Writer};

const HEAD: &str = r#"#!/bin/sh
# Tells Kong where the services are. KONG_ADMIN is the address of its Admin API, and KONG_ENTRY the host that requests
# are sent to.
# The address of the Admin API is written without quotes.
# shellcheck disable=SC2086
"#;

/// Announces one file for the whole system.
pub(crate) fn register(files: &mut FileList<'_>) {
    files.system("kong/configure-kong.sh", FileLanguage::Shell, Reason::EverySystemHasAGateway, render);
}

fn render(plan: &Plan<'_>, out: &mut Writer) {
    let services = &plan.services;
    lines(out, HEAD);
    if !services.is_empty() {
        lines(out, "\n# Every service, and where it listens.");
        out.defect(Defect::RefusedCallUnnoticed);
        out.defect(Defect::UnquotedKongAdmin);
    }
    for service in services {
        let name = &service.name;
        out.with_origin(service.origin, |out| {
            out.fragment(("curl -X POST --url $KONG_ADMIN/services/ --data 'name=", name, "-service'"));
            out.line((" --data 'url=http://", name, ":", service.ports.service, "/", name, "'"));
        });
    }
    if !services.is_empty() {
        lines(out, "\n# Which requests go to it.");
    }
    for service in services {
        let name = &service.name;
        out.with_origin(service.origin, |out| {
            out.fragment(("curl -X POST --url $KONG_ADMIN/services/", name, "-service/routes"));
            out.line((" --data \"hosts[]=$KONG_ENTRY\" --data 'paths[]=/api/", name, "'"));
        });
    }
    let Some((_, range)) = plan.accounts else { return };
    out.with_origin(range, |out| {
        lines(out, "\n# Who may send them: those with a token that has not run out.");
        for service in services.iter().filter(|service| service.source.is_some()) {
            out.fragment(("curl -X POST --url $KONG_ADMIN/services/", &service.name, "-service/plugins"));
            out.add_origin(range);
            out.line(" --data 'name=jwt' --data 'config.claims_to_verify=exp'");
        }
    });
}
