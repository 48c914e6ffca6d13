//! `<service>/Dockerfile` (`docs/manifests.md`, Dockerfile).

use temple_model::Language;

use crate::file::{FileLanguage, FileList, RenderService};
use crate::plan::{Plan, Service};
use crate::text::Writer;

/// Announces one file for each service.
pub(crate) fn register(files: &mut FileList<'_>, render: RenderService) {
    files.each_service(|service| format!("{}/Dockerfile", service.name.as_str()), FileLanguage::Dockerfile, render);
}

/// Writes an image that starts the service at once.
pub(crate) fn render(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    build(plan, service, out);
    out.line((r#"ENTRYPOINT ["./"#, &service.name, r#""]"#));
    expose(service, out);
}

/// Writes the instructions that build the service.
pub(crate) fn build(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    let specified = plan.project.as_ref().and_then(|project| project.source.language);
    let language = match service.source {
        Some(source) => source.language.value,
        None => specified.map_or(Language::Go, |specified| specified.value),
    };
    let name = &service.name;
    out.line(match language {
        Language::Go => "FROM golang:1.13.7-alpine",
    });
    out.line("");
    out.line(("WORKDIR /", name));
    out.line("");
    out.line("COPY go.mod ./");
    out.line(r#"RUN ["go", "mod", "download"]"#);
    out.line("");
    out.line("COPY . .");
    out.line(("COPY config.json /etc/", name, "-service/"));
    out.line((r#"RUN ["go", "build", "-o", ""#, name, r#""]"#));
    out.line("");
}

/// Writes the port of the service.
pub(crate) fn expose(service: &Service<'_>, out: &mut Writer) {
    out.line("");
    out.line(("EXPOSE ", service.ports.service));
}
