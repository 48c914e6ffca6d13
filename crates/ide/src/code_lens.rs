//! What is offered above the project block: to look at what the Templefile becomes.

use temple_manifest::{File, FileLanguage};
use temple_model::{Provider, TextRange};

use crate::{Analysis, Preview};

/// An offer to preview the generated files, shown at a place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeLens {
    /// The place, in bytes: the name of the project, or its `#provider`.
    pub range: TextRange,
    /// What to show there.
    pub title: String,
    /// The provider to preview for; absent for the one in force.
    pub target: Option<Provider>,
}

impl Analysis {
    /// The offers for a text whose files are generated for `target`; without one, for the provider that the text names.
    pub fn code_lenses(&self, target: Option<Provider>) -> Vec<CodeLens> {
        let Some(project) = &self.model().project else { return Vec::new() };
        let preview = self.preview(target);
        let range = project.name.range;
        let mut lenses = match preview.deployment().target {
            Some(_) => vec![CodeLens { range, title: "Preview manifests".to_owned(), target: None }],
            None => Provider::ALL.iter().map(|&provider| for_provider(range, provider)).collect(),
        };
        if let Some(said) = project.provider {
            lenses.push(CodeLens { range: said.range, title: summary(&preview), target: None });
        }
        lenses
    }
}

impl Preview<'_> {
    /// The file to look at first: the one that describes the whole system, or the first of all. Absent where there is
    /// no file.
    pub fn main_file<'f, 'd>(files: &'f [File<'d>]) -> Option<&'f File<'d>> {
        files.iter().find(|file| is_main(file)).or(files.first())
    }
}

fn for_provider(range: TextRange, provider: Provider) -> CodeLens {
    CodeLens { range, title: format!("Preview manifests for {}", provider.as_str()), target: Some(provider) }
}

/// Whether a file stands beside the Templefile and describes the whole system.
fn is_main(file: &File<'_>) -> bool {
    stands_beside(file) && file.language() == FileLanguage::Yaml
}

fn stands_beside(file: &File<'_>) -> bool {
    file.service().is_none() && !file.path().contains('/')
}

/// `docker-compose.yml, deploy.sh and 12 more…`
fn summary(preview: &Preview<'_>) -> String {
    let mut files = preview.files();
    // Sorting is stable, so that within each kind the files stay sorted by path.
    files.sort_by_key(|file| (!is_main(file), !stands_beside(file), file.service().is_some()));
    match files.iter().map(File::path).collect::<Vec<_>>()[..] {
        [] => "nothing is generated".to_owned(),
        [one] => one.to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, ref rest @ ..] => format!("{one}, {two} and {} more…", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that each lens stands on, what it shows, and the provider. Of a summary, only its first file.
    #[track_caller]
    fn check(source: &str, target: Option<Provider>, expected: &[(&str, &str, Option<Provider>)]) {
        let lenses = Analysis::new(source).code_lenses(target);
        let found = lenses.iter().map(|lens| {
            let first = if lens.title.contains('.') { lens.title.split([',', ' ']).next() } else { None };
            (&source[std::ops::Range::<usize>::from(lens.range)], first.unwrap_or(&lens.title), lens.target)
        });
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_provider_is_summed_up() {
        let said = "#provider(dockerCompose)";
        let expected = [("Shop", "Preview manifests", None), (said, "docker-compose.yml", None)];
        check(&format!("Shop: project {{ {said}; }}\nUser: service {{ a: int; }}"), None, &expected);
        check(&format!("Shop: project {{ {said}; !!"), None, &expected);
    }

    #[test]
    fn without_a_provider_each_is_offered() {
        let kubernetes = ("Shop", "Preview manifests for kubernetes", Some(Provider::Kubernetes));
        let compose = ("Shop", "Preview manifests for dockerCompose", Some(Provider::DockerCompose));
        check("Shop: project {}", None, &[kubernetes, compose]);
        check("Shop: project {}", Some(Provider::Kubernetes), &[("Shop", "Preview manifests", None)]);
    }

    #[test]
    fn without_a_project_nothing_is_offered() {
        check("", None, &[]);
        check("User: service { a: int; }", None, &[]);
    }

    #[test]
    fn long_lists_are_cut() {
        let services: String = (0..5).map(|number| format!("S{number}: service {{ a: int; }}\n")).collect();
        let analysis = Analysis::new(format!("Shop: project {{ #provider(kubernetes); }}\n{services}"));
        let files = analysis.preview(None).files().len();
        let title = &analysis.code_lenses(None)[1].title;
        match files {
            0 => assert_eq!(title, "nothing is generated"),
            1 | 2 => assert!(!title.contains("more"), "{title}"),
            _ => assert!(title.ends_with(&format!(" and {} more…", files - 2)), "{title}"),
        }
    }
}
