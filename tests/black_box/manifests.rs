//! Compares the generated files with the recorded ones, as data. Every test prints the number of matches.

mod data;
mod dockerfile;
mod scripts;
mod sql;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::{cases, program};

/// A Templefile and the files that the reference compiler generates from it.
#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    source: String,
    files: Vec<RecordedFile>,
    /// The paths of all generated files, including source code.
    all_paths: Vec<String>,
}

/// A recorded generated file.
#[derive(Debug, Deserialize)]
struct RecordedFile {
    path: String,
    format: String,
    /// The other fields, which depend on the format.
    #[serde(flatten)]
    content: Value,
}

/// The relevant fields of the program's preview in JSON.
#[derive(Deserialize)]
struct Preview {
    complete: bool,
    files: Vec<PreviewedFile>,
}

#[derive(Deserialize)]
struct PreviewedFile {
    path: String,
    text: String,
}

/// Returns the generated files of a Templefile by path, from the program's preview.
fn generated(source: &str) -> BTreeMap<String, String> {
    let output = program::run_with_input(["preview", "--format", "json", "-"], source);
    let preview: Preview = serde_json::from_slice(&output.stdout).expect("the program prints a preview");
    assert!(preview.complete && output.status.success());
    preview.files.into_iter().map(|file| (file.path, file.text)).collect()
}

/// Returns true if a file deploys, configures or describes the system. The others are source code and its description.
fn is_in_scope(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    !(name.ends_with(".go") || ["go.mod", "README.md"].contains(&name))
}

/// The number of correct files and of all files, for each format.
type Figures = BTreeMap<String, (usize, usize)>;

/// Compares every case of a recorded file with the generated files, and prints the numbers.
#[track_caller]
fn check(name: &str) {
    let cases: Vec<Case> = cases::manifests(name);
    let mut figures = Figures::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let differences = compare(case, &generated(&case.source), &mut figures);
        wrong.extend(differences.first().map(|first| {
            let more = differences.len() - 1;
            format!("{}: {first}{}", case.name, if more > 0 { format!(" (and {more} more)") } else { String::new() })
        }));
    }
    for (format, (right, all)) in &figures {
        println!("{name}, {format}: {right}/{all}");
    }
    println!("{name} {}/{}", cases.len() - wrong.len(), cases.len());
    assert!(!cases.is_empty(), "no cases");
    assert!(wrong.is_empty(), "the first difference of each case that differs:\n{}", wrong.join("\n"));
}

/// Returns the differences of a case, each with the path of the file.
fn compare(case: &Case, files: &BTreeMap<String, String>, figures: &mut Figures) -> Vec<String> {
    let mut differences = Vec::new();
    for recorded in &case.files {
        let (right, all) = figures.entry(recorded.format.clone()).or_default();
        *all += 1;
        match files.get(&recorded.path).map_or(Ok(()), |text| compare_file(case, recorded, text)) {
            Ok(()) => *right += usize::from(files.contains_key(&recorded.path)),
            Err(difference) => differences.push(format!("{}: {difference}", recorded.path)),
        }
    }
    let expected: BTreeSet<&str> = case.all_paths.iter().map(String::as_str).filter(|path| is_in_scope(path)).collect();
    let ours: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    differences.extend(expected.difference(&ours).map(|path| format!("{path}: missing")));
    differences.extend(ours.difference(&expected).map(|path| format!("{path}: surplus")));
    differences
}

/// Compares a file with the recorded one, as data. The error is the first difference.
fn compare_file(case: &Case, recorded: &RecordedFile, text: &str) -> Result<(), String> {
    let content = &recorded.content;
    let (expected, ours) = match recorded.format.as_str() {
        "yaml" => {
            let prose: Vec<&str> =
                content["without"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let without_prose = |data: &Value| data::without(data, &prose);
            (without_prose(&content["documents"]), without_prose(&data::yaml(text)?))
        }
        "json" => (content["documents"].clone(), data::json(text)?),
        "sql" => (sql::in_any_order(&content["tables"]), sql::in_any_order(&sql::tables(text)?)),
        "dockerfile" => (content["instructions"].clone(), dockerfile::instructions(text)?),
        "kong-calls" => (content["calls"].clone(), scripts::kong_calls(text)?),
        "push-images" => (scripts::recorded_images(content), scripts::pushed_images(text)?),
        "shell" => {
            let dashboards = scripts::Dashboards::among(&case.all_paths);
            (dashboards.recorded_config_maps(content), dashboards.config_maps(text)?)
        }
        other => return Err(format!("a format that no test reads: {other}")),
    };
    data::difference(&expected, &ours).map_or(Ok(()), Err)
}

#[test]
fn generates_orchestration_as_recorded() {
    check("orchestration");
}

#[test]
fn generates_supporting_files_as_recorded() {
    check("supporting");
}
