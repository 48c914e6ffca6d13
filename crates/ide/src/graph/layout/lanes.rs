//! The positions of the services in each row, and the lanes between them for connections that pass the row.

use std::collections::HashMap;

use super::{CHANNEL, Card, Connections, GAP, Layout, Point};
use crate::graph::EdgeKind;

const LANE: f32 = 12.0;
/// The maximum number of rows that a connection passes in lanes. Longer ones are drawn straight: they would be hard to
/// follow, and their lanes would need quadratic space.
const MAX_LANE_ROWS: usize = 16;

/// A bundle of connections that share their lanes: the target service, the kind, and true if they lead upwards.
type Trunk = (usize, EdgeKind, bool);

impl Connections {
    /// Returns the range of rows that each bundle of connections passes.
    pub(super) fn trunks(&self, cards: &[Card]) -> HashMap<Trunk, (usize, usize)> {
        let by_node: HashMap<_, _> = cards.iter().map(|card| (card.node, card)).collect();
        let mut trunks: HashMap<Trunk, (usize, usize)> = HashMap::new();
        for &(from, to, kind) in self.ends.values() {
            let (Some(source), Some(target)) = (by_node.get(&from), by_node.get(&to)) else { continue };
            let Some(span) = passed(source, target) else { continue };
            let known = trunks.entry((to, kind, target.row <= source.row)).or_insert(span);
            *known = (known.0.min(span.0), known.1.max(span.1));
        }
        trunks
    }

    /// Returns the vertical segments of a connection.
    pub(super) fn route(
        &self,
        edge: usize,
        source: &Card,
        cards: &HashMap<usize, &Card>,
        lanes: &HashMap<(Trunk, usize), f32>,
        tops: &[(f32, f32)],
        layout: &Layout,
    ) -> Vec<(Point, Point)> {
        let (_, to, kind) = self.ends[&edge];
        let Some(target) = cards.get(&to) else { return Vec::new() };
        let up = target.row <= source.row;
        let start = layout.feet.get(&edge).map_or((source.x, source.y), |foot| foot.0);
        let mut route = vec![(start, (start.0, tops[source.row].1))];
        let (first, end) = passed(source, target).unwrap_or_default();
        let lane = |row: usize| lanes.get(&((to, kind, up), row)).copied().unwrap_or(start.0);
        if up {
            route.extend((first..end).rev().map(|row| ((lane(row), tops[row].1), (lane(row), tops[row].0))));
        } else {
            route.extend((first..end).map(|row| ((lane(row), tops[row].0), (lane(row), tops[row].1))));
        }
        let area = layout.nodes[to];
        // At the right end, away from the label of the route.
        let x = area.right() - if kind == EdgeKind::Use { 16.0 } else { 34.0 };
        route.push(((x, tops[target.row].0), (x, area.y)));
        route
    }
}

/// Returns the range of rows that a connection passes in lanes. Returns `None` if there are too many.
fn passed(source: &Card, target: &Card) -> Option<(usize, usize)> {
    let span = match target.row <= source.row {
        // A connection that leads upwards leaves below its source and arrives above its target, so it passes both of
        // their rows.
        true => (target.row, source.row + 1),
        false => (source.row + 1, target.row),
    };
    (span.1 - span.0 <= MAX_LANE_ROWS).then_some(span)
}

/// Assigns a position to every service, and a lane to every trunk in each row that it passes. Returns the lanes, the
/// upper and lower edge of each row, and the right edge of the widest row.
#[allow(clippy::type_complexity, reason = "three results that have nothing else in common")]
pub(super) fn place_services(
    cards: &mut [Card],
    rows: &[Vec<usize>],
    trunks: &HashMap<Trunk, (usize, usize)>,
    (left, first): Point,
) -> (HashMap<(Trunk, usize), f32>, Vec<(f32, f32)>, f32) {
    let target: HashMap<_, _> = cards.iter().map(|card| (card.node, card.x)).collect();
    let mut passing: Vec<Vec<(f32, Trunk)>> = vec![Vec::new(); rows.len()];
    for (&trunk, &(first, end)) in trunks {
        (first..end).for_each(|row| passing[row].push((target[&trunk.0], trunk)));
    }
    // For each row, the trunks that pass before each service and after the last one.
    let mut gaps: Vec<Vec<Vec<Trunk>>> = Vec::with_capacity(rows.len());
    for (row, trunks) in rows.iter().zip(&mut passing) {
        trunks.sort_by(|a, b| {
            a.0.total_cmp(&b.0).then(a.1.0.cmp(&b.1.0)).then((a.1.1 as u8, a.1.2).cmp(&(b.1.1 as u8, b.1.2)))
        });
        let mut spaces = vec![Vec::new(); row.len() + 1];
        for &(x, trunk) in trunks.iter() {
            spaces[row.partition_point(|&card| cards[card].x < x)].push(trunk);
        }
        gaps.push(spaces);
    }
    let length = |row: &[usize], gaps: &[Vec<Trunk>]| {
        let lanes: usize = gaps.iter().map(Vec::len).sum();
        row.iter().map(|&card| cards[card].size.0 + GAP).sum::<f32>() + GAP + lanes as f32 * LANE
    };
    let longest = rows.iter().zip(&gaps).map(|(row, gaps)| length(row, gaps)).fold(240.0, f32::max);
    let lengths: Vec<_> = rows.iter().zip(&gaps).map(|(row, gaps)| length(row, gaps)).collect();
    let (mut lanes, mut tops) = (HashMap::new(), Vec::with_capacity(rows.len()));
    let mut y = first;
    for (index, (row, gaps)) in rows.iter().zip(&gaps).enumerate() {
        let mut x = left + (longest - lengths[index]) / 2.0;
        let height = row.iter().map(|&card| cards[card].size.1).fold(0.0, f32::max);
        for (gap, trunks) in gaps.iter().enumerate() {
            x += GAP / 2.0;
            for &trunk in trunks {
                x += LANE;
                lanes.insert((trunk, index), x - LANE / 2.0);
            }
            x += GAP / 2.0;
            if let Some(&card) = row.get(gap) {
                (cards[card].x, cards[card].y) = (x, y);
                x += cards[card].size.0;
            }
        }
        tops.push((y, y + height));
        y += height + CHANNEL;
    }
    (lanes, tops, left + longest)
}
