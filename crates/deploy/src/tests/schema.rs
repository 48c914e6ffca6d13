//! The JSON schema.

use serde_json::Value;

use crate::{Key, schema};

fn parsed() -> Value {
    serde_json::from_str(&schema()).expect("JSON")
}

/// Returns the properties that a definition allows.
fn properties<'v>(schema: &'v Value, path: &str) -> &'v Value {
    &schema.pointer(path).expect("a table")["properties"]
}

#[test]
fn every_key_is_where_it_is_allowed() {
    let schema = parsed();
    let tables = [
        ("", crate::scope::Level::Top),
        ("/definitions/environment", crate::scope::Level::Environment),
        ("/definitions/service/additionalProperties", crate::scope::Level::Service),
    ];
    for key in Key::ALL {
        let (group, name) = key.parts();
        for (path, level) in tables {
            let table = properties(&schema, path);
            let is_there = match group {
                None => !table[name].is_null(),
                Some(group) => {
                    !table[group].is_null() && !properties(&schema, &format!("/definitions/{group}"))[name].is_null()
                }
            };
            assert_eq!(is_there, key.entry().scope.allows(level), "{key} {level:?}");
        }
    }
}

#[test]
fn limits_are_those_of_the_table() {
    let schema = parsed();
    let top = properties(&schema, "");
    assert_eq!(top["tag"]["pattern"], "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$");
    assert_eq!(top["tag"]["default"], "dev");
    assert_eq!(top["replicas"]["anyOf"][0]["maximum"], 1000);
    assert_eq!(top["availability"]["enum"], serde_json::json!(["basic", "high"]));
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn the_text_is_always_the_same() {
    assert_eq!(schema(), schema());
    assert!(schema().ends_with("}\n"));
}
