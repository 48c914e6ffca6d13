//! The names that the generated system reserves (`docs/language.md`, Renaming).

use crate::catalogue::{Database, Language};

/// Names of components that every system has.
static SYSTEM: Words = Words::new(&["api", "auth", "grafana", "kong", "kube", "prometheus"]);

/// The attributes that the compiler adds.
pub(crate) const IMPLIED_ID: &str = "id";
pub(crate) const IMPLIED_CREATOR: &str = "createdBy";
pub(crate) const IMPLIED_PARENT: &str = "parentID";

/// The normal forms of the implied attributes, sorted.
static IMPLIED: Words = Words::new(&["createdby", "id", "parentid"]);

/// Words of Go and names that the generated Go code uses, sorted.
static GO: Words = Words::new(&[
    "append",
    "auth",
    "break",
    "cap",
    "case",
    "chan",
    "close",
    "complex",
    "const",
    "continue",
    "copy",
    "dao",
    "default",
    "defer",
    "delete",
    "else",
    "err",
    "errmsg",
    "fallthrough",
    "false",
    "flag",
    "fmt",
    "for",
    "func",
    "go",
    "goto",
    "http",
    "if",
    "imag",
    "import",
    "interface",
    "iota",
    "json",
    "len",
    "log",
    "make",
    "map",
    "mux",
    "new",
    "nil",
    "package",
    "panic",
    "print",
    "println",
    "range",
    "real",
    "recover",
    "req",
    "return",
    "select",
    "struct",
    "switch",
    "time",
    "true",
    "type",
    "util",
    "uuid",
    "valid",
    "var",
]);

/// Prefixes and suffixes of the names that the generated Go code derives from block names.
const GO_STARTS: &[&str] = &["create", "read", "update", "delete", "list", "identify"];
const GO_ENDINGS: &[&str] = &["list", "input", "response"];

/// Words of PostgreSQL in normal form, sorted.
static POSTGRES: Words = Words::new(&[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "binary",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "currentcatalog",
    "currentdate",
    "currentrole",
    "currentschema",
    "currenttime",
    "currenttimestamp",
    "currentuser",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "not",
    "notnull",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "placing",
    "primary",
    "references",
    "returning",
    "right",
    "select",
    "sessionuser",
    "similar",
    "some",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
]);

/// A sorted list of words in normal form, indexed by first letter: most lookups find nothing, and should be fast.
struct Words {
    words: &'static [&'static str],
    /// The index of the first word for each letter, and last the number of words.
    starts: [u8; 27],
}

impl Words {
    const fn new(words: &'static [&'static str]) -> Words {
        let mut starts = [words.len() as u8; 27];
        let mut at = words.len();
        while at > 0 {
            at -= 1;
            starts[(words[at].as_bytes()[0] - b'a') as usize] = at as u8;
        }
        // A letter without words gets the start of the next letter.
        let mut letter = 26;
        while letter > 0 {
            letter -= 1;
            if starts[letter] > starts[letter + 1] {
                starts[letter] = starts[letter + 1];
            }
        }
        Words { words, starts }
    }

    fn contains(&self, normal: &str) -> bool {
        let Some(letter) = normal.bytes().next().filter(u8::is_ascii_lowercase) else { return false };
        let letter = usize::from(letter - b'a');
        let range = usize::from(self.starts[letter])..usize::from(self.starts[letter + 1]);
        self.words[range].contains(&normal)
    }
}

/// Returns true if every system has a component with this name, in normal form.
pub(crate) fn is_system(normal: &str) -> bool {
    SYSTEM.contains(normal)
}

/// Returns true if the compiler adds attributes with this name, in normal form.
pub(crate) fn is_implied(normal: &str) -> bool {
    IMPLIED.contains(normal)
}

/// Returns true if the name, in normal form, is a word of the language or used by the code generated in it.
pub(crate) fn is_word_of_language(language: Language, normal: &str) -> bool {
    match language {
        Language::Go => GO.contains(normal),
    }
}

/// Returns true if the name, in normal form, is a word of the database.
pub(crate) fn is_word_of_database(database: Database, normal: &str) -> bool {
    match database {
        Database::Postgres => POSTGRES.contains(normal),
    }
}

/// Returns true if the name of a block, in normal form, starts or ends like the names that the generated code
/// derives.
pub(crate) fn has_generated_affix(language: Language, normal: &str) -> bool {
    match language {
        Language::Go => {
            GO_STARTS.iter().any(|start| normal.starts_with(start))
                || GO_ENDINGS.iter().any(|end| normal.ends_with(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::normalized;

    #[test]
    fn lists_are_sorted_and_normal() {
        for list in [&SYSTEM, &IMPLIED, &GO, &POSTGRES] {
            assert!(list.words.is_sorted());
            assert!(list.words.iter().all(|word| normalized(word) == *word && list.contains(word)));
            assert!(["", "1", "zz", "selects", "a"].iter().all(|word| !list.contains(word)));
        }
        assert!([IMPLIED_CREATOR, IMPLIED_ID, IMPLIED_PARENT].iter().all(|name| is_implied(&normalized(name))));
    }
}
