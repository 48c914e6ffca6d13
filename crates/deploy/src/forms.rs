//! The forms of texts, as regular expressions that the JSON schema contains too.

use regex_lite::Regex;

/// A form that texts may have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// A regular expression that JSON Schema and the crate `regex-lite` read alike. Empty if every text is allowed.
    pub(crate) pattern: &'static str,
    /// The form in words, with an example, to follow "Write".
    pub(crate) expected: &'static str,
    /// A text of this form.
    pub(crate) example: &'static str,
}

macro_rules! forms {
    ($($(#[doc = $doc:literal])* $name:ident $pattern:literal $expected:literal $example:literal)*) => {
        $($(#[doc = $doc])* pub(crate) const $name: &Form =
            &Form { pattern: $pattern, expected: $expected, example: $example };)*

        /// Every form.
        #[cfg(test)]
        pub(crate) const ALL: &[&Form] = &[$($name,)*];
    };
}

forms! {
    /// Any text.
    ANY "" "a text in quotes" "shop"
    /// The address of a registry.
    ADDRESS r"^[^\s/]+(/[^\s]+)*[^\s/]$" "the address of a registry without a protocol, as in `\"ghcr.io/acme\"`" "ghcr.io/acme"
    /// The tag of an image.
    TAG r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$" "a tag of at most 128 letters, digits, `_`, `.` and `-`, as in `\"1.4.0\"`" "1.4.0"
    /// The complete name of an image.
    IMAGE r"^[^\s]+$" "the name of an image without spaces, as in `\"ghcr.io/acme/shop:1.4.0\"`" "ghcr.io/acme/shop:1.4.0"
    /// A Kubernetes storage class.
    CLASS r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" "the name of a storage class in lower case, as in `\"fast-ssd\"`" "fast-ssd"
    /// An instance class of RDS.
    DATABASE_MACHINE r"^db\." "an instance class that starts with `db.`, as in `\"db.t4g.small\"`" "db.t4g.small"
    /// A host name.
    HOST r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$" "a host name in lower case without a protocol, as in `\"shop.example\"`" "shop.example"
    /// A duration for which metrics are kept.
    RETENTION r"^[1-9][0-9]*[hdw]$" "a number of hours, days or weeks, as in `\"15d\"`" "15d"
    /// A region of AWS.
    REGION r"^[a-z]{2}(-[a-z]+)+-[0-9]$" "a region of AWS, as in `\"eu-west-1\"`" "eu-west-1"
    /// An availability zone of AWS.
    ZONE r"^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$" "a zone of AWS, as in `\"eu-west-1a\"`" "eu-west-1a"
    /// The network of a cluster.
    NETWORK r"^[0-9.]+/16$" "an IPv4 network of size `/16`, as in `\"10.0.0.0/16\"`" "10.0.0.0/16"
    /// A network that may access the cluster.
    ACCESS r"^[0-9a-f.:]+/[0-9]+$" "a network in CIDR notation, as in `\"192.0.2.0/24\"`" "192.0.2.0/24"
    /// A version of Kubernetes.
    KUBERNETES r"^1\.[0-9]+\.[0-9]+$" "a complete version, as in `\"1.34.10\"`" "1.34.10"
    /// A folder in a bucket of S3.
    STATE r"^s3://[a-z0-9][a-z0-9.-]+(/[^\s]*)?$" "the address of a bucket, as in `\"s3://acme-state\"`" "s3://acme-state"
    /// The name of an environment.
    ENVIRONMENT r"^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$" "at most 20 lower-case letters, digits and `-`, starting with a letter, as in `production`" "production"
    /// The name of a service.
    SERVICE r"^([A-Z][A-Za-z0-9]*|auth)$" "the name of a service as in the Templefile, or `auth`" "Purchase"
    /// A share of the replicas.
    PERCENTAGE r"^[0-9]+%$" "a number, or a percentage as in `\"25%\"`" "25%"
}

/// The compiled forms of one reading. A form is compiled when it is first used.
#[derive(Debug, Default)]
pub(crate) struct Forms(Vec<(&'static str, Option<Regex>)>);

impl Forms {
    /// Returns true if a text has the form.
    pub(crate) fn matches(&mut self, form: &'static Form, text: &str) -> bool {
        if form.pattern.is_empty() {
            return true;
        }
        if let Some((_, regex)) = self.0.iter().find(|(pattern, _)| *pattern == form.pattern) {
            return is_match(regex.as_ref(), text);
        }
        let regex = Regex::new(form.pattern).ok();
        let matches = is_match(regex.as_ref(), text);
        self.0.push((form.pattern, regex));
        matches
    }
}

/// Returns true if a text matches. A test compiles every pattern, so there always is one.
fn is_match(regex: Option<&Regex>, text: &str) -> bool {
    regex.is_none_or(|regex| regex.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_its_form() {
        let mut forms = Forms::default();
        for form in ALL {
            assert!(form.pattern.is_empty() || Regex::new(form.pattern).is_ok(), "{}", form.pattern);
            assert!(forms.matches(form, form.example), "{}", form.example);
            assert!(form.pattern.is_empty() || !forms.matches(form, " "), "{}", form.pattern);
        }
    }

    #[test]
    fn names_of_environments_have_at_most_20_letters() {
        let mut forms = Forms::default();
        for (name, expected) in [("a", true), ("a-1", true), ("a-", false), ("1a", false), ("A", false), ("a_b", false)]
        {
            assert_eq!(forms.matches(ENVIRONMENT, name), expected, "{name}");
        }
        assert!(forms.matches(ENVIRONMENT, &"a".repeat(20)) && !forms.matches(ENVIRONMENT, &"a".repeat(21)));
    }
}
