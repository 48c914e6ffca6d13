//! A generated file: first only its path, and its text when somebody wants to read it.

use temple_model::TextRange;

use crate::defect::FoundDefect;
use crate::deployment::{Deployment, Service};
use crate::origin::{Origin, Span};
use crate::writer::Writer;

/// What a generated file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileLanguage {
    /// YAML
    Yaml,
    /// JSON
    Json,
    /// A script for a POSIX shell or bash.
    Shell,
    /// SQL for PostgreSQL
    Sql,
    /// The instructions that build an image
    Dockerfile,
}

impl FileLanguage {
    /// The identifier that editors know the language by.
    pub fn as_str(self) -> &'static str {
        match self {
            FileLanguage::Yaml => "yaml",
            FileLanguage::Json => "json",
            FileLanguage::Shell => "shellscript",
            FileLanguage::Sql => "sql",
            FileLanguage::Dockerfile => "dockerfile",
        }
    }
}

/// Writes a file of the whole system.
pub(crate) type RenderSystem = fn(&Deployment<'_>, &mut Writer);

/// Writes a file of one service.
pub(crate) type RenderService = fn(&Deployment<'_>, &Service<'_>, &mut Writer);

#[derive(Clone, Copy)]
enum Render<'d> {
    System(RenderSystem),
    Service(RenderService, &'d Service<'d>),
}

/// A file that generating would write.
#[derive(Clone, Copy)]
struct Source<'d> {
    deployment: &'d Deployment<'d>,
    render: Render<'d>,
    /// Why there is such a file, which is why its lines are there unless more is known.
    origin: Origin,
}

/// A file that generating would write, not rendered yet.
#[derive(Clone)]
pub struct File<'d> {
    path: String,
    language: FileLanguage,
    source: Source<'d>,
}

impl std::fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("File").field(&self.path).finish()
    }
}

impl<'d> File<'d> {
    /// Where the file goes, from the folder that is generated into, with `/` between the names.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it is written in.
    pub fn language(&self) -> FileLanguage {
        self.language
    }

    /// The service that the file belongs to, absent for one of the whole system.
    pub fn service(&self) -> Option<&'d Service<'d>> {
        match self.source.render {
            Render::System(_) => None,
            Render::Service(_, service) => Some(service),
        }
    }

    /// Why there is such a file.
    pub fn origin(&self) -> Origin {
        self.source.origin
    }

    /// The text, with the origin of each line and the defects that are known of it.
    pub fn render(&self) -> Rendered {
        let mut out = Writer::new(self.source.origin);
        match self.source.render {
            Render::System(render) => render(self.source.deployment, &mut out),
            Render::Service(render, service) => render(self.source.deployment, service, &mut out),
        }
        out.finish()
    }
}

/// The text of a generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text, whose lines all end in `\n`.
    pub text: String,
    /// Where its lines come from, sorted by their first line. Every line lies in one span at least.
    pub spans: Vec<Span>,
    /// What is wrong with it, in the order of its lines.
    pub defects: Vec<FoundDefect>,
}

impl Rendered {
    /// The origins of a line, counted from 0, the first one first.
    pub fn origins_of(&self, line: u32) -> impl Iterator<Item = Origin> {
        let spans = self.spans.iter().take_while(move |span| span.first <= line);
        spans.filter(move |span| line <= span.last).map(|span| span.origin)
    }

    /// The first place in the Templefile that a line comes from, in bytes; absent where it follows from none.
    pub fn source_of(&self, line: u32) -> Option<TextRange> {
        self.origins_of(line).find_map(|origin| match origin {
            Origin::Source(range) => Some(range),
            Origin::Reason(_) => None,
        })
    }
}

/// The files that a renderer announces.
pub(crate) struct Files<'d> {
    deployment: &'d Deployment<'d>,
    files: Vec<File<'d>>,
}

impl<'d> Files<'d> {
    /// Asks each renderer what it has for the deployment; sorted by path.
    pub(crate) fn of(deployment: &'d Deployment<'d>, renderers: &[fn(&mut Files<'d>)]) -> Vec<File<'d>> {
        let mut files = Files { deployment, files: Vec::new() };
        renderers.iter().for_each(|announce| announce(&mut files));
        files.files.sort_by(|a, b| a.path.cmp(&b.path));
        // Names that clash are changed, but not without a project.
        files.files.dedup_by(|later, first| later.path == first.path);
        files.files
    }

    /// What the files are made of.
    pub(crate) fn deployment(&self) -> &'d Deployment<'d> {
        self.deployment
    }

    /// A file of the whole system, which is there because of `origin`.
    pub(crate) fn system(
        &mut self,
        path: impl Into<String>,
        language: FileLanguage,
        origin: impl Into<Origin>,
        render: RenderSystem,
    ) {
        self.push(path.into(), language, origin.into(), Render::System(render));
    }

    /// A file for each service, whose path follows from the service.
    pub(crate) fn each_service(
        &mut self,
        path: impl Fn(&Service<'_>) -> String,
        language: FileLanguage,
        render: RenderService,
    ) {
        for service in &self.deployment.services {
            self.push(path(service), language, service.origin, Render::Service(render, service));
        }
    }

    fn push(&mut self, path: String, language: FileLanguage, origin: Origin, render: Render<'d>) {
        let source = Source { deployment: self.deployment, render, origin };
        self.files.push(File { path, language, source });
    }
}
