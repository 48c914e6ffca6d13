//! Unpacks Debian packages into a folder. Nothing is installed on the machine, and no privileges are needed: apt uses
//! its own package lists, which it downloads from the sources of the machine's packages.
//!
//! The set of unpacked packages does not depend on the machine's own packages, which are elsewhere and may have any
//! version.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::command::must;

/// A release of Debian.
pub(crate) struct Suite {
    name: String,
    folder: PathBuf,
}

/// The packages unpacked in addition to the named ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dependencies {
    /// None, for programs that only need the C library.
    None,
    /// All dependencies, down to the C library.
    All,
}

impl Suite {
    /// Downloads the package lists into `folder`.
    pub(crate) fn open(folder: &Path, name: &str) -> anyhow::Result<Suite> {
        for inside in ["sources", "lists/partial", "archives/partial"] {
            std::fs::create_dir_all(folder.join(inside))?;
        }
        let (file, sources) = sources(name).context("this needs a Debian: no sources of packages")?;
        std::fs::write(folder.join("sources").join(file), sources)?;
        let suite = Suite { name: name.to_owned(), folder: folder.to_owned() };
        must(suite.apt().args(["--error-on=any", "update"]))?;
        Ok(suite)
    }

    /// Unpacks packages and their dependencies into `into`.
    pub(crate) fn unpack(&self, packages: &[&str], dependencies: Dependencies, into: &Path) -> anyhow::Result<()> {
        let archives = into.join(".archives");
        std::fs::create_dir_all(archives.join("partial"))?;
        let mut apt = self.apt();
        apt.args(request(packages, &self.name, dependencies, &archives)).current_dir(&archives);
        must(&mut apt)?;
        for entry in std::fs::read_dir(&archives)? {
            let path = entry?.path();
            if path.extension().is_some_and(|it| it == "deb") {
                must(Command::new("dpkg").arg("-x").arg(path).arg(into))?;
            }
        }
        Ok(std::fs::remove_dir_all(archives)?)
    }

    /// Downloads the original source of a package, without Debian's own changes.
    pub(crate) fn source(&self, package: &str, into: &Path) -> anyhow::Result<PathBuf> {
        must(self.apt().args(["source", "--download-only"]).arg(package).current_dir(into))?;
        let is_original = |path: &PathBuf| path.to_string_lossy().contains(".orig.tar.");
        let paths = std::fs::read_dir(into)?.flatten().map(|entry| entry.path());
        paths.into_iter().find(is_original).context("a source package without a source")
    }

    fn apt(&self) -> Command {
        let mut apt = Command::new("apt-get");
        apt.args(apart(&self.folder));
        apt
    }
}

/// Returns options that isolate apt from the machine: from its installed packages, which would be left out of the
/// dependencies, and from its preferences. Apt's own files are in `folder`.
fn apart(folder: &Path) -> Vec<String> {
    let nothing = Path::new("/dev/null");
    let mut options: Vec<String> = ["-qq", "-o", "APT::Sandbox::User="].map(str::to_owned).into();
    for setting in ["APT::Default-Release=", "Acquire::Languages=none", "Acquire::Retries=3", "Debug::NoLocking=1"] {
        options.extend(["-o".to_owned(), setting.to_owned()]);
    }
    for (name, path) in [
        ("Dir::State::status", nothing.to_owned()),
        ("Dir::Etc::Preferences", nothing.to_owned()),
        ("Dir::Etc::PreferencesParts", nothing.to_owned()),
        ("Dir::Etc::SourceList", nothing.to_owned()),
        ("Dir::Etc::SourceParts", folder.join("sources")),
        ("Dir::State::Lists", folder.join("lists")),
        ("Dir::Cache", folder.join(".")),
    ] {
        options.extend(["-o".to_owned(), option(name, &path)]);
    }
    options
}

