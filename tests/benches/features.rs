//! What each request of an editor costs, in a text that is analysed already.
//!
//! `cargo xtask bench` runs this too. In 500 lines a request is to take a millisecond at most, in 10,000 lines five.

mod document;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use temple_ide::{ActionKind, Analysis, FormatOptions, TextRange, TextSize};

const LINES: [usize; 3] = [500, 2_000, 10_000];

/// The place behind the last `word` in the first two thirds of the text.
fn behind(text: &str, word: &str) -> TextSize {
    let at = text[..text.len() * 2 / 3].rfind(word).expect("the text has such a word") + word.len();
    TextSize::try_from(at).expect("a small text")
}

fn features(criterion: &mut Criterion) {
    for lines in LINES {
        let text = document::templefile(lines);
        let analysis = Analysis::new(text.as_str());
        let whole = TextRange::up_to(TextSize::of(&text));
        let service = behind(&text, ": service {") - TextSize::of(": service {");
        let attribute = behind(&text, "\n  link0");
        let ty = behind(&text, "link0: ") + TextSize::of("A");
        let arguments = behind(&text, "string(255, ");
        let provider = TextSize::try_from(text.find("kubernetes").expect("a provider")).expect("a small text");
        let project = TextSize::try_from(text.find("Market").expect("a project")).expect("a small text");
        let entry = behind(&text, ": service {\n");
        // As many bytes as a large window shows.
        let screen = TextRange::at(entry, TextSize::new(2_000).min(whole.end() - entry));

        // As after an edit: nothing is known yet but the model.
        let mut group = criterion.benchmark_group("mentions, cold");
        group.sample_size(20).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_millis(800));
        group.bench_function(BenchmarkId::from_parameter(lines), |bencher| {
            let fresh = || Analysis::new(text.as_str());
            bencher.iter_batched_ref(fresh, |it| black_box(it.mentions().len()), BatchSize::LargeInput);
        });
        group.finish();

        let mut measure = |name: &str, run: &mut dyn FnMut()| {
            let mut group = criterion.benchmark_group(name);
            group.sample_size(20).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_millis(800));
            group.bench_function(BenchmarkId::from_parameter(lines), |bencher| bencher.iter(&mut *run));
        };
        measure("completion, outside blocks", &mut || drop(black_box(analysis.completions(whole.end()))));
        measure("completion, entry", &mut || drop(black_box(analysis.completions(entry))));
        measure("completion, type", &mut || drop(black_box(analysis.completions(ty))));
        measure("completion, argument", &mut || drop(black_box(analysis.completions(arguments))));
        measure("completion, value", &mut || drop(black_box(analysis.completions(provider))));
        measure("signature", &mut || _ = black_box(analysis.signature(arguments)));
        measure("hover, project", &mut || drop(black_box(analysis.hover(project))));
        measure("hover, service", &mut || drop(black_box(analysis.hover(service))));
        measure("hover, attribute", &mut || drop(black_box(analysis.hover(attribute))));
        measure("hover, provider", &mut || drop(black_box(analysis.hover(provider))));
        measure("hints, screen", &mut || drop(black_box(analysis.hints(screen, |_| true))));
        measure("hints, all", &mut || drop(black_box(analysis.hints(whole, |_| true))));
        measure("highlights, screen", &mut || drop(black_box(analysis.highlights(screen))));
        measure("highlights, all", &mut || drop(black_box(analysis.highlights(whole))));
        measure("folds", &mut || drop(black_box(analysis.folds())));
        measure("outline", &mut || drop(black_box(analysis.outline())));
        measure("selections", &mut || drop(black_box(analysis.selections(arguments))));
        measure("definition", &mut || _ = black_box(analysis.definition(ty)));
        measure("references", &mut || drop(black_box(analysis.references(service, true))));
        let index = analysis.service_at(service).expect("a service");
        measure("calls", &mut || drop(black_box((analysis.incoming_calls(index), analysis.outgoing_calls(index)))));
        measure("rename", &mut || drop(black_box(analysis.rename(service, "Renamed"))));
        let options = FormatOptions::default();
        measure("format", &mut || drop(black_box(analysis.format(&options))));
        let repairs = |kind| kind != ActionKind::FixAll;
        measure("actions", &mut || drop(black_box(analysis.actions(TextRange::empty(service), repairs))));
        measure("repair all", &mut || {
            drop(black_box(analysis.actions(whole, |kind| kind == ActionKind::FixAll)));
        });
    }
}

criterion_group!(benches, features);
criterion_main!(benches);
