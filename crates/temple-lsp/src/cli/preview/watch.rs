//! `temple-lsp preview --watch`: repeats the preview whenever the Templefile changes.

use std::collections::HashMap;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use temple_ide::Analysis;

use super::arguments::PreviewArguments;
use super::out::{NOT_WRITTEN, may_write, say_written};
use super::view::View;
use crate::cli::files::{Input, Trouble};
use crate::cli::write::{self, NewFile};
use crate::cli::{output, source};

/// The interval at which the file is checked.
const INTERVAL: Duration = Duration::from_millis(200);
/// A file that changed this short a time before it was read may change again with the same time stamp.
const UNSURE: Duration = Duration::from_secs(2);
/// Clears a terminal and moves the cursor to its start.
const CLEAR: &[u8] = b"\x1b[2J\x1b[H";

/// The message if the preview belongs to an older text.
const STALE: &str = "showing the preview of the last valid version";

/// Shows the preview, and again after each change, until the process is interrupted or the reader is gone. While the
/// text has errors, shows them with the preview of the last valid text, or of the valid part if there was none. JSON
/// documents always belong to the current text.
pub(super) fn run(arguments: &PreviewArguments) -> ExitCode {
    let Input::File(path) = arguments.source.input() else {
        return source::trouble(&"standard input cannot be watched; specify a file");
    };
    let mut watched = Watched::new(path);
    let mut text = watched.input.read();
    if let Err(trouble) = &text {
        return source::trouble(trouble);
    }
    watched.told = Some(text.clone());
    let mut screen = Screen::default();
    loop {
        if let Err(error) = screen.show(arguments, &watched.input, text) {
            return output::failed(&error);
        }
        text = loop {
            if !wait() {
                return ExitCode::SUCCESS;
            }
            if let Some(text) = watched.look() {
                break text;
            }
        };
    }
}

/// The last valid text, and the files written so far.
#[derive(Default)]
struct Screen {
    last_good: Option<Analysis>,
    ours: Ours,
}

impl Screen {
    /// Shows one state of the file, and writes its preview if requested.
    fn show(&mut self, arguments: &PreviewArguments, input: &Input, text: Result<String, Trouble>) -> io::Result<()> {
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
            Err(trouble) => {
                output::complain(&trouble.to_string());
                if let Some(good) = self.last_good.as_ref().filter(|_| !arguments.is_json()) {
                    output::warn(STALE);
                    print(arguments, good, &mut out)?;
                }
                return Ok(());
            }
        };
        let shown = match (&broken, &self.last_good) {
            (Some(_), Some(good)) if !arguments.is_json() => {
                output::warn(STALE);
                Some(good)
            }
            (Some(broken), _) => Some(broken),
            (None, good) => good.as_ref(),
        };
        shown.map_or(Ok(()), |shown| print(arguments, shown, &mut out))?;
        let written = broken.as_ref().or(self.last_good.as_ref());
        if let Some((folder, analysis)) = arguments.out.as_ref().zip(written) {
            self.ours.write(arguments, folder, analysis);
        }
        Ok(())
    }
}

fn print(arguments: &PreviewArguments, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    let preview = analysis.preview(arguments.source.target);
    match View::new(arguments, analysis, &preview) {
        Ok(view) => view.print(out, false)?,
        Err(unknown) => output::complain(&unknown.to_string()),
    }
    out.flush()
}

/// Waits until the next check of the file. Returns false if the reader of standard output is gone.
#[cfg(unix)]
fn wait() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let interval = Timespec { tv_sec: 0, tv_nsec: INTERVAL.as_nanos() as _ };
    let stdout = io::stdout();
    // `poll` reports a closed pipe even if no events are requested.
    let mut ends = [PollFd::new(&stdout, PollFlags::empty())];
    match poll(&mut ends, Some(&interval)) {
        Ok(_) => !ends[0].revents().intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL),
        Err(_) => {
            std::thread::sleep(INTERVAL);
            true
        }
    }
}

/// Waits until the next check of the file.
#[cfg(not(unix))]
fn wait() -> bool {
    std::thread::sleep(INTERVAL);
    true
}

/// The texts, by path, of the files that this run has written, or has found with the text it would have written.
#[derive(Default)]
struct Ours(HashMap<String, String>);

impl Ours {
    /// Writes the preview of a text. Does not overwrite files that someone else has changed meanwhile, unless `--force`
    /// is given.
    fn write(&mut self, arguments: &PreviewArguments, folder: &Path, analysis: &Analysis) {
        if !may_write(arguments, analysis) {
            return output::complain(NOT_WRITTEN);
        }
        let preview = analysis.preview(arguments.source.target);
        let Ok(view) = View::new(arguments, analysis, &preview) else { return };
        let files = view.new_files();
        let is_ours = |path: &str, content: &[u8]| self.0.get(path).is_some_and(|text| text.as_bytes() == content);
        match write::write(folder, &files, |path, content| arguments.force || is_ours(path, content)) {
            Ok(written) => {
                say_written(folder, written);
                self.0.extend(files.into_iter().map(|NewFile { path, text, .. }| (path, text)));
            }
            Err(refusal) => output::complain(&refusal.to_string()),
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
    told: Option<Result<String, Trouble>>,
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
        let is_sure = modified.elapsed().is_ok_and(|age| age >= UNSURE);
        is_sure.then_some(Stamp { modified, length: metadata.len() })
    }
}

impl Watched {
    fn new(path: PathBuf) -> Watched {
        Watched { input: Input::File(path.clone()), path, stamp: None, told: None, failed: false }
    }

    /// Returns the content of the file, or the reason why it cannot be read, if it has changed since the last report.
    fn look(&mut self) -> Option<Result<String, Trouble>> {
        let stamp = Stamp::of(&self.path);
        if stamp.is_some() && stamp == self.stamp {
            return None;
        }
        // Taken before the file is read, so that a change in between is noticed at the next check.
        self.stamp = stamp;
        let found = self.input.read();
        let failed_before = std::mem::replace(&mut self.failed, found.is_err());
        if found.is_err() && !failed_before || self.told.as_ref() == Some(&found) {
            return None;
        }
        self.told = Some(found.clone());
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
        let found = watched.look().map(|found| found.map_err(|trouble| trouble.message));
        assert_eq!(found, expected.map(|expected| expected.map(str::to_owned).map_err(str::to_owned)));
    }

    #[test]
    fn a_file_is_told_once() {
        let (_folder, mut watched) = watched();
        check(&mut watched, None);
        fs::write(&watched.path, "other").expect("a file");
        check(&mut watched, Some(Ok("other")));
        check(&mut watched, None);
        fs::write(&watched.path, "other").expect("a file");
        check(&mut watched, None);
    }

    #[test]
    fn another_file_in_its_place_is_seen() {
        let (folder, mut watched) = watched();
        fs::write(folder.path().join("new"), "there").expect("a file");
        fs::rename(folder.path().join("new"), &watched.path).expect("renamed");
        check(&mut watched, Some(Ok("there")));
    }

    #[test]
    fn a_file_that_is_gone_for_a_moment_is_no_trouble() {
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
    fn an_old_file_is_not_read_again() {
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
