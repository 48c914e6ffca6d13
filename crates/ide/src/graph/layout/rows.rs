//! Assigns the services to rows, and orders each row.

use std::collections::HashMap;

use super::{CHANNEL, Card, Connections, GAP};

/// Assigns services to rows, each below those that depend on it unless they depend on each other. Returns the services
/// of each row in order.
pub(super) fn rows(cards: &mut [Card], connections: &Connections) -> Vec<Vec<usize>> {
    let index: HashMap<_, _> = cards.iter().enumerate().map(|(index, card)| (card.node, index)).collect();
    let needs: Vec<Vec<usize>> = cards
        .iter()
        .map(|card| connections.of(card.node).iter().filter_map(|edge| index.get(&connections.ends[edge].1)).copied())
        .map(|needs| needs.collect())
        .collect();
    let (order, position) = topological(&needs);
    let mut layers = vec![0; cards.len()];
    for &card in &order {
        for &need in needs[card].iter().filter(|&&need| position[need] > position[card]) {
            layers[need] = layers[need].max(layers[card] + 1);
        }
    }
    let mut by_layer: Vec<Vec<usize>> = vec![Vec::new(); layers.iter().max().map_or(0, |last| last + 1)];
    (0..cards.len()).for_each(|card| by_layer[layers[card]].push(card));
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); cards.len()];
    for (card, needs) in needs.iter().enumerate() {
        needs.iter().for_each(|&need| needed_by[need].push(card));
    }
    let area: f32 = cards.iter().map(|card| (card.size.0 + GAP) * (card.size.1 + CHANNEL)).sum();
    let widest = (area.sqrt() * 1.25).max(1000.0);
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for mut layer in by_layer {
        // One barycentre pass: each service is placed below the services in earlier rows that depend on it.
        let barycentre = |card: usize| {
            let above = needed_by[card].iter().filter(|&&other| layers[other] < layers[card]);
            let (sum, count) = above.fold((0.0, 0), |(sum, count), &other| (sum + cards[other].x, count + 1));
            if count == 0 { 0.0 } else { sum / count as f32 }
        };
        let mut keyed: Vec<_> = layer.drain(..).map(|card| (barycentre(card), card)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let total: f32 = keyed.iter().map(|(_, card)| cards[*card].size.0 + GAP).sum();
        // Rows of similar length look better than full rows and a short last one.
        let fair = total / (total / widest).ceil().max(1.0) + 1.0;
        let mut x = f32::INFINITY;
        for (_, card) in keyed {
            let width = cards[card].size.0 + GAP;
            if x + width / 2.0 > fair {
                rows.push(Vec::new());
                x = 0.0;
            }
            cards[card].x = x + width / 2.0 - fair.min(total) / 2.0;
            cards[card].row = rows.len() - 1;
            x += width;
            rows.last_mut().into_iter().for_each(|row| row.push(card));
        }
    }
    rows
}

/// Returns an order in which everything precedes its dependencies, as far as they have no cycles, and the index of each
/// card in that order.
fn topological(needs: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut finished = Vec::with_capacity(needs.len());
    let mut seen = vec![false; needs.len()];
    for root in 0..needs.len() {
        // Depth-first search without recursion, because chains may be long.
        let mut stack = if seen[root] { Vec::new() } else { vec![(root, 0)] };
        seen[root] = true;
        while let Some((card, next)) = stack.pop() {
            match needs[card].get(next) {
                Some(&need) => {
                    stack.push((card, next + 1));
                    if !std::mem::replace(&mut seen[need], true) {
                        stack.push((need, 0));
                    }
                }
                None => finished.push(card),
            }
        }
    }
    finished.reverse();
    let mut position = vec![0; needs.len()];
    finished.iter().enumerate().for_each(|(index, &card)| position[card] = index);
    (finished, position)
}
