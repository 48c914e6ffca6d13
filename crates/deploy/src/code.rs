//! The closed set of diagnostic codes of deploy files. A released code never changes its name and never loses its page.

use temple_model::{Severity, Tag, codes};

codes! {
    DeploySyntax "deploy-syntax" Error: "A deploy file that is not valid TOML"
    UnknownKey "deploy-unknown-key" Error: "A key that does not exist or is not allowed in this table"
    WrongType "deploy-wrong-type" Error: "A value of the wrong type"
    BadValue "deploy-bad-value" Error: "A value that is not allowed for its key"
    UnknownService "deploy-unknown-service" Error: "Settings for a service that is not in the Templefile"
    UnknownEnvironment "deploy-unknown-environment" Error: "An `extends` that names no environment"
    ExtendsCycle "deploy-extends-cycle" Error: "Environments that extend each other in a cycle"
    MinAboveMax "deploy-min-above-max" Error: "A minimum above the maximum"
    ZonesOutsideRegion "zones-outside-region" Error: "A zone that is not in the region of its environment"

    WithoutTemplefile "deploy-without-templefile" Warning: "A deploy file without a Templefile of the same name"
    AuthRunsOnce "auth-runs-once" Warning: "Replicas or rolling updates for `auth`, which runs once"
    MutableTag "mutable-tag" Warning: "A tag whose image changes, outside the first environment"
    TooFewZones "too-few-zones" Warning: "High availability in fewer than three zones"
    CertificateWithoutDomain "certificate-without-domain" Warning: "A certificate in an environment without a domain"
    DomainWithoutCertificate "domain-without-certificate" Warning: "A domain in an environment without a certificate"

    HiddenValue "hidden-value" Information: "A value of an environment that the settings of a service hide"
    SingleReplica "single-replica" Information: "High availability for a service that may run only once"
    EnvironmentIgnored "environment-ignored" Information: "A setting that the chosen target does not support"
    UnusedValue "unused-value" Hint Unnecessary: "A setting that changes nothing"
}
