//! The paths that the generator writes, to distinguish files that it wrote earlier from those of the user.

use std::collections::BTreeSet;

use temple_ide::Analysis;
use temple_ide::manifest::Target;
use temple_ide::model::catalogue::{BlockKind, Item};
use temple_ide::model::{AuthMethod, Metrics};

/// Placeholders for any service and any project: the name in the Templefile, and in paths.
const SERVICE: (&str, &str) = ("AnyService", "any-service");
const PROJECT: (&str, &str) = ("AnyProject", "any-project");

/// The files in the folder of a service that are written once and then belong to the user.
pub(super) const USER_FILES: [&str; 2] = ["setup.go", "dao/datastore.go"];

/// The paths that the generator writes for some Templefile.
#[derive(Debug)]
pub(super) struct Shapes(Vec<Shape>);

/// A path with at most one name from the Templefile in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    segments: Vec<Segment>,
    names: Names,
}

/// The kind of name in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Names {
    Nothing,
    Project,
    Service,
}

/// One segment of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Segment {
    /// A constant segment.
    Fixed(String),
    /// The name of a service or project, with a prefix and a suffix.
    Named(String, String),
}

impl Shapes {
    /// Returns all shapes, by listing the files of a system that uses every feature.
    pub(super) fn all() -> Shapes {
        let text = format!(
            "{}: {} {{ {}({}); {}({}); }} {}: {} {{ {}; }}",
            PROJECT.0,
            BlockKind::Project.as_str(),
            Item::Metrics,
            Metrics::ALL[0].as_str(),
            Item::AuthMethod,
            AuthMethod::ALL[0].as_str(),
            SERVICE.0,
            BlockKind::Service.as_str(),
            Item::Auth,
        );
        let analysis = Analysis::new(text);
        let mut shapes = BTreeSet::new();
        for target in Target::ALL {
            let preview = analysis.preview(Some(*target));
            shapes.extend(preview.files().iter().map(|file| Shape::new(file.path())));
        }
        let (of_services, mut shapes): (Vec<Shape>, Vec<Shape>) =
            shapes.into_iter().partition(|shape: &Shape| shape.names == Names::Service);
        // The service for accounts has the same files as any other service.
        shapes.retain(|shape| shape.names != Names::Nothing || !of_services.iter().any(|other| other.covers(shape)));
        shapes.extend(of_services);
        Shapes(shapes)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Shape> {
        self.0.iter()
    }

    /// Returns those of the `paths` that the generator probably wrote for some Templefile.
    ///
    /// A matching path alone, such as `web/Dockerfile`, does not count. Either another file must show that a service
    /// `web` existed here, its database or its manifests, or the name must be among `services`.
    pub(super) fn generated<'p>(&self, paths: &[&'p str], services: &[&str]) -> Vec<&'p str> {
        let matches: Vec<(&str, &Shape, &str)> = paths
            .iter()
            .filter_map(|path| self.iter().find_map(|shape| Some((*path, shape, shape.name_in(path)?))))
            .collect();
        let typical = matches.iter().filter(|(_, shape, _)| shape.is_typical_of_service()).map(|(.., name)| *name);
        let known: BTreeSet<&str> = typical.chain(services.iter().copied()).collect();
        let counts = |shape: &Shape, name: &str| shape.names != Names::Service || known.contains(name);
        matches.into_iter().filter(|(_, shape, name)| counts(shape, name)).map(|(path, ..)| path).collect()
    }
}

impl Shape {
    fn new(path: &str) -> Shape {
        let mut names = Names::Nothing;
        let segments = path.split('/').map(|segment| {
            for (name, what) in [(SERVICE.1, Names::Service), (PROJECT.1, Names::Project)] {
                if let Some((before, after)) = segment.split_once(name) {
                    names = what;
                    return Segment::Named(before.to_owned(), after.to_owned());
                }
            }
            Segment::Fixed(segment.to_owned())
        });
        Shape { segments: segments.collect(), names }
    }

    pub(super) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns the name in a path of this shape, or an empty string if the shape has no name. Returns `None` for other
    /// paths.
    fn name_in<'p>(&self, path: &'p str) -> Option<&'p str> {
        let mut name = "";
        let mut rest = path.split('/');
        for segment in &self.segments {
            name = match segment.name_in(rest.next()?)? {
                "" => name,
                found => found,
            };
        }
        rest.next().is_none().then_some(name)
    }

    /// Returns true if this shape matches all paths of the other one.
    fn covers(&self, other: &Shape) -> bool {
        self.segments.len() == other.segments.len()
            && self.segments.iter().zip(&other.segments).all(|(segment, other)| match other {
                Segment::Fixed(name) => segment.name_in(name).is_some(),
                Segment::Named(..) => segment == other,
            })
    }

    /// Returns true if hardly anything other than a generated service has such a file: its database or its manifests.
    fn is_typical_of_service(&self) -> bool {
        let is_exact = |segment: &Segment| *segment == Segment::Named(String::new(), String::new());
        self.names == Names::Service
            && !is_exact(&self.segments[0])
            && self.segments.last().is_some_and(Segment::is_fixed)
    }
}

impl Segment {
    fn is_fixed(&self) -> bool {
        matches!(self, Segment::Fixed(_))
    }

    /// Returns the name in a segment of a path, or an empty string if this segment is constant. Returns `None` if it
    /// does not match.
    pub(super) fn name_in<'p>(&self, segment: &'p str) -> Option<&'p str> {
        match self {
            Segment::Fixed(fixed) => (fixed == segment).then_some(""),
            Segment::Named(before, after) => {
                let name = segment.strip_prefix(before.as_str())?.strip_suffix(after.as_str())?;
                let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
                    && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
                is_name.then_some(name)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which of the paths count as generated.
    #[track_caller]
    fn check(paths: &[&str], services: &[&str], expected: &[&str]) {
        assert_eq!(Shapes::all().generated(paths, services), expected);
    }

    #[test]
    fn recognizes_files_of_the_whole_system_by_path() {
        check(
            &["docker-compose.yml", "docker-compose.override.yml", "main.go", "README.md"],
            &[],
            &["docker-compose.yml"],
        );
        check(&["sub/docker-compose.yml", "docker-compose.yml/x"], &[], &[]);
    }

    #[test]
    fn recognizes_a_service_only_by_typical_files() {
        check(&["web/Dockerfile", "web/config.json"], &[], &[]);
        check(&["web/Dockerfile", "web/other"], &["web"], &["web/Dockerfile"]);
        let dashboard = "grafana/provisioning/dashboards/web.json";
        check(
            &[dashboard, "web-db/init.sql", "web/Dockerfile"],
            &[],
            &[dashboard, "web-db/init.sql", "web/Dockerfile"],
        );
        check(&["kube/web/service.yaml", "kube/web/own.yaml"], &[], &["kube/web/service.yaml"]);
        check(&["auth/Dockerfile", "auth/config.json"], &[], &[]);
        check(&["auth-db/init.sql", "auth/Dockerfile"], &[], &["auth-db/init.sql", "auth/Dockerfile"]);
    }

    #[test]
    fn accepts_only_names_that_the_generator_makes() {
        check(&["Web-db/init.sql", "-db/init.sql", "we b-db/init.sql", "1-db/init.sql"], &[], &[]);
        check(&["api/old-shop.openapi.yaml", "api/Old.openapi.yaml"], &[], &["api/old-shop.openapi.yaml"]);
    }
}
