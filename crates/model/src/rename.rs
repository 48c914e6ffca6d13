//! Renaming of names that would clash in the generated code (`docs/language.md`, Renaming).

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use temple_syntax::capitalized;

use crate::hash_order::hash_order;
use crate::names::{NameIndex, normalized, uncapitalized};
use crate::reserved;
use crate::unresolved::UnresolvedFile;
use crate::{Attribute, Database, Language, RenameReason, Renamed};

/// The maximum number of times that the project's name is prepended. Only an artificial file needs more, and its
/// names would grow without limit.
const MAX_PREFIXES: usize = 50;

/// The error for a block whose name cannot be made usable by renaming.
pub(crate) struct NoUsableName;

/// Finds free names for the blocks of a file and their attributes.
pub(crate) struct Renamer<'a> {
    project: &'a str,
    /// The names of blocks, both as written and as renamed, by normal form.
    taken: FxHashMap<SmolStr, Vec<SmolStr>>,
    /// The result for each name so far. Structs of different services may share a name.
    decided: FxHashMap<&'a str, Option<Renamed>>,
}

/// The language and the database for which a name must be usable.
#[derive(Clone, Copy)]
pub(crate) struct CodeTarget {
    pub(crate) language: Language,
    pub(crate) database: Database,
}

impl CodeTarget {
    fn word(self, normal: &str) -> Option<RenameReason> {
        if reserved::is_word_of_language(self.language, normal) {
            Some(RenameReason::Language(self.language))
        } else if reserved::is_word_of_database(self.database, normal) {
            Some(RenameReason::Database(self.database))
        } else {
            None
        }
    }
}

impl<'a> Renamer<'a> {
    /// Creates a renamer for a file. `None` without a named project, since new names start with the project's.
    pub(crate) fn new(unresolved: &UnresolvedFile<'a>) -> Option<Renamer<'a>> {
        let project = unresolved.project.as_ref()?.name?.text();
        let mut renamer = Renamer { project, taken: FxHashMap::default(), decided: FxHashMap::default() };
        renamer.take(project);
        for block in unresolved.services.iter().flat_map(|service| service.with_structs()) {
            renamer.take(block.name_text());
        }
        Some(renamer)
    }

    fn take(&mut self, name: &str) {
        let names = self.taken.entry(normalized(name)).or_default();
        if !names.iter().any(|other| other == name) {
            names.push(SmolStr::new(name));
        }
    }

    /// Returns the new name of the block `source`, or `None` if it can keep its own. An error if no renaming helps.
    pub(crate) fn block(&mut self, source: &'a str, target: CodeTarget) -> Result<Option<Renamed>, NoUsableName> {
        if let Some(decided) = self.decided.get(source) {
            return Ok(decided.clone());
        }
        let mut renamed: Option<Renamed> = None;
        for _ in 0..MAX_PREFIXES {
            let name = renamed.as_ref().map_or(source, |renamed| renamed.to.as_str());
            let Some(reason) = self.block_reason(name, source, target) else { break };
            if reason == RenameReason::Affix && renamed.is_some() {
                return Err(NoUsableName);
            }
            let to = SmolStr::new(self.project.to_owned() + &capitalized(name));
            renamed = Some(Renamed { to, reason: renamed.map_or(reason, |first| first.reason) });
        }
        if let Some(renamed) = &renamed {
            self.take(&renamed.to);
        }
        self.decided.insert(source, renamed.clone());
        Ok(renamed)
    }

    /// Returns the reason why the block `source` cannot be called `name`, or `None` if it can.
    fn block_reason(&self, name: &str, source: &str, target: CodeTarget) -> Option<RenameReason> {
        let normal = normalized(name);
        if self.taken.get(&normal).is_some_and(|names| names.iter().any(|other| other != source)) {
            Some(RenameReason::Taken)
        } else if reserved::is_system(&normal) {
            Some(RenameReason::System)
        } else if let Some(reason) = target.word(&normal) {
            Some(reason)
        } else {
            reserved::has_generated_affix(target.language, &normal).then_some(RenameReason::Affix)
        }
    }

    /// Renames the clashing attributes of a service or struct. `normals` contains the normal forms of their names.
    pub(crate) fn attributes(
        &self,
        attributes: &mut [Attribute],
        normals: NameIndex,
        owner: Owner<'_>,
        target: CodeTarget,
    ) {
        // An attribute of the service itself cannot have the service's name; that is an error.
        let service = owner.is_struct.then(|| normalized(owner.service));
        let service = service.as_deref();
        let mut taken = normals;
        let clashing = |taken: &NameIndex, index: usize| {
            let is_taken = |normal: &str| is_taken(taken, index, normal);
            attribute_reason(taken.get(index), service, is_taken, target)
        };
        if (0..attributes.len()).all(|index| clashing(&taken, index).is_none()) {
            return;
        }
        for index in owner.order(attributes) {
            let Some(reason) = clashing(&taken, index) else { continue };
            let Some(source) = attributes[index].source.as_ref() else { continue };
            let to = self.free_attribute_name(&source.source, |normal| {
                attribute_reason(normal, service, |normal| is_taken(&taken, index, normal), target).is_none()
            });
            taken.push(normalized(&to));
            rename(&mut attributes[index], to, reason);
        }
    }

    fn free_attribute_name(&self, source: &str, is_free: impl Fn(&str) -> bool) -> SmolStr {
        let is_lower = source.starts_with(|first: char| !first.is_uppercase());
        let mut name = capitalized(source);
        let mut candidate = name.clone();
        for _ in 0..MAX_PREFIXES {
            name.insert_str(0, self.project);
            candidate = if is_lower { uncapitalized(&name) } else { name.clone() };
            if is_free(&normalized(&candidate)) {
                break;
            }
        }
        SmolStr::new(candidate)
    }
}

/// The block whose attributes are renamed.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    /// The name, as written, of the service that the block is or belongs to.
    pub(crate) service: &'a str,
    pub(crate) is_struct: bool,
}

impl Owner<'_> {
    /// The order in which attributes are renamed. The compiler keeps only those of structs in a hash map.
    fn order(self, attributes: &[Attribute]) -> Vec<usize> {
        if !self.is_struct {
            return (0..attributes.len()).collect();
        }
        let names: Vec<&str> = attributes.iter().map(|attribute| attribute.name.as_str()).collect();
        hash_order(&names)
    }
}

/// Returns true if an attribute other than the one at `index` has the name, or has been renamed to it.
fn is_taken(taken: &NameIndex, index: usize, normal: &str) -> bool {
    taken.with_name(normal).any(|other| other != index)
}

fn rename(attribute: &mut Attribute, to: SmolStr, reason: RenameReason) {
    attribute.name = to.clone();
    if let Some(source) = &mut attribute.source {
        source.renamed = Some(Renamed { to, reason });
    }
}

fn attribute_reason(
    normal: &str,
    service: Option<&str>,
    is_taken: impl Fn(&str) -> bool,
    target: CodeTarget,
) -> Option<RenameReason> {
    if is_taken(normal) || service == Some(normal) {
        Some(RenameReason::Taken)
    } else if reserved::is_implied(normal) {
        Some(RenameReason::Implied)
    } else {
        target.word(normal)
    }
}
