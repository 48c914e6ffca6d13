//! Debian's packages, unpacked into a folder. Nothing is installed on the machine, and no rights are needed: apt works on
//! lists of its own, which it reads from where the machine's own packages come from.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::must;

/// A release of Debian.
pub(crate) struct Suite {
    name: String,
    folder: PathBuf,
}

/// What is unpacked besides the packages that are named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dependencies {
    /// Nothing.
    None,
    /// What they need and the machine does not have.
    Missing,
    /// All that they need, down to the C library, whatever the machine has.
    All,
}

impl Suite {
    /// Reads the lists of packages into `folder`.
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
        if dependencies == Dependencies::None {
            apt.arg("download").current_dir(&archives);
        } else {
            apt.arg("-o").arg(option("Dir::Cache::archives", &archives));
            apt.args(["--yes", "--download-only", "--reinstall", "--no-install-recommends", "install"]);
        }
        if dependencies == Dependencies::All {
            // Apt believes a machine on which nothing is installed.
            apt.arg("-o").arg(option("Dir::State::status", Path::new("/dev/null")));
        }
        must(apt.args(packages.iter().map(|package| format!("{package}/{}", self.name))))?;
        for entry in std::fs::read_dir(&archives)? {
            let path = entry?.path();
            if path.extension().is_some_and(|it| it == "deb") {
                must(Command::new("dpkg").arg("-x").arg(path).arg(into))?;
            }
        }
        Ok(std::fs::remove_dir_all(archives)?)
    }

    /// The original source of a package: the archive of the one file that is not Debian's.
    pub(crate) fn source(&self, package: &str, into: &Path) -> anyhow::Result<PathBuf> {
        must(self.apt().args(["source", "--download-only"]).arg(package).current_dir(into))?;
        let is_original = |path: &PathBuf| path.to_string_lossy().contains(".orig.tar.");
        let paths = std::fs::read_dir(into)?.flatten().map(|entry| entry.path());
        paths.into_iter().find(is_original).context("a source package without a source")
    }

    fn apt(&self) -> Command {
        let mut apt = Command::new("apt-get");
        apt.args(["-qq", "-o", "Dir::Etc::SourceList=/dev/null", "-o", "APT::Sandbox::User="]);
        apt.args(["-o", "Acquire::Languages=none", "-o", "Acquire::Retries=3", "-o", "Debug::NoLocking=1"]);
        for (name, inside) in
            [("Dir::Etc::SourceParts", "sources"), ("Dir::State::Lists", "lists"), ("Dir::Cache", ".")]
        {
            apt.arg("-o").arg(option(name, &self.folder.join(inside)));
        }
        apt
    }
}

fn option(name: &str, path: &Path) -> String {
    format!("{name}={}", path.display())
}

/// The machine's own source of Debian packages, asked for another suite: the name of a file and its text.
fn sources(suite: &str) -> Option<(&'static str, String)> {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let stanzas = read("/etc/apt/sources.list.d/debian.sources").and_then(|text| stanza(&text, suite));
    let stanzas = stanzas.map(|text| ("debian.sources", text));
    stanzas.or_else(|| Some(("debian.list", lines(&read("/etc/apt/sources.list")?, suite)?)))
}

/// The first stanza that names a source, for `suite` and with its source packages.
fn stanza(text: &str, suite: &str) -> Option<String> {
    let stanza = text.split("\n\n").find(|stanza| stanza.lines().any(|line| line.starts_with("URIs:")))?;
    let is_kept = |line: &&str| !["#", "Types:", "Suites:"].iter().any(|start| line.starts_with(start));
    let kept: Vec<&str> = stanza.lines().filter(is_kept).filter(|line| !line.trim().is_empty()).collect();
    Some(format!("Types: deb deb-src\nSuites: {suite}\n{}\n", kept.join("\n")))
}

/// The first line that names a source, for `suite`, and the same for its source packages.
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

    #[test]
    fn the_machines_own_source_is_asked_for_another_suite() {
        let text = "# A comment\n\nTypes: deb\n# Another\nURIs: https://packages.example\nSuites: old old-updates\n\
                    Components: main\nSigned-By: /keys\n\nTypes: deb\nURIs: https://security.example\n";
        let expected =
            "Types: deb deb-src\nSuites: new\nURIs: https://packages.example\nComponents: main\nSigned-By: /keys\n";
        assert_eq!(stanza(text, "new").as_deref(), Some(expected));
        assert_eq!(stanza("", "new"), None);
    }

    #[test]
    fn a_source_of_one_line_is_asked_for_another_suite() {
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
