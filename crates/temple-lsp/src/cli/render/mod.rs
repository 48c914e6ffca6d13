//! The formats in which `check` prints diagnostics.

mod checked;
mod excerpt;
mod github;
mod json;
mod renderer;
mod sarif;
mod text;

use temple_ide::Severity;

use super::format::Format;

pub(crate) use checked::{Checked, DeployReport};
pub(crate) use renderer::{Renderer, Summary};
pub(crate) use text::TextRenderer;

/// Returns the renderer of a format, for standard output. `min_severity` is the minimum severity in the formats for people.
pub(crate) fn new(format: Format, min_severity: Severity) -> Box<dyn Renderer> {
    match format {
        Format::Text => Box::new(TextRenderer::for_stdout(min_severity)),
        Format::Json => Box::new(json::JsonRenderer),
        Format::Sarif => Box::new(sarif::SarifRenderer),
        Format::Github => Box::new(github::GithubRenderer { min_severity }),
    }
}
