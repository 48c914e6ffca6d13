//! Everything that is done with a text, each with its cost.

use temple_ide::manifest::Target;
use temple_ide::{Analysis, Code, Edit, FormatOptions, GraphFormat, TextRange, TextSize, apply_edits};

use crate::count::{Cost, measure};
use crate::texts::Text;

/// Runs all operations on a text with this number of entries. `report` gets the name and the cost of each.
pub(crate) fn run(text: &Text, entries: usize, mut report: impl FnMut(String, Cost)) {
    let source = (text.write)(entries);
    let (_, cost) = measure(|| temple_syntax::parse(&source));
    report("parsing".to_owned(), cost);
    let (analysis, cost) = measure(|| Analysis::new(source.as_str()));
    report("analysis".to_owned(), cost);
    if let Some((code, expected)) = text.expected {
        check(text, &analysis, code, expected(entries));
    }
    on_the_whole(&analysis, &mut report);
    again(&analysis, size(start_of_entry(&source)), &mut report);
    for (place, at) in [("start", 0), ("middle", start_of_entry(&source)), ("end", source.len())] {
        at_offset(&analysis, size(at), |operation, cost| report(format!("{operation} at the {place}"), cost));
    }
}

/// Returns the offset of the start of an entry in the middle of a text, so that the offsets in two texts mean the same.
fn start_of_entry(text: &str) -> usize {
    let middle = text.floor_char_boundary(text.len() / 2);
    let near = &text[text.floor_char_boundary(middle.saturating_sub(100))..middle];
    let end = ['\n', ';', ',', '}', '{', '(', '['].into_iter().find_map(|end| near.rfind(end));
    let start = end.map_or(middle, |end| middle - near.len() + end + 1);
    start + text[start..].len() - text[start..].trim_start().len()
}

fn check(text: &Text, analysis: &Analysis, code: Code, expected: usize) {
    let found = analysis.diagnostics().iter().filter(|diagnostic| diagnostic.code == code).count();
    assert_eq!(found, expected, "{}: diagnostics of {code}", text.name);
}

/// The requests about a whole text.
fn on_the_whole(analysis: &Analysis, report: &mut impl FnMut(String, Cost)) {
    let range = TextRange::up_to(TextSize::of(&**analysis.text()));
    let mut run = |name: &str, work: &dyn Fn()| report(name.to_owned(), measure(work).1);
    run("paths of diagnostics", &|| {
        analysis.diagnostics().iter().for_each(|diagnostic| drop(analysis.path_of(diagnostic.range)));
    });
    run("mentions", &|| _ = analysis.occurrences());
    run("highlights", &|| drop(analysis.highlights(range)));
    run("hints", &|| drop(analysis.hints(range, |_| true)));
    run("folds", &|| drop(analysis.folds()));
    run("outline", &|| drop(analysis.outline()));
    run("links", &|| drop(analysis.links()));
    run("reference lenses", &|| drop(analysis.reference_lenses()));
    run("endpoint lenses", &|| drop(analysis.endpoint_lenses()));
    run("fixing everything", &|| drop(analysis.fix_all(|_| true)));
    run("formatting", &|| {
        let edits = analysis.format(&FormatOptions::default());
        apply_edits(analysis.text(), &edits);
    });
    run("preview", &|| {
        let preview = analysis.preview(Some(Target::KUBERNETES));
        preview.files().iter().for_each(|file| drop(file.render()));
        drop(preview.notes());
    });
    run("graph", &|| drop(analysis.graph(None).render(GraphFormat::Dot)));
}

/// The requests at a position.
fn at_offset(analysis: &Analysis, offset: TextSize, mut report: impl FnMut(&str, Cost)) {
    let mut run = |name: &str, work: &dyn Fn()| report(name, measure(work).1);
    run("hover", &|| drop(analysis.hover(offset)));
    run("signature", &|| _ = analysis.signature(offset));
    run("selections", &|| drop(analysis.selections(offset)));
    run("definition", &|| _ = analysis.definition(offset));
    run("references", &|| drop(analysis.references(offset, true)));
    run("completions", &|| drop(analysis.completions(offset)));
    run("calls", &|| {
        if let Some(service) = analysis.service_at(offset) {
            drop((analysis.incoming_calls(service), analysis.outgoing_calls(service)));
        }
    });
    run("formatting while typing", &|| {
        for typed in ['}', ';', '\n'] {
            analysis.format_on_type(offset, typed, &FormatOptions::default());
        }
    });
}

/// Runs the operations that analyse the text again.
fn again(analysis: &Analysis, offset: TextSize, report: &mut impl FnMut(String, Cost)) {
    let mut run = |name: &str, work: &dyn Fn()| report(name.to_owned(), measure(work).1);
    run("actions", &|| drop(analysis.actions(TextRange::empty(offset), |_| true)));
    run("rename", &|| drop(analysis.rename(offset, "xFresh")));
    run("an edit", &|| {
        let edit = Edit { range: TextRange::empty(offset), text: "x".to_owned() };
        drop(analysis.after_edit(apply_edits(analysis.text(), &[edit])));
    });
}

fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).expect("a text is shorter than 4 GiB")
}