/// Returns the arguments with which apt downloads the archives of packages into `archives`, its working directory.
fn request(packages: &[&str], suite: &str, dependencies: Dependencies, archives: &Path) -> Vec<String> {
    let mut arguments = match dependencies {
        Dependencies::None => vec!["download".to_owned()],
        Dependencies::All => {
            let options = ["--yes", "--download-only", "--no-install-recommends", "install", "-o"];
            let mut arguments = options.map(str::to_owned).to_vec();
            arguments.push(option("Dir::Cache::archives", archives));
            arguments
        }
    };
    arguments.extend(packages.iter().map(|package| format!("{package}/{suite}")));
    arguments
}

fn option(name: &str, path: &Path) -> String {
    format!("{name}={}", path.display())
}

/// Returns the machine's source of Debian packages, adapted to another suite: the name of a file and its text.
fn sources(suite: &str) -> Option<(&'static str, String)> {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let stanzas = read("/etc/apt/sources.list.d/debian.sources").and_then(|text| stanza(&text, suite));
    let stanzas = stanzas.map(|text| ("debian.sources", text));
    stanzas.or_else(|| Some(("debian.list", lines(&read("/etc/apt/sources.list")?, suite)?)))
}

/// Returns the first stanza that names a source, adapted to `suite` and with source packages.
fn stanza(text: &str, suite: &str) -> Option<String> {
    let stanza = text.split("\n\n").find(|stanza| stanza.lines().any(|line| line.starts_with("URIs:")))?;
    let is_kept = |line: &&str| !["#", "Types:", "Suites:"].iter().any(|start| line.starts_with(start));
    let kept: Vec<&str> = stanza.lines().filter(is_kept).filter(|line| !line.trim().is_empty()).collect();
    Some(format!("Types: deb deb-src\nSuites: {suite}\n{}\n", kept.join("\n")))
}

/// Returns the first line that names a source, adapted to `suite`, and a second one for source packages.
fn lines(text: &str, suite: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("deb "))?;
    let (options, rest) = match line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((options, rest)) => (format!("[{options}] "), rest),
        None => (String::new(), line),
    };
    let address = rest.split_whitespace().next()?;
    Some(["deb", "deb-src"].map(|kind| format!("{kind} {options}{address} {suite} main\n")).concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The options for the machine's package status, and for an empty one.
    const STATUS: &str = "Dir::State::status=";

    #[test]
    fn unpacks_independently_of_the_machine() {
        let options = apart(Path::new("apt/a b"));
        for dependencies in [Dependencies::None, Dependencies::All] {
            let request = request(&["golang-go", "tmux"], "bookworm", dependencies, Path::new("a b/.archives"));
            assert!(request.ends_with(&["golang-go/bookworm".to_owned(), "tmux/bookworm".to_owned()]), "{request:?}");
            let arguments = [&options[..], &request].concat();
            let statuses: Vec<_> = arguments.iter().filter_map(|it| it.strip_prefix(STATUS)).collect();
            assert_eq!(statuses, ["/dev/null"], "{dependencies:?}");
        }
        assert!(options.contains(&"Dir::State::Lists=apt/a b/lists".to_owned()), "{options:?}");
    }

    #[test]
    fn queries_the_source_of_the_machine_for_another_suite() {
        let text = "# A comment\n\nTypes: deb\n# Another\nURIs: https://packages.example\nSuites: old old-updates\n\
                    Components: main\nSigned-By: /keys\n\nTypes: deb\nURIs: https://security.example\n";
        let expected =
            "Types: deb deb-src\nSuites: new\nURIs: https://packages.example\nComponents: main\nSigned-By: /keys\n";
        assert_eq!(stanza(text, "new").as_deref(), Some(expected));
        assert_eq!(stanza("", "new"), None);
    }

    #[test]
    fn queries_a_one_line_source_for_another_suite() {
        let expected = "deb [a=b] https://packages.example new main\ndeb-src [a=b] https://packages.example new main\n";
        assert_eq!(
            lines("# x\ndeb [a=b] https://packages.example old main contrib\n", "new").as_deref(),
            Some(expected)
        );
        let expected = "deb https://packages.example new main\ndeb-src https://packages.example new main\n";
        assert_eq!(lines("deb https://packages.example old main\n", "new").as_deref(), Some(expected));
        assert_eq!(lines("# deb https://packages.example old main\n", "new"), None);
    }
}
