//! The time of a preview: of all files, of one file, and of the list of files alone.
//!
//! `cargo xtask bench` runs this and prints the medians.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use temple_ide::manifest::Target;
use temple_ide::{Analysis, Severity};

const SERVICES: [usize; 3] = [10, 100, 1_000];
const TARGETS: [(&str, Target); 2] = [("compose", Target::DOCKER_COMPOSE), ("kubernetes", Target::KUBERNETES)];

/// Returns a Templefile with this number of services, each with attributes, a struct, and a reference to the previous
/// one.
fn templefile(services: usize) -> String {
    let mut text = String::from(
        "Market: project {\n  #provider(kubernetes);\n  #metrics(prometheus);\n  #authMethod(email);\n}\n",
    );
    for number in 0..services {
        let _ = write!(
            text,
            "\nStall{number}: service {{\n  title: string(40, 1) @unique;\n  price: float(max: 90.0, min: 0.5);\n"
        );
        if number > 0 {
            let _ = writeln!(text, "  next: Stall{};", number - 1);
        }
        let _ = write!(
            text,
            "  Offer{number}: struct {{\n    amount: int(min: 0);\n    since: date;\n    #enumerable;\n  }};\n"
        );
        text.push_str(if number == 0 { "  #auth;\n}\n" } else { "  #enumerable;\n}\n" });
    }
    text
}

fn manifests(criterion: &mut Criterion) {
    for services in SERVICES {
        let analysis = Analysis::new(templefile(services));
        let error = analysis.diagnostics().iter().find(|it| it.code.severity() == Severity::Error);
        assert!(error.is_none(), "the measured text ought to be sound: {error:?}");
        for (name, target) in TARGETS {
            let preview = analysis.preview(Some(target));
            let files = preview.files();
            assert!(files.len() > services, "the measured text ought to be generated");
            let one = files.iter().find(|file| file.path() == "stall5/config.json").expect("there is such a service");

            let mut measure = |what: &str, run: &mut dyn FnMut()| {
                let mut group = criterion.benchmark_group(format!("{what}-{name}"));
                group.sample_size(30).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
                group.bench_function(BenchmarkId::from_parameter(services), |bencher| bencher.iter(&mut *run));
            };
            measure("preview", &mut || {
                let preview = black_box(&analysis).preview(Some(target));
                preview.files().iter().for_each(|file| drop(black_box(file.render())));
            });
            measure("list", &mut || {
                drop(black_box(black_box(&analysis).preview(Some(target)).files()));
            });
            measure("one-file", &mut || drop(black_box(black_box(one).render())));
        }
    }
}

criterion_group!(benches, manifests);
criterion_main!(benches);
