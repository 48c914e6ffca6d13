//! The responses to failed requests.

use temple_model::Endpoint;

use super::schemas::content;
use crate::format::DataWriter;
use crate::plan::Plan;
use crate::text::BlockRange;

/// The status codes with which an endpoint of a service or struct may fail; 401 only if there are accounts.
fn codes(endpoint: Endpoint) -> &'static [u32] {
    match endpoint {
        Endpoint::List => &[UNAUTHORIZED, 500],
        Endpoint::Create => &[400, UNAUTHORIZED, 500],
        Endpoint::Read | Endpoint::Update | Endpoint::Delete => &[400, UNAUTHORIZED, 404, 500],
        Endpoint::Identify => &[UNAUTHORIZED, 404, 500],
    }
}

/// The status codes with which registering may fail.
pub(super) const REGISTER: &[u32] = &[400, FORBIDDEN, 500];
/// The status codes with which logging in may fail.
pub(super) const LOGIN: &[u32] = &[400, UNAUTHORIZED, 500];

const UNAUTHORIZED: u32 = 401;
const FORBIDDEN: u32 = 403;

const DESCRIPTIONS: &[(u32, &str)] = &[
    (400, "The request is not valid"),
    (UNAUTHORIZED, "The caller has not proved who they are, or may not do this"),
    (FORBIDDEN, "There is such an account already"),
    (404, "There is no such entry"),
    (500, "The server could not answer"),
];

/// The origin of a status code, where `accounts` is the `#authMethod`; `None` for a code that follows from the
/// endpoint alone.
fn origin(code: u32, accounts: Option<BlockRange>) -> Option<BlockRange> {
    accounts.filter(|_| matches!(code, UNAUTHORIZED | FORBIDDEN))
}

/// Writes the responses of an endpoint of a service or struct to failed requests.
pub(super) fn failures(responses: &mut DataWriter<'_>, endpoint: Endpoint, accounts: Option<BlockRange>) {
    let has_accounts = accounts.is_some();
    references(responses, codes(endpoint).iter().filter(|&&code| code != UNAUTHORIZED || has_accounts), accounts);
}

/// Writes the responses for `codes`, as references to the components.
pub(super) fn references<'c>(
    responses: &mut DataWriter<'_>,
    codes: impl IntoIterator<Item = &'c u32>,
    accounts: Option<BlockRange>,
) {
    for &code in codes {
        let write = |responses: &mut DataWriter<'_>| {
            responses.map((code, ""), |response| response.entry("$ref", ("#/components/responses/", "Error", code)));
        };
        match origin(code, accounts) {
            Some(origin) => responses.with_origin(origin, write),
            None => write(responses),
        }
    }
}

/// Writes the components to which the paths refer.
pub(super) fn components(components: &mut DataWriter<'_>, plan: &Plan<'_>) {
    let accounts = plan.accounts.map(|(_, range)| range);
    let used: Vec<_> = DESCRIPTIONS.iter().filter(|(code, _)| is_used(*code, plan)).collect();
    // The compiler omits the key if nothing refers to a response.
    if used.is_empty() {
        return;
    }
    components.map("responses", |responses| {
        for &&(code, description) in &used {
            let write = |responses: &mut DataWriter<'_>| {
                responses.map(("Error", code), |response| failure(response, description));
            };
            match origin(code, accounts) {
                Some(origin) => responses.with_origin(origin, write),
                None => write(responses),
            }
        }
    });
}

fn failure(response: &mut DataWriter<'_>, description: &str) {
    response.entry("description", description);
    content(response, |schema| {
        schema.entry("type", "object");
        schema.map("properties", |properties| {
            properties.map("error", |error| {
                error.entry("type", "string");
                error.entry("description", "What went wrong");
            });
        });
    });
}

/// Returns true if any path may respond with the status code.
fn is_used(code: u32, plan: &Plan<'_>) -> bool {
    if plan.accounts.is_some() && (REGISTER.contains(&code) || LOGIN.contains(&code)) {
        return true;
    }
    let services = plan.services.iter().filter_map(|service| service.source);
    let mut entities = services.flat_map(|service| std::iter::once(&service.entity).chain(&service.structs));
    code != UNAUTHORIZED
        && entities.any(|entity| entity.endpoints.iter().any(|&endpoint| codes(endpoint).contains(&code)))
}
