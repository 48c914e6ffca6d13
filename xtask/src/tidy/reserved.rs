//! Words that only some files of a folder may use, because those files are responsible for them.

use crate::repo::Repo;

/// Words that are reserved for some files.
struct Reserved {
    folder: &'static str,
    words: &'static [&'static str],
    /// The files of the folder that may use them, by their paths in it.
    files: &'static [&'static str],
    /// Advice for the other files.
    instead: &'static str,
}

/// Each entry guards an invariant of ARCHITECTURE.md.
const RESERVED: &[Reserved] = &[
    Reserved {
        folder: "crates/temple-lsp/src/server/features",
        words: &["Events", "ClientSender", "spawn"],
        files: &[],
        instead: "a feature sends nothing and starts nothing: return an `Effect` (invariant 8)",
    },
    Reserved {
        folder: "crates/temple-lsp/src/server/session",
        words: &["Mutex", "RwLock", "RefCell", "Cell"],
        // One analysis per text, computed by the first caller.
        files: &["documents.rs"],
        instead: "a snapshot does not change: have the owner put a new value into its state (invariant 8)",
    },
    Reserved {
        folder: "crates/temple-lsp/src/server",
        words: &["Analysis::new", "after_edit"],
        files: &["session/analyse.rs"],
        instead: "there is one analysis for one text: use `Document::analysis` (invariant 9)",
    },
    Reserved {
        folder: "crates/temple-lsp/src/server",
        words: &["catch_unwind"],
        // The gate keeps a panic within the future of one request.
        files: &["guard.rs", "service/gate.rs"],
        instead: "jobs run under `Guard::run_guarded` (invariant 10)",
    },
    Reserved {
        folder: "crates/temple-lsp/src/server",
        words: &["stdout", "println", "print"],
        files: &["connection/transport.rs"],
        instead: "standard output is the protocol's: use `tracing` or `ClientSender` (invariant 14)",
    },
    Reserved {
        folder: "crates/temple-lsp/src/server",
        words: &["fs", "OpenOptions", "tempfile", "persist"],
        // These read Templefiles, append to the log and take hold of standard output.
        files: &["session/templefile.rs", "logging.rs", "connection/transport.rs"],
        instead: "the server writes no files: answer with edits or texts, which the client writes (invariant 15)",
    },
];

/// Reserved words are used where they may be, outside tests.
pub(super) fn words(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let mut problems = Vec::new();
    for reserved in RESERVED {
        problems.extend(reserved.problems(repo)?);
    }
    Ok(problems)
}

impl Reserved {
    fn problems(&self, repo: &Repo) -> anyhow::Result<Vec<String>> {
        let Reserved { folder, words, files, instead } = self;
        for path in files.iter().map(|file| format!("{folder}/{file}")).chain([(*folder).to_owned()]) {
            anyhow::ensure!(repo.has(&path), "{path} does not exist: correct `RESERVED` in {}", file!());
        }
        let mut problems = Vec::new();
        for (path, text) in repo.texts(&[".rs"]) {
            let Some(inside) = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) else { continue };
            if files.contains(&inside) || inside == "tests.rs" || inside.ends_with("/tests.rs") {
                continue;
            }
            let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).zip(1..);
            for (line, number) in code.filter(|(line, _)| !line.trim_start().starts_with("//")) {
                for word in words.iter().filter(|word| has_word(line, word)) {
                    problems.push(format!("{path}:{number} has `{word}`: {instead}"));
                }
            }
        }
        Ok(problems)
    }
}

/// Returns true if a line has a word that is not a part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    line.match_indices(word)
        .any(|(start, _)| !line[..start].ends_with(is_part) && !line[start + word.len()..].starts_with(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks how many problems there are where `path` has this text, and only some file may use `fs` and `A::new`.
    #[track_caller]
    fn check(path: &str, text: &str, expected: usize) {
        let reserved = Reserved { folder: "x", words: &["fs", "A::new"], files: &["free.rs"], instead: "use b" };
        let repo = Repo::of(&[("x/free.rs", ""), (path, text)]);
        assert_eq!(reserved.problems(&repo).expect("the files are there").len(), expected, "{path}: {text}");
    }

    #[test]
    fn finds_reserved_words_only_in_code() {
        check("x/a.rs", "use std::fs;\nfn f() { A::new(); fs::read(); }\n", 3);
        check("x/b/c.rs", "use std::fs::File;\n", 1);
        check("x/a.rs", "// fs\nlet fsync = offs; BA::new(); A::newer();\n", 0);
        check("x/a.rs", "let a = 1;\n#[cfg(test)]\nmod tests { use std::fs; }\n", 0);
        check("x/a/tests.rs", "use std::fs;\n", 0);
        check("x/free.rs", "use std::fs;\n", 0);
        check("y/a.rs", "use std::fs;\n", 0);
    }

    #[test]
    fn missing_files_are_an_error() {
        let reserved = Reserved { folder: "x", words: &["fs"], files: &["gone.rs"], instead: "" };
        assert!(reserved.problems(&Repo::of(&[("x/a.rs", "")])).is_err());
    }
}
