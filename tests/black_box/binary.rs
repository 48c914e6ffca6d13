//! The command line gives the same results as the library for every recorded case, in the documented form.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use temple_ide::{Analysis, Diagnostic};

use crate::cases::{self, EntityFacts, Facts};
use crate::program;

/// A line of the output of `check --format json`.
#[derive(Debug, Deserialize)]
struct Checked {
    file: String,
    diagnostics: Vec<Reported>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Reported {
    code: String,
    severity: String,
    message: String,
    range: Range,
    path: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Range {
    start: Position,
    end: Position,
}

/// A line from 0, and UTF-16 units from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Position {
    line: usize,
    character: usize,
}

/// Converts a byte offset to a position, without the code under test.
fn position(text: &str, offset: usize) -> Position {
    // Lines end with `\n`, `\r\n` or `\r`. Between `\r` and `\n` is the end of the line before them.
    let inside = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
    let before = &text[..offset - usize::from(inside)];
    let line = before.replace("\r\n", "\n").matches(['\r', '\n']).count();
    let start = before.rfind(['\r', '\n']).map_or(0, |end| end + 1);
    Position { line, character: before[start..].encode_utf16().count() }
}

/// Returns the output that `check` must print for a diagnostic.
fn reported(analysis: &Analysis, diagnostic: &Diagnostic) -> Reported {
    let text = analysis.text();
    let [start, end] = [diagnostic.range.start(), diagnostic.range.end()].map(|offset| position(text, offset.into()));
    Reported {
        code: diagnostic.code.as_str().to_owned(),
        severity: diagnostic.code.severity().as_str().to_owned(),
        message: diagnostic.message.clone(),
        range: Range { start, end },
        path: analysis.path_of(diagnostic.range),
    }
}

#[test]
fn check_reports_the_same_as_the_library() {
    let folder = tempfile::tempdir().expect("a folder");
    let sources: Vec<String> = cases::recorded().map(|case| case.source).collect();
    for (number, source) in sources.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number:05}.temple")), source).expect("a file");
    }
    let output = program::run(["check".as_ref(), "--format".as_ref(), "json".as_ref(), folder.path()]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));

    let checked: Vec<Checked> =
        program::printed(&output).lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let number = |file: &str| Path::new(file).file_stem().and_then(|stem| stem.to_str()?.parse::<usize>().ok());
    let order: Vec<Option<usize>> = checked.iter().map(|it| number(&it.file)).collect();
    assert_eq!(order, (0..sources.len()).map(Some).collect::<Vec<_>>(), "every file once, in order");

    let mut wrong = Vec::new();
    for (source, mut checked) in sources.iter().zip(checked) {
        let analysis = Analysis::new(source.as_str());
        let mut expected: Vec<Reported> = analysis.diagnostics().iter().map(|it| reported(&analysis, it)).collect();
        expected.sort();
        checked.diagnostics.sort();
        if checked.diagnostics != expected {
            wrong.push(format!("{}\n  {expected:?}, but:\n  {:?}", checked.file, checked.diagnostics));
        }
    }
    println!("check --format json: {}/{}", sources.len() - wrong.len(), sources.len());
    wrong.truncate(5);
    assert!(wrong.is_empty(), "the first that differ:\n{}", wrong.join("\n"));
}

/// The recorded fields in the output of `model`.
#[derive(Deserialize)]
struct PrintedModel {
    project: String,
    services: Vec<PrintedEntity>,
}

#[derive(Deserialize)]
struct PrintedEntity {
    name: String,
    attributes: Vec<PrintedAttribute>,
    endpoints: Vec<String>,
    #[serde(default)]
    structs: Vec<PrintedEntity>,
    /// `None` for structs.
    ports: Option<BTreeMap<String, u16>>,
}

#[derive(Deserialize)]
struct PrintedAttribute {
    name: String,
    source_name: Option<String>,
}

impl PrintedEntity {
    fn facts(&self, in_order: bool) -> EntityFacts {
        let mut attributes: Vec<String> = self.attributes.iter().map(|attribute| attribute.name.clone()).collect();
        if !in_order {
            attributes.sort();
        }
        let structs = self.structs.iter().map(|it| it.facts(false)).collect();
        EntityFacts { name: self.name.clone(), attributes, endpoints: self.endpoints.clone(), structs }
    }
}

#[test]
fn model_prints_the_recorded_model() {
    let accepted = cases::recorded().filter_map(|case| Some((case.source, case.model?)));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.temple");
    let mut printed = 0;
    // A process for each case would take long, and the library is tested on all of them.
    for (source, expected) in accepted.step_by(20) {
        std::fs::write(&file, source).expect("a file");
        let output = program::run(["model".as_ref(), file.as_path()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let model: PrintedModel = serde_json::from_str(program::printed(&output)).expect("JSON");
        let services = model.services.iter().map(|service| service.facts(true)).collect();
        assert_eq!(Facts { project: model.project, services }, expected);
        for service in &model.services {
            assert!(service.attributes[0].source_name.is_none(), "`id` is implied, so it has no name in the text");
            let ports: Vec<&str> = service.ports.iter().flat_map(BTreeMap::keys).map(String::as_str).collect();
            assert_eq!(ports, ["metrics", "service"]);
        }
        printed += 1;
    }
    println!("model: {printed}/{printed}");
    assert!(printed > 0, "no cases");
}

#[test]
fn pictures_show_the_printed_output() {
    check_picture("docs/images/check.svg", &["check", "examples/broken/shop.temple"]);
    check_picture("docs/images/preview.svg", &["preview", "examples/blog.temple"]);
}

#[track_caller]
fn check_picture(picture: &str, arguments: &[&str]) {
    let picture = std::fs::read_to_string(cases::root().join(picture)).expect("the picture is there");
    // The text between tags is the visible text. Before the first `<text` is the style sheet, which is not visible.
    let text = picture.split_once("<text").expect("the picture has text").1;
    let shown: String = text.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect();
    let shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let output = program::run(arguments);
    let lines = |text: &str| {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>()
    };
    let expected = format!("$ temple-lsp {}\n{}", arguments.join(" "), program::printed(&output));
    assert_eq!(lines(&shown), lines(&expected), "`cargo xtask picture` draws it again");
}

#[test]
fn positions_count_lines_as_editors_do() {
    let text = "a\r\nb\rc\n😀d";
    let at = |word: &str| position(text, text.find(word).expect("the word is there"));
    assert_eq!(at("b"), Position { line: 1, character: 0 });
    assert_eq!(at("c"), Position { line: 2, character: 0 });
    assert_eq!(at("d"), Position { line: 3, character: 2 });
    assert_eq!(at("\n"), Position { line: 0, character: 1 });
}
