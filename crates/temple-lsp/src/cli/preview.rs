//! `temple-lsp preview`: shows the files that generating would write, and writes them where told.

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use temple_ide::manifest::{File, FileLanguage, Rendered};
use temple_ide::model::Provider;
use temple_ide::{Analysis, Note, Preview};

use super::args::FilesFormat;
use super::paint::{Paint, Style};
use super::source::{self, SourceArguments};
use super::tree::{self, Leaf};
use super::write::{self, NewFile, Written};
use super::{TROUBLE, notes, output, watch};
use crate::json::{JsonFile, JsonPreview, Places};

/// Show every file that generating would write, or write them
///
/// Of a file with errors, the files of its sound part; the errors go to standard error, and the exit code is 1.
#[derive(Debug, Args)]
pub(crate) struct PreviewArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// How to show the files [default: tree, or text for a single file]
    #[arg(long, value_enum)]
    format: Option<FilesFormat>,
    /// Show the file with this path only; in the format text, nothing but its text
    #[arg(long = "file", value_name = "PATH")]
    only: Option<String>,
    /// Write the files into this folder, which is made if it is not there
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "only")]
    pub(crate) out: Option<PathBuf>,
    /// Overwrite files that hold something else, and write what there is of a Templefile with errors
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Show, and with --out write, the files again whenever the Templefile changes, until interrupted
    #[arg(long)]
    pub(crate) watch: bool,
}

impl PreviewArguments {
    /// Whether JSON is asked for.
    pub(crate) fn is_json(&self) -> bool {
        self.format == Some(FilesFormat::Json)
    }
}

/// Shows the files and, with `--out`, writes them. The exit code is 1 where there are errors in the file, 2 where it
/// cannot be read, or the files not written.
pub(crate) fn run(arguments: &PreviewArguments) -> ExitCode {
    if arguments.watch {
        return watch::run(arguments);
    }
    let input = arguments.source.input();
    let analysis = match source::analyze(&input) {
        Ok(analysis) => analysis,
        Err(trouble) => return source::trouble(&trouble),
    };
    let preview = analysis.preview(arguments.source.target);
    let view = match View::new(arguments, &analysis, &preview) {
        Ok(view) => view,
        Err(unknown) => return source::trouble(&unknown),
    };
    let may_write = may_write(arguments, &analysis);
    if let Some(folder) = arguments.out.as_ref().filter(|_| may_write) {
        match write::write(folder, &view.new_files(), |_, _| arguments.force) {
            Ok(written) => say_written(folder, written),
            Err(refusal) => {
                output::complain(&refusal.to_string());
                return source::report_errors(&input, &analysis, ExitCode::from(TROUBLE));
            }
        }
    }
    let printed = output::print(|out| view.print(out, true));
    let code = source::report_errors(&input, &analysis, printed);
    if !may_write {
        output::complain(NOT_WRITTEN);
    }
    code
}

/// What is said of a folder into which a broken Templefile is not written.
pub(crate) const NOT_WRITTEN: &str =
    "nothing is written, because the Templefile has errors; repair them, or write its sound part with --force";

/// Whether `--out` is absent, or the text may be written to it.
pub(crate) fn may_write(arguments: &PreviewArguments, analysis: &Analysis) -> bool {
    arguments.out.is_none() || arguments.force || analysis.is_valid()
}

/// Says what was written, on standard error, so that standard output holds the preview alone.
pub(crate) fn say_written(folder: &std::path::Path, Written { written, same }: Written) {
    let unchanged = if same == 0 { String::new() } else { format!(", {same} unchanged") };
    output::inform(&format!("{}: {} written{unchanged}", folder.display(), files(written)));
}

/// A preview, rendered, and how to show it.
pub(crate) struct View<'a> {
    arguments: &'a PreviewArguments,
    analysis: &'a Analysis,
    preview: &'a Preview<'a>,
    files: Vec<(File<'a>, Rendered)>,
    notes: Vec<Note>,
}

