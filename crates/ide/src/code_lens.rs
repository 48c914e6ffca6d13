//! Code lenses: a preview of the generated files above the project, and the references and endpoints of each service
//! and struct above it.
//!
//! ```text
//! Preview generated files
//! Shop: project {
//!   docker-compose.yml, deploy.sh and 12 more…
//!   #provider(dockerCompose);
//! }
//!
//! 3 references | create, read, update, delete · /api/cart
//! Cart: service {
//! ```

use temple_manifest::{File, FileLanguage, Target};
use temple_model::TextRange;

use crate::occurrences::Role;
use crate::symbol::{EntityId, Symbol};
use crate::{Analysis, Occurrence, Preview};

/// A clickable title shown above a line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeLens {
    /// The range that it belongs to, in bytes: a name, or the `#provider`.
    pub range: TextRange,
    /// The text to show; `None` for references, which are counted only when the lens becomes visible.
    pub title: Option<String>,
    /// The subject of the lens.
    pub kind: LensKind,
}

/// The subject of a code lens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LensKind {
    /// A preview of the generated files for this target; `None` for the target in effect.
    Preview(Option<Target>),
    /// The references to a service or struct.
    References,
    /// The endpoints of a service or struct.
    Endpoints,
}

impl Analysis {
    /// Returns the lenses that preview the generated files of `target`, or of the provider in the text if `target` is
    /// `None`.
    pub fn preview_lenses(&self, target: Option<Target>) -> Vec<CodeLens> {
        let Some(project) = &self.model().project else { return Vec::new() };
        let preview = self.preview(target);
        let range = project.name.range;
        let mut lenses = match preview.target() {
            Some(_) => vec![lens(range, "Preview generated files".to_owned(), None)],
            None => Target::ALL.iter().filter(|it| it.spec().is_reference).map(|&it| for_target(range, it)).collect(),
        };
        if let Some(specified) = project.provider {
            lenses.push(lens(specified.range, summary(&preview), None));
        }
        lenses
    }

    /// Returns a lens for the references of every service and struct, sorted by position.
    pub fn reference_lenses(&self) -> Vec<CodeLens> {
        let names = self
            .sides()
            .flat_map(|side| EntityId::all(side.model()).filter_map(|id| Some(id.entity(side.model())?.name.range)));
        sorted(names.map(|range| CodeLens { range, title: None, kind: LensKind::References }).collect())
    }

    /// Returns a lens for the endpoints of every service and struct, sorted by position.
    pub fn endpoint_lenses(&self) -> Vec<CodeLens> {
        sorted(self.sides().flat_map(Analysis::endpoint_lenses_of_side).collect())
    }

    fn endpoint_lenses_of_side(&self) -> Vec<CodeLens> {
        let lenses = EntityId::all(self.model()).filter_map(|id| {
            let (service, entity) = (id.service(self.model())?, id.entity(self.model())?);
            let names = [entity.name.range, service.entity.name.range];
            if names.into_iter().filter_map(|name| self.block_named(name)).any(|block| self.has_wrong_head(block)) {
                return None;
            }
            let path = if id.inner.is_some() { service.struct_path(entity) } else { service.path() };
            let endpoints: Vec<&str> = entity.endpoints.iter().map(|endpoint| endpoint.as_str()).collect();
            let title = match endpoints[..] {
                [] => "No endpoints".to_owned(),
                _ => format!("{} · {path}", endpoints.join(", ")),
            };
            Some(CodeLens { range: entity.name.range, title: Some(title), kind: LensKind::Endpoints })
        });
        lenses.collect()
    }

    /// Returns the references to the service or struct declared at `name`, with the title of their lens. Returns `None`
    /// if `name` is not such a declaration.
    pub fn references_of(&self, name: TextRange) -> Option<(String, Vec<Occurrence>)> {
        let declared = |side: &Analysis| {
            let occurrence =
                side.occurrence_at(name.start()).filter(|occurrence| occurrence.role == Role::Declaration)?;
            Some(occurrence.symbol).filter(|symbol| matches!(symbol, Symbol::Entity(_)))
        };
        self.sides().find_map(declared)?;
        let references = self.references_in_sides(declared);
        let title = match references.len() {
            1 => "1 reference".to_owned(),
            count => format!("{count} references"),
        };
        Some((title, references))
    }
}

impl Preview<'_> {
    /// Returns the file to show first: the one that describes the whole system, or else the one that starts it, or else
    /// the first file. Returns `None` if there are no files.
    pub fn main_file<'f, 'd>(files: &'f [File<'d>]) -> Option<&'f File<'d>> {
        files.iter().min_by_key(|file| rank(file))
    }
}

fn lens(range: TextRange, title: String, target: Option<Target>) -> CodeLens {
    CodeLens { range, title: Some(title), kind: LensKind::Preview(target) }
}

fn for_target(range: TextRange, target: Target) -> CodeLens {
    lens(range, format!("Preview generated files for {}", target.as_str()), Some(target))
}

fn sorted(mut lenses: Vec<CodeLens>) -> Vec<CodeLens> {
    lenses.sort_by_key(|lens| lens.range.start());
    lenses.dedup_by_key(|lens| lens.range);
    lenses
}

/// Returns a sort key for files: first those beside the Templefile that describe the whole system, then other files
/// there, then other files of the whole system, then files of a single service.
fn rank(file: &File<'_>) -> u8 {
    match (file.service().is_some(), file.path().contains('/'), file.language()) {
        (true, _, _) => 3,
        (false, true, _) => 2,
        (false, false, FileLanguage::Yaml) => 0,
        (false, false, _) => 1,
    }
}

