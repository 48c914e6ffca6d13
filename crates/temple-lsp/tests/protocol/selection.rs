//! `textDocument/selectionRange`.

use serde_json::json;

use crate::features::{ENCODINGS, at, document, range, shop};

#[test]
fn grows_a_selection_at_each_position() {
    for encoding in ENCODINGS {
        let mut client = shop(encoding, json!({}));
        let mut params = document();
        params["positions"] = json!([at("min", encoding), at("Cart", encoding)]);
        let ranges = client.ask("textDocument/selectionRange", params);
        assert_eq!(ranges.as_array().map(Vec::len), Some(2));
        for (ranges, steps) in
            [(&ranges[0], vec!["min", "min: 1", "5, min: 1", "(5, min: 1)"]), (&ranges[1], vec!["Cart"])]
        {
            let mut step = ranges;
            for expected in steps {
                assert_eq!(step["range"], range(expected, encoding), "{encoding} {expected}");
                step = &step["parent"];
            }
            while !step["parent"].is_null() {
                step = &step["parent"];
            }
            assert_eq!(step["range"]["start"], json!({ "line": 0, "character": 0 }));
            assert_eq!(step["range"]["end"], json!({ "line": 7, "character": 0 }));
        }
        client.shut_down();
    }
}
