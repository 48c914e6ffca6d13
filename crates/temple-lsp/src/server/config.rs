//! The settings of the section `temple`.

mod table;

use serde_json::Value;
use temple_ide::manifest::{Defect, Target};
use temple_ide::{Code, HintKind, Note, Severity};
use tracing::level_filters::LevelFilter;

pub use table::{Setting, SettingKind, Values, settings};

/// The settings of the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Config {
    /// `temple.diagnostics.enable`: true if diagnostics are enabled at all.
    pub(super) diagnostics: bool,
    /// `temple.diagnostics.disable`: the disabled warnings, information and hints.
    pub(super) disabled: Vec<Code>,
    /// The disabled notes on generated files, from the same setting.
    pub(super) disabled_notes: Vec<Defect>,
    /// `temple.preview.target`: the target to generate for; `None` for that of the Templefile.
    pub(super) target: Option<Target>,
    /// `temple.codeLens.preview`: true if previews are offered above the project block.
    pub(super) preview_lenses: bool,
    /// `temple.codeLens.references`: true if references are counted above services and structs.
    pub(super) reference_lenses: bool,
    /// `temple.codeLens.endpoints`: true if endpoints are shown above services and structs.
    pub(super) endpoint_lenses: bool,
    /// `temple.inlayHints.<kind>`: the disabled kinds of inlay hints.
    pub(super) hidden_hints: Vec<HintKind>,
    /// `temple.log.level`: the log level; `None` for that of the command line.
    pub(super) log_level: Option<LevelFilter>,
    /// `temple.workspace.scan`: true if files that are not open are checked.
    pub(super) scan: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            diagnostics: true,
            disabled: Vec::new(),
            disabled_notes: Vec::new(),
            target: None,
            preview_lenses: true,
            reference_lenses: true,
            endpoint_lenses: true,
            hidden_hints: Vec::new(),
            log_level: None,
            scan: true,
        }
    }
}

impl Config {
    /// Reads the value of the section `temple`, or an object that contains this section. Absent or invalid settings
    /// have their default; each invalid one is reported in a sentence.
    pub(super) fn read(settings: &Value) -> (Config, Vec<String>) {
        let section = settings.get("temple").unwrap_or(settings);
        let mut problems = Vec::new();
        if !section.is_object() && !section.is_null() {
            problems.push(format!("`temple`: expected an object, found {section}; using the defaults"));
        }
        problems.extend(wrong_groups(section));
        let default = Config::default();
        let mut reader = Reader { section, problems: &mut problems };
        let (disabled, disabled_notes) = reader.codes("diagnostics", "disable");
        let config = Config {
            diagnostics: reader.flag("diagnostics", "enable", default.diagnostics),
            disabled,
            disabled_notes,
            target: reader.target("preview", "target"),
            preview_lenses: reader.flag("codeLens", "preview", default.preview_lenses),
            reference_lenses: reader.flag("codeLens", "references", default.reference_lenses),
            endpoint_lenses: reader.flag("codeLens", "endpoints", default.endpoint_lenses),
            hidden_hints: reader.hidden_hints("inlayHints"),
            log_level: reader.level("log", "level"),
            scan: reader.flag("workspace", "scan", default.scan),
        };
        (config, problems)
    }

    /// Returns true if diagnostics with this code are enabled.
    pub(super) fn wants(&self, code: Code) -> bool {
        self.diagnostics && !self.disabled.contains(&code)
    }

    /// Returns true if inlay hints of this kind are enabled.
    pub(super) fn wants_hint(&self, kind: HintKind) -> bool {
        !self.hidden_hints.contains(&kind)
    }

    /// Returns true if a note is enabled. Errors are always enabled, since they explain missing parts of a preview.
    pub(super) fn wants_note(&self, note: &Note) -> bool {
        !self.disabled.iter().any(|code| code.as_str() == note.code)
            && !self.disabled_notes.iter().any(|defect| defect.as_str() == note.code)
    }
}

