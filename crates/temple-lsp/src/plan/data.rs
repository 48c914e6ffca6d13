//! Compares two texts by content, with rules for each kind of file.

use serde_json::Value;
use temple_ide::manifest::FileLanguage;

/// Returns true if two texts of a language are equivalent, or an error if the one on disk cannot be parsed.
///
/// YAML and JSON are compared as data, ignoring comments, the order of keys and ways of quoting. In SQL and in
/// Dockerfiles, white space at the ends of lines and of the file is ignored. In scripts it is not: a space after a
/// backslash changes what they run, and so does a carriage return.
pub(super) fn same(language: FileLanguage, on_disk: &str, generated: &str) -> Result<bool, String> {
    if on_disk == generated {
        return Ok(true);
    }
    let read = match language {
        FileLanguage::Yaml => yaml,
        FileLanguage::Json => json,
        FileLanguage::Sql | FileLanguage::Dockerfile => return Ok(lines(on_disk).eq(lines(generated))),
        FileLanguage::Shell => return Ok(false),
    };
    let on_disk = read(on_disk)?;
    Ok(read(generated).is_ok_and(|generated| generated == on_disk))
}

/// Parses the documents of a YAML file.
fn yaml(text: &str) -> Result<Vec<Value>, String> {
    serde_saphyr::from_multiple::<Value>(text).map_err(|error| unreadable("YAML", &error.to_string()))
}

/// Parses the only document of a JSON file.
fn json(text: &str) -> Result<Vec<Value>, String> {
    let document = serde_json::from_str(text).map_err(|error| unreadable("JSON", &error.to_string()))?;
    Ok(vec![document])
}

/// Returns the first line of a parser's message; the rest quotes the text.
fn unreadable(language: &str, message: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    format!("the file on disk is not valid {language}: {}", message.trim_start_matches("error: "))
}

/// Iterates over the lines without trailing white space, and without empty lines at the end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.trim_end().lines().map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: FileLanguage, on_disk: &str, generated: &str, expected: Result<bool, &str>) {
        match (same(language, on_disk, generated), expected) {
            (Err(error), Err(start)) => assert!(error.starts_with(start), "{error}"),
            (error, expected) => assert_eq!(error, expected.map_err(str::to_owned)),
        }
    }

    #[test]
    fn compares_yaml_as_data() {
        let check = |on_disk, same| check(FileLanguage::Yaml, on_disk, "a: '1'\nb:\n- c\n- d\n", same);
        check("a: '1'\nb:\n- c\n- d\n", Ok(true));
        check("# mine\nb: [c, \"d\"]\r\na: \"1\" # a\n", Ok(true));
        check("a: 1\nb: [c, d]", Ok(false));
        check("a: '1'\nb: [d, c]", Ok(false));
        check("a: '1'\nb: [c, d]\n---\nc: 1\n", Ok(false));
        check("", Ok(false));
        check("a: '1'\nb: [c, d", Err("the file on disk is not valid YAML: "));
        check("a: '1'\na: '1'\nb: [c, d]", Err("the file on disk is not valid YAML: "));
    }

    #[test]
    fn compares_several_documents_in_order() {
        let check = |on_disk, same| check(FileLanguage::Yaml, on_disk, "a: 1\n---\nb: 2\n", same);
        check("---\na: 1\n---\n# b\nb: 2\n", Ok(true));
        check("b: 2\n---\na: 1\n", Ok(false));
    }

    #[test]
    fn compares_json_as_data() {
        let check = |on_disk, same| check(FileLanguage::Json, on_disk, "{\"a\": [1, 2], \"b\": null}", same);
        check("{\"b\":null,\"a\":[1,2]}\n", Ok(true));
        check("{\"a\": [1, 2]}", Ok(false));
        check("{\"a\": [1, 2], // mine\n\"b\": null}", Err("the file on disk is not valid JSON: "));
    }

    #[test]
    fn ignores_trailing_white_space_except_in_scripts() {
        for (language, same) in
            [(FileLanguage::Sql, true), (FileLanguage::Dockerfile, true), (FileLanguage::Shell, false)]
        {
            check(language, "a \\\r\n  b  \r\n\n", "a \\\n  b\n", Ok(same));
            check(language, "a\nb", "a b", Ok(false));
            check(language, " a", "a", Ok(false));
            check(language, "a", "a", Ok(true));
        }
    }
}
