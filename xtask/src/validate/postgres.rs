//! PostgreSQL runs each script in a scratch cluster, which listens on a socket in its own folder and nowhere else.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::check::{Check, Program};
use crate::tools::{Dependencies, Tools, must};

/// Where Debian keeps the programs of the version.
const PROGRAMS: &str = "usr/lib/postgresql/15/bin";

/// The packages that hold them, and the library that they call.
const PACKAGES: [&str; 3] = ["postgresql-15", "postgresql-client-15", "libpq5"];

/// Starts a cluster. It lives as long as the check does.
pub(crate) fn install(tools: &Tools) -> anyhow::Result<Check> {
    let cluster = Cluster::start(&root(tools)?)?;
    // Tables in a temporary schema go when the session does, so that scripts do not meet.
    let psql = Program::new(cluster.program("psql")).env("LD_LIBRARY_PATH", cluster.libraries());
    let psql = psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "postgres", "-h"]);
    let psql = psql.args([cluster.folder.as_os_str()]).args(["-c", "SET search_path TO pg_temp", "-f", "{}"]).each();
    Ok(Box::new(move |files| {
        let _alive = &cluster;
        psql(files)
    }))
}

/// The folder that holds the programs: the machine's own, else an unpacked one.
fn root(tools: &Tools) -> anyhow::Result<PathBuf> {
    let own = PathBuf::from("/");
    if own.join(PROGRAMS).join("initdb").is_file() {
        return Ok(own);
    }
    tools.installed("postgres", "1", |folder| tools.bookworm()?.unpack(&PACKAGES, Dependencies::Missing, folder))
}

/// A running server with its data.
struct Cluster {
    root: PathBuf,
    folder: PathBuf,
    /// Whether the server runs as somebody else, since it refuses to run as root.
    is_root: bool,
}

impl Cluster {
    fn start(root: &Path) -> anyhow::Result<Cluster> {
        let id = Command::new("id").arg("-u").output()?;
        let is_root = id.stdout.trim_ascii() == b"0";
        // The path of a socket may not be long, so that it cannot lie under `target`.
        let folder = std::env::temp_dir().join(format!("temple-validate-{}", std::process::id()));
        std::fs::create_dir(&folder)?;
        let mut cluster = Cluster { root: root.to_owned(), folder, is_root };
        if is_root {
            if root != Path::new("/") {
                // Whom the server runs as may not be let into the folder of the repository.
                let copy = cluster.folder.join("programs");
                must(Command::new("cp").arg("-r").arg(root).arg(&copy))?;
                cluster.root = copy;
            }
            must(Command::new("chown").arg("nobody").arg(&cluster.folder))?;
        }
        let data = cluster.folder.join("data");
        let initdb = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "-D"];
        must(cluster.command("initdb").args(initdb).arg(&data))?;
        let settings = format!("-k {} -c listen_addresses= -c fsync=off", cluster.folder.display());
        let log = cluster.folder.join("log");
        must(
            cluster
                .command("pg_ctl")
                .args(["-w", "-s", "-o", &settings, "-l"])
                .arg(log)
                .arg("-D")
                .arg(data)
                .arg("start"),
        )?;
        Ok(cluster)
    }

    fn program(&self, name: &str) -> PathBuf {
        self.root.join(PROGRAMS).join(name)
    }

    /// Where the libraries of unpacked programs lie; the machine's own are found in any case.
    fn libraries(&self) -> PathBuf {
        self.root.join(format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH))
    }

    /// A command that runs as nobody where we are root.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(if self.is_root { Path::new("setpriv").into() } else { self.program(name) });
        if self.is_root {
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(self.program(name));
        }
        command.env("LD_LIBRARY_PATH", self.libraries()).current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        // What cannot be stopped or removed is left to the system, which clears its temporary folder.
        let _ = must(self.command("pg_ctl").args(["-w", "-s", "-m", "immediate", "-D"]).arg(data).arg("stop"));
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
