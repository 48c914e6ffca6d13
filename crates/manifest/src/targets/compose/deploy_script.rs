//! `deploy.sh` for Docker Compose.

use crate::defect::Defect;
use crate::file::{FileLanguage, FileList};
use crate::format::lines;
use crate::plan::Plan;
use crate::text::Writer;

const HEAD: &str = r#"#!/bin/sh
# Starts the system with Docker Compose. Run it as `. ./deploy.sh`, so that the shell keeps KONG_ENTRY and KONG_ADMIN.

# The folder of this script. Only bash has a variable for that; the other shells tell by the name of the script.
# shellcheck disable=SC3028
BASEDIR=$(dirname "${BASH_SOURCE:-$0}")

# Remove every container of the machine, and the volumes that none uses then.
# Each of the containers is an argument of its own.
# shellcheck disable=SC2046
"#;

const REST: &str = r#"docker volume prune -f

# Build the images, and start the containers in the background.
docker-compose -f "$BASEDIR/docker-compose.yml" up --build -d

# Wait until Kong's Admin API answers.
until curl --silent --output /dev/null http://localhost:8001; do
  sleep 1
done

# Tell Kong of the services.
export KONG_ENTRY=localhost:8000
export KONG_ADMIN=localhost:8001
sh "$BASEDIR/kong/configure-kong.sh"
"#;

/// Announces the script that starts the system.
pub(super) fn register(files: &mut FileList<'_>) {
    files.target("deploy.sh", FileLanguage::Shell, render);
}

fn render(_: &Plan<'_>, out: &mut Writer) {
    lines(out, HEAD);
    out.defect(Defect::RemovesEveryContainer);
    out.line("docker rm -f $(docker ps -aq)");
    lines(out, REST);
}
