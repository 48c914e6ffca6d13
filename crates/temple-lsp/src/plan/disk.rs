//! Reads the files of a folder that matter for a plan.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use temple_ide::Preview;

use super::compare::user_files;
use super::shape::{Segment, Shape, Shapes};
use super::{DiskFile, Folder};
use crate::fingerprint::Fingerprint;
use crate::limits::{MAX_COMPARED_FILE_BYTES, in_mib, read_limited};

/// Reads from `folder` the files that `preview` would write, and finds those that the generator may have written
/// earlier. The latter are not read, because only their paths matter. A missing folder is empty.
pub(crate) fn read(folder: &Path, preview: &Preview<'_>) -> io::Result<Folder> {
    match fs::metadata(folder) {
        Ok(metadata) if !metadata.is_dir() => return Err(ErrorKind::NotADirectory.into()),
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Err(_) if folder.is_symlink() => {
            return Err(io::Error::new(ErrorKind::NotFound, "broken symbolic link"));
        }
        _ => {}
    }
    let mut read = Folder::default();
    for file in preview.files() {
        if let Some(found) = find(folder, file.path()) {
            read.insert(file.path(), found);
        }
    }
    let services: Vec<&str> = preview.plan().services.iter().map(|service| service.name.as_str()).collect();
    let mut others: BTreeSet<String> = user_files(&services).filter(|path| folder.join(path).is_file()).collect();
    let shapes = Shapes::all();
    let shapes: Vec<&[Segment]> = shapes.iter().map(Shape::segments).collect();
    search(folder, "", &shapes, &mut others);
    for path in others {
        if read.get(&path).is_none() {
            read.insert(path, DiskFile::Text(String::new()));
        }
    }
    Ok(read)
}

/// Returns the content at a path in `folder`, or `None` if nothing exists there.
fn find(folder: &Path, path_in_folder: &str) -> Option<DiskFile> {
    let path = &folder.join(path_in_folder);
    let metadata = fs::metadata(path);
    let files = metadata.as_ref().ok().filter(|metadata| metadata.is_file());
    let state = files.map(|metadata| Fingerprint::of((metadata.len(), metadata.modified().ok())));
    let reason = match metadata {
        Ok(metadata) if metadata.is_dir() => "a folder with this name exists".to_owned(),
        Ok(metadata) if !metadata.is_file() => "exists but is not a regular file".to_owned(),
        Ok(metadata) => match read_file(path, metadata.len()).map(String::from_utf8) {
            Ok(Ok(text)) => return Some(DiskFile::Text(text)),
            Ok(Err(error)) => {
                let state = Some(Fingerprint::of(error.as_bytes()));
                return Some(DiskFile::Other { reason: "the file on disk is not UTF-8 text".to_owned(), state });
            }
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                "the file on disk cannot be read: permission denied".to_owned()
            }
            Err(error) if error.kind() == ErrorKind::FileTooLarge => {
                let limit = in_mib(MAX_COMPARED_FILE_BYTES);
                format!("the file on disk is larger than {limit} and is not compared")
            }
            Err(error) => format!("the file on disk cannot be read: {error}"),
        },
        Err(_) if path.is_symlink() => "is a broken symbolic link".to_owned(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            let dead = dead_link(folder, path_in_folder)?;
            format!("the parent folder `{dead}` is a broken symbolic link")
        }
        Err(error) => format!("the file on disk cannot be read: {error}"),
    };
    Some(DiskFile::Other { reason, state })
}

/// Returns the first broken link among the parent folders of a path in `folder`. No file can be written below it.
fn dead_link<'p>(folder: &Path, path: &'p str) -> Option<&'p str> {
    let mut ways = path.match_indices('/').map(|(end, _)| &path[..end]);
    ways.find(|way| folder.join(way).is_symlink() && !folder.join(way).exists())
}

fn read_file(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    read_limited(File::open(path)?, length, MAX_COMPARED_FILE_BYTES)
}

/// Finds the files whose paths match one of the `shapes`, which contain only the segments below `folder`. Lists only
/// folders that may contain such files; folders that cannot be listed count as empty.
fn search(folder: &Path, path: &str, shapes: &[&[Segment]], found: &mut BTreeSet<String>) {
    let heads = shapes.iter().filter_map(|shape| shape.first());
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut lists = false;
    for head in heads {
        match head {
            Segment::Fixed(name) => _ = names.insert(name.clone()),
            Segment::Named(..) => lists = true,
        }
    }
    if lists {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        names.extend(entries.filter_map(|entry| entry.file_name().into_string().ok()));
    }
    for name in names {
        let matching = shapes.iter().filter_map(|shape| shape.split_first());
        let rests: Vec<&[Segment]> =
            matching.filter(|(head, _)| head.name_in(&name).is_some()).map(|(_, rest)| rest).collect();
        let (inner, path_in_folder) = (folder.join(&name), format!("{path}{name}"));
        if rests.iter().any(|rest| rest.is_empty()) && inner.is_file() {
            found.insert(path_in_folder.clone());
        }
        if rests.iter().any(|rest| !rest.is_empty()) && inner.is_dir() {
            search(&inner, &format!("{path_in_folder}/"), &rests, found);
        }
    }
}