/// Messages about groups of settings that are neither objects nor `false`, which disables the whole group.
fn wrong_groups(section: &Value) -> Vec<String> {
    let settings = settings();
    let is_switch = |group: &str| {
        let group = format!("temple.{group}.");
        settings.iter().any(|it| it.name.starts_with(&group) && matches!(it.kind, SettingKind::Boolean { .. }))
    };
    let groups = section.as_object().into_iter().flatten();
    let wrong = groups.filter(|(name, value)| {
        let is_known = settings.iter().any(|it| it.name.split('.').nth(1) == Some(name.as_str()));
        let is_right = value.is_object() || value.is_null() || (value.is_boolean() && is_switch(name));
        is_known && !is_right
    });
    wrong
        .map(|(name, value)| format!("`temple.{name}`: expected an object, found {value}; using the defaults"))
        .collect()
}

struct Reader<'a> {
    section: &'a Value,
    problems: &'a mut Vec<String>,
}

impl<'a> Reader<'a> {
    /// The value of a setting; `None` if it is absent or null.
    fn get(&self, group: &str, name: &str) -> Option<&'a Value> {
        let value = self.section.get(group)?.get(name)?;
        debug_assert!(settings().iter().any(|it| it.name == format!("temple.{group}.{name}")), "not in the table");
        Some(value).filter(|value| !value.is_null())
    }

    fn report(&mut self, group: &str, name: &str, what: &str) {
        self.problems.push(format!("`temple.{group}.{name}`: {what}"));
    }

    fn flag(&mut self, group: &str, name: &str, default: bool) -> bool {
        if self.section.get(group) == Some(&Value::Bool(false)) {
            return false;
        }
        let Some(value) = self.get(group, name) else { return default };
        value.as_bool().unwrap_or_else(|| {
            self.report(group, name, &format!("expected true or false, found {value}; using {default}"));
            default
        })
    }

    /// The disabled kinds of inlay hints, each of which has a setting of its own.
    fn hidden_hints(&mut self, group: &str) -> Vec<HintKind> {
        HintKind::ALL.iter().copied().filter(|kind| !self.flag(group, kind.as_str(), true)).collect()
    }

    fn level(&mut self, group: &str, name: &str) -> Option<LevelFilter> {
        let value = self.get(group, name)?;
        // The parser would also accept numbers.
        let level = value.as_str().filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let level = level.and_then(|word| word.parse().ok());
        if level.is_none() {
            let known = table::LEVELS.map(|(word, _)| word).join(", ");
            let what = format!("expected one of {known}, found {value}; using the level from the command line");
            self.report(group, name, &what);
        }
        level
    }

    /// The target with this name; `None` for an empty name.
    fn target(&mut self, group: &str, name: &str) -> Option<Target> {
        let value = self.get(group, name).filter(|value| *value != "")?;
        let target = value.as_str().and_then(Target::from_spelling);
        if target.is_none() {
            let known = Target::ALL.iter().map(|target| target.as_str()).collect::<Vec<_>>().join(", ");
            let what = format!("expected one of {known}, found {value}; using the provider from the Templefile");
            self.report(group, name, &what);
        }
        target
    }

    /// The codes of diagnostics and of notes on generated files.
    fn codes(&mut self, group: &str, name: &str) -> (Vec<Code>, Vec<Defect>) {
        let (mut codes, mut notes) = (Vec::new(), Vec::new());
        let Some(value) = self.get(group, name) else { return (codes, notes) };
        let Some(entries) = value.as_array() else {
            self.report(group, name, &format!("expected a list of codes, found {value}; using an empty list"));
            return (codes, notes);
        };
        for entry in entries {
            if let Some(defect) = Defect::ALL.iter().find(|defect| entry == defect.as_str()) {
                notes.push(*defect);
                continue;
            }
            match entry.as_str().and_then(Code::from_name) {
                None => self.report(group, name, &format!("unknown code {entry}; ignoring it")),
                Some(code) if code.severity() == Severity::Error => {
                    self.report(group, name, &format!("{code} is an error and cannot be hidden; ignoring it"));
                }
                Some(code) => codes.push(code),
            }
        }
        (codes, notes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Checks that the settings give this configuration, and messages that name these settings.
    #[track_caller]
    fn check(settings: Value, expected: Config, problems: &[&str]) {
        let (config, found) = Config::read(&settings);
        assert_eq!(config, expected);
        let names: Vec<_> = found.iter().map(|text| text.split('`').nth(1).unwrap_or_default()).collect();
        assert_eq!(names, problems, "{found:?}");
    }

    #[test]
    fn accepts_settings_with_or_without_their_section() {
        let expected = Config { scan: false, ..Config::default() };
        check(json!({"workspace": {"scan": false}}), expected.clone(), &[]);
        check(json!({"temple": {"workspace": {"scan": false}, "trace": {"server": "off"}}}), expected, &[]);
        check(Value::Null, Config::default(), &[]);
        check(json!({"temple": null, "other": 1}), Config::default(), &[]);
        check(json!({"log": {"level": null}}), Config::default(), &[]);
        let expected = Config { hidden_hints: HintKind::ALL.to_vec(), ..Config::default() };
        check(json!({"inlayHints": false}), expected, &[]);
        check(json!({"inlayHints": true}), Config::default(), &[]);
        check(json!({"inlayHints": "off", "log": false}), Config::default(), &["temple.inlayHints", "temple.log"]);
    }

    #[test]
    fn accepts_levels_and_codes_as_words() {
        let hint = Code::ALL.iter().copied().find(|code| code.severity() == Severity::Hint).expect("a hint");
        let expected = Config {
            disabled: vec![hint],
            disabled_notes: vec![Defect::ALL[0]],
            log_level: Some(LevelFilter::DEBUG),
            diagnostics: false,
            ..Config::default()
        };
        let diagnostics = json!({"enable": false, "disable": [hint.as_str(), Defect::ALL[0].as_str()]});
        check(json!({"diagnostics": diagnostics, "log": {"level": "debug"}}), expected, &[]);
    }

    #[test]
    fn accepts_a_target_or_an_empty_string() {
        let kubernetes = Config { target: Some(Target::KUBERNETES), ..Config::default() };
        for spelling in ["kubernetes", "Kubernetes", "k8s"] {
            check(json!({"preview": {"target": spelling}}), kubernetes.clone(), &[]);
        }
        check(json!({"preview": {"target": ""}}), Config::default(), &[]);
        check(json!({"preview": {"target": null}}), Config::default(), &[]);
        for wrong in [json!("nomad"), json!(7), json!(["kubernetes"])] {
            check(json!({"preview": {"target": wrong}}), Config::default(), &["temple.preview.target"]);
        }
    }

    #[test]
    fn switches_off_each_kind_of_hint_and_lens() {
        for &kind in HintKind::ALL {
            let expected = Config { hidden_hints: vec![kind], ..Config::default() };
            check(json!({"inlayHints": {kind.as_str(): false}}), expected.clone(), &[]);
            assert!(!expected.wants_hint(kind));
            let name = format!("temple.inlayHints.{}", kind.as_str());
            check(json!({"inlayHints": {kind.as_str(): "no"}}), Config::default(), &[&name]);
        }
        let lenses = json!({"codeLens": {"references": false, "endpoints": false}});
        let expected = Config { reference_lenses: false, endpoint_lenses: false, ..Config::default() };
        check(lenses, expected, &[]);
        check(json!({"codeLens": {"references": 1}}), Config::default(), &["temple.codeLens.references"]);
    }

    #[test]
    fn notes_are_wanted_unless_disabled() {
        let note =
            |code| Note { code, severity: Severity::Warning, message: String::new(), range: None, location: None };
        let (code, defect) = (Code::NoProvider.as_str(), Defect::ALL[0].as_str());
        for disabled in [vec![], vec![code], vec![defect], vec![code, defect]] {
            let (config, _) = Config::read(&json!({"diagnostics": {"enable": false, "disable": disabled}}));
            assert!([code, defect].iter().all(|code| config.wants_note(&note(code)) != disabled.contains(code)));
        }
    }

    #[test]
    fn reports_invalid_settings_and_uses_their_default() {
        let error = Code::ALL.iter().copied().find(|code| code.severity() == Severity::Error).expect("an error");
        check(json!({"diagnostics": {"enable": "yes"}}), Config::default(), &["temple.diagnostics.enable"]);
        check(json!({"diagnostics": {"disable": "all"}}), Config::default(), &["temple.diagnostics.disable"]);
        check(
            json!({"diagnostics": {"disable": [7, "no-such-code", error.as_str()]}}),
            Config::default(),
            &["temple.diagnostics.disable"; 3],
        );
        check(json!({"log": {"level": "loud"}}), Config::default(), &["temple.log.level"]);
        check(json!({"log": {"level": "3"}}), Config::default(), &["temple.log.level"]);
        check(json!({"temple": 7}), Config::default(), &["temple"]);
    }
}
