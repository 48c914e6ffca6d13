//! Diagnostics for code scanning: one SARIF 2.1.0 log.

use std::io::{self, Write};
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_sarif::sarif;
use temple_ide::model::Diagnostic;
use temple_ide::{Code, Fix, Severity, TextRange};

use super::checked::{Checked, Rule};
use super::renderer::{Renderer, Summary};
use crate::text::{Encoding, Text};

/// The address of the log's schema.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The characters of a path that are escaped in a URI. A `:` in its first segment would start a scheme.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// The format `sarif`. It contains every diagnostic, with hints as notes.
pub(crate) struct SarifRenderer;

/// Writes the log in parts, so that the results of all files are never in memory together: `start` opens the run and
/// its list of results, and `finish` closes them.
impl Renderer for SarifRenderer {
    fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, r#"{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{"columnKind":"utf16CodeUnits","tool":"#)?;
        serde_json::to_writer(&mut *out, &sarif::Tool::builder().driver(driver()).build())?;
        out.write_all(b",\"results\":[\n")
    }

    fn file(&self, name: &str, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        match checked {
            Checked::Templefile(analysis) => render(name, analysis.text(), analysis.diagnostics(), out),
            Checked::Deploy(report) => render(name, &report.text, &report.diagnostics, out),
        }
    }

    fn separator(&self) -> &'static [u8] {
        b",\n"
    }

    fn finish(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let notifications: Vec<_> = summary
            .read_errors
            .iter()
            .map(|read_error| {
                sarif::Notification::builder()
                    .level("error")
                    .message(message(&read_error.message))
                    .locations(vec![location(&read_error.name, None, None)])
                    .build()
            })
            .collect();
        let invocation = sarif::Invocation::builder()
            .execution_successful(notifications.is_empty())
            .tool_execution_notifications(notifications)
            .build();
        out.write_all(b"\n],\"invocations\":")?;
        serde_json::to_writer(&mut *out, &[invocation])?;
        out.write_all(b"}]}\n")
    }
}

/// Returns the program and its rules: every code, those for Templefiles first.
fn driver() -> sarif::ToolComponent {
    let rules = Code::ALL.iter().map(|code| rule(*code, code.title()));
    let rules: Vec<_> = rules.chain(temple_deploy::Code::ALL.iter().map(|code| rule(*code, code.title()))).collect();
    sarif::ToolComponent::builder()
        .name(env!("CARGO_PKG_NAME"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_HOMEPAGE"))
        .rules(rules)
        .build()
}

fn rule<C: Rule>(code: C, title: &str) -> sarif::ReportingDescriptor {
    let level = level(code.severity()).to_string();
    sarif::ReportingDescriptor::builder()
        .id(code.name())
        .short_description(sarif::MultiformatMessageString::builder().text(title).build())
        .help_uri(code.url())
        .default_configuration(sarif::ReportingConfiguration::builder().level(level).build())
        .build()
}

fn level(severity: Severity) -> sarif::ResultLevel {
    match severity {
        Severity::Error => sarif::ResultLevel::Error,
        Severity::Warning => sarif::ResultLevel::Warning,
        Severity::Information | Severity::Hint => sarif::ResultLevel::Note,
    }
}

fn render<C: Rule>(name: &str, source: &str, diagnostics: &[Diagnostic<C>], out: &mut dyn Write) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let text = Text::from(source);
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if index > 0 {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *out, &result(name, &text, diagnostic))?;
    }
    Ok(())
}

fn result<C: Rule>(name: &str, text: &Text, diagnostic: &Diagnostic<C>) -> sarif::Result {
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .map(|related| location(name, Some(region(text, related.range)), Some(&related.message)))
        .collect();
    let fixes: Vec<_> = diagnostic.fixes.iter().map(|repair| fix(name, text, repair)).collect();
    let mut result = sarif::Result::builder()
        .rule_id(diagnostic.code.name())
        .rule_index(diagnostic.code.index() as i64)
        .level(level(diagnostic.code.severity()))
        .message(message(&diagnostic.message))
        .locations(vec![location(name, Some(region(text, diagnostic.range)), None)])
        .build();
    result.related_locations = (!related.is_empty()).then_some(related);
    result.fixes = (!fixes.is_empty()).then_some(fixes);
    result
}

fn message(text: &str) -> sarif::Message {
    sarif::Message::builder().text(text).build()
}

fn location(name: &str, region: Option<sarif::Region>, label: Option<&str>) -> sarif::Location {
    let mut physical = sarif::PhysicalLocation::builder().artifact_location(artifact(name)).build();
    physical.region = region;
    let mut location = sarif::Location::builder().physical_location(physical).build();
    location.message = label.map(message);
    location
}

/// Converts a range of bytes to a region: lines and UTF-16 code units from 1, the end exclusive.
fn region(text: &Text, range: TextRange) -> sarif::Region {
    let start = text.position(range.start(), Encoding::Utf16);
    let end = text.position(range.end(), Encoding::Utf16);
    sarif::Region::builder()
        .start_line(i64::from(start.line) + 1)
        .start_column(i64::from(start.character) + 1)
        .end_line(i64::from(end.line) + 1)
        .end_column(i64::from(end.character) + 1)
        .build()
}

fn fix(name: &str, text: &Text, fix: &Fix) -> sarif::Fix {
    let replacements: Vec<_> = fix
        .edits
        .iter()
        .map(|edit| {
            sarif::Replacement::builder()
                .deleted_region(region(text, edit.range))
                .inserted_content(sarif::ArtifactContent::builder().text(edit.text.as_str()).build())
                .build()
        })
        .collect();
    let change = sarif::ArtifactChange::builder().artifact_location(artifact(name)).replacements(replacements).build();
    sarif::Fix::builder().description(message(&fix.title)).artifact_changes(vec![change]).build()
}

fn artifact(name: &str) -> sarif::ArtifactLocation {
    sarif::ArtifactLocation::builder().uri(uri(name)).build()
}

/// Returns the URI of a path: relative if the path is relative, and absolute otherwise.
fn uri(name: &str) -> String {
    let slashes = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    let path = slashes.strip_prefix("./").unwrap_or(&slashes);
    let encoded = utf8_percent_encode(path, ENCODED);
    match Path::new(name).is_absolute() {
        true if path.starts_with('/') => format!("file://{encoded}"),
        true => format!("file:///{encoded}"),
        false => encoded.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_refer_to_rules_by_index() {
        let rules = driver().rules.expect("rules");
        for code in Code::ALL {
            assert_eq!(rules[code.index()].id, code.as_str());
        }
        for code in temple_deploy::Code::ALL {
            assert_eq!(rules[code.index()].id, code.as_str());
        }
    }

    #[test]
    fn converts_paths_to_uris() {
        assert_eq!(uri("./a b/é:#?%.temple"), "a%20b/%C3%A9%3A%23%3F%25.temple");
        assert_eq!(uri("../x-y_z~1.temple"), "../x-y_z~1.temple");
        assert_eq!(uri("-"), "-");
        #[cfg(unix)]
        assert_eq!(uri("/a b.temple"), "file:///a%20b.temple");
    }
}
