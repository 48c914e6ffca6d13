//! `textDocument/signatureHelp`.

use serde_json::{Value, json};

use crate::client::URI;
use crate::features::{ENCODINGS, at, position_params, shop};

fn capabilities(signature: Value) -> Value {
    json!({ "textDocument": { "signatureHelp": { "signatureInformation": signature } } })
}

#[test]
fn reports_the_active_parameter() {
    for encoding in ENCODINGS {
        let mut client = shop(encoding, json!({}));
        for (place_of, active) in [("5, min", 0), ("1); ", 1)] {
            let Value::Object(mut position) = at("int(5", encoding) else { panic!("a position") };
            let within = "int(5, min: 1); ".find(place_of).or("int(5, min: 1);\n".find("1);")).expect("there");
            position["character"] = (position["character"].as_u64().expect("a number") + within as u64).into();
            let help = client.ask("textDocument/signatureHelp", position_params(position.into()));
            assert_eq!(help["signatures"][0]["label"], "int(max, min, precision)");
            assert_eq!(help["activeParameter"], active, "{encoding}");
        }
        assert!(client.ask("textDocument/signatureHelp", position_params(at("Cart", encoding))).is_null());
        client.shut_down();
    }
}

#[test]
fn labels_parameters_by_offset_if_the_client_can() {
    let offsets = json!({ "parameterInformation": { "labelOffsetSupport": true } });
    for (signature, expected) in [(offsets, json!([9, 12])), (json!({}), json!("min"))] {
        let mut client = shop("utf-8", capabilities(signature));
        let help = client.ask("textDocument/signatureHelp", position_params(at("5, min", "utf-8")));
        assert_eq!(help["signatures"][0]["parameters"][1]["label"], expected);
        client.shut_down();
    }
}

#[test]
fn has_no_active_parameter_after_the_last_one() {
    // If no parameter is active, clients of version 3.17 would highlight the first one that is listed.
    let knows_none = json!({ "noActiveParameterSupport": true });
    for (signature, expected, parameters) in [(knows_none, Some(&Value::Null), 3), (json!({}), None, 0)] {
        let mut client = shop("utf-16", capabilities(signature));
        client.change(URI, 2, json!([{ "text": "S: service { a: int(1, 2, 3, " }]));
        let help = client.ask("textDocument/signatureHelp", position_params(json!({ "line": 0, "character": 99 })));
        assert_eq!(help.get("activeParameter"), expected);
        assert_eq!(help["signatures"][0]["parameters"].as_array().map_or(0, Vec::len), parameters);
        client.shut_down();
    }
}