/// `docker-compose.yml, deploy.sh and 12 more…`
fn summary(preview: &Preview<'_>) -> String {
    let mut files = preview.files();
    // Sorting is stable, so files of the same rank stay sorted by path.
    files.sort_by_key(rank);
    match files.iter().map(File::path).collect::<Vec<_>>()[..] {
        [] => "No generated files".to_owned(),
        [one] => one.to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, ref rest @ ..] => format!("{one}, {two} and {} more…", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the text under each lens, its title up to the first file name, and its target.
    #[track_caller]
    fn check(source: &str, target: Option<Target>, expected: &[(&str, &str, Option<Target>)]) {
        let lenses = Analysis::new(source).preview_lenses(target);
        let found = lenses.iter().map(|lens| {
            let title = lens.title.as_deref().expect("previews have a title");
            let first = if title.contains('.') { title.split([',', ' ']).next() } else { None };
            let LensKind::Preview(target) = lens.kind else { panic!("{lens:?}") };
            (&source[std::ops::Range::<usize>::from(lens.range)], first.unwrap_or(title), target)
        });
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn summarizes_the_files_of_the_provider() {
        let specified = "#provider(dockerCompose)";
        let expected = [("Shop", "Preview generated files", None), (specified, "docker-compose.yml", None)];
        check(&format!("Shop: project {{ {specified}; }}\nUser: service {{ a: int; }}"), None, &expected);
        check(&format!("Shop: project {{ {specified}; !!"), None, &expected);
    }

    #[test]
    fn offers_each_provider_if_none_is_set() {
        let kubernetes = ("Shop", "Preview generated files for kubernetes", Some(Target::KUBERNETES));
        let compose = ("Shop", "Preview generated files for dockerCompose", Some(Target::DOCKER_COMPOSE));
        check("Shop: project {}", None, &[kubernetes, compose]);
        check("Shop: project {}", Some(Target::KUBERNETES), &[("Shop", "Preview generated files", None)]);
    }

    #[test]
    fn offers_nothing_without_a_project() {
        check("", None, &[]);
        check("User: service { a: int; }", None, &[]);
    }

    #[test]
    fn cuts_long_lists() {
        let services: String = (0..5).map(|number| format!("S{number}: service {{ a: int; }}\n")).collect();
        let analysis = Analysis::new(format!("Shop: project {{ #provider(kubernetes); }}\n{services}"));
        let files = analysis.preview(None).files().len();
        let lenses = analysis.preview_lenses(None);
        let title = lenses[1].title.as_deref().expect("previews have a title");
        assert_eq!(title, format!("deploy.sh, push-image.sh and {} more…", files - 2));
    }

    /// Checks which file is shown first.
    #[track_caller]
    fn check_main(source: &str, target: Option<Target>, expected: Option<&str>) {
        let analysis = Analysis::new(source);
        let preview = analysis.preview(target);
        assert_eq!(Preview::main_file(&preview.files()).map(File::path), expected);
    }

    #[test]
    fn main_file_describes_the_whole_system() {
        let source = "Shop: project { #metrics(prometheus); }\nApe: service { a: int; }";
        check_main(source, Some(Target::DOCKER_COMPOSE), Some("docker-compose.yml"));
        check_main(source, Some(Target::KUBERNETES), Some("deploy.sh"));
        check_main(source, None, Some("api/shop.openapi.yaml"));
        check_main("Ape: service { a: int; }", None, Some("ape-db/init.sql"));
        check_main("", None, None);
    }

    /// Checks the name under each lens, and its title.
    #[track_caller]
    fn check_titles(source: &str, lenses: &[CodeLens], expected: &[(&str, &str)]) {
        let analysis = Analysis::new(source);
        let found = lenses.iter().map(|lens| {
            let counted = || analysis.references_of(lens.range).expect("a declaration").0;
            (&source[std::ops::Range::<usize>::from(lens.range)], lens.title.clone().unwrap_or_else(counted))
        });
        let expected: Vec<_> = expected.iter().map(|(name, title)| (*name, (*title).to_owned())).collect();
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    const CARTS: &str = "P: project {}\n\
        Cart: service { lines: Line; Line: struct { #omit[update, delete]; a: int; }; }\n\
        Bill: service { of: Cart; #uses[Cart]; #omit[create, read, update, delete]; }\n";

    #[test]
    fn counts_references() {
        let lenses = Analysis::new(CARTS).reference_lenses();
        let expected = [("Cart", "2 references"), ("Line", "1 reference"), ("Bill", "0 references")];
        check_titles(CARTS, &lenses, &expected);
    }

    #[test]
    fn shows_endpoints_with_their_path() {
        let lenses = Analysis::new(CARTS).endpoint_lenses();
        let expected = [
            ("Cart", "create, read, update, delete · /api/cart"),
            ("Line", "create, read · /api/cart/{parent_id}/line"),
            ("Bill", "No endpoints"),
        ];
        check_titles(CARTS, &lenses, &expected);
    }

    #[test]
    fn shows_no_endpoints_for_an_unusable_name() {
        let carts = "P: project {}\nThingList: service { a: int; }\nbook: service { a: int; T: struct {}; }\nS: srvice {}\nCart: service { a: int; }";
        let lenses = Analysis::new(carts).endpoint_lenses();
        check_titles(carts, &lenses, &[("Cart", "create, read, update, delete · /api/cart")]);
    }

    #[test]
    fn counts_no_references_outside_declarations() {
        let analysis = Analysis::new(CARTS);
        let at =
            |word: &str| TextRange::at(u32::try_from(CARTS.rfind(word).expect(word)).expect("small").into(), 1.into());
        assert_eq!(analysis.references_of(at("Cart")), None);
        assert_eq!(analysis.references_of(at("P: project")), None);
        assert_eq!(analysis.references_of(TextRange::empty(9999.into())), None);
    }
}
