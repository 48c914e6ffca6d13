//! Compares the generated files with the files on disk.

use std::borrow::Cow;
use std::collections::BTreeSet;

use temple_ide::manifest::FileLanguage;

use super::shape::{Shapes, USER_FILES};
use super::{DiskFile, Folder, Plan, Planned, State, data};
use crate::diff::Diff;
use crate::rendered::RenderedPreview;

/// The remark on a file whose diff contains lines that look the same.
const ENDS_DIFFER: &str = "only line endings differ";

/// The remark on each file that seems to be left behind while the Templefile has errors: its origin may be in the part
/// that cannot be read.
const MAY_BELONG: &str = "may still belong to the Templefile, which has errors";

/// Returns the effect of generating into `folder`. With `exact`, files are compared byte by byte, and otherwise by
/// content.
pub(crate) fn compare(rendered: &RenderedPreview<'_>, folder: &Folder, exact: bool) -> Plan {
    let (preview, notes) = (rendered.preview, rendered.notes());
    let generated = rendered.files.iter();
    let mut files: Vec<Planned> = generated
        .map(|(file, it)| planned(file.path(), file.language(), &it.text, folder.get(file.path()), exact))
        .collect();
    let written: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    let services: Vec<&str> = preview.plan().services.iter().map(|service| service.name.as_str()).collect();
    let kept = user_files(&services).filter(|path| folder.get(path).is_some()).map(|path| other(path, State::Kept));
    files.extend(kept);
    let others: Vec<&str> = folder.paths().filter(|path| !written.contains(*path)).collect();
    let left_behind = Shapes::all().generated(&others, &services);
    let complete = preview.is_complete();
    let remark = (!complete).then(|| MAY_BELONG.to_owned());
    let left = |path: &str| Planned { remark: remark.clone(), ..other(path.to_owned(), State::LeftBehind) };
    files.extend(left_behind.into_iter().map(left));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Plan { target: preview.target(), complete, files, notes }
}

/// Iterates over the files of the services that are never overwritten.
pub(super) fn user_files(services: &[&str]) -> impl Iterator<Item = String> {
    services.iter().flat_map(|service| USER_FILES.map(|file| format!("{service}/{file}")))
}

fn other(path: String, state: State) -> Planned {
    Planned { path, state, diff: None, remark: None }
}

fn planned(path: &str, language: FileLanguage, text: &str, found: Option<&DiskFile>, exact: bool) -> Planned {
    let path = path.to_owned();
    let on_disk = match found {
        None => return other(path, State::Added),
        Some(DiskFile::Other { reason, .. }) => {
            return Planned { remark: Some(reason.clone()), ..other(path, State::Changed) };
        }
        Some(DiskFile::Text(on_disk)) => on_disk,
    };
    let same = if exact { Ok(on_disk == text) } else { data::same(language, on_disk, text) };
    if same == Ok(true) {
        return other(path, State::Unchanged);
    }
    let diff = Some(diff(on_disk, text, exact || language == FileLanguage::Shell));
    let remark = same.err().or_else(|| on_disk.lines().eq(text.lines()).then(|| ENDS_DIFFER.to_owned()));
    Planned { diff, remark, ..other(path, State::Changed) }
}

/// Returns the differing lines. Line ends count only if `exact`.
fn diff(old: &str, new: &str, exact: bool) -> Diff {
    let old = if exact { Cow::Borrowed(old) } else { Cow::Owned(old.replace("\r\n", "\n")) };
    Diff::between(&old, new)
}
