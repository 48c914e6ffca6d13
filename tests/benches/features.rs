//! The time of each editor request, in a text that is already analysed.
//!
//! `cargo xtask bench` runs this too. The limit for a request is one millisecond in 500 lines, and five in 10,000
//! lines.

mod document;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use temple_ide::{ActionKind, Analysis, FormatOptions, Indent, TextRange, TextSize, rank};

const LINES: [usize; 4] = [500, 2_000, 10_000, 50_000];

/// The largest text, in lines, in which all requests are measured. In larger texts, only requests about the whole text
/// are, to see that their time stays linear.
const LARGEST: usize = 10_000;

/// Returns the offset after the last `word` in the first two thirds of the text.
fn behind(text: &str, word: &str) -> TextSize {
    let at = text[..text.len() * 2 / 3].rfind(word).expect("the text has such a word") + word.len();
    TextSize::try_from(at).expect("a small text")
}

/// Adds a mistake with a safe fix to every seventh line.
fn faulty(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().step_by(7) {
        let wrong =
            line.replace(": string", ": strnig").replace("#enumerable", "#enumarable").replace(": bool;", ": bool");
        *line = wrong;
    }
    lines.join("\n") + "\n"
}

/// The positions in a text that requests refer to.
struct Places {
    service: TextSize,
    attribute: TextSize,
    /// A reference to a service.
    reference: TextSize,
    /// A frequent type of the language.
    built_in: TextSize,
    arguments: TextSize,
    provider: TextSize,
    project: TextSize,
    entry: TextSize,
    /// The positions after a `;` and after a `}`.
    semicolon: TextSize,
    brace: TextSize,
}

impl Places {
    fn of(text: &str) -> Places {
        let first = |word: &str| TextSize::try_from(text.find(word).expect("a word")).expect("a small text");
        Places {
            service: behind(text, ": service {") - TextSize::of(": service {"),
            attribute: behind(text, "\n  link0"),
            reference: behind(text, "link0: ") + TextSize::of("A"),
            built_in: behind(text, ": string"),
            arguments: behind(text, "string(255, "),
            provider: first("kubernetes"),
            project: first("Market"),
            entry: behind(text, ": service {\n"),
            semicolon: behind(text, ";"),
            brace: behind(text, "\n}"),
        }
    }
}

/// Measures a function under a name.
type Measure<'a> = dyn FnMut(&str, &mut dyn FnMut()) + 'a;

/// Drops a result, and prevents the optimiser from removing its computation.
fn take<T>(result: T) {
    drop(black_box(result));
}

fn features(criterion: &mut Criterion) {
    for lines in LINES {
        let text = document::templefile(lines);
        let analysis = Analysis::new(text.as_str());
        let places = Places::of(&text);
        let mut measure = |name: &str, run: &mut dyn FnMut()| {
            let mut group = criterion.benchmark_group(name);
            group.sample_size(20).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_millis(800));
            group.bench_function(BenchmarkId::from_parameter(lines), |bencher| bencher.iter(&mut *run));
        };
        whole(&mut measure, &analysis);
        if lines <= LARGEST {
            completing(&mut measure, &analysis, &places);
            explaining(&mut measure, &analysis, &places);
            navigating(&mut measure, &analysis, &places);
            changing(&mut measure, &analysis, &places);
            repairing(&mut measure, &faulty(&text));
            formatting(&mut measure, &analysis, &places);
            occurrences(criterion, lines, &text);
        }
    }
}

/// The state after an edit, when only the model is known.
fn occurrences(criterion: &mut Criterion, lines: usize, text: &str) {
    let mut group = criterion.benchmark_group("mentions, cold");
    group.sample_size(20).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_millis(800));
    group.bench_function(BenchmarkId::from_parameter(lines), |bencher| {
        let fresh = || Analysis::new(text);
        bencher.iter_batched_ref(fresh, |it| black_box(it.occurrences().len()), BatchSize::LargeInput);
    });
}

/// Measures requests about the whole text, whose time grows with it.
fn whole(measure: &mut Measure<'_>, analysis: &Analysis) {
    let whole = TextRange::up_to(TextSize::of(&**analysis.text()));
    measure("hints, all", &mut || take(analysis.hints(whole, |_| true)));
    measure("highlights, all", &mut || take(analysis.highlights(whole)));
    measure("folds", &mut || take(analysis.folds()));
    measure("outline", &mut || take(analysis.outline()));
    measure("links", &mut || take(analysis.links()));
    let outline = analysis.outline();
    let names: Vec<&str> =
        outline.iter().flat_map(|block| block.children.iter().chain([block])).map(|item| item.name.as_str()).collect();
    measure("workspace symbols", &mut || take(names.iter().filter_map(|name| rank("crtd", name)).max()));
    measure("lenses, references", &mut || take(analysis.reference_lenses()));
    measure("lenses, endpoints", &mut || take(analysis.endpoint_lenses()));
    measure("lenses, preview", &mut || take(analysis.preview_lenses(None)));
}

