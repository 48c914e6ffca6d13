//! The availability zones of the regions of AWS.

/// The regions, each with the letters of its zones.
const REGIONS: &[(&str, &str)] = &[
    ("af-south-1", "abc"),
    ("ap-east-1", "abc"),
    ("ap-northeast-1", "acd"),
    ("ap-northeast-2", "abcd"),
    ("ap-northeast-3", "abc"),
    ("ap-south-1", "abc"),
    ("ap-south-2", "abc"),
    ("ap-southeast-1", "abc"),
    ("ap-southeast-2", "abc"),
    ("ap-southeast-3", "abc"),
    ("ap-southeast-4", "abc"),
    ("ap-southeast-5", "abc"),
    ("ap-southeast-7", "abc"),
    ("ca-central-1", "abd"),
    ("ca-west-1", "abc"),
    ("eu-central-1", "abc"),
    ("eu-central-2", "abc"),
    ("eu-north-1", "abc"),
    ("eu-south-1", "abc"),
    ("eu-south-2", "abc"),
    ("eu-west-1", "abc"),
    ("eu-west-2", "abc"),
    ("eu-west-3", "abc"),
    ("il-central-1", "abc"),
    ("me-central-1", "abc"),
    ("me-south-1", "abc"),
    ("mx-central-1", "abc"),
    ("sa-east-1", "abc"),
    ("us-east-1", "abcdef"),
    ("us-east-2", "abc"),
    ("us-gov-east-1", "abc"),
    ("us-gov-west-1", "abc"),
    ("us-west-1", "ac"),
    ("us-west-2", "abcd"),
];

/// The letters of the zones of a region that is not in the table.
const USUAL: &str = "abc";

/// Iterates over the names of the zones of a region, such as `eu-west-1a`.
pub(crate) fn zones(region: &str) -> impl Iterator<Item = String> {
    let letters = REGIONS.iter().find(|(name, _)| *name == region).map_or(USUAL, |(_, letters)| letters);
    letters.chars().map(move |letter| format!("{region}{letter}"))
}

/// Returns true if the zone is in the region.
pub(crate) fn contains(region: &str, zone: &str) -> bool {
    zone.strip_prefix(region).is_some_and(|letter| letter.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_belong_to_their_region() {
        for (region, letters) in REGIONS {
            assert!(zones(region).all(|zone| contains(region, &zone)));
            assert_eq!(zones(region).count(), letters.len());
        }
        assert_eq!(zones("eu-new-9").collect::<Vec<_>>(), ["eu-new-9a", "eu-new-9b", "eu-new-9c"]);
        assert!(!contains("eu-west-1", "eu-west-2a") && !contains("eu-west-1", "eu-west-1"));
    }
}
