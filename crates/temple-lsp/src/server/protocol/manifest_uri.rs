//! The URIs of generated files, which are virtual documents.
//!
//! ```text
//! temple-manifest://auto/file~3A~2F~2F~2Fprojects~2Fshop.temple/docker-compose.yml
//!                   │    │                                       └ the path of the generated file
//!                   │    └ the URI of the Templefile
//!                   └ the target in lower case, or `auto` for that of the settings or the text
//! ```
//!
//! Clients decompose and reassemble URIs: they change the case of the authority, decode and encode percent signs, and
//! remove `.` and `..`. So the URI of the Templefile is one segment of characters that no client changes, where `~` and
//! two digits stand for any other byte. The last segment determines the language for editors.

use std::fmt;

use gen_lsp_types::Uri;
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use temple_ide::manifest::Target;

use super::error::{self, Error};
use super::uri::PATH;

/// The scheme of the URIs.
pub(crate) const SCHEME: &str = "temple-manifest";

/// Stands for the target if none was requested.
const AUTO: &str = "auto";

/// The URI of a generated file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ManifestUri {
    /// The URI of the Templefile, as the client writes it.
    pub(crate) document: Uri,
    /// The requested target; `None` for that of the settings or the text.
    pub(crate) target: Option<Target>,
    /// The path of the generated file, with `/` between the names.
    pub(crate) path: String,
}

impl ManifestUri {
    /// Parses a URI. The error describes what is wrong with it.
    pub(crate) fn parse(uri: &Uri) -> Result<ManifestUri, String> {
        let wrong = |what: &str| format!("{uri}: {what}");
        let rest = after_scheme(uri).ok_or_else(|| wrong("not the URI of a generated file"))?;
        let rest = rest.strip_prefix("//").ok_or_else(|| wrong("missing `//` after the scheme"))?;
        if let Some(extra) = rest.find(['?', '#']) {
            return Err(wrong(&format!("unexpected `{}`", &rest[extra..=extra])));
        }
        let mut parts = rest.splitn(3, '/');
        let (Some(target), Some(document), Some(path)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong("expected a provider, a Templefile and a path"));
        };
        let target = match target {
            auto if auto.eq_ignore_ascii_case(AUTO) => None,
            name => Some(self::target(name).ok_or_else(|| wrong(&format!("unknown provider `{name}`")))?),
        };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(String::from).ok();
        let document = decoded(document).as_deref().and_then(unescaped);
        let document = document.ok_or_else(|| wrong("the URI of the Templefile is invalid"))?;
        let path = decoded(path).filter(|path| !path.is_empty()).ok_or_else(|| wrong("the path is invalid"))?;
        Ok(ManifestUri { document: Uri(document), target, path })
    }

    /// Parses a URI in the parameters of a request.
    pub(crate) fn read(uri: &Uri) -> Result<ManifestUri, Error> {
        ManifestUri::parse(uri).map_err(error::invalid_params)
    }

    /// Returns a message that the file is not, or no longer, among the generated ones.
    pub(crate) fn absence(&self) -> String {
        format!("`{}` is not a file generated from {}", self.path, self.document)
    }

    /// Returns true if a URI has the scheme of generated files, well-formed or not.
    pub(crate) fn is_scheme_of(uri: &Uri) -> bool {
        after_scheme(uri).is_some()
    }

    /// Converts it to a protocol URI.
    pub(crate) fn to_uri(&self) -> Uri {
        Uri(self.to_string())
    }
}

impl fmt::Display for ManifestUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.target.map_or_else(|| AUTO.to_owned(), |target| target.as_str().to_lowercase());
        let path = utf8_percent_encode(&self.path, PATH);
        write!(f, "{SCHEME}://{target}/{}/{path}", escaped(&self.document.0))
    }
}

fn after_scheme(uri: &Uri) -> Option<&str> {
    let (scheme, rest) = uri.0.split_once(':')?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(rest)
}

/// The target with this name in any case, because clients convert the authority of a URI to lower case.
fn target(name: &str) -> Option<Target> {
    Target::ALL.iter().copied().find(|target| target.as_str().eq_ignore_ascii_case(name))
}

/// Returns true if a byte needs no escape. A leading dot does, since clients drop segments of dots.
fn is_plain(byte: u8, first: bool) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || byte == b'.' && !first
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 2);
    for (at, byte) in text.bytes().enumerate() {
        match is_plain(byte, at == 0) {
            true => escaped.push(char::from(byte)),
            false => escaped.push_str(&format!("~{byte:02X}")),
        }
    }
    escaped
}

/// The inverse of [`escaped`]; the digits may be in either case.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut found = Vec::new();
    while let Some(byte) = bytes.next() {
        let first = found.is_empty();
        found.push(match byte {
            b'~' => {
                let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                let escaped = digit(bytes.next()?)? << 4 | digit(bytes.next()?)?;
                (!is_plain(escaped, first)).then_some(escaped)?
            }
            plain => is_plain(plain, first).then_some(plain)?,
        });
    }
    String::from_utf8(found).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that a URI round-trips, also after a client has normalized it.
    #[track_caller]
    fn check(document: &str, target: Option<Target>, path: &str) {
        let manifest = ManifestUri { document: document.into(), target, path: path.to_owned() };
        let written = manifest.to_uri();
        assert_eq!(ManifestUri::parse(&written).as_ref(), Ok(&manifest), "{written}");
        let encoded = written.0.replace('~', "%7E").replacen("temple-manifest", "TEMPLE-Manifest", 1);
        assert_eq!(ManifestUri::parse(&Uri(encoded)).as_ref(), Ok(&manifest), "{written}");
        assert_eq!(
            written.0.rsplit('/').next(),
            path.rsplit('/').next().map(|name| name.replace(' ', "%20")).as_deref()
        );
    }

    #[test]
    fn uris_round_trip() {
        let documents = [
            "untitled:Untitled-1",
            "file:///projects/shop.temple",
            "file:///c%3A/me/a%20b%2Fc.temple",
            "file:///C:/me/../x.temple",
            "vscode-remote://wsl+ubuntu/projects?x=1&y#z",
            "file:///ü/😀/100%25.temple",
            "..",
            "",
            "/a//b/",
        ];
        for document in documents {
            for target in Target::ALL.iter().copied().map(Some).chain([None]) {
                check(document, target, "docker-compose.yml");
                check(document, target, "kubernetes/kong db/a.yaml");
            }
        }
    }

    /// Checks the error about a malformed URI.
    #[track_caller]
    fn check_wrong(uri: &str, expected: &str) {
        let error = ManifestUri::parse(&uri.into()).expect_err(uri);
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn reports_malformed_uris() {
        check_wrong("", "not the URI");
        check_wrong("file:///x/docker-compose.yml", "not the URI");
        check_wrong("temple-manifest:auto/a/b", "missing `//`");
        check_wrong("temple-manifest:/auto/a/b", "missing `//`");
        check_wrong("temple-manifest://auto/a", "expected a provider");
        check_wrong("temple-manifest://auto/a/", "the path is invalid");
        check_wrong("temple-manifest://auto/a/%ff", "the path is invalid");
        check_wrong("temple-manifest://nomad/a/b", "unknown provider `nomad`");
        check_wrong("temple-manifest://auto/a/b?c", "unexpected `?`");
        check_wrong("temple-manifest://auto/a/b#c", "unexpected `#`");
        for document in ["a:b", "~", "~3", "~zz", "~61", "~FF", ".x", "a b", "~+3"] {
            check_wrong(&format!("temple-manifest://auto/{document}/b"), "the Templefile is invalid");
        }
    }
}
