//! `auth/wait-for-kong.sh`: starts the service for accounts once Kong answers, since that service needs Kong when it
//! starts.

use crate::file::{FileLanguage, FileList};
use crate::format::lines;
use crate::plan::Plan;
use crate::text::Writer;

const SCRIPT: &str = r#"#!/bin/sh
# Waits until the host in the first argument answers, and then runs the command in the others:
# ./wait-for-kong.sh kong:8001 -- ./auth

host=$1
shift
# The command may be set apart.
if [ "$1" = "--" ]; then
  shift
fi

until curl --silent --output /dev/null "$host"; do
  echo "Waiting for Kong at $host" >&2
  sleep 1
done

# The command takes the place of this script, so that it gets the signals that are meant for it.
exec "$@"
"#;

/// Announces the script if there are accounts.
pub(super) fn register(files: &mut FileList<'_>) {
    if let Some((_, range)) = files.plan().accounts {
        files.system("auth/wait-for-kong.sh", FileLanguage::Shell, range, render);
    }
}

fn render(_: &Plan<'_>, out: &mut Writer) {
    lines(out, SCRIPT);
}
