//! All generated files with their texts.

use rayon::prelude::*;
use temple_ide::manifest::{File, Rendered};
use temple_ide::{Note, Preview};

/// The minimum number of files per thread; distributing fewer takes longer than rendering them.
pub(crate) const MIN_FILES_PER_THREAD: usize = 16;

/// A preview with the text of every file.
#[derive(Debug)]
pub(crate) struct RenderedPreview<'p> {
    /// The preview that was rendered.
    pub(crate) preview: &'p Preview<'p>,
    /// The files, sorted by path.
    pub(crate) files: Vec<(File<'p>, Rendered)>,
}

impl<'p> RenderedPreview<'p> {
    /// Renders every file, several at a time.
    pub(crate) fn new(preview: &'p Preview<'p>) -> RenderedPreview<'p> {
        let files = preview.files().into_par_iter().with_min_len(MIN_FILES_PER_THREAD);
        let files = files.map(|file| {
            let rendered = file.render();
            (file, rendered)
        });
        RenderedPreview { preview, files: files.collect() }
    }

    /// Returns the notes on the whole, then those on each file.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let of_files = self.files.iter().flat_map(|(file, rendered)| self.preview.notes_of(file, rendered));
        self.preview.notes().into_iter().chain(of_files).collect()
    }
}