fn completing(measure: &mut Measure<'_>, analysis: &Analysis, at: &Places) {
    let end = TextSize::of(&**analysis.text());
    measure("completion, outside blocks", &mut || take(analysis.completions(end)));
    measure("completion, entry", &mut || take(analysis.completions(at.entry)));
    measure("completion, type", &mut || take(analysis.completions(at.reference)));
    measure("completion, argument", &mut || take(analysis.completions(at.arguments)));
    measure("completion, value", &mut || take(analysis.completions(at.provider)));
    let services = analysis.completions(at.reference);
    let subject = services.last().and_then(|item| item.subject).expect("a service");
    measure("completion, resolve", &mut || take(analysis.documentation(subject)));
    // While typing, when the block is not closed yet.
    let open = Analysis::new(&analysis.text()[..usize::from(at.entry)]);
    measure("completion, unclosed block", &mut || take(open.completions(at.entry)));
}

fn explaining(measure: &mut Measure<'_>, analysis: &Analysis, at: &Places) {
    let text = analysis.text();
    // The number of bytes that a large window shows.
    let screen = TextRange::at(at.entry, TextSize::new(2_000).min(TextSize::of(&**text) - at.entry));
    measure("signature", &mut || take(analysis.signature(at.arguments)));
    measure("hover, project", &mut || take(analysis.hover(at.project)));
    measure("hover, service", &mut || take(analysis.hover(at.service)));
    measure("hover, attribute", &mut || take(analysis.hover(at.attribute)));
    measure("hover, reference", &mut || take(analysis.hover(at.reference)));
    measure("hover, type", &mut || take(analysis.hover(at.built_in)));
    measure("hover, provider", &mut || take(analysis.hover(at.provider)));
    measure("hints, screen", &mut || take(analysis.hints(screen, |_| true)));
    measure("highlights, screen", &mut || take(analysis.highlights(screen)));
    measure("selections", &mut || take(analysis.selections(at.arguments)));
}

fn navigating(measure: &mut Measure<'_>, analysis: &Analysis, at: &Places) {
    measure("definition", &mut || take(analysis.definition(at.reference)));
    measure("type definition", &mut || take(analysis.type_definition(at.attribute)));
    measure("references", &mut || take(analysis.references(at.service, true)));
    measure("references, type", &mut || take(analysis.references(at.built_in, true)));
    let index = analysis.service_at(at.service).expect("a service");
    measure("calls, incoming", &mut || take(analysis.incoming_calls(index)));
    measure("calls, outgoing", &mut || take(analysis.outgoing_calls(index)));
}

fn changing(measure: &mut Measure<'_>, analysis: &Analysis, at: &Places) {
    // For comparison with renaming, which analyses the resulting text.
    let mut typed = analysis.text().to_string();
    typed.insert(at.attribute.into(), 'x');
    measure("keystroke", &mut || take(analysis.after_edit(typed.as_str())));
    measure("rename, prepare", &mut || take(analysis.prepare_rename(at.service)));
    measure("rename", &mut || take(analysis.rename(at.service, "Renamed")));
    measure("rename, attribute", &mut || take(analysis.rename(at.attribute, "renamed")));
    let rewritings = |kind| !matches!(kind, ActionKind::FixAll | ActionKind::QuickFix);
    for (name, place) in [("service", at.service), ("entry", at.attribute), ("arguments", at.arguments)] {
        let run = &mut || take(analysis.actions(TextRange::empty(place), rewritings));
        measure(&format!("rewritings, {name}"), run);
    }
}

fn repairing(measure: &mut Measure<'_>, text: &str) {
    let analysis = Analysis::new(text);
    let place = analysis.diagnostics()[analysis.diagnostics().len() / 2].range;
    measure("repairs", &mut || take(analysis.actions(place, |kind| kind == ActionKind::QuickFix)));
    let all = || analysis.actions(place, |kind| kind == ActionKind::FixAll);
    assert!(!all().is_empty(), "there is something to repair");
    measure("repair all", &mut || take(all()));
}

fn formatting(measure: &mut Measure<'_>, analysis: &Analysis, at: &Places) {
    let options = FormatOptions::default();
    measure("format", &mut || take(analysis.format(&options)));
    let tabs = FormatOptions { indent: Indent::Tab, ..options };
    measure("format, every line", &mut || take(analysis.format(&tabs)));
    let lines = TextRange::at(at.entry, TextSize::new(200));
    measure("format, range", &mut || take(analysis.format_range(lines, &options)));
    for (name, place, sign) in [("semicolon", at.semicolon, ';'), ("brace", at.brace, '}'), ("line", at.entry, '\n')] {
        measure(&format!("format, {name}"), &mut || take(analysis.format_on_type(place, sign, &options)));
    }
}

criterion_group!(benches, features);
criterion_main!(benches);
