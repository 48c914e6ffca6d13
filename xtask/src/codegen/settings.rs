//! The server's settings, as the manual and the extension for Visual Studio Code show them.

use std::fmt::Write as _;
use std::ops::Range;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::facts::{Setting, Values};

/// The manifest of the extension.
pub(super) const MANIFEST: &str = "editors/vscode/package.json";
/// What the part of the manifest with the settings of the server is called.
const TITLE: &str = "Language server";
/// How long a line of the manifest may be.
const WIDTH: usize = 120;

/// The page of the manual that lists the settings.
pub(super) const MANUAL: &str = "docs/manual/README.md";
const START: &str = "<!-- The table is written by `cargo xtask codegen`. -->\n\n";
const END: &str = "\n<!-- The end of the table. -->\n";

/// The manual with its table anew.
pub(super) fn manual(page: &str, settings: &[Setting]) -> anyhow::Result<String> {
    let (before, rest) = page.split_once(START).context("no start of the table of settings")?;
    let (_, after) = rest.split_once(END).context("no end of the table of settings")?;
    Ok([before, START, &table(settings), END, after].concat())
}

fn table(settings: &[Setting]) -> String {
    let mut table = String::from("| setting | values | default | what it does |\n| --- | --- | --- | --- |\n");
    for setting in settings {
        let values = match (&setting.values, setting.items.is_some()) {
            (Some(values), _) => values.words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
            (None, true) => "a list of codes".to_owned(),
            (None, false) => "`true`, `false`".to_owned(),
        };
        let Setting { name, default, description, .. } = setting;
        let _ = writeln!(table, "| `{name}` | {values} | `{default}` | {description} |");
    }
    table
}

/// The manifest with the settings of the server anew. All the rest stays as it is, white space included.
pub(super) fn manifest(text: &str, settings: &[Setting]) -> anyhow::Result<String> {
    let range = properties_of(text).with_context(|| format!("no `contributes.configuration` titled {TITLE}"))?;
    let before = &text[..range.start];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent = &line[..line.len() - line.trim_start().len()];
    Ok([before, &properties(settings, indent), &text[range.end..]].concat())
}

/// Where the `properties` of the server's settings stand.
fn properties_of(text: &str) -> Option<Range<usize>> {
    #[derive(Deserialize)]
    struct Manifest<'a> {
        #[serde(borrow)]
        contributes: Contributes<'a>,
    }
    #[derive(Deserialize)]
    struct Contributes<'a> {
        #[serde(borrow)]
        configuration: Vec<Configuration<'a>>,
    }
    #[derive(Deserialize)]
    struct Configuration<'a> {
        title: String,
        #[serde(borrow)]
        properties: &'a RawValue,
    }
    let manifest: Manifest<'_> = serde_json::from_str(text).ok()?;
    let part = manifest.contributes.configuration.into_iter().find(|part| part.title == TITLE)?;
    let raw = part.properties.get();
    let start = raw.as_ptr() as usize - text.as_ptr() as usize;
    Some(start..start + raw.len())
}

/// The settings in the form in which a manifest describes them, as prettier writes it. What holds for one folder of a
/// workspace only is nothing that the server knows, so each is of the window.
fn properties(settings: &[Setting], indent: &str) -> String {
    let mut writer = Writer { text: String::new(), indent: indent.to_owned() };
    writer.object(settings.iter().enumerate(), |writer, (order, setting)| {
        writer.key(&setting.name);
        writer.object([()], |writer, ()| {
            let mut members = vec![
                ("type", Value::from(&*setting.kind)),
                ("default", setting.default.clone()),
                ("scope", "window".into()),
                ("order", order.into()),
                ("markdownDescription", Value::from(&*setting.description)),
            ];
            if let Some(values) = &setting.values {
                members.extend(enumerated(values));
            }
            writer.members(&members, setting.items.as_ref());
        });
    });
    writer.text
}

fn enumerated(values: &Values) -> [(&'static str, Value); 2] {
    [("enum", values.words.clone().into()), ("markdownEnumDescriptions", values.meanings.clone().into())]
}
