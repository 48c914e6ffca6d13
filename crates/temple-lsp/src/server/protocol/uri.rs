//! Addresses and the paths that they mean.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The path that a `file:` address means; `None` for any other address.
pub(crate) fn to_path(uri: &Uri) -> Option<PathBuf> {
    let (scheme, rest) = uri.0.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let path = match rest.strip_prefix("//") {
        Some(rest) => &rest[rest.find('/')?..],
        None => rest,
    };
    let path = percent_decode_str(path.split(['?', '#']).next()?).decode_utf8().ok()?;
    (path.starts_with('/') && !path.contains('\0')).then(|| normalized(&path))
}

/// On Windows, `/C:/x` and `/c%3A/x` both mean `c:\x`.
fn normalized(path: &str) -> PathBuf {
    let bytes = path.as_bytes();
    if cfg!(windows) && bytes.len() > 2 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':' {
        return PathBuf::from(format!("{}{}", path[1..2].to_ascii_lowercase(), path[2..].replace('/', "\\")));
    }
    // Taking the components together drops doubled and final slashes, so that one file has one name.
    Path::new(path).components().collect()
}

/// The characters of a path that are not escaped in an address.
pub(crate) const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address of a file. `None` for a path that is not UTF-8, which no client could open.
pub(crate) fn from_path(path: &Path) -> Option<Uri> {
    let path = path.to_str()?;
    let path = if cfg!(windows) { format!("/{}", path.replace('\\', "/")) } else { path.to_owned() };
    Some(Uri(format!("file://{}", utf8_percent_encode(&path, PATH))))
}

/// The name of what an address means, as users know it: the last part of its path.
pub(crate) fn name(uri: &Uri) -> String {
    let end = uri.0.find(['?', '#']).unwrap_or(uri.0.len());
    let path = uri.0[..end].trim_end_matches('/');
    let name = path.rsplit(['/', ':']).next().unwrap_or_default();
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_path(uri: &str, expected: Option<&str>) {
        assert_eq!(to_path(&Uri::from(uri)).as_deref(), expected.map(Path::new), "{uri}");
    }

    #[test]
    #[cfg(unix)]
    fn converts_file_uris_to_paths() {
        check_path("file:///a/b.temple", Some("/a/b.temple"));
        check_path("FILE://localhost/a//b%20c/", Some("/a/b c"));
        check_path("file:/a/%C3%A9", Some("/a/é"));
        check_path("file:///a#b", Some("/a"));
        for odd in ["", ":", "file:", "file:x", "file://host", "untitled:Untitled-1", "not a uri", "file:///%ff"] {
            check_path(odd, None);
        }
    }

    #[test]
    #[cfg(unix)]
    fn paths_round_trip() {
        for path in ["/a/b.temple", "/a b/ü#?%/:x", "/"] {
            let uri = from_path(Path::new(path)).expect("UTF-8");
            assert_eq!(to_path(&uri).as_deref(), Some(Path::new(path)), "{uri}");
        }
        assert_eq!(from_path(Path::new("/a b-c.temple")), Some("file:///a%20b-c.temple".into()));
    }
}
