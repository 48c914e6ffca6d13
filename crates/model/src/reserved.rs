//! The names that the generated system keeps for itself (`docs/language.md`, Renaming).

use crate::catalogue::{Database, Language};

/// Names of blocks that every system has.
static SYSTEM: Words = Words::new(&["api", "auth", "grafana", "kong", "kube", "prometheus"]);

/// Attributes that the compiler adds.
pub(crate) const IMPLIED_ID: &str = "id";
pub(crate) const IMPLIED_CREATOR: &str = "createdBy";
pub(crate) const IMPLIED_PARENT: &str = "parentID";

/// The same in their normal form.
static IMPLIED: Words = Words::new(&["createdby", "id", "parentid"]);

/// Words of Go, and names that the generated Go code uses, sorted.
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

/// Starts and endings that the generated Go code gives to names made from those of blocks.
const GO_STARTS: &[&str] = &["create", "read", "update", "delete", "list", "identify"];
const GO_ENDINGS: &[&str] = &["list", "input", "response"];

/// Words of PostgreSQL in their normal form, sorted.
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

/// A sorted list of words in their normal form, with an index by first letter: almost no name is in one, and
/// that should be seen at a glance.
struct Words {
    words: &'static [&'static str],
    /// Where the words of each letter start, and where those of `z` end.
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
        // A letter without words starts where the next one does.
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

/// Whether every system has a block of that name, in its normal form.
pub(crate) fn is_system(normal: &str) -> bool {
    SYSTEM.contains(normal)
}

/// Whether the compiler adds an attribute of that name, in its normal form.
pub(crate) fn is_implied(normal: &str) -> bool {
    IMPLIED.contains(normal)
}

/// Whether the name, in its normal form, is a word of the language, or used by the code generated in it.
pub(crate) fn is_word_of_language(language: Language, normal: &str) -> bool {
    match language {
        Language::Go => GO.contains(normal),
    }
}

/// Whether the name, in its normal form, is a word of the database.
pub(crate) fn is_word_of_database(database: Database, normal: &str) -> bool {
    match database {
        Database::Postgres => POSTGRES.contains(normal),
    }
}

/// Whether the name of a block, in its normal form, starts or ends like one that the generated code makes.
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
