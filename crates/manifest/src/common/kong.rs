//! The settings of Kong, as the compiler chooses them.

use crate::plan::GATEWAY_DATABASE;

/// The migrations that Kong needs before its first start, as a shell command.
pub(crate) const MIGRATIONS: &str = "kong migrations bootstrap && kong migrations up && kong migrations finish";

/// The settings of Kong's database.
pub(crate) const DATABASE_SETTINGS: [(&str, &str); 3] =
    [("POSTGRES_DB", "kong"), ("POSTGRES_PASSWORD", "kong"), ("POSTGRES_USER", "kong")];

/// The settings by which Kong's migrations reach the database.
pub(crate) const MIGRATION_SETTINGS: [(&str, &str); 5] = [
    ("KONG_DATABASE", "postgres"),
    ("KONG_PG_DATABASE", "kong"),
    ("KONG_PG_HOST", GATEWAY_DATABASE),
    ("KONG_PG_PASSWORD", "kong"),
    ("KONG_PG_USER", "kong"),
];

/// The settings of Kong itself, in the order used for Docker Compose.
pub(crate) const SETTINGS: [(&str, &str); 11] = [
    ("KONG_ADMIN_ACCESS_LOG", "/dev/stdout"),
    ("KONG_ADMIN_ERROR_LOG", "/dev/stderr"),
    ("KONG_PROXY_ACCESS_LOG", "/dev/stdout"),
    ("KONG_PROXY_ERROR_LOG", "/dev/stderr"),
    ("KONG_ADMIN_LISTEN", "0.0.0.0:8001"),
    ("KONG_CASSANDRA_CONTACT_POINTS", GATEWAY_DATABASE),
    ("KONG_DATABASE", "postgres"),
    ("KONG_PG_DATABASE", "kong"),
    ("KONG_PG_HOST", GATEWAY_DATABASE),
    ("KONG_PG_PASSWORD", "kong"),
    ("KONG_PG_USER", "kong"),
];
