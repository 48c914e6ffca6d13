//! The tables that an SQL script creates. Supports only the subset of SQL that such scripts use.

use serde_json::{Value, json};

/// Returns every `CREATE TABLE` with its columns, their types and constraints. Fails if the script contains anything
/// else.
pub(super) fn tables(text: &str) -> Result<Value, String> {
    let without_comments: Vec<&str> = text.lines().map(|line| line.split("--").next().unwrap_or(line)).collect();
    let text = without_comments.join("\n");
    let statements = text.split(';').map(str::trim).filter(|statement| !statement.is_empty());
    statements.map(table).collect()
}

/// Sorts the parts of tables whose order is not recorded: the columns of structs, which are all tables but the first.
pub(super) fn in_any_order(tables: &Value) -> Value {
    let mut tables = tables.clone();
    for table in tables.as_array_mut().into_iter().flatten().skip(1) {
        if let Some(columns) = table["columns"].as_array_mut() {
            columns.sort_by(|a, b| a["name"].as_str().cmp(&b["name"].as_str()));
        }
    }
    tables
}

fn table(statement: &str) -> Result<Value, String> {
    let outside = || format!("not a table: {statement}");
    let (head, rest) = statement.split_once('(').ok_or_else(outside)?;
    let columns = rest.trim_end().strip_suffix(')').ok_or_else(outside)?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let name = match words.as_slice() {
        ["CREATE", "TABLE", name] | ["CREATE", "TABLE", "IF", "NOT", "EXISTS", name] => unquoted(name),
        _ => return Err(outside()),
    };
    let columns: Vec<Value> = split(columns, ',').into_iter().map(column).collect::<Result<_, _>>()?;
    Ok(json!({"table": name, "columns": columns}))
}

fn column(text: &str) -> Result<Value, String> {
    let words = split(text, ' ');
    let [name, ty, rest @ ..] = words.as_slice() else { return Err(format!("not a column: {text}")) };
    let (ty, mut rest) = match rest {
        ["PRECISION", rest @ ..] if *ty == "DOUBLE" => ("DOUBLE PRECISION", rest),
        _ => (*ty, rest),
    };
    let mut constraints = Vec::new();
    while !rest.is_empty() {
        let (constraint, after) = match rest {
            ["CHECK", condition, after @ ..] => (format!("CHECK {condition}"), after),
            ["NOT", "NULL", after @ ..] => ("NOT NULL".to_owned(), after),
            ["PRIMARY", "KEY", after @ ..] => ("PRIMARY KEY".to_owned(), after),
            ["UNIQUE", after @ ..] => ("UNIQUE".to_owned(), after),
            _ => return Err(format!("not a constraint: {}", rest.join(" "))),
        };
        constraints.push(constraint);
        rest = after;
    }
    Ok(json!({"name": unquoted(name), "type": ty, "constraints": constraints}))
}

/// Removes the optional quotes from a name.
fn unquoted(name: &str) -> &str {
    name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name)
}

/// Splits a text at separators outside parentheses. Trims the parts, and drops empty ones. A space as separator means
/// any white space.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, char) in text.char_indices() {
        match char {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && (char == separator || (separator == ' ' && char.is_whitespace())) => {
                parts.push(&text[start..at]);
                start = at + char.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[test]
fn parses_tables_with_columns_and_constraints() {
    let text = "-- a comment\nCREATE TABLE a (\n    id UUID NOT NULL PRIMARY KEY,\n    \"b\" DOUBLE PRECISION CHECK (b <= 2) UNIQUE\n);\n\
                CREATE TABLE c (d VARCHAR(20) CHECK (length(d) >= 1));\n";
    let expected = json!([
        {"table": "a", "columns": [
            {"name": "id", "type": "UUID", "constraints": ["NOT NULL", "PRIMARY KEY"]},
            {"name": "b", "type": "DOUBLE PRECISION", "constraints": ["CHECK (b <= 2)", "UNIQUE"]},
        ]},
        {"table": "c", "columns": [
            {"name": "d", "type": "VARCHAR(20)", "constraints": ["CHECK (length(d) >= 1)"]},
        ]},
    ]);
    assert_eq!(tables(text), Ok(expected));
    assert!(tables("DROP TABLE a;").is_err());
    assert!(tables("CREATE TABLE a (b INT DEFAULT 1);").is_err());
}
