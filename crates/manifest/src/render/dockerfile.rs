//! `<service>/Dockerfile` (`docs/manifests.md`, Dockerfile).

use temple_model::{Language, Provider};

use crate::deployment::{Deployment, Service};
use crate::file::{FileLanguage, FileList};
use crate::writer::Writer;

/// Announces one file for each service.
pub(crate) fn register(files: &mut FileList<'_>) {
    files.each_service(|service| format!("{}/Dockerfile", service.name.as_str()), FileLanguage::Dockerfile, render);
}

fn render(deployment: &Deployment<'_>, service: &Service<'_>, out: &mut Writer) {
    let specified = deployment.project.as_ref().and_then(|project| project.source.language);
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
    // The service for accounts registers with Kong when it starts, but Docker Compose starts both at the same time.
    if service.source.is_none() && deployment.target == Some(Provider::DockerCompose) {
        out.with_origin(deployment.target_origin, |out| {
            out.line(r#"RUN ["apk", "add", "curl"]"#);
            out.line(r#"RUN ["chmod", "+x", "wait-for-kong.sh"]"#);
            out.line((r#"CMD ["./wait-for-kong.sh", "kong:8001", "--", "./"#, name, r#""]"#));
        });
    } else {
        out.line((r#"ENTRYPOINT ["./"#, name, r#""]"#));
    }
    out.line("");
    out.line(("EXPOSE ", service.ports.service));
}
