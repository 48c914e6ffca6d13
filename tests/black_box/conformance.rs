//! Compares the library with the recorded answers of the reference compiler. Every test prints the number of matches.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use temple_ide::{Analysis, Code, Diagnostic, Severity};

use crate::cases::{self, Case, Facts, Stage, Verdict};
use crate::locations;

/// Every case with our analysis of it, by the name of its file.
static CASES: LazyLock<BTreeMap<String, Vec<(Case, Analysis)>>> = LazyLock::new(|| {
    let analyse = |case: Case| {
        let analysis = Analysis::new(case.source.as_str());
        (case, analysis)
    };
    cases::language().into_iter().map(|(file, cases)| (file, cases.into_iter().map(analyse).collect())).collect()
});

/// Checks every case and prints the numbers for each file. `judge` returns a result for each recorded fact that the
/// test checks: `Ok`, or the difference.
#[track_caller]
fn check<J, A>(title: &str, judge: J)
where
    J: Fn(&Case, &Analysis) -> A,
    A: IntoIterator<Item = Result<(), String>>,
{
    let mut wrong = Vec::new();
    let (mut all_right, mut all) = (0, 0);
    for (file, cases) in &*CASES {
        let (mut right, mut total) = (0, 0);
        for (case, analysis) in cases {
            for answer in judge(case, analysis) {
                total += 1;
                match answer {
                    Ok(()) => right += 1,
                    Err(difference) => wrong.push(format!("{file} {}: {difference}", case.name)),
                }
            }
        }
        println!("{title}, {file}: {right}/{total}");
        all_right += right;
        all += total;
    }
    println!("{title}: {all_right}/{all}");
    wrong.truncate(20);
    assert!(all > 0, "no cases");
    assert!(wrong.is_empty(), "the first that differ:\n{}", wrong.join("\n"));
}

fn of_severity(analysis: &Analysis, severity: Severity) -> Vec<&Diagnostic> {
    analysis.diagnostics().iter().filter(|diagnostic| diagnostic.code.severity() == severity).collect()
}

/// Returns the codes and messages, for a report of differences.
fn listed(diagnostics: &[&Diagnostic]) -> String {
    let line = |it: &&Diagnostic| format!("{} at {:?}: {}", it.code, it.range, it.message);
    diagnostics.iter().map(line).collect::<Vec<_>>().join("; ")
}

#[test]
fn an_error_exists_exactly_where_the_reference_rejects() {
    check("verdicts", |case, analysis| {
        let errors = of_severity(analysis, Severity::Error);
        let right = errors.is_empty() == (case.verdict == Verdict::Accept);
        [right.then_some(()).ok_or_else(|| format!("{:?} ({:?}), but: {}", case.verdict, case.errors, listed(&errors)))]
    });
}

#[test]
fn finds_every_recorded_error_at_its_position() {
    check("errors", |case, analysis| {
        let read = matches!(case.stage, Some(Stage::Reading | Stage::Checking));
        case.errors.iter().filter(|_| read).map(|error| found(case, analysis, error)).collect::<Vec<_>>()
    });
}

/// Checks that a diagnostic of the recorded kind lies inside the location of the recorded path, and names that path
/// itself.
fn found(case: &Case, analysis: &Analysis, error: &cases::RecordedError) -> Result<(), String> {
    let locations = locations::find(&case.source, &error.path);
    assert!(!locations.is_empty(), "{}: the recorded path leads nowhere: {error:?}", case.name);
    let here = |diagnostic: &&Diagnostic| {
        let bytes = std::ops::Range::<usize>::from(diagnostic.range);
        let path = analysis.path_of(diagnostic.range);
        diagnostic.code.as_str() == error.kind
            && locations.iter().any(|location| {
                let inside = location.bytes.start <= bytes.start && bytes.end <= location.bytes.end;
                inside && path.starts_with(&error.path[..location.names])
            })
    };
    let errors = of_severity(analysis, Severity::Error);
    let right = errors.iter().any(here);
    right.then_some(()).ok_or_else(|| format!("{error:?} at {locations:?}, but: {}", listed(&errors)))
}

#[test]
fn reports_every_text_that_cannot_be_parsed() {
    check("syntax errors", |case, analysis| {
        let unread = matches!(case.stage, Some(Stage::Syntax | Stage::Crash));
        let errors = of_severity(analysis, Severity::Error);
        let judge = |error: &cases::RecordedError| {
            let right = errors.iter().any(|diagnostic| diagnostic.code.as_str() == error.kind);
            right.then_some(()).ok_or_else(|| format!("{}, but: {}", error.kind, listed(&errors)))
        };
        case.errors.iter().filter(|_| unread).map(judge).collect::<Vec<_>>()
    });
}

#[test]
fn a_warning_exists_exactly_where_generating_crashes() {
    const CRASHES: [Code; 3] = [Code::ReferenceToStruct, Code::EnumerableAuthService, Code::NoEndpoints];
    check("generates", |case, analysis| {
        let generates = case.generates?;
        let warnings = of_severity(analysis, Severity::Warning);
        let warned = warnings.iter().any(|diagnostic| CRASHES.contains(&diagnostic.code));
        Some(
            (warned != generates)
                .then_some(())
                .ok_or_else(|| format!("generates {generates}, but: {}", listed(&warnings))),
        )
    });
}

#[test]
fn the_model_of_every_accepted_text_is_the_recorded_one() {
    check("models", |case, analysis| {
        let expected = case.model.as_ref()?;
        let ours = Facts::of(analysis.model());
        Some((ours == *expected).then_some(()).ok_or_else(|| format!("\n  {expected:?}, but:\n  {ours:?}")))
    });
}

#[test]
fn every_text_with_recorded_manifests_is_accepted() {
    let cases = cases::generated();
    let wrong = |case: &cases::Source| {
        let analysis = Analysis::new(case.source.as_str());
        let errors = of_severity(&analysis, Severity::Error);
        (!errors.is_empty()).then(|| format!("{}: {}", case.name, listed(&errors)))
    };
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    println!("verdicts, manifests: {}/{}", cases.len() - wrong.len(), cases.len());
    assert!(!cases.is_empty(), "no cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
