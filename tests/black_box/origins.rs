//! The origins of generated lines: every line has some, and they are correct, because changing the text there changes
//! the line.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use temple_ide::manifest::{Blocks, Origin, Rendered, Target};
use temple_ide::model::{Entity, Name, Service, Type};
use temple_ide::{Analysis, Model, Severity, TextRange, TextSize};

use crate::cases;

/// A Templefile with the target of its preview.
struct Subject {
    name: String,
    text: String,
    target: Target,
}

/// Returns the examples for each target, then the accepted recorded cases that generate, with alternating targets.
fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    let mut push = |name: String, text: &str, target| subjects.push(Subject { name, text: text.to_owned(), target });
    let targets = [Target::DOCKER_COMPOSE, Target::KUBERNETES];
    for path in cases::templefiles("examples") {
        let text = std::fs::read_to_string(&path).expect("an example is UTF-8");
        targets.into_iter().for_each(|target| push(format!("{} for {target:?}", path.display()), &text, target));
    }
    let recorded = cases::recorded().filter(|case| case.generates == Some(true));
    let recorded = recorded.map(|case| (case.name, case.source));
    let generated = cases::generated().into_iter().map(|case| (case.name, case.source));
    for ((name, text), target) in recorded.chain(generated).zip(targets.into_iter().cycle()) {
        push(format!("{name} for {target:?}"), &text, target);
    }
    subjects
}

/// The generated files by their role, so that renamed files can be compared.
type Files = BTreeMap<Key, Generated>;

/// The index of a file's service, and its path with a star for the name of the service or project.
type Key = (Option<usize>, String);

/// A generated file.
struct Generated {
    path: String,
    rendered: Rendered,
    blocks: Rc<Blocks>,
}

impl Generated {
    /// Returns the range of an origin in the Templefile; `None` for a reason.
    fn source(&self, origin: Origin) -> Option<TextRange> {
        match origin {
            Origin::Source(range) => Some(self.blocks.absolute(range).expect("a block of the text")),
            Origin::Reason(_) => None,
        }
    }

    /// Iterates over the origins of a line, with `None` for reasons.
    fn sources(&self, line: usize) -> impl Iterator<Item = Option<TextRange>> {
        let line = u32::try_from(line).expect("a small file");
        self.rendered.origins_of(line).map(|origin| self.source(origin))
    }
}

fn render(analysis: &Analysis, target: Target) -> Files {
    let preview = analysis.preview(Some(target));
    let plan = preview.plan();
    let project = plan.project.as_ref().map_or("", |project| project.name.as_str());
    let blocks = Rc::new(plan.blocks.clone());
    let files = preview.files().into_iter().map(|file| {
        let index = file.service().and_then(|it| plan.services.iter().position(|other| std::ptr::eq(it, other)));
        let name = file.service().map_or(project, |service| service.name.as_str());
        let star = |part: &str| match part.strip_prefix(name) {
            Some(rest) if ["", "-db", ".json", ".openapi.yaml"].contains(&rest) => format!("*{rest}"),
            _ => part.to_owned(),
        };
        let path = file.path().split('/').map(star).collect::<Vec<_>>().join("/");
        let (rendered, blocks) = (file.render(), blocks.clone());
        ((index, path), Generated { path: file.path().to_owned(), rendered, blocks })
    });
    files.collect()
}

fn is_sound(analysis: &Analysis) -> bool {
    analysis.diagnostics().iter().all(|it| it.code.severity() != Severity::Error)
}

/// Checks every subject, and prints the number of checked items. `judge` adds the problems, and returns that number.
#[track_caller]
fn check(title: &str, judge: impl Fn(&Subject, &Analysis, &mut Vec<String>) -> usize) {
    let subjects = subjects();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for subject in &subjects {
        let analysis = Analysis::new(subject.text.as_str());
        assert!(is_sound(&analysis), "{}", subject.name);
        let mut found = Vec::new();
        seen += judge(subject, &analysis, &mut found);
        wrong.extend(found.into_iter().map(|it| format!("{}: {it}", subject.name)));
    }
    println!("{title}: {seen} in {} Templefiles, {} wrong", subjects.len(), wrong.len());
    assert!(seen > 0, "nothing to look at");
    // Keeps one problem per file name, so that every renderer is reported.
    let mut heard = BTreeSet::new();
    wrong.retain(|it| heard.insert(it.rsplit('/').next().map(|it| it.split(':').next().unwrap_or(it).to_owned())));
    wrong.truncate(40);
    assert!(wrong.is_empty(), "some that are wrong:\n{}", wrong.join("\n"));
}

