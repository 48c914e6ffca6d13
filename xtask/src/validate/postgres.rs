//! PostgreSQL runs each script in a temporary cluster, which only listens on a socket in its own folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::check::{Check, Program};
use crate::tools::{Dependencies, Tools, must, relocate};

/// The folder of the programs of this version.
const PROGRAMS: &str = "usr/lib/postgresql/15/bin";

/// The programs that are used here, or by each other.
const NAMES: [&str; 4] = ["initdb", "pg_ctl", "postgres", "psql"];

/// Starts a cluster, which lives as long as the check.
pub(crate) fn install(tools: &Tools) -> anyhow::Result<Check> {
    let cluster = Cluster::start(tools, unpacked(tools)?)?;
    // Tables in a temporary schema are dropped at the end of the session, so scripts do not affect each other.
    let psql = Program::new(cluster.program("psql")).env("LC_ALL", "C.UTF-8").args([
        "-X",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-U",
        "postgres",
        "-d",
        "postgres",
        "-h",
    ]);
    let psql = psql.args([cluster.folder.as_os_str()]).args(["-c", "SET search_path TO pg_temp", "-f", "{}"]).each();
    Ok(Box::new(move |files| {
        let _alive = &cluster;
        psql(files)
    }))
}

/// Returns the folder into which the programs are unpacked.
fn unpacked(tools: &Tools) -> anyhow::Result<PathBuf> {
    tools.installed("validators/postgres", "2", |tree| {
        tools.bookworm()?.unpack(&["postgresql-15"], Dependencies::All, tree)?;
        // The compiler of queries, which is not used, takes a third of the space.
        let libraries = std::fs::read_dir(tree.join("usr/lib/x86_64-linux-gnu"))?.flatten();
        for library in libraries.filter(|it| it.file_name().to_string_lossy().starts_with("libLLVM")) {
            std::fs::remove_file(library.path())?;
        }
        relocate(tools, tree, &programs())
    })
}

/// Returns the paths of the programs.
fn programs() -> [String; 4] {
    NAMES.map(|name| format!("{PROGRAMS}/{name}"))
}

/// A running server with its data.
struct Cluster {
    root: PathBuf,
    folder: PathBuf,
    /// True if this process runs as root. The server refuses that, so it runs as another user.
    is_root: bool,
}

impl Cluster {
    fn start(tools: &Tools, root: PathBuf) -> anyhow::Result<Cluster> {
        let id = Command::new("id").arg("-u").output()?;
        let is_root = id.stdout.trim_ascii() == b"0";
        // The length of socket paths is limited, so it cannot be below the target directory.
        let folder = std::env::temp_dir().join(format!("temple-validate-{}", std::process::id()));
        std::fs::create_dir(&folder)?;
        let mut cluster = Cluster { root, folder, is_root };
        if is_root {
            cluster.give_to_nobody(tools)?;
        }
        let data = cluster.folder.join("data");
        let initdb = ["-U", "postgres", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync", "-D"];
        must(cluster.command("initdb").args(initdb).arg(&data))?;
        let settings = format!("-k '{}' -c listen_addresses= -c fsync=off -c jit=off", cluster.folder.display());
        let mut start = cluster.command("pg_ctl");
        start.args(["-w", "-s", "-o", &settings, "-l"]).arg(cluster.folder.join("log")).arg("-D").arg(data);
        must(start.arg("start"))?;
        Ok(cluster)
    }

    /// Copies the programs next to the data, because the server's user may have no access to the folder of the
    /// repository.
    fn give_to_nobody(&mut self, tools: &Tools) -> anyhow::Result<()> {
        let copy = self.folder.join("programs");
        must(Command::new("cp").arg("-r").arg(&self.root).arg(&copy))?;
        relocate(tools, &copy, &programs())?;
        // Overrides the user's umask.
        must(Command::new("chmod").args(["-R", "a+rX"]).arg(&copy))?;
        must(Command::new("chown").arg("nobody").arg(&self.folder))?;
        self.root = copy;
        Ok(())
    }

    fn program(&self, name: &str) -> PathBuf {
        self.root.join(PROGRAMS).join(name)
    }

    /// Returns a command that runs as `nobody` if this process runs as root.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(if self.is_root { Path::new("setpriv").into() } else { self.program(name) });
        if self.is_root {
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(self.program(name));
        }
        command.env("LC_ALL", "C.UTF-8").current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        // Errors are ignored; the system clears its temporary folder.
        let _ = must(self.command("pg_ctl").args(["-w", "-s", "-m", "immediate", "-D"]).arg(data).arg("stop"));
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
