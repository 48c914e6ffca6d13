//! `textDocument/hover`.

use serde_json::json;

use crate::features::{ENCODINGS, at, position_params, range, shop};

#[test]
fn a_hover_covers_its_word() {
    for encoding in ENCODINGS {
        let mut client = shop(encoding, json!({}));
        for word in ["Cart", "total", "dockerCompose"] {
            let hover = client.ask("textDocument/hover", position_params(at(word, encoding)));
            assert_eq!(hover["range"], range(word, encoding), "{encoding}");
        }
        assert!(client.ask("textDocument/hover", position_params(at("// é", encoding))).is_null());
        client.shut_down();
    }
}

#[test]
fn the_client_chooses_the_format() {
    let markdown = json!({ "textDocument": { "hover": { "contentFormat": ["markdown", "plaintext"] } } });
    let plain = json!({ "textDocument": { "hover": { "contentFormat": ["plaintext"] } } });
    for (capabilities, kind) in [(markdown, "markdown"), (plain, "plaintext"), (json!({}), "plaintext")] {
        let mut client = shop("utf-16", capabilities);
        let hover = client.ask("textDocument/hover", position_params(at("Cart", "utf-16")));
        let text = hover["contents"]["value"].as_str().expect("a text");
        assert_eq!(hover["contents"]["kind"], kind);
        assert_eq!(text.contains("```"), kind == "markdown", "{text}");
        assert!(text.contains("Cart: service") && text.contains("/api/cart"), "{text}");
        client.shut_down();
    }
}
