//! A generated file, which has only a path until its text is rendered.

use crate::plan::{Plan, Service};
use crate::text::{Origin, Rendered, Writer};

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
pub(crate) type RenderSystem = fn(&Plan<'_>, &mut Writer);

/// A function that writes a file of one service.
pub(crate) type RenderService = fn(&Plan<'_>, &Service<'_>, &mut Writer);

#[derive(Clone, Copy)]
enum Render<'p> {
    System(RenderSystem),
    Service(RenderService, &'p Service<'p>),
}

/// The parts needed to render a file.
#[derive(Clone, Copy)]
struct RenderInput<'p> {
    plan: &'p Plan<'p>,
    render: Render<'p>,
    /// The origin of the file, which is also the origin of lines without a more specific one.
    origin: Origin,
    /// The origin of lines that are there because of the target.
    target_origin: Origin,
}

/// A file to generate, not rendered yet.
#[derive(Clone)]
pub struct File<'p> {
    path: String,
    language: FileLanguage,
    source: RenderInput<'p>,
}

impl std::fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("File").field(&self.path).finish()
    }
}

impl<'p> File<'p> {
    /// The path of the file relative to the output folder, with `/` as separator.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The language of the file.
    pub fn language(&self) -> FileLanguage {
        self.language
    }

    /// The service that the file belongs to; `None` for a file of the whole system.
    pub fn service(&self) -> Option<&'p Service<'p>> {
        match self.source.render {
            Render::System(_) => None,
            Render::Service(_, service) => Some(service),
        }
    }

    /// The plan that the file is generated from.
    pub fn plan(&self) -> &'p Plan<'p> {
        self.source.plan
    }

    /// The origin of the file.
    pub fn origin(&self) -> Origin {
        self.source.origin
    }

    /// Renders the text, with the origins of its lines and its known defects.
    pub fn render(&self) -> Rendered {
        let RenderInput { plan, render, origin, target_origin } = self.source;
        let mut out = Writer::new(origin, target_origin);
        match render {
            Render::System(render) => render(plan, &mut out),
            Render::Service(render, service) => render(plan, service, &mut out),
        }
        out.finish()
    }
}

/// The files to generate, in the order in which they are announced.
#[derive(Debug)]
pub(crate) struct FileList<'p> {
    plan: &'p Plan<'p>,
    target_origin: Origin,
    files: Vec<File<'p>>,
}

impl<'p> FileList<'p> {
    /// Creates an empty list for a plan. `target_origin` is the origin of what is there because of the target.
    pub(crate) fn new(plan: &'p Plan<'p>, target_origin: Origin) -> FileList<'p> {
        FileList { plan, target_origin, files: Vec::new() }
    }

    /// The plan that the files belong to.
    pub(crate) fn plan(&self) -> &'p Plan<'p> {
        self.plan
    }

    /// Returns the files, sorted by path.
    pub(crate) fn sorted(mut self) -> Vec<File<'p>> {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        // Clashing names are changed only if there is a project.
        self.files.dedup_by(|later, first| later.path == first.path);
        self.files
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

    /// Adds a file of the whole system that is there because of the target.
    pub(crate) fn target(&mut self, path: impl Into<String>, language: FileLanguage, render: RenderSystem) {
        self.system(path, language, self.target_origin, render);
    }

    /// Adds a file for each service.
    pub(crate) fn each_service(
        &mut self,
        path: impl Fn(&Service<'_>) -> String,
        language: FileLanguage,
        render: RenderService,
    ) {
        for service in &self.plan.services {
            self.push(path(service), language, service.origin, Render::Service(render, service));
        }
    }

    fn push(&mut self, path: String, language: FileLanguage, origin: Origin, render: Render<'p>) {
        let source = RenderInput { plan: self.plan, render, origin, target_origin: self.target_origin };
        self.files.push(File { path, language, source });
    }
}
