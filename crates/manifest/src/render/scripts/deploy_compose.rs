//! `deploy.sh` for Docker Compose.

use super::shell::lines;
use crate::defect::Defect;
use crate::deployment::Deployment;
use crate::writer::Writer;

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

pub(super) fn render(_: &Deployment<'_>, out: &mut Writer) {
    lines(out, HEAD);
    out.defect(Defect::RemovesEveryContainer);
    out.line("docker rm -f $(docker ps -aq)");
    lines(out, REST);
}
