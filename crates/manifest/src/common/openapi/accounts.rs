//! The paths of the service for accounts, and the authentication that other paths require.

use super::responses;
use super::schemas::content;
use crate::format::DataWriter;
use crate::text::BlockRange;

/// The name of the security scheme.
const SCHEME: &str = "bearerAuth";

/// Makes an operation require a token if there are accounts.
pub(super) fn security(operation: &mut DataWriter<'_>, accounts: Option<BlockRange>) {
    if let Some(range) = accounts {
        operation.with_origin(range, |operation| {
            operation.list("security", |list| list.item_map(|item| item.list(SCHEME, |_| {})));
        });
    }
}

/// Writes the security scheme if there are accounts.
pub(super) fn security_scheme(components: &mut DataWriter<'_>, accounts: Option<BlockRange>) {
    if let Some(range) = accounts {
        components.with_origin(range, |components| {
            components.map("securitySchemes", |schemes| {
                schemes.map(SCHEME, |scheme| {
                    scheme.entry("type", "http");
                    scheme.entry("scheme", "bearer");
                    scheme.entry("bearerFormat", "JWT");
                });
            });
        });
    }
}

/// Writes the paths for registering and logging in.
pub(super) fn paths(paths: &mut DataWriter<'_>, accounts: Option<BlockRange>) {
    path(paths, accounts, "/auth/register", "Register an account", "The account is registered", responses::REGISTER);
    path(paths, accounts, "/auth/login", "Log in to an account", "The caller is logged in", responses::LOGIN);
}

fn path(
    paths: &mut DataWriter<'_>,
    accounts: Option<BlockRange>,
    path: &str,
    summary: &str,
    success: &str,
    failures: &[u32],
) {
    paths.map(path, |path| {
        path.map("post", |operation| {
            operation.entry("summary", summary);
            operation.items("tags", ["Auth"]);
            operation.map("requestBody", |body| content(body, credentials));
            operation.map("responses", |answers| {
                answers.map("200", |response| {
                    response.entry("description", success);
                    content(response, token);
                });
                responses::references(answers, failures, accounts);
            });
        });
    });
}

fn credentials(schema: &mut DataWriter<'_>) {
    schema.entry("type", "object");
    schema.map("properties", |properties| {
        properties.map("Email", |email| {
            email.entry("type", "string");
            email.entry("format", "email");
        });
        properties.map("Password", |password| {
            password.entry("type", "string");
            password.entry("format", "password");
            password.entry("minLength", 8u32);
            password.entry("maxLength", 64u32);
        });
    });
}

fn token(schema: &mut DataWriter<'_>) {
    schema.entry("type", "object");
    schema.map("properties", |properties| {
        properties.map("AccessToken", |token| {
            token.entry("type", "string");
            token.entry("description", "Proves who the caller is, as the bearer token of other requests");
        });
    });
}
