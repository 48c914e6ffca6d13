//! Trees of Debian packages whose programs run on this machine, regardless of its own packages.

use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::command::must;
use super::debian::{Dependencies, Suite};
use super::installed::Tools;

/// The folders of libraries below the root of a tree. The last two are for packages from before `/lib` was a link.
const LIBRARIES: [&str; 4] = ["usr/lib/x86_64-linux-gnu", "usr/lib", "lib/x86_64-linux-gnu", "lib"];

/// The name of the dynamic loader.
const LOADER: &str = "ld-linux-x86-64.so.2";

/// Returns a tree of packages in which these programs, given by their paths in it, run on this machine.
pub(crate) fn unpacked(
    tools: &Tools,
    name: &str,
    suite: fn(&Tools) -> anyhow::Result<&Suite>,
    packages: &[&str],
    programs: &[&str],
) -> anyhow::Result<PathBuf> {
    let recipe = format!("2 {packages:?} {programs:?}");
    tools.installed(name, &recipe, |tree| {
        suite(tools)?.unpack(packages, Dependencies::All, tree)?;
        relocate(tools, tree, programs)
    })
}

/// Makes programs of a tree use the loader and the libraries of the tree, which may be newer or older than the
/// machine's.
pub(crate) fn relocate(tools: &Tools, tree: &Path, programs: &[impl AsRef<Path>]) -> anyhow::Result<()> {
    let patchelf =
        tools.installed("patchelf", "1", |it| tools.bookworm()?.unpack(&["patchelf"], Dependencies::None, it))?;
    let libraries = LIBRARIES.map(|folder| tree.join(folder));
    let loader = libraries.iter().map(|folder| folder.join(LOADER)).find(|loader| loader.exists());
    let loader = loader.with_context(|| format!("{} has no {LOADER}", tree.display()))?;
    for program in programs {
        let program = tree.join(program);
        anyhow::ensure!(program.exists(), "{} is not in the packages", program.display());
        let mut command = Command::new(patchelf.join("usr/bin/patchelf"));
        command.arg("--set-interpreter").arg(&loader).args(["--force-rpath", "--set-rpath"]);
        must(command.arg(std::env::join_paths(&libraries)?).arg(program))?;
    }
    Ok(())
}

/// The folder of scripts that start programs of a tree. No package has a folder of this name.
pub(crate) const LAUNCHERS: &str = "launchers";

/// Writes a script into the tree's folder of launchers that starts the program `usr/bin/<name>`. Relative paths in
/// `variables` start at the tree. Returns the path of the script.
pub(crate) fn launcher(
    tree: &Path,
    name: &str,
    variables: &[(&str, &str)],
    options: &[&str],
) -> anyhow::Result<PathBuf> {
    let path = tree.join(LAUNCHERS).join(name);
    std::fs::create_dir_all(tree.join(LAUNCHERS))?;
    let script = script(tree, name, variables, options)?;
    // One that another task is running must stay as it is.
    if std::fs::read_to_string(&path).ok().as_ref() != Some(&script) {
        std::fs::write(&path, script).with_context(|| path.display().to_string())?;
    }
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
    Ok(path)
}

fn script(tree: &Path, name: &str, variables: &[(&str, &str)], options: &[&str]) -> anyhow::Result<String> {
    let inside = |path: &str| -> anyhow::Result<String> {
        let path = tree.join(path);
        let path = path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))?;
        Ok(shlex::try_quote(path)?.into_owned())
    };
    let mut script = String::from("#!/bin/sh\n");
    for (variable, value) in variables {
        let _ = writeln!(script, "export {variable}={}", inside(value)?);
    }
    let options = shlex::try_join(options.iter().copied())?;
    let _ = writeln!(script, "exec {} {options} \"$@\"", inside(&format!("usr/bin/{name}"))?);
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn launcher_starts_a_program_of_a_tree_with_any_name() {
        let folder = tempfile::tempdir().unwrap();
        let tree = folder.path().join("it's a \"tree\" $HOME ä");
        let program = tree.join("usr/bin/show");
        std::fs::create_dir_all(program.parent().unwrap()).unwrap();
        std::fs::write(&program, "#!/bin/sh\nprintf '%s\\n' \"$DATA\" \"$@\"\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let path = launcher(&tree, "show", &[("DATA", "usr/share")], &["--set", "it's"]).unwrap();
        let shown = must(Command::new("sh").arg(path).arg("a b")).unwrap();
        assert_eq!(shown, format!("{}\n--set\nit's\na b\n", tree.join("usr/share").display()));
    }
}
