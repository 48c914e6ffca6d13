//! One outline of the two sides of merge conflicts.

use rustc_hash::FxHashMap;
use temple_syntax::TextRange;

use super::OutlineItem;

/// Merges two outlines without duplicates. Items that only the second one has are added to the enclosing item there.
pub(super) fn merged(first: Vec<OutlineItem>, second: Vec<OutlineItem>) -> Vec<OutlineItem> {
    let mut merged_items = MergedItems::default();
    merged_items.add(first, None);
    merged_items.add(second, None);
    merged_items.tree()
}

/// The items without their children, each after its parent.
#[derive(Default)]
struct MergedItems {
    items: Vec<(OutlineItem, Option<usize>)>,
    /// The index of each item by the range of its name.
    known: FxHashMap<TextRange, usize>,
}

impl MergedItems {
    fn add(&mut self, items: Vec<OutlineItem>, parent: Option<usize>) {
        for mut item in items {
            let children = std::mem::take(&mut item.children);
            let index = *self.known.entry(item.selection).or_insert(self.items.len());
            match self.items.get_mut(index) {
                // The two sides may end a block at different positions.
                Some((known, _)) => known.range = known.range.cover(item.range),
                None => self.items.push((item, parent)),
            }
            self.add(children, Some(index));
        }
    }

    fn tree(mut self) -> Vec<OutlineItem> {
        let mut roots = Vec::new();
        while let Some((mut item, parent)) = self.items.pop() {
            sort(&mut item.children);
            match parent.and_then(|parent| self.items.get_mut(parent)) {
                Some((parent, _)) => {
                    parent.range = parent.range.cover(item.range);
                    parent.children.push(item);
                }
                None => roots.push(item),
            }
        }
        sort(&mut roots);
        roots
    }
}

fn sort(items: &mut [OutlineItem]) {
    items.sort_by_key(|item| (item.range.start(), item.selection.start()));
}