impl<'a> View<'a> {
    /// Renders what is wanted. The error says that there is no file with the path of `--file`.
    pub(crate) fn new(
        arguments: &'a PreviewArguments,
        analysis: &'a Analysis,
        preview: &'a Preview<'a>,
    ) -> Result<View<'a>, UnknownFile> {
        let mut wanted = preview.files();
        if let Some(only) = &arguments.only {
            let paths: Vec<String> = wanted.iter().map(|file| file.path().to_owned()).collect();
            wanted.retain(|file| file.path() == plain(only));
            if wanted.is_empty() {
                return Err(UnknownFile::new(only, paths.iter().map(String::as_str)));
            }
        }
        let mut notes = preview.notes();
        let mut files = Vec::with_capacity(wanted.len());
        for file in wanted {
            let rendered = file.render();
            notes.extend(preview.notes_of(&file, &rendered));
            files.push((file, rendered));
        }
        notes.retain(|note| arguments.source.shows(note));
        Ok(View { arguments, analysis, preview, files, notes })
    }

    /// The files as they are written.
    pub(crate) fn new_files(&self) -> Vec<NewFile> {
        let files = self.files.iter().map(|(file, rendered)| NewFile {
            path: file.path().to_owned(),
            text: rendered.text.clone(),
            executable: file.language() == FileLanguage::Shell,
        });
        files.collect()
    }

    /// Prints the preview in its format; JSON `pretty` or on one line.
    pub(crate) fn print(&self, out: &mut dyn Write, pretty: bool) -> io::Result<()> {
        let single = self.arguments.only.is_some();
        match self.arguments.format.unwrap_or(if single { FilesFormat::Text } else { FilesFormat::Tree }) {
            FilesFormat::Tree => self.print_tree(out),
            FilesFormat::Text if single => {
                self.files.iter().try_for_each(|(.., rendered)| out.write_all(rendered.text.as_bytes()))
            }
            FilesFormat::Text => self.print_text(out),
            FilesFormat::Json => {
                let json = self.json();
                let written = if pretty {
                    serde_json::to_writer_pretty(&mut *out, &json)
                } else {
                    serde_json::to_writer(&mut *out, &json)
                };
                written?;
                out.write_all(b"\n")
            }
        }
    }

    fn json(&self) -> JsonPreview {
        let places = Places::of(self.analysis);
        let files = self
            .files
            .iter()
            .map(|(file, rendered)| JsonFile::new(file, rendered.text.clone(), &rendered.spans, &places, None));
        JsonPreview::new(self.preview, self.preview.is_complete(), files.collect(), self.notes.clone(), &places)
    }

    fn print_tree(&self, out: &mut dyn Write) -> io::Result<()> {
        let paint = Paint::for_stdout();
        let sizes = self.files.iter().map(|(.., rendered)| (rendered.text.lines().count(), rendered.text.len()));
        let sizes: Vec<(usize, usize)> = sizes.collect();
        let lines = sizes.iter().map(|(lines, _)| lines.to_string().len()).max().unwrap_or(0);
        let leaves = self.files.iter().zip(&sizes).map(|((file, _), &(count, bytes))| Leaf {
            path: file.path(),
            detail: format!("{count:>lines$} {}  {:>8}", if count == 1 { "line " } else { "lines" }, size(bytes)),
            style: Style::Dim,
        });
        let (all_lines, all_bytes) = sizes.iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
        let total = match self.files.len() {
            0 => "no files".to_owned(),
            count => format!("{}, {all_lines} lines, {}", files(count), size(all_bytes)),
        };
        let title = title(self.preview);
        writeln!(out, "{}  {}", paint.of(Style::Heading, &title), paint.of(Style::Dim, &total))?;
        tree::draw(&leaves.collect::<Vec<_>>(), paint, out)?;
        self.print_notes(out, paint)
    }

    fn print_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let paint = Paint::for_stdout();
        for (index, (file, rendered)) in self.files.iter().enumerate() {
            let gap = if index == 0 { "" } else { "\n" };
            writeln!(out, "{gap}{}", paint.of(Style::Heading, &format!("==> {} <==", file.path())))?;
            out.write_all(rendered.text.as_bytes())?;
        }
        self.print_notes(out, paint)
    }

    fn print_notes(&self, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
        if self.notes.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        let name = self.arguments.source.input().name();
        notes::write(&self.notes, &name, &Places::of(self.analysis), paint, out)
    }
}

/// The project and its provider: `Shop, dockerCompose`.
pub(crate) fn title(preview: &Preview<'_>) -> String {
    let deployment = preview.deployment();
    let project = deployment.project.as_ref().map_or("no project", |project| project.title.as_str());
    format!("{project}, {}", deployment.target.map_or("no provider", Provider::as_str))
}

/// A number of files in words.
pub(crate) fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

/// A number of bytes for people.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..999_950 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// The path without a leading `./`.
fn plain(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// There is no generated file with this path.
#[derive(Debug)]
pub(crate) struct UnknownFile {
    path: String,
    nearest: Option<String>,
}

impl UnknownFile {
    fn new<'p>(path: &str, known: impl Iterator<Item = &'p str>) -> UnknownFile {
        let likeness = |known: &&str| {
            // What is only the end of a path is surely meant for it.
            let ends = known.strip_suffix(plain(path)).is_some_and(|before| before.ends_with('/'));
            if ends { 2.0 } else { strsim::jaro_winkler(path, known) }
        };
        let nearest = known.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|known| likeness(known) > 0.8);
        UnknownFile { path: path.to_owned(), nearest: nearest.map(str::to_owned) }
    }
}

impl fmt::Display for UnknownFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "generating writes no file `{}`", self.path)?;
        match &self.nearest {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => f.write_str("; without --file, all are listed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_readable() {
        let sizes = [0, 999, 1_000, 12_345, 999_949, 999_950, 12_000_000].map(size);
        assert_eq!(sizes, ["0 B", "999 B", "1.0 kB", "12.3 kB", "999.9 kB", "1.0 MB", "12.0 MB"]);
    }

    #[test]
    fn a_slip_leads_to_the_file() {
        let nearest = |path| UnknownFile::new(path, ["deploy.sh", "kube/order/service.yaml"].into_iter()).nearest;
        assert_eq!(nearest("deplyo.sh").as_deref(), Some("deploy.sh"));
        assert_eq!(nearest("service.yaml").as_deref(), Some("kube/order/service.yaml"));
        assert_eq!(nearest("xyz"), None);
    }
}
