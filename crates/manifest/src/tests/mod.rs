//! Rendering of files: their text, and the origins of their lines.

mod blocks;
mod compose;
mod config;
mod dockerfile;
mod kubernetes;
mod metrics;
mod name_conflict;
mod openapi;
mod scripts;
mod sql;
mod targets;

use expect_test::Expect;
use temple_model::Model;

use crate::{BlockRange, Blocks, Deployment, Origin, Rendered, Target};

fn model(source: &str) -> Model {
    temple_model::analyze(&temple_syntax::parse(source)).0
}

/// Checks a rendered file, with the text in the Templefile that each line comes from in front of it.
#[track_caller]
pub(crate) fn check(source: &str, target: Option<Target>, path: &str, expected: Expect) {
    check_part(source, target, path, |_| true, expected);
}

/// Like [`check`], but only for the lines for which `is_shown` returns true.
#[track_caller]
fn check_part(source: &str, target: Option<Target>, path: &str, is_shown: impl Fn(&str) -> bool, expected: Expect) {
    let model = model(source);
    let deployment = Deployment::new(&model, target);
    expected.assert_eq(&annotated(source, &deployment.plan.blocks, &file(&deployment, path), is_shown));
}

/// Renders one file.
#[track_caller]
fn file(deployment: &Deployment<'_>, path: &str) -> Rendered {
    let files = deployment.files();
    let paths: Vec<&str> = files.iter().map(|file| file.path()).collect();
    let file = files.iter().find(|file| file.path() == path).unwrap_or_else(|| panic!("no {path} in {paths:?}"));
    file.render()
}

/// The paths of the files that start with `folder`.
fn paths(source: &str, target: Option<Target>, folder: &str) -> Vec<String> {
    let model = model(source);
    let deployment = Deployment::new(&model, target);
    let paths = deployment.files().iter().map(|file| file.path().to_owned()).collect::<Vec<_>>();
    paths.into_iter().filter(|path| path.starts_with(folder)).collect()
}

/// The text at a range in a block.
fn text_of<'s>(source: &'s str, blocks: &Blocks, range: BlockRange) -> &'s str {
    let range = blocks.absolute(range).expect("a block of the text");
    &source[std::ops::Range::<usize>::from(range)]
}

fn annotated(source: &str, blocks: &Blocks, file: &Rendered, is_shown: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (number, line) in file.text.lines().enumerate().filter(|(_, line)| is_shown(line)) {
        let number = number as u32;
        let spans = file.spans.iter().filter(|span| span.first <= number && number <= span.last);
        let origins = spans.map(|span| match span.origin {
            Origin::Source(range) => text_of(source, blocks, range).lines().next().unwrap_or("").into(),
            Origin::Reason(reason) => format!("({reason})"),
        });
        let origins: Vec<String> = origins.collect();
        let defects = file.defects.iter().filter(|found| found.line == number);
        let defects: String = defects.map(|found| format!(" ! {}", found.defect.as_str())).collect();
        let line = format!("{:<30} | {line}{defects}", origins.join(" + "));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
