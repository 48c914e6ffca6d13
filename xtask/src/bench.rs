//! Runs the benchmarks: parsing in multiples of the bare lexer and the bare tree, previews, the time of each request,
//! and the grouping of a preview's files in the extension for Visual Studio Code.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context as _;
use xshell::{Shell, cmd};

use crate::{extension, target};

/// The sizes of measured texts, in lines.
const LINES: &[u32] = &[100, 1_000, 10_000, 50_000];

/// The sizes of previewed systems, in services.
const SERVICES: &[u32] = &[10, 100, 1_000];

/// The sizes of texts in which requests are measured, in lines, and the limit for each request in milliseconds.
const LIMITS: [(u32, f64); 2] = [(500, 1.0), (10_000, 5.0)];

/// Runs the benchmarks and prints their tables. Returns false if a request exceeds its limit.
pub(crate) fn run(sh: &Shell) -> anyhow::Result<bool> {
    let start = SystemTime::now();
    cmd!(sh, "cargo bench --locked --package temple-tests --bench analysis --bench manifests --bench features")
        .run()?;
    let results = target::directory(sh)?.join("criterion");
    analysis(&results)?;
    manifests(&results)?;
    let features = features(&results, start)?;
    Ok(extension::bench(sh)? && features)
}

/// Prints the time to analyse a Templefile.
fn analysis(results: &Path) -> anyhow::Result<()> {
    println!(
        "\n| lines | bytes | bare lexer | bare tree | lex, parse | all | all ÷ (bare lexer + bare tree) | all, MB/s |"
    );
    println!("| --: | --: | --: | --: | --: | --: | --: | --: |");
    for lines in LINES {
        let read = |name: &str| Measured::read(&results.join(name).join(lines.to_string()).join("new"));
        let (lexer, tree, parse, all) = (read("lexer")?, read("flat-tree")?, read("parse")?, read("analysis")?);
        println!(
            "| {lines} | {} | {} | {} | {} | {} | {:.2} | {:.0} |",
            all.bytes.context("no throughput")?,
            time(lexer.nanoseconds),
            time(tree.nanoseconds),
            time(parse.nanoseconds),
            time(all.nanoseconds),
            all.nanoseconds / (lexer.nanoseconds + tree.nanoseconds),
            all.bytes.unwrap_or(0) as f64 * 1e3 / all.nanoseconds,
        );
    }
    Ok(())
}

/// Prints the time to preview its generated files.
fn manifests(results: &Path) -> anyhow::Result<()> {
    println!("\n| services | target | all files | all ÷ services | list of files | one file |");
    println!("| --: | --- | --: | --: | --: | --: |");
    for services in SERVICES {
        for target in ["compose", "kubernetes"] {
            let read = |what: &str| {
                Measured::read(&results.join(format!("{what}-{target}")).join(services.to_string()).join("new"))
            };
            let (all, list, one) =
                (read("preview")?.nanoseconds, read("list")?.nanoseconds, read("one-file")?.nanoseconds);
            let each = time(all / f64::from(*services));
            println!("| {services} | {target} | {} | {each} | {} | {} |", time(all), time(list), time(one));
        }
    }
    Ok(())
}

/// Prints the time of each request, slowest first. Returns true if none exceeds its limit. Results from before `start`
/// belong to benchmarks that no longer exist.
fn features(results: &Path, start: SystemTime) -> anyhow::Result<bool> {
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(results)? {
        let folder = entry?.path();
        let sizes = LIMITS.map(|(lines, _)| folder.join(lines.to_string()).join("new"));
        let is_new = |size: &PathBuf| size.join("estimates.json").metadata()?.modified().map(|it| it >= start);
        if !sizes.iter().all(|size| is_new(size).unwrap_or(false)) {
            continue;
        }
        let times = [Measured::read(&sizes[0])?.nanoseconds, Measured::read(&sizes[1])?.nanoseconds];
        rows.push((folder.file_name().unwrap_or_default().to_string_lossy().into_owned(), times));
    }
    rows.sort_by(|(_, one), (_, other)| other[1].total_cmp(&one[1]));
    let [few, many] = LIMITS;
    println!("\n| request | {} lines, at most {} ms | {} lines, at most {} ms |", few.0, few.1, many.0, many.1);
    println!("| --- | --: | --: |");
    let is_short = |times: &[f64; 2]| times.iter().zip(LIMITS).all(|(time, (_, limit))| *time <= limit * 1e6);
    let are_short = rows.iter().all(|(_, times)| is_short(times));
    for (name, times) in rows {
        let shown = |at: usize| match times[at] <= LIMITS[at].1 * 1e6 {
            true => time(times[at]),
            false => format!("**{}**, too long", time(times[at])),
        };
        println!("| {name} | {} | {} |", shown(0), shown(1));
    }
    Ok(are_short)
}

/// A measurement, as criterion stores it on disk.
struct Measured {
    /// The median time of one run.
    nanoseconds: f64,
    /// The bytes of text that one run reads, if specified.
    bytes: Option<u64>,
}

impl Measured {
    fn read(folder: &Path) -> anyhow::Result<Measured> {
        let read = |name: &str| -> anyhow::Result<serde_json::Value> {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            Ok(serde_json::from_str(&text)?)
        };
        let nanoseconds = read("estimates.json")?["median"]["point_estimate"].as_f64().context("no median")?;
        let bytes = read("benchmark.json")?["throughput"]["Bytes"].as_u64();
        Ok(Measured { nanoseconds, bytes })
    }
}

/// Formats a time in a suitable unit.
fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        _ => format!("{:.2} ms", nanoseconds / 1e6),
    }
}
