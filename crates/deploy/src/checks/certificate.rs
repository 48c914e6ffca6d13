//! Domains without certificates, and certificates without domains.

use super::checker::Checker;
use crate::code::Code;
use crate::kinds::Expose;
use crate::provenance::Setting;

pub(super) fn run(checker: &mut Checker<'_>) {
    let environments = std::mem::take(&mut checker.environments);
    for (_, environment, settings) in &environments {
        let name = environment.name();
        let is_issued = settings.gateway_issuer.is_some() && settings.gateway_expose.value == Expose::Ingress;
        let (code, setting, message) = match (&settings.gateway_domain, &settings.gateway_certificate) {
            (None, Some(certificate)) => (
                Code::CertificateWithoutDomain,
                certificate,
                format!("`{name}` has a certificate but no domain that it is for. Set `gateway.domain`."),
            ),
            (Some(domain), None) if !is_issued => (
                Code::DomainWithoutCertificate,
                domain,
                format!(
                    "`{name}` has a domain but no certificate, so requests are not encrypted. Set `gateway.certificate`."
                ),
            ),
            _ => continue,
        };
        let Setting { provenance, .. } = setting;
        if let Some(location) = provenance.location() {
            checker.report_once(code, location.value, message);
        }
    }
    checker.environments = environments;
}
