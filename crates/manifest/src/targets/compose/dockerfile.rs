//! `<service>/Dockerfile`. The service for accounts registers with Kong when it starts, but Docker Compose starts both
//! at the same time, so it waits for Kong.

use crate::common::dockerfile;
use crate::plan::{Plan, Service};
use crate::text::Writer;

/// Writes an image that starts the service, once Kong answers if it is the service for accounts.
pub(super) fn render(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    if service.source.is_some() {
        return dockerfile::render(plan, service, out);
    }
    dockerfile::build(plan, service, out);
    out.with_origin(out.target_origin(), |out| {
        out.line(r#"RUN ["apk", "add", "curl"]"#);
        out.line(r#"RUN ["chmod", "+x", "wait-for-kong.sh"]"#);
        out.line((r#"CMD ["./wait-for-kong.sh", "kong:8001", "--", "./"#, &service.name, r#""]"#));
    });
    dockerfile::expose(service, out);
}
