//! `temple-lsp preview --watch`: repeats the preview whenever the Templefile changes.

use std::collections::HashMap;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use temple_ide::Analysis;

use super::arguments::PreviewArguments;
use super::out::{NOT_WRITTEN, may_write, report_written};
use super::view::View;
use crate::cli::files::{Input, ReadError};
use crate::cli::write::{self, NewFile};
use crate::cli::{output, source};

/// The interval at which the file is checked.
const POLL_INTERVAL: Duration = Duration::from_millis(200);
/// A file that changed this short a time before it was read may change again with the same time stamp.
const UNRELIABLE_AGE: Duration = Duration::from_secs(2);
/// Clears a terminal and moves the cursor to its start.
const CLEAR: &[u8] = b"\x1b[2J\x1b[H";

/// The message if the preview belongs to an older text.
const STALE: &str = "showing the preview of the last valid version";

/// Shows the preview, and again after each change, until the process is interrupted or the reader is gone. While the
/// text has errors, shows them with the preview of the last valid text, or of the valid part if there was none. JSON
/// documents always belong to the current text.
pub(super) fn run(arguments: &PreviewArguments) -> ExitCode {
    let Input::File(path) = arguments.source.input() else {
        return source::print_error(&"standard input cannot be watched; specify a file");
    };
    let mut watched = Watched::new(path);
    let mut text = watched.input.read();
    if let Err(read_error) = &text {
        return source::print_error(read_error);
    }
    watched.reported = Some(text.clone());
    let mut screen = Screen::default();
    loop {
        if let Err(error) = screen.show(arguments, &watched.input, text) {
            return output::failed(&error);
        }
        text = loop {
            if !wait() {
                return ExitCode::SUCCESS;
            }
            if let Some(text) = watched.poll() {
                break text;
            }
        };
    }
}

/// The last valid text, and the files written so far.
#[derive(Default)]
struct Screen {
    last_good: Option<Analysis>,
    written: WrittenFiles,
}

impl Screen {
    /// Shows one state of the file, and writes its preview if requested.
    fn show(&mut self, arguments: &PreviewArguments, input: &Input, text: Result<String, ReadError>) -> io::Result<()> {
        let mut out = output::stdout();
        if io::stdout().is_terminal() {
            out.write_all(CLEAR)?;
            out.flush()?;
        }
        let broken = match text.map(Analysis::new) {
            Ok(analysis) if !analysis.is_valid() => {
                source::report_errors(input, &analysis, ExitCode::SUCCESS);
                Some(analysis)
            }
            Ok(analysis) => {
                self.last_good = Some(analysis);
                None
            }
            Err(read_error) => {
                output::print_error(&read_error.to_string());
                if let Some(good) = self.last_good.as_ref().filter(|_| !arguments.is_json()) {
                    output::warn(STALE);
                    print(arguments, good, &mut out)?;
                }
                return Ok(());
            }
        };
        let previewed = match (&broken, &self.last_good) {
            (Some(_), Some(good)) if !arguments.is_json() => {
                output::warn(STALE);
                Some(good)
            }
            (Some(broken), _) => Some(broken),
            (None, good) => good.as_ref(),
        };
        previewed.map_or(Ok(()), |previewed| print(arguments, previewed, &mut out))?;
        let written = broken.as_ref().or(self.last_good.as_ref());
        if let Some((folder, analysis)) = arguments.out.as_ref().zip(written) {
            self.written.write(arguments, folder, analysis);
        }
        Ok(())
    }
}

fn print(arguments: &PreviewArguments, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    let preview = analysis.preview(arguments.source.target);
    match View::new(arguments, analysis, &preview) {
        Ok(view) => view.print(out, false)?,
        Err(unknown) => output::print_error(&unknown.to_string()),
    }
    out.flush()
}

/// Waits until the next check of the file. Returns false if the reader of standard output is gone.
#[cfg(unix)]
fn wait() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let interval = Timespec { tv_sec: 0, tv_nsec: POLL_INTERVAL.as_nanos() as _ };
    let stdout = io::stdout();
    // `poll` reports a closed pipe even if no events are requested.
    let mut ends = [PollFd::new(&stdout, PollFlags::empty())];
    match poll(&mut ends, Some(&interval)) {
        Ok(_) => !ends[0].revents().intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL),
        Err(_) => {
            std::thread::sleep(POLL_INTERVAL);
            true
        }
    }
}

/// Waits until the next check of the file.
#[cfg(not(unix))]
fn wait() -> bool {
    std::thread::sleep(POLL_INTERVAL);
    true
}

/// The texts, by path, of the files that this run has written, or has found with the text it would have written.
#[derive(Default)]
struct WrittenFiles(HashMap<String, String>);

