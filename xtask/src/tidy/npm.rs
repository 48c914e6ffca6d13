//! Checks the npm packages: their lock files, and the version of the extension.

use anyhow::Context as _;

use crate::repo::Repo;

/// Checks that no lock file contains download addresses, so that every user's own registry is used.
pub(super) fn locks(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let locks = repo.texts(&["package-lock.json"]);
    let fetched = locks.filter(|(_, text)| text.contains("\"resolved\": \"http"));
    Ok(fetched
        .map(|(path, _)| format!("{path} names addresses: `npm install --omit-lockfile-registry-resolved`"))
        .collect())
}

/// Checks that every package has the version of the workspace, except for those of tests, which are not published.
pub(super) fn versions(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let manifest: toml::Table = repo.text("Cargo.toml")?.parse()?;
    let version = manifest["workspace"]["package"]["version"].as_str().context("no version in Cargo.toml")?;
    let mut problems = Vec::new();
    for (path, text) in repo.texts(&["package.json"]).filter(|(path, _)| !path.starts_with("tests/")) {
        let package: serde_json::Value = serde_json::from_str(text).with_context(|| path.to_owned())?;
        let other = package["version"].as_str().filter(|other| *other != version);
        problems.extend(other.map(|other| format!("{path} has the version {other}, not {version}")));
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_lock_with_addresses() {
        let check = |text: &str| locks(&Repo::of(&[("a/package-lock.json", text)])).unwrap().len();
        assert_eq!(check("{\"node_modules/b\": {\"version\": \"1.0.0\"}}"), 0);
        assert_eq!(check("{\"node_modules/b\": {\"resolved\": \"https://packages.example/b.tgz\"}}"), 1);
    }

    #[test]
    fn compares_versions_if_present() {
        let manifest = ("Cargo.toml", "[workspace.package]\nversion = \"1.2.3\"\n");
        let check = |package: &str| versions(&Repo::of(&[manifest, ("a/package.json", package)])).unwrap();
        assert_eq!(check("{\"version\": \"1.2.3\"}"), Vec::<String>::new());
        assert_eq!(check("{\"private\": true}"), Vec::<String>::new());
        let test = [manifest, ("tests/a/package.json", "{\"version\": \"9.0.0\"}")];
        assert_eq!(versions(&Repo::of(&test)).unwrap(), Vec::<String>::new());
        assert_eq!(check("{\"version\": \"1.2.2\"}"), ["a/package.json has the version 1.2.2, not 1.2.3"]);
    }
}
