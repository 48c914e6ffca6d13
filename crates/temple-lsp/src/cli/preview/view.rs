//! Prints a preview: as a tree, as text, or as JSON.

use std::io::{self, Write};

use temple_ide::manifest::{File, FileLanguage, Rendered, Target};
use temple_ide::{Analysis, Note, Preview};

use super::arguments::PreviewArguments;
use super::unknown_file::{UnknownFile, plain};
use crate::cli::format::FilesFormat;
use crate::cli::notes;
use crate::cli::paint::{Paint, Style};
use crate::cli::tree::{self, Leaf};
use crate::cli::write::NewFile;
use crate::json::{JsonFile, JsonPreview, RangeConverter};

/// A rendered preview, with the arguments for its display.
pub(super) struct View<'a> {
    arguments: &'a PreviewArguments,
    analysis: &'a Analysis,
    preview: &'a Preview<'a>,
    files: Vec<(File<'a>, Rendered)>,
    notes: Vec<Note>,
}

impl<'a> View<'a> {
    /// Renders the requested files. Fails if no file has the path of `--file`.
    pub(super) fn new(
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

    /// Returns the files in the form in which they are written to disk.
    pub(super) fn new_files(&self) -> Vec<NewFile> {
        let files = self.files.iter().map(|(file, rendered)| NewFile {
            path: file.path().to_owned(),
            text: rendered.text.clone(),
            executable: file.language() == FileLanguage::Shell,
        });
        files.collect()
    }

    /// Prints the preview in its format; JSON is `pretty` or on one line.
    pub(super) fn print(&self, out: &mut dyn Write, pretty: bool) -> io::Result<()> {
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
        let converter = RangeConverter::of(self.analysis);
        let files = self
            .files
            .iter()
            .map(|(file, rendered)| JsonFile::new(file, rendered.text.clone(), &rendered.spans, &converter, None));
        JsonPreview::new(self.preview, self.preview.is_complete(), files.collect(), self.notes.clone(), &converter)
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
        notes::write(&self.notes, &name, &RangeConverter::of(self.analysis), paint, out)
    }
}

/// Returns the project and its target: `Shop, dockerCompose`.
pub(crate) fn title(preview: &Preview<'_>) -> String {
    let project = preview.plan().project.as_ref().map_or("no project", |project| project.title.as_str());
    format!("{project}, {}", preview.target().map_or("no provider", Target::as_str))
}

/// Returns a number of files in words.
pub(super) fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

/// Formats a number of bytes for people.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..999_950 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_sizes_for_people() {
        let sizes = [0, 999, 1_000, 12_345, 999_949, 999_950, 12_000_000].map(size);
        assert_eq!(sizes, ["0 B", "999 B", "1.0 kB", "12.3 kB", "999.9 kB", "1.0 MB", "12.0 MB"]);
    }
}