#[test]
fn every_line_has_an_origin_inside_the_text() {
    check("lines with an origin", |subject, analysis, wrong| {
        let mut lines = 0;
        for file in render(analysis, subject.target).into_values() {
            let Generated { path, rendered, .. } = &file;
            let count = u32::try_from(rendered.text.lines().count()).expect("a small file");
            let mut complain = |what: String| wrong.push(format!("{path}: {what}"));
            if !rendered.text.is_empty() && !rendered.text.ends_with('\n') {
                complain("no line feed at the end".to_owned());
            }
            if !rendered.spans.is_sorted_by_key(|span| span.first) {
                complain("the spans are not sorted".to_owned());
            }
            for span in &rendered.spans {
                let Some(range) = file.source(span.origin) else { continue };
                let text = subject.text.get(std::ops::Range::<usize>::from(range));
                if text.is_none_or(str::is_empty) || span.first > span.last || span.last >= count {
                    complain(format!("{span:?} is empty or outside, of {count} lines"));
                }
            }
            let bare = (0..count).find(|line| rendered.origins_of(*line).next().is_none());
            bare.into_iter().for_each(|line| complain(format!("line {line} has no origin")));
            let outside = rendered.defects.iter().find(|defect| defect.line >= count);
            outside.into_iter().for_each(|defect| complain(format!("{defect:?}, of {count} lines")));
            lines += count as usize;
        }
        lines
    });
}

/// A declared name, with the ranges of its declaration and its occurrences.
struct Declared<'m> {
    name: &'m Name,
    occurrences: Vec<TextRange>,
}

/// Returns the references to `name` in the attributes of these blocks.
fn references<'m>(entities: impl Iterator<Item = &'m Entity>, name: &Name) -> Vec<TextRange> {
    let attributes = entities.flat_map(|entity| &entity.attributes);
    let referring = attributes.filter(|it| matches!(&it.ty, Type::Reference(to) if *to == name.source));
    referring.filter_map(|attribute| attribute.ranges?.ty).collect()
}

fn entities(service: &Service) -> impl Iterator<Item = &Entity> {
    std::iter::once(&service.entity).chain(&service.structs)
}

/// Returns the project, and all services, structs and attributes.
fn declared(model: &Model) -> Vec<Declared<'_>> {
    let mut all: Vec<Declared<'_>> = Vec::new();
    let alone = |name| Declared { name, occurrences: Vec::new() };
    all.extend(model.project.iter().map(|project| alone(&project.name)));
    for service in &model.services {
        let name = &service.entity.name;
        let mut occurrences = references(model.services.iter().flat_map(entities), name);
        let uses = model.services.iter().flat_map(|service| &service.uses);
        occurrences.extend(uses.filter(|used| used.source == name.source).map(|used| used.range));
        all.push(Declared { name, occurrences });
        for inner in &service.structs {
            let occurrences = references(entities(service), &inner.name);
            all.push(Declared { name: &inner.name, occurrences });
        }
        let attributes = entities(service).flat_map(|entity| &entity.attributes);
        all.extend(attributes.filter_map(|attribute| attribute.source.as_ref()).map(alone));
    }
    all
}

/// Returns the changed names of the project, services, structs and attributes in the generated code, if they change.
fn changes(model: &Model) -> Vec<Option<&str>> {
    declared(model).iter().map(|it| it.name.renamed.as_ref().map(|renamed| renamed.to.as_str())).collect()
}

/// Returns true if renaming the one at `index` does not affect the other names. Changed names start with the name of
/// the project, which is the first, so if that is renamed, the same names must be changed.
fn keeps_others(old: &Model, new: &Model, index: usize) -> bool {
    let [old, new] = [old, new].map(changes);
    let keeps = |(at, (old, new)): (usize, (&Option<&str>, &Option<&str>))| match index {
        0 => old.is_some() == new.is_some(),
        _ if at == index => old.is_none() && new.is_none(),
        _ => old == new,
    };
    old.len() == new.len() && old.iter().zip(&new).enumerate().all(keeps)
}

/// A suffix that gives a new name with the same sort order.
const SUFFIX: &str = "zz";

