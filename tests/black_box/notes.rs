//! The pages in `docs/notes`: the preview of the example has the note, in the file that the page names.

use temple_ide::manifest::Defect;
use temple_ide::{Analysis, Severity};

use crate::{cases, pages};

#[test]
fn the_example_of_every_page_has_the_note() {
    for &defect in Defect::ALL {
        let path = cases::root().join(format!("docs/notes/{defect}.md"));
        let page = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("the page about {defect}: {error}"));
        let example =
            pages::example(&page, "Example").unwrap_or_else(|| panic!("the page about {defect} has no example"));
        let analysis = Analysis::new(example);
        let errors: Vec<_> = analysis.diagnostics().iter().filter(|it| it.code.severity() == Severity::Error).collect();
        assert!(errors.is_empty(), "the example about {defect}: {errors:?}");
        let preview = analysis.preview(None);
        let files = preview.files();
        let notes = files.iter().flat_map(|file| preview.notes_of(file, &file.render()));
        let notes_found: Vec<_> =
            notes.filter(|note| note.code == defect.as_str()).filter_map(|note| note.location).collect();
        let named = ["<service>", "<project>"].iter().find_map(|name| defect.file().split_once(name));
        let is_meant = |path: &str| match named {
            Some((before, after)) => path.starts_with(before) && path.ends_with(after),
            None => path == defect.file(),
        };
        assert!(!notes_found.is_empty(), "the preview of the example about {defect} has no such note");
        assert!(notes_found.iter().all(|(path, _)| is_meant(path)), "notes about {defect}: {notes_found:?}");
    }
}
