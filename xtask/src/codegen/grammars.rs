//! Generates the files of the grammars that contain words of the language, from templates.

use anyhow::Context as _;

use crate::facts::{Metadata, Words};
use crate::repo::Repo;

/// The folder of the templates.
const TEMPLATES: &str = "syntaxes/templates";

/// The folder of the tree-sitter grammar's queries.
const QUERIES: &str = "syntaxes/tree-sitter-temple/queries";

/// The notation of words in a kind of file.
#[derive(Clone, Copy)]
enum Form {
    /// Queries of tree-sitter: `"a" "b"`.
    Query,
    /// Regular expressions in JSON: `a|b`.
    Json,
}

/// Returns the path and the text of each file.
pub(super) fn files(repo: &Repo, words: &Words) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for name in ["highlights.scm", "helix/highlights.scm"] {
        let template = format!("{TEMPLATES}/queries/{name}");
        let text = filled(repo, &template, words, Form::Query)?;
        let head = format!("; Written by `cargo xtask codegen` from {template}.\n\n");
        files.push((format!("{QUERIES}/{name}"), head + &text));
    }
    let template = format!("{TEMPLATES}/temple.tmLanguage.json");
    let text = filled(repo, &template, words, Form::Json)?;
    files.push(("syntaxes/textmate/temple.tmLanguage.json".to_owned(), text));
    Ok(files)
}

/// Returns a template with every `{{name}}` replaced.
fn filled(repo: &Repo, path: &str, words: &Words, form: Form) -> anyhow::Result<String> {
    let mut text = String::new();
    let mut rest = repo.text(path)?;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").with_context(|| format!("{path}: `{{{{` without `}}}}`"))?;
        let value = value(name, words, form).with_context(|| format!("{path}: {{{{{name}}}}} means nothing"))?;
        text += before;
        text += &value;
        rest = after;
    }
    Ok(text + rest)
}

/// Returns the replacement of a name in a template.
fn value(name: &str, words: &Words, form: Form) -> Option<String> {
    let taking = |what: &'static str| words.metadata.iter().filter(move |item| item.takes.as_deref() == Some(what));
    let names = |items: &mut dyn Iterator<Item = &Metadata>| items.map(|item| item.name.clone()).collect::<Vec<_>>();
    Some(match (name, form) {
        ("kinds", _) => listed(&words.block_kinds, form),
        ("types", _) => listed(&words.types, form),
        ("annotations", _) => listed(&words.annotations, form),
        ("parameters", _) => listed(&words.parameters, form),
        ("metadata", _) => listed(&names(&mut words.metadata.iter()), form),
        ("metadata-of-services", _) => listed(&names(&mut taking("services")), form),
        ("values", Form::Json) => listed(&words.values, form),
        ("values", Form::Query) => in_any_case(&words.values),
        ("values-of-lists", Form::Query) => in_any_case(taking("words").flat_map(|item| &item.values)),
        (_, Form::Json) => shorthand(name, words)?.replace('\\', r"\\"),
        (_, Form::Query) => return None,
    })
}

fn listed(words: &[String], form: Form) -> String {
    match form {
        Form::Query => words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" "),
        Form::Json => words.join("|"),
    }
}

/// Returns a regular expression that matches words in any case. The editors' regular expressions have no common syntax
/// for ignoring case.
fn in_any_case<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let either = |letter: char| match letter.is_ascii_alphabetic() {
        true => format!("[{}{}]", letter.to_ascii_lowercase(), letter.to_ascii_uppercase()),
        false => letter.to_string(),
    };
    words.into_iter().map(|word| word.chars().map(either).collect::<String>()).collect::<Vec<_>>().join("|")
}

/// Returns a building block for the regular expressions of the TextMate grammar, in the syntax of Oniguruma.
fn shorthand(name: &str, words: &Words) -> Option<String> {
    const START: &str = r"[\p{L}\p{Nl}\p{Sc}\p{Pc}]";
    const PART: &str = r"[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}\p{Cf}]";
    const GAP: &str = r"(?:\s|/\*(?:[^*]|\*(?!/))*+\*/)*+";
    let word = format!("{START}{PART}*+");
    let [types, values] = [&words.types, &words.values].map(|words| words.join("|"));
    // A `name:` that starts an entry. Inside arguments, it does if the name is in upper case, or if the text after the
    // colon is a type and cannot be a value.
    let entry = format!("{word}{GAP}:");
    let types = format!("(?:{types})(?!{PART})|{word}{GAP}[;@({{}}#]");
    let typed = format!("[A-Z]{PART}*+{GAP}:|{entry}{GAP}(?:{types})");
    Some(match name {
        // A character of a Java identifier after the first one.
        "part" => PART.to_owned(),
        // A Java identifier.
        "word" => word,
        // An identifier that does not start like the name of a block.
        "lower-word" => format!("(?![A-Z]){word}"),
        // White space and comments on one line.
        "gap" => GAP.to_owned(),
        // A lookahead for text that cannot start an argument, so that an unclosed `(` ends there.
        "no-argument" => format!(r"(?=[;{{}}@#\]]|(?<!{PART})(?:{typed}))"),
        // Likewise for an unclosed `[`.
        "no-element" => format!(r"(?=[;{{}}@#)]|(?<!{PART}){entry})"),
        // A lookahead for a word that is not a value and is alone at the end of a line, as the name of a block may be.
        "name-alone" => format!("(?<!{PART})(?=(?!(?i:{values})(?!{PART}))[A-Z]{PART}*+{GAP}$)"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        let item = |name: &str, takes: Option<&str>, values: Vec<String>| Metadata {
            name: name.to_owned(),
            takes: takes.map(str::to_owned),
            values,
        };
        Words {
            block_kinds: words("box"),
            metadata: vec![
                item("a", Some("word"), words("k8s")),
                item("b", Some("words"), words("All")),
                item("c", Some("services"), Vec::new()),
            ],
            types: words("int bool"),
            annotations: words("unique"),
            values: words("k8s All"),
            parameters: words("max min"),
        }
    }

    #[track_caller]
    fn check(template: &str, form: Form, expected: &str) {
        let repo = Repo::of(&[("t", template)]);
        assert_eq!(filled(&repo, "t", &words(), form).unwrap(), expected);
    }

    #[test]
    fn writes_words_as_strings_in_queries() {
        check("(#any-of? @t {{types}})\n{{kinds}}", Form::Query, "(#any-of? @t \"int\" \"bool\")\n\"box\"");
        check("{{metadata}} {{metadata-of-services}}", Form::Query, r#""a" "b" "c" "c""#);
        check("^({{values}})$ {{values-of-lists}}", Form::Query, "^([kK]8[sS]|[aA][lL][lL])$ [aA][lL][lL]");
    }

    #[test]
    fn writes_words_as_alternatives_in_json() {
        check("({{types}}|{{annotations}})(?i:{{values}})", Form::Json, "(int|bool|unique)(?i:k8s|All)");
        check("{{gap}}", Form::Json, r"(?:\\s|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+");
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        for template in ["{{nothing}}", "{{types", "{{gap}}"] {
            let repo = Repo::of(&[("t", template)]);
            assert!(filled(&repo, "t", &words(), Form::Query).is_err(), "{template}");
        }
    }
}
