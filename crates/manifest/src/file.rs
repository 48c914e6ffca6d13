//! A generated file, which has only a path until its text is rendered.

use temple_model::TextRange;

use crate::defect::FoundDefect;
use crate::deployment::{Deployment, Service};
use crate::origin::{Origin, Span};
use crate::writer::Writer;

/// The language of a generated file.
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
    /// The language identifier that editors use.
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

/// A function that writes a file of the whole system.
pub(crate) type RenderSystem = fn(&Deployment<'_>, &mut Writer);

/// A function that writes a file of one service.
pub(crate) type RenderService = fn(&Deployment<'_>, &Service<'_>, &mut Writer);

#[derive(Clone, Copy)]
enum Render<'d> {
    System(RenderSystem),
    Service(RenderService, &'d Service<'d>),
}

/// The parts needed to render a file.
#[derive(Clone, Copy)]
struct RenderInput<'d> {
    deployment: &'d Deployment<'d>,
    render: Render<'d>,
    /// The origin of the file, which is also the origin of lines without a more specific one.
    origin: Origin,
}

/// A file to generate, not rendered yet.
#[derive(Clone)]
pub struct File<'d> {
    path: String,
    language: FileLanguage,
    source: RenderInput<'d>,
}

impl std::fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("File").field(&self.path).finish()
    }
}

impl<'d> File<'d> {
    /// The path of the file relative to the output folder, with `/` as separator.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The language of the file.
    pub fn language(&self) -> FileLanguage {
        self.language
    }

    /// The service that the file belongs to; `None` for a file of the whole system.
    pub fn service(&self) -> Option<&'d Service<'d>> {
        match self.source.render {
            Render::System(_) => None,
            Render::Service(_, service) => Some(service),
        }
    }

    /// The origin of the file.
    pub fn origin(&self) -> Origin {
        self.source.origin
    }

    /// Renders the text, with the origins of its lines and its known defects.
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
    /// The origins of its lines, sorted by first line. Every line is in at least one span.
    pub spans: Vec<Span>,
    /// The known defects, in the order of their lines.
    pub defects: Vec<FoundDefect>,
}

impl Rendered {
    /// The origins of a zero-based line, in their order in the line.
    pub fn origins_of(&self, line: u32) -> impl Iterator<Item = Origin> {
        let spans = self.spans.iter().take_while(move |span| span.first <= line);
        spans.filter(move |span| line <= span.last).map(|span| span.origin)
    }

    /// The first range in the Templefile that a zero-based line comes from, in bytes; `None` if it comes from no part
    /// of it.
    pub fn source_of(&self, line: u32) -> Option<TextRange> {
        self.origins_of(line).find_map(|origin| match origin {
            Origin::Source(range) => Some(range),
            Origin::Reason(_) => None,
        })
    }
}

/// The files that renderers have announced.
pub(crate) struct FileList<'d> {
    deployment: &'d Deployment<'d>,
    files: Vec<File<'d>>,
}

impl<'d> FileList<'d> {
    /// Collects the files of all renderers for a deployment, sorted by path.
    pub(crate) fn of(deployment: &'d Deployment<'d>, renderers: &[fn(&mut FileList<'d>)]) -> Vec<File<'d>> {
        let mut files = FileList { deployment, files: Vec::new() };
        renderers.iter().for_each(|register| register(&mut files));
        files.files.sort_by(|a, b| a.path.cmp(&b.path));
        // Clashing names are changed only if there is a project.
        files.files.dedup_by(|later, first| later.path == first.path);
        files.files
    }

    /// The deployment that the files belong to.
    pub(crate) fn deployment(&self) -> &'d Deployment<'d> {
        self.deployment
    }

    /// Adds a file of the whole system with the origin `origin`.
    pub(crate) fn system(
        &mut self,
        path: impl Into<String>,
        language: FileLanguage,
        origin: impl Into<Origin>,
        render: RenderSystem,
    ) {
        self.push(path.into(), language, origin.into(), Render::System(render));
    }

    /// Adds a file for each service.
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
        let source = RenderInput { deployment: self.deployment, render, origin };
        self.files.push(File { path, language, source });
    }
}
