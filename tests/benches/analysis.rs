//! The time of an analysis, compared with its lower bound: the bare lexer and a bare, flat tree of its tokens.
//!
//! `cargo xtask bench` runs this and prints the ratios.

mod document;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rowan::{GreenNode, GreenNodeBuilder};
use temple_ide::{Analysis, Severity};
use temple_syntax::{Lexeme, SyntaxKind};

const LINES: [usize; 4] = [100, 1_000, 10_000, 50_000];

/// Builds a tree without structure: all tokens are children of one node.
fn flat_tree(text: &str, lexemes: &[Lexeme]) -> GreenNode {
    let mut builder = GreenNodeBuilder::new();
    builder.start_node(SyntaxKind::FILE.into());
    let ends = lexemes.iter().skip(1).map(|next| usize::from(next.start)).chain([text.len()]);
    for (lexeme, end) in lexemes.iter().zip(ends) {
        builder.token(lexeme.kind.into(), &text[usize::from(lexeme.start)..end]);
    }
    builder.finish_node();
    builder.finish()
}

fn analysis(criterion: &mut Criterion) {
    for lines in LINES {
        let text: Arc<str> = document::templefile(lines).into();
        assert_eq!(text.lines().count(), lines);
        let checked = Analysis::new(Arc::clone(&text));
        let error = checked.diagnostics().iter().find(|it| it.code.severity() == Severity::Error);
        assert!(error.is_none(), "the measured text ought to be sound: {error:?}");

        let mut measure = |name: &str, run: &mut dyn FnMut()| {
            let mut group = criterion.benchmark_group(name);
            group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(30);
            group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
            group.bench_function(BenchmarkId::from_parameter(lines), |bencher| bencher.iter(&mut *run));
        };
        let lexemes = temple_syntax::lex(&text);
        measure("lexer", &mut || drop(black_box(temple_syntax::lex(black_box(&text)))));
        measure("flat-tree", &mut || drop(black_box(flat_tree(black_box(&text), &lexemes))));
        measure("parse", &mut || drop(black_box(temple_syntax::parse(black_box(&text)))));
        measure("analysis", &mut || drop(black_box(Analysis::new(Arc::clone(black_box(&text))))));
    }
}

criterion_group!(benches, analysis);
criterion_main!(benches);
