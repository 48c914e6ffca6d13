//! YAML and JSON as data.

use serde_json::Value;

/// Parses the documents of a YAML file.
pub(super) fn yaml(text: &str) -> Result<Value, String> {
    serde_saphyr::from_multiple::<Value>(text).map(Value::Array).map_err(|error| error.to_string())
}

/// Parses the only document of a JSON file.
pub(super) fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map(|document| Value::Array(vec![document])).map_err(|error| error.to_string())
}

/// Removes the keys that contain prose. Among the properties of a schema, these are names of properties and stay.
pub(super) fn without(data: &Value, prose: &[&str]) -> Value {
    let within = |key: &str, value: &Value| match value {
        Value::Object(properties) if key == "properties" => {
            properties.iter().map(|(name, schema)| (name.clone(), without(schema, prose))).collect()
        }
        _ => without(value, prose),
    };
    match data {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| !prose.contains(&key.as_str()));
            kept.map(|(key, value)| (key.clone(), within(key, value))).collect()
        }
        Value::Array(items) => items.iter().map(|item| without(item, prose)).collect(),
        other => other.clone(),
    }
}

/// Returns the first difference, with a JSON pointer to its position; `None` if there is none. The order of keys does
/// not matter, nor does a decimal point in a whole number.
pub(super) fn difference(expected: &Value, ours: &Value) -> Option<String> {
    let beside = |what: String| Some(format!(": {what}"));
    let inside = |key: &dyn std::fmt::Display, difference: Option<String>| difference.map(|it| format!("/{key}{it}"));
    match (expected, ours) {
        (Value::Object(expected), Value::Object(ours)) => {
            let of_expected = expected.iter().find_map(|(key, value)| {
                let Some(our) = ours.get(key) else { return Some(format!("/{}: missing", pointer(key))) };
                inside(&pointer(key), difference(value, our))
            });
            of_expected.or_else(|| {
                let surplus = ours.keys().find(|key| !expected.contains_key(*key))?;
                Some(format!("/{}: surplus", pointer(surplus)))
            })
        }
        (Value::Array(expected), Value::Array(ours)) => {
            let mut pairs = expected.iter().zip(ours).enumerate();
            let of_items = pairs.find_map(|(index, (expected, ours))| inside(&index, difference(expected, ours)));
            of_items.or_else(|| match expected.len() {
                count if count == ours.len() => None,
                count => beside(format!("expected {count} items, got {}", ours.len())),
            })
        }
        (Value::Number(a), Value::Number(b)) if a == b || (a.as_f64() == b.as_f64() && a.is_f64() != b.is_f64()) => {
            None
        }
        _ if expected == ours => None,
        _ => beside(format!("expected {expected}, got {ours}")),
    }
}

/// Escapes a key for a JSON pointer.
fn pointer(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[track_caller]
fn check(expected: &str, ours: &str, answer: Option<&str>) {
    let read = |text| yaml(text).expect("YAML");
    assert_eq!(difference(&read(expected), &read(ours)).as_deref(), answer);
}

#[test]
fn reports_the_first_difference() {
    check("a: 1\nb: [1, x]", "b:\n- 1.0\n- x\na: 1", None);
    check("a: {b/c: [1, 2]}", "a: {b/c: [1, 3]}", Some("/0/a/b~1c/1: expected 2, got 3"));
    check("a: [1, 2]", "a: [1]", Some("/0/a: expected 2 items, got 1"));
    check("a: 1", "a: '1'", Some("/0/a: expected 1, got \"1\""));
    check("a: {b: 1}", "a: {}", Some("/0/a/b: missing"));
    check("a: {}", "a: {b: 1}", Some("/0/a/b: surplus"));
    check("a: 1\n---\nb: 1", "a: 1", Some(": expected 2 items, got 1"));
}

#[test]
fn ignores_prose_but_not_properties_of_that_name() {
    let data =
        yaml("summary: s\nproperties: {summary: {type: t, summary: s}}\nlist: [{summary: s, a: 1}]").expect("YAML");
    let rest = yaml("properties: {summary: {type: t}}\nlist: [{a: 1}]").expect("YAML");
    assert_eq!(without(&data, &["summary"]), rest);
}
