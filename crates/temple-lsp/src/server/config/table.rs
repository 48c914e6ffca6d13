//! The table of settings, from which the manual and the manifests of the editors' extensions are generated.

use serde::Serialize;
use temple_ide::manifest::{Defect, Target};
use temple_ide::{Code, HintKind, Severity};

/// A setting of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Its full name, for example `temple.diagnostics.enable`.
    pub name: String,
    /// Its possible values and its default.
    #[serde(flatten)]
    pub kind: SettingKind,
    /// Its effect, in Markdown.
    pub description: String,
}

/// The possible values of a setting and its default. Serialized with the names of JSON Schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum SettingKind {
    /// A Boolean.
    Boolean {
        /// The default.
        default: bool,
    },
    /// One of several words.
    String {
        /// The words.
        #[serde(flatten)]
        values: Values,
        /// The default.
        default: &'static str,
    },
    /// A list of words.
    Array {
        /// The words.
        items: Values,
        /// The default.
        default: Vec<&'static str>,
    },
}

/// The words that a setting accepts, with their meanings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Values {
    /// The words.
    #[serde(rename = "enum")]
    pub words: Vec<&'static str>,
    /// Their meanings, in the same order.
    #[serde(rename = "enumDescriptions")]
    pub meanings: Vec<&'static str>,
}

impl FromIterator<(&'static str, &'static str)> for Values {
    fn from_iter<I: IntoIterator<Item = (&'static str, &'static str)>>(pairs: I) -> Values {
        let (words, meanings) = pairs.into_iter().unzip();
        Values { words, meanings }
    }
}

/// The levels of the log.
pub(super) const LEVELS: [(&str, &str); 6] = [
    ("off", "No messages."),
    ("error", "Errors only."),
    ("warn", "Errors and warnings."),
    ("info", "Errors, warnings and server activity."),
    ("debug", "Errors, warnings, server activity and debug messages."),
    ("trace", "All messages."),
];

/// Every setting of the server, in display order.
pub fn settings() -> Vec<Setting> {
    let mut settings = vec![
        flag("diagnostics.enable", "Report diagnostics."),
        setting(
            "diagnostics.disable",
            SettingKind::Array { items: silenceable(), default: Vec::new() },
            "Codes of diagnostics and notes to hide, for example `[\"spelling\", \"renamed\"]`. Errors cannot be hidden.",
        ),
        setting(
            "preview.target",
            SettingKind::String { values: targets(), default: "" },
            "Provider to use for previews and diagrams instead of the one in the Templefile. Leave empty to use the provider \
             in the Templefile.",
        ),
        flag("codeLens.preview", "Show a lens above the project block that opens a preview of the generated files."),
        flag("codeLens.references", "Show the number of references above services and structs."),
        flag("codeLens.endpoints", "Show the endpoints above services and structs."),
    ];
    settings.extend(HintKind::ALL.iter().map(|kind| flag(&format!("inlayHints.{}", kind.as_str()), what_shows(*kind))));
    settings.extend([
        flag("workspace.scan", "Check all Templefiles in the open folder, not only open files."),
        setting(
            "log.level",
            SettingKind::String { values: LEVELS.into_iter().collect(), default: "warn" },
            "Log level of the server. Overrides `--log-level`.",
        ),
    ]);
    settings
}

fn setting(name: &str, kind: SettingKind, description: &str) -> Setting {
    Setting { name: format!("temple.{name}"), kind, description: description.to_owned() }
}

/// A setting that is enabled by default.
fn flag(name: &str, description: &str) -> Setting {
    setting(name, SettingKind::Boolean { default: true }, description)
}

fn what_shows(kind: HintKind) -> &'static str {
    match kind {
        HintKind::ParameterNames => "Show parameter names for positional arguments.",
        HintKind::ImpliedAttributes => "Show attributes that are added to a block automatically.",
        HintKind::Defaults => {
            "Show the access rights, language and database of a service if they come from the project or a default."
        }
        HintKind::FinalNames => "Show the name that is used in the generated code, if it is different.",
        HintKind::Ports => "Show the port of each service.",
    }
}

/// The codes of all diagnostics other than errors, and of all notes on generated files.
fn silenceable() -> Values {
    let codes = Code::ALL.iter().filter(|code| code.severity() != Severity::Error);
    let notes = Defect::ALL.iter().map(|defect| (defect.as_str(), defect.title()));
    codes.map(|code| (code.as_str(), code.title())).chain(notes).collect()
}

fn targets() -> Values {
    let known = Target::ALL.iter().map(|target| (target.as_str(), target.spec().summary));
    [("", "The provider in the Templefile.")].into_iter().chain(known).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::server::config::Config;

    /// The settings as a client sends them, each with the value that `value` returns for it.
    fn sent(value: impl Fn(&Setting) -> Value) -> Value {
        let mut section = Map::new();
        for setting in settings() {
            let [_, group, name] = setting.name.split('.').collect::<Vec<_>>()[..] else { panic!("{}", setting.name) };
            let group = section.entry(group).or_insert_with(|| json!({}));
            group[name] = value(&setting);
        }
        section.into()
    }

    #[test]
    fn reports_an_invalid_value_of_every_setting() {
        let (config, problems) = Config::read(&sent(|_| json!(7)));
        assert_eq!(config, Config::default());
        let mut named: Vec<_> = problems.iter().filter_map(|text| text.split('`').nth(1)).collect();
        let settings = settings();
        let mut names: Vec<_> = settings.iter().map(|setting| setting.name.as_str()).collect();
        named.sort_unstable();
        names.sort_unstable();
        assert_eq!(named, names);
    }

    #[test]
    fn every_setting_has_the_default_of_the_table() {
        let default = |setting: &Setting| match &setting.kind {
            SettingKind::Boolean { default } => json!(default),
            SettingKind::String { default, .. } => json!(default),
            SettingKind::Array { default, .. } => json!(default),
        };
        let (config, problems) = Config::read(&sent(default));
        assert_eq!(problems, [""; 0]);
        // Without the setting, the command line determines the log level.
        assert_eq!(config.log_level, Some(crate::server::Options::default().log_level));
        assert_eq!(Config { log_level: None, ..config }, Config::default());
    }

    #[test]
    fn accepts_every_word_of_the_table_with_an_effect() {
        let configs = |setting: &Setting, value: Value| {
            let (config, problems) = Config::read(&sent(|other| match other.name == setting.name {
                true => value.clone(),
                false => Value::Null,
            }));
            assert_eq!(problems, [""; 0], "{}", setting.name);
            config
        };
        for setting in settings() {
            let values: Vec<Value> = match &setting.kind {
                SettingKind::Boolean { .. } => vec![json!(true), json!(false)],
                SettingKind::String { values, .. } => values.words.iter().map(|word| json!(word)).collect(),
                SettingKind::Array { items, .. } => items.words.iter().map(|word| json!([word])).collect(),
            };
            let configs: Vec<Config> = values.into_iter().map(|value| configs(&setting, value)).collect();
            for (index, config) in configs.iter().enumerate() {
                assert!(!configs[..index].contains(config), "{}", setting.name);
            }
        }
    }

    #[test]
    fn protocol_page_has_a_row_for_each_setting() {
        let page = include_str!("../../../../../docs/protocol.md");
        let rows = page.lines().filter_map(|line| line.strip_prefix("| `temple.")?.split('`').next());
        let mut rows: Vec<_> = rows.map(|name| format!("temple.{name}")).collect();
        let mut names: Vec<_> = settings().into_iter().map(|setting| setting.name).collect();
        rows.sort_unstable();
        names.sort_unstable();
        assert_eq!(rows, names);
    }
}
