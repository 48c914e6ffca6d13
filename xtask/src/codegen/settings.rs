//! Generates the server's settings in the manual and in the manifest of the extension for Visual Studio Code.

use std::fmt::Write as _;
use std::ops::Range;

use anyhow::Context as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::facts::{Setting, Values};

/// The manifest of the extension.
const MANIFEST: &str = "editors/vscode/package.json";
/// The title of the manifest's section with the settings of the server.
const TITLE: &str = "Language server";

/// The page of the manual that lists the settings.
const MANUAL: &str = "docs/manual/README.md";
const START: &str = "<!-- The table is written by `cargo xtask codegen`. -->\n\n";
const END: &str = "\n<!-- The end of the table. -->\n";

/// Returns the text of a file with its generated part updated.
type Write = fn(&str, &[Setting]) -> anyhow::Result<String>;

/// The files with settings in them.
pub(super) const FILES: [(&str, Write); 2] = [(MANUAL, manual), (MANIFEST, manifest)];

/// Returns the manual with an updated table.
fn manual(page: &str, settings: &[Setting]) -> anyhow::Result<String> {
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

/// Returns the manifest with the settings of the server updated. Leaves everything else unchanged, including white
/// space.
fn manifest(text: &str, settings: &[Setting]) -> anyhow::Result<String> {
    let range = properties_of(text).with_context(|| format!("no `contributes.configuration` titled {TITLE}"))?;
    let before = &text[..range.start];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent = &line[..line.len() - line.trim_start().len()];
    Ok([before, &properties(settings, indent)?, &text[range.end..]].concat())
}

/// Returns the range of the `properties` of the server's settings.
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

/// Returns the settings as the `properties` of a manifest. White space is like npm's, which prettier accepts.
fn properties(settings: &[Setting], indent: &str) -> anyhow::Result<String> {
    let text = serde_json::to_string_pretty(&Properties(settings))?;
    Ok(text.replace('\n', &format!("\n{indent}")))
}

struct Properties<'a>(&'a [Setting]);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let properties = self.0.iter().enumerate().map(|(order, setting)| (&setting.name, property(order, setting)));
        serializer.collect_map(properties)
    }
}

/// A setting in terms of JSON Schema and the editor.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Property<'a> {
    r#type: &'a str,
    default: &'a Value,
    order: usize,
    markdown_description: &'a str,
    #[serde(flatten)]
    values: Option<&'a Values>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Items<'a>>,
}

#[derive(Serialize)]
struct Items<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    values: &'a Values,
}

fn property(order: usize, setting: &Setting) -> Property<'_> {
    Property {
        r#type: &setting.kind,
        default: &setting.default,
        order,
        markdown_description: &setting.description,
        values: setting.values.as_ref(),
        items: setting.items.as_ref().map(|values| Items { r#type: "string", values }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settings() -> Vec<Setting> {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        let values = || Values { words: words("a b"), meanings: words("A B") };
        let setting = |name: &str, kind: &str, default, values, items| Setting {
            name: name.to_owned(),
            kind: kind.to_owned(),
            default,
            description: "What it does.".to_owned(),
            values,
            items,
        };
        vec![
            setting("t.flag", "boolean", true.into(), None, None),
            setting("t.word", "string", "a".into(), Some(values()), None),
            setting("t.list", "array", Value::Array(Vec::new()), None, Some(values())),
        ]
    }

    #[test]
    fn writes_the_table_of_the_manual_between_its_marks() {
        let page = format!("# Page\n\n{START}old\n{END}\nMore.\n");
        let rows = "| `t.flag` | `true`, `false` | `true` | What it does. |\n\
                    | `t.word` | `\"a\"`, `\"b\"` | `\"a\"` | What it does. |\n\
                    | `t.list` | a list of codes | `[]` | What it does. |\n";
        let head = "| setting | values | default | what it does |\n| --- | --- | --- | --- |\n";
        let expected = format!("# Page\n\n{START}{head}{rows}{END}\nMore.\n");
        assert_eq!(manual(&page, &settings()).unwrap(), expected);
        assert!(manual("# Page\n", &settings()).is_err());
    }

    #[test]
    fn writes_only_server_settings_to_the_manifest() {
        let manifest_with = |properties: &str| {
            let parts =
                r#"{"title": "Client", "properties": {"t.path": {}}}, {"title": "Language server", "properties": "#;
            format!("{{\"name\": 1,   \"contributes\": {{\"configuration\": [\n  {parts}{properties}}}]}}}}\n")
        };
        let first = [settings().remove(0)];
        let expected = "{\n    \"t.flag\": {\n      \"type\": \"boolean\",\n      \"default\": true,\n      \"order\": 0,\n      \
                        \"markdownDescription\": \"What it does.\"\n    }\n  }";
        let written = manifest(&manifest_with("{\"old\": {}}"), &first).unwrap();
        assert_eq!(written, manifest_with(expected));
        assert_eq!(manifest(&written, &first).unwrap(), written);
        assert!(manifest("{\"contributes\": {\"configuration\": []}}", &first).is_err());
    }

    #[test]
    fn lists_words_with_their_meanings() {
        let text = properties(&settings(), "").unwrap();
        let properties: Value = serde_json::from_str(&text).unwrap();
        let words = json!({ "enum": ["a", "b"], "enumDescriptions": ["A", "B"] });
        let mut items = words.clone();
        items["type"] = "string".into();
        assert_eq!(properties["t.word"]["enum"], words["enum"]);
        assert_eq!(properties["t.word"]["enumDescriptions"], words["enumDescriptions"]);
        assert_eq!(properties["t.list"]["items"], items);
    }
}