impl WrittenFiles {
    /// Writes the preview of a text. Does not overwrite files that someone else has changed meanwhile, unless `--force`
    /// is given.
    fn write(&mut self, arguments: &PreviewArguments, folder: &Path, analysis: &Analysis) {
        if !may_write(arguments, analysis) {
            return output::print_error(NOT_WRITTEN);
        }
        let preview = analysis.preview(arguments.source.target);
        let Ok(view) = View::new(arguments, analysis, &preview) else { return };
        let files = view.new_files();
        let is_ours = |path: &str, content: &[u8]| self.0.get(path).is_some_and(|text| text.as_bytes() == content);
        match write::write(folder, &files, |path, content| arguments.force || is_ours(path, content)) {
            Ok(written) => {
                report_written(folder, written);
                self.0.extend(files.into_iter().map(|NewFile { path, text, .. }| (path, text)));
            }
            Err(refusal) => output::print_error(&refusal.to_string()),
        }
    }
}

/// A file that is checked repeatedly. Editors often replace a file by a new one, so watching one file would not work.
struct Watched {
    input: Input,
    path: PathBuf,
    /// The state of the file when it was last read; `None` if it must be read in any case.
    stamp: Option<Stamp>,
    /// The content that was last reported.
    reported: Option<Result<String, ReadError>>,
    /// True if the last read failed. The file may be missing for a moment while it is replaced.
    failed: bool,
}

/// The metadata that changes with the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    length: u64,
}

impl Stamp {
    /// Returns the stamp of a file, or `None` if it is unavailable, or unreliable because the file is too new.
    fn of(path: &Path) -> Option<Stamp> {
        let metadata = fs::metadata(path).ok()?;
        let modified = metadata.modified().ok()?;
        let is_sure = modified.elapsed().is_ok_and(|age| age >= UNRELIABLE_AGE);
        is_sure.then_some(Stamp { modified, length: metadata.len() })
    }
}

impl Watched {
    fn new(path: PathBuf) -> Watched {
        Watched { input: Input::File(path.clone()), path, stamp: None, reported: None, failed: false }
    }

    /// Returns the content of the file, or the reason why it cannot be read, if it has changed since the last report.
    fn poll(&mut self) -> Option<Result<String, ReadError>> {
        let stamp = Stamp::of(&self.path);
        if stamp.is_some() && stamp == self.stamp {
            return None;
        }
        // Taken before the file is read, so that a change in between is noticed at the next check.
        self.stamp = stamp;
        let found = self.input.read();
        let failed_before = std::mem::replace(&mut self.failed, found.is_err());
        if found.is_err() && !failed_before || self.reported.as_ref() == Some(&found) {
            return None;
        }
        self.reported = Some(found.clone());
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, FileTimes};

    use tempfile::TempDir;

    use super::*;

    /// Returns a watched file `a.temple` in a folder of its own, with the content `first`, after the first check.
    fn watched() -> (TempDir, Watched) {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("a.temple"), "first").expect("a file");
        let mut watched = Watched::new(folder.path().join("a.temple"));
        check(&mut watched, Some(Ok("first")));
        (folder, watched)
    }

    /// Checks the file, and the reported content.
    #[track_caller]
    fn check(watched: &mut Watched, expected: Option<Result<&str, &str>>) {
        let found = watched.poll().map(|found| found.map_err(|read_error| read_error.message));
        assert_eq!(found, expected.map(|expected| expected.map(str::to_owned).map_err(str::to_owned)));
    }

    #[test]
    fn reports_a_file_once() {
        let (_folder, mut watched) = watched();
        check(&mut watched, None);
        fs::write(&watched.path, "other").expect("a file");
        check(&mut watched, Some(Ok("other")));
        check(&mut watched, None);
        fs::write(&watched.path, "other").expect("a file");
        check(&mut watched, None);
    }

    #[test]
    fn notices_a_replaced_file() {
        let (folder, mut watched) = watched();
        fs::write(folder.path().join("new"), "there").expect("a file");
        fs::rename(folder.path().join("new"), &watched.path).expect("renamed");
        check(&mut watched, Some(Ok("there")));
    }

    #[test]
    fn ignores_a_file_that_is_missing_for_a_moment() {
        let (_folder, mut watched) = watched();
        fs::remove_file(&watched.path).expect("removed");
        check(&mut watched, None);
        fs::write(&watched.path, "first").expect("a file");
        check(&mut watched, None);
        fs::remove_file(&watched.path).expect("removed");
        check(&mut watched, None);
        check(&mut watched, Some(Err("no such file or folder")));
        check(&mut watched, None);
        fs::write(&watched.path, "first").expect("a file");
        check(&mut watched, Some(Ok("first")));
    }

    /// An older file is read again only if its time or length has changed.
    #[test]
    fn does_not_read_an_old_file_again() {
        let (_folder, mut watched) = watched();
        let old = FileTimes::new().set_modified(SystemTime::now() - Duration::from_secs(3600));
        let write = |text: &str| {
            fs::write(&watched.path, text).expect("a file");
            let file = fs::File::options().write(true).open(&watched.path).expect("a file");
            file.set_times(old).expect("a time");
        };
        write("first");
        let path = watched.path.clone();
        check(&mut watched, None);
        assert_eq!(watched.stamp, Stamp::of(&path));
        assert!(watched.stamp.is_some());
    }
}
