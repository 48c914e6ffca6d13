//! Document links: opens the addresses in comments.
//!
//! ```temple
//! // How orders are paid: https://example.com/payment
//! Order: service {
//!   total: float;
//! }
//! ```

use linkify::{LinkFinder, LinkKind};
use temple_syntax::{TextRange, TextSize};

use crate::Analysis;

/// An address in a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The range of the address, in bytes; on one line.
    pub range: TextRange,
    /// The address.
    pub target: String,
}

impl Analysis {
    /// Returns the addresses of web pages in comments, sorted by position.
    pub fn links(&self) -> Vec<Link> {
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]);
        let tokens = self.sides().flat_map(|side| side.parse().root().descendant_tokens());
        let comments = tokens.filter(|token| token.kind().is_comment());
        let links = comments.filter(|comment| comment.text().contains("://")).flat_map(|comment| {
            // The end of a comment may directly follow an address.
            let text = comment.text().strip_suffix("*/").unwrap_or(comment.text());
            let links = finder.links(text).filter(|link| is_web(link.as_str()));
            links.map(move |link| Link {
                range: TextRange::at(start(comment.range(), link.start()), TextSize::of(link.as_str())),
                target: link.as_str().to_owned(),
            })
        });
        let mut links: Vec<Link> = links.collect();
        links.sort_by_key(|link| link.range.start());
        links.dedup_by_key(|link| link.range.start());
        links
    }
}

/// Returns true for `http` and `https`. Other schemes could start programs that the reader of a comment does not
/// expect.
fn is_web(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

/// Returns the offset that is `bytes` bytes after the start of a comment.
fn start(comment: TextRange, bytes: usize) -> TextSize {
    // Texts, and therefore comments, are shorter than 4 GiB.
    comment.start() + TextSize::try_from(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let links = Analysis::new(text).links();
        let targets: Vec<&str> = links.iter().map(|link| link.target.as_str()).collect();
        assert_eq!(targets, expected);
        for link in &links {
            assert_eq!(text[std::ops::Range::<usize>::from(link.range)], link.target);
        }
    }

    #[test]
    fn finds_links_in_comments() {
        check("// é See https://example.com/a?b=c#d, or not.\n", &["https://example.com/a?b=c#d"]);
        check("/* http://a.example and\n (https://b.example/ü) */", &["http://a.example", "https://b.example/ü"]);
        check("S: service { a: int; //https://example.com\n}", &["https://example.com"]);
        check("/*https://example.com/x*/", &["https://example.com/x"]);
    }

    #[test]
    fn finds_no_links_elsewhere() {
        check("https://example.com", &[]);
        check("// example.com, me@example.com, file:///etc, :// and javascript://x", &[]);
    }
}
