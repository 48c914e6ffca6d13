//! A plan and the target that runs it: together they determine the generated files.

use temple_model::Model;

use crate::common::{self, Images, dockerfile};
use crate::file::{File, FileList};
use crate::plan::Plan;
use crate::targets::Target;
use crate::text::{Origin, Reason};

/// A plan and the target that runs it.
#[derive(Debug)]
pub struct Deployment<'m> {
    /// The plan of the running system.
    pub plan: Plan<'m>,
    /// The target. Without one there are no manifests, no scripts and no gateway.
    pub target: Option<Target>,
    /// The origin of what is there because of the target: the `#provider`, or the choice of the user.
    target_origin: Origin,
}

impl<'m> Deployment<'m> {
    /// Creates the plan for `model`, run by `target`, or by the project's `#provider` if `target` is `None`.
    pub fn new(model: &'m Model, target: Option<Target>) -> Deployment<'m> {
        let specified = model.project.as_ref().and_then(|project| project.provider);
        let provided = specified.map(|specified| Target::from(specified.value));
        let target = target.or(provided);
        let plan = Plan::new(model);
        let target_origin = match specified {
            Some(specified) if target == provided => plan.blocks.project().range(specified.range).into(),
            _ => Reason::ChosenProvider.into(),
        };
        Deployment { plan, target, target_origin }
    }

    /// The files to generate, sorted by path. None is rendered yet.
    pub fn files(&self) -> Vec<File<'_>> {
        let mut files = FileList::new(&self.plan, self.target_origin);
        match self.target {
            Some(target) => (target.spec().files)(&mut files),
            None => common::register(&mut files, dockerfile::render),
        }
        files.sorted()
    }

    /// The images of third-party software.
    pub fn images(&self) -> Images {
        self.target.map_or(Images::REFERENCE, |target| target.spec().images)
    }
}