impl Declared<'_> {
    /// Returns every position of the name.
    fn starts(&self) -> BTreeSet<TextSize> {
        self.occurrences.iter().map(|range| range.start()).chain([self.name.range.start()]).collect()
    }

    /// Returns the text with the name changed at every position.
    fn renamed(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for start in self.starts().into_iter().rev() {
            let end = usize::from(start) + self.name.source.len();
            assert_eq!(text[usize::from(start)..end], *self.name.source, "a mention is the name");
            text.insert_str(end, SUFFIX);
        }
        text
    }

    /// Returns true if a line with this origin may contain the name.
    fn explains(&self, range: TextRange) -> bool {
        range == self.name.range || self.occurrences.contains(&range)
    }
}

#[test]
fn renaming_changes_exactly_the_lines_that_come_from_the_name() {
    check("names", |subject, analysis, wrong| {
        let old = render(analysis, subject.target);
        let mut names = 0;
        for (index, declared) in declared(analysis.model()).iter().enumerate() {
            let renamed = Analysis::new(declared.renamed(&subject.text));
            // A name may itself be changed in the generated code, or conflict with others.
            if !is_sound(&renamed) || !keeps_others(analysis.model(), renamed.model(), index) {
                continue;
            }
            names += 1;
            let new = render(&renamed, subject.target);
            compare_renamed(declared, &old, &new, wrong);
        }
        names
    });
}

/// Compares the files of a Templefile before and after renaming, line by line.
fn compare_renamed(declared: &Declared<'_>, old: &Files, new: &Files, wrong: &mut Vec<String>) {
    let name = &declared.name.source;
    let mut complain = |path: &str, what: String| wrong.push(format!("renaming {name}: {path}: {what}"));
    if !old.keys().eq(new.keys()) {
        return complain("", format!("other files: {:?} → {:?}", old.keys(), new.keys()));
    }
    for (before, after) in old.values().zip(new.values()) {
        let path = &before.path;
        let [was, is] = [before, after].map(|file| file.rendered.text.as_str());
        if was.lines().count() != is.lines().count() {
            complain(path, "another number of lines".to_owned());
            continue;
        }
        for (number, (was, is)) in was.lines().zip(is.lines()).enumerate() {
            let explained = before.sources(number).flatten().any(|range| declared.explains(range));
            if explained != (was != is) {
                let what = if explained { "comes from it, but stays" } else { "changes, but does not come from it" };
                complain(path, format!("line {number} {what}: {was:?} → {is:?}"));
            }
        }
    }
}

#[test]
fn removing_a_service_removes_the_lines_that_come_from_it_alone() {
    check("removed services", |subject, analysis, wrong| {
        let old = render(analysis, subject.target);
        let mut removed = 0;
        for service in &analysis.model().services {
            // Other parts change if no accounts or no services remain.
            if service.auth.is_some() || analysis.model().services.len() == 1 {
                continue;
            }
            let mut text = subject.text.clone();
            text.replace_range(std::ops::Range::<usize>::from(service.entity.range), "");
            let without = Analysis::new(text);
            // Its names may have conflicted with others.
            let is_kept = |it: &Declared<'_>| !service.entity.range.contains_range(it.name.range);
            let kept: Vec<bool> = declared(analysis.model()).iter().map(is_kept).collect();
            let others =
                changes(analysis.model()).into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(name, _)| name);
            if !is_sound(&without) || !others.eq(changes(without.model())) {
                continue;
            }
            removed += 1;
            compare_removed(service, &old, &render(&without, subject.target), wrong);
        }
        removed
    });
}

/// Checks that the remaining lines of each file are those with another origin than the service. Digits are ignored,
/// because ports are numbered consecutively.
fn compare_removed(service: &Service, old: &Files, new: &Files, wrong: &mut Vec<String>) {
    let without_digits = |line: &str| line.replace(|char: char| char.is_ascii_digit(), "");
    let new: BTreeMap<&str, &Rendered> = new.values().map(|file| (file.path.as_str(), &file.rendered)).collect();
    for before in old.values() {
        let path = &before.path;
        let inside = |range: TextRange| service.entity.range.contains_range(range);
        let from_it_alone = |line: usize| before.sources(line).all(|range| range.is_some_and(inside));
        let numbered = before.rendered.text.lines().enumerate();
        let mut may_stay = numbered.filter(|(line, _)| !from_it_alone(*line)).map(|(_, line)| without_digits(line));
        let after = new.get(path.as_str()).map_or("", |after| &after.text);
        for (number, line) in after.lines().enumerate() {
            if !may_stay.any(|it| it == without_digits(line)) {
                let name = &service.entity.name.source;
                wrong.push(format!("removing {name}: {path}: line {number} is still there: {line:?}"));
                break;
            }
        }
    }
}
