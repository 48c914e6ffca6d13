//! The names of deploy files and of the Templefiles that they belong to.

use std::path::{Path, PathBuf};

use temple_model::catalogue::EXTENSIONS;

/// The extension of the names of deploy files, after the name of the Templefile.
pub const EXTENSION: &str = ".deploy.toml";

/// Returns true if the name of the file at `path` is that of a deploy file.
pub fn is_deploy_file(path: &Path) -> bool {
    stem(path).is_some()
}

/// Returns the path of the deploy file of a Templefile: `shop.deploy.toml` for `shop.temple`.
pub fn deploy_file_of(templefile: &Path) -> PathBuf {
    templefile.with_extension(EXTENSION.trim_start_matches('.'))
}

/// Returns the paths that the Templefile of a deploy file may have; none if `path` is not that of a deploy file.
pub fn templefiles_of(path: &Path) -> Vec<PathBuf> {
    let Some(stem) = stem(path) else { return Vec::new() };
    EXTENSIONS.iter().map(|extension| path.with_file_name(format!("{stem}.{extension}"))).collect()
}

/// Returns the name of a deploy file without its extension.
fn stem(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.strip_suffix(EXTENSION).filter(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deploy_file_has_the_name_of_its_templefile() {
        for (templefile, expected) in [("a/shop.temple", "a/shop.deploy.toml"), ("a.b.templefile", "a.b.deploy.toml")] {
            let path = deploy_file_of(Path::new(templefile));
            assert_eq!(path, Path::new(expected));
            assert!(is_deploy_file(&path) && templefiles_of(&path).contains(&templefile.into()));
        }
        assert!(
            ["shop.toml", ".deploy.toml", "deploy.toml", "shop.deploy.toml/x", "Shop.DEPLOY.toml"]
                .iter()
                .all(|path| !is_deploy_file(Path::new(path)))
        );
    }
}
