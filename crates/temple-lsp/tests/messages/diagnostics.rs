//! The messages of diagnostics, of their fixes and related positions, and of notes.

use temple_ide::manifest::Defect;
use temple_ide::{Analysis, Code, Severity};

use crate::corpus::Texts;
use crate::list::List;

/// Adds the messages of all diagnostics, by code, and of all defects of generated files.
pub(crate) fn add(texts: &Texts, list: &mut List) {
    for &code in Code::ALL {
        list.head(&heading(code));
        list.know(code.title());
    }
    for text in &texts.all {
        let analysis = Analysis::new(text.as_str());
        for diagnostic in analysis.diagnostics() {
            let heading = heading(diagnostic.code);
            list.add(&heading, &diagnostic.message);
            for related in &diagnostic.related {
                list.add(&heading, &format!("related: {}", related.message));
            }
            for fix in &diagnostic.fixes {
                list.add(&heading, &format!("fix: {}", fix.title));
            }
        }
    }
    for defect in Defect::ALL {
        list.add("Notes on generated files", &format!("{defect} ({}): {}", defect.title(), defect.message()));
    }
    for text in texts.chosen.iter() {
        let analysis = Analysis::new(text.as_str());
        for note in analysis.preview(None).notes() {
            // The message of the error is already listed.
            let of_error = analysis.errors().find_map(|error| note.message.strip_suffix(&error.message));
            list.add("Notes on previews", of_error.unwrap_or(&note.message).trim_end());
        }
    }
}

fn heading(code: Code) -> String {
    let severity = match code.severity() {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Information => "Information",
        Severity::Hint => "Hint",
    };
    format!("{severity} {code}: {}", code.title())
}
