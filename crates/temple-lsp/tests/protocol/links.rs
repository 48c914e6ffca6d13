//! `textDocument/documentLink`.

use serde_json::json;

use crate::features::{ENCODINGS, at, document, shop};

#[test]
fn returns_links_in_comments() {
    for encoding in ENCODINGS {
        let mut client = shop(encoding, json!({}));
        let links = client.ask("textDocument/documentLink", document());
        assert_eq!(links.as_array().map(Vec::len), Some(1));
        assert_eq!(links[0]["target"], "https://example.com/ü");
        let range = json!({ "start": at("https", encoding), "end": at(" */ Shop", encoding) });
        assert_eq!(links[0]["range"], range, "{encoding}");
        client.shut_down();
    }
}
