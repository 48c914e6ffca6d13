//! The order in which the compiler visits the attributes of a large struct.
//!
//! The compiler keeps them in a Scala hash map, whose order decides which of two clashing attributes is renamed
//! first, and so their new names (`docs/language.md`, Renaming). Maps of up to four entries keep the order of
//! the file. Larger ones are hash tries: each level takes five bits of the hash, and holds its entries before its
//! branches.

/// The largest map that keeps the order of the file.
const MAX_ORDERED: usize = 4;

/// Returns the indexes of `names`, which are distinct, in the order of the compiler's map.
pub(crate) fn hash_order(names: &[&str]) -> Vec<usize> {
    let mut indexes: Vec<usize> = (0..names.len()).collect();
    if names.len() > MAX_ORDERED {
        let hashes: Vec<u32> = names.iter().map(|name| hash(name)).collect();
        sort_level(&mut indexes, &hashes, 0);
    }
    indexes
}

/// Sorts the indexes of names whose hashes agree in all bits below `shift`.
fn sort_level(indexes: &mut [usize], hashes: &[u32], shift: u32) {
    if shift >= u32::BITS {
        return;
    }
    let bits = |index: usize| (hashes[index] >> shift) & 31;
    let mut counts = [0_usize; 32];
    indexes.iter().for_each(|&index| counts[bits(index) as usize] += 1);
    indexes.sort_by_key(|&index| (counts[bits(index) as usize] > 1, bits(index)));
    let branches = indexes.chunk_by_mut(|&one, &other| bits(one) == bits(other));
    for branch in branches.filter(|branch| branch.len() > 1) {
        sort_level(branch, hashes, shift + 5);
    }
}

/// Computes Java's hash of a string, with the bits mixed as Scala's hash maps do.
#[expect(clippy::disallowed_methods, reason = "Java hashes UTF-16 units; no position is counted")]
fn hash(name: &str) -> u32 {
    let hash = name.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    let hash = hash.wrapping_add(!(hash << 9));
    let hash = hash ^ (hash >> 14);
    let hash = hash.wrapping_add(hash << 4);
    hash ^ (hash >> 10)
}

#[cfg(test)]
mod tests {
    use super::hash_order;

    #[track_caller]
    fn check(names: &[&str], expected: &[&str]) {
        let order: Vec<&str> = hash_order(names).into_iter().map(|index| names[index]).collect();
        assert_eq!(order, expected);
    }

    #[test]
    fn only_small_maps_keep_the_order() {
        check(&["url", "score", "createdBy", "createdby"], &["url", "score", "createdBy", "createdby"]);
        check(
            &["count", "url", "score", "createdBy", "createdby"],
            &["count", "createdby", "url", "score", "createdBy"],
        );
        check(
            &["b2", "startTime", "myHTTPAppLog", "colour", "score"],
            &["score", "myHTTPAppLog", "colour", "b2", "startTime"],
        );
    }

    #[test]
    fn equal_hashes_end_the_descent() {
        check(&["AaAa", "BBBB", "AaBB", "c", "d"], &["c", "d", "AaAa", "BBBB", "AaBB"]);
    }
}
