//! Counts the steps and the allocated bytes of everything that is done with hostile texts of two sizes, one four times
//! as long as the other. Prints a line for each operation: its name, and both costs at both sizes, separated by tabs.
//!
//! `tests/black_box/linear.rs` builds this program so that it counts, runs it, and compares the sizes.

#![allow(clippy::print_stdout, reason = "a program that prints its results")]

mod count;
mod operations;
mod texts;

use std::collections::BTreeMap;

use count::Cost;
use texts::{TEXTS, Text};

/// The ratio of the two sizes.
const GROWTH: usize = 4;

fn main() {
    // Several processes share the work, as steps are counted for a whole process.
    let share: Vec<usize> = std::env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let [first, step] = share[..] else { panic!("usage: temple-linear <first text> <step to the next>") };
    for text in TEXTS.iter().skip(first).step_by(step) {
        let [few, many] = [text.entries, GROWTH * text.entries].map(|entries| costs(text, entries));
        for (operation, few) in few {
            let many = many.get(operation.as_str()).copied().unwrap_or_default();
            let Text { name, .. } = text;
            println!("{name}: {operation}\t{}\t{}\t{}\t{}", few.steps, many.steps, few.bytes, many.bytes);
        }
    }
}

/// Returns the costs of all operations for a text with this number of entries, by their names.
fn costs(text: &Text, entries: usize) -> BTreeMap<String, Cost> {
    let mut costs = BTreeMap::new();
    operations::run(text, entries, |operation, cost| {
        let is_new = costs.insert(operation.clone(), cost).is_none();
        assert!(is_new, "{operation} is measured twice");
    });
    costs
}
