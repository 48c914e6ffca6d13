//! Checks the repository itself against its documents and conventions.

mod architecture;
mod diagnostics;
mod documents;
mod imports;
mod manifest;
mod notes;
mod npm;
mod reserved;
mod sources;
mod unused;
mod wording;

use xshell::Shell;

use crate::outcome::Outcome;
use crate::repo::Repo;
use crate::target;

/// A check of the repository. Returns one sentence for each problem. Fails if the check is not possible.
type Check = fn(&Repo) -> anyhow::Result<Vec<String>>;

const CHECKS: &[(&str, Check)] = &[
    ("every Rust file says what it is", sources::module_docs),
    ("every doc comment begins with a verb or a noun phrase", wording::openings),
    ("no phrase that has to be deciphered", wording::phrases),
    ("no test is switched off, no unfinished code", sources::forbidden_words),
    ("no path of one machine", sources::machine_paths),
    ("no trailing white space, a line feed at the end", sources::white_space),
    ("no file over 1 MiB", sources::sizes),
    ("ARCHITECTURE.md names every folder, and no other", architecture::headings),
    ("every crate keeps to the dependencies in ARCHITECTURE.md", architecture::dependencies),
    ("every dependency is used", unused::dependencies),
    ("no file imports what imports it", imports::cycles),
    ("every file keeps to its layer", imports::layers),
    ("only some files do what is reserved for them", reserved::words),
    ("every diagnostic code has a page, and every page a code", diagnostics::pages),
    ("every diagnostic page has the fixed form", diagnostics::form),
    ("every defect of generated files has a page, and every page a defect", notes::pages),
    ("every page about a defect has the fixed form", notes::form),
    ("CHANGELOG.md has the version", documents::changelog),
    ("packages of npm have the version", npm::versions),
    ("locks of npm name no addresses", npm::locks),
    ("the licences are there", documents::licences),
    ("links in Markdown lead somewhere", documents::links),
    ("`cargo install` is documented with --locked", documents::installs),
];

/// Runs every check.
pub(crate) fn run(sh: &Shell) -> anyhow::Result<Outcome> {
    let repo = Repo::read(&sh.current_dir(), &target::directory(sh)?)?;
    let mut outcome = Outcome::default();
    for (name, check) in CHECKS {
        let problems = check(&repo)?;
        println!("{} {name}", if problems.is_empty() { "ok  " } else { "FAIL" });
        for problem in &problems {
            println!("     {problem}");
        }
        outcome += match problems.is_empty() {
            true => Outcome::passed(),
            false => Outcome::failed(name, problems.join("\n"), "cargo xtask tidy"),
        };
    }
    Ok(outcome)
}
